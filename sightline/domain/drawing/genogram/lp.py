"""Small linear programmes, solved by HiGHS: the same rows in the same order give the same answer.

HiGHS and numpy are read when the first programme is solved: most pages draw nothing, and a start waits for them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

INFINITY: Final = math.inf  # as HiGHS has it


class Programme:
    """Minimise a linear cost over variables under linear rows; built up a variable and a row at a time."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._starts: list[int] = [0]
        self._columns: list[int] = []
        self._values: list[float] = []
        self._row_low: list[float] = []
        self._row_high: list[float] = []

    def variable(self, cost: float = 0.0, low: float = -INFINITY, high: float = INFINITY) -> int:
        """A new variable; its number."""
        self._cost.append(cost)
        self._low.append(low)
        self._high.append(high)
        return len(self._cost) - 1

    def row(self, terms: Sequence[tuple[int, float]], low: float = -INFINITY, high: float = INFINITY) -> None:
        """low ≤ sum of coefficient × variable ≤ high. A variable may stand in several terms."""
        joined: dict[int, float] = {}
        for column, value in terms:
            joined[column] = joined.get(column, 0.0) + value
        for column, value in joined.items():
            if value:
                self._columns.append(column)
                self._values.append(value)
        self._starts.append(len(self._columns))
        self._row_low.append(low)
        self._row_high.append(high)

    def charge(self, variable: int, cost: float) -> None:
        """Add to the cost of a variable."""
        self._cost[variable] += cost

    def apart(self, terms: Sequence[tuple[int, float]], cost: float, target: float = 0.0) -> None:
        """Charge `cost` for each unit by which the sum of terms differs from `target`."""
        size = self.variable(cost, low=0.0)
        self.row([*terms, (size, -1.0)], high=target)
        self.row([*terms, (size, 1.0)], low=target)

    def solve(self) -> list[float] | None:
        """The value of each variable at a least cost; None when no values fit the rows."""
        if not self._cost:
            return []
        import highspy

        # The class below highspy.Highs: that one greets on standard output as it is made.
        solver = highspy.Highs.__mro__[1]()
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("parallel", "off")):
            solver.setOptionValue(name, value)
        solver.passModel(self._model())
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return [float(value) for value in solver.getSolution().col_value]

    def _model(self) -> Any:
        import highspy
        import numpy as np

        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cost), len(self._row_low)
        model.col_cost_ = np.array(self._cost)
        model.col_lower_, model.col_upper_ = np.array(self._low), np.array(self._high)
        model.row_lower_, model.row_upper_ = np.array(self._row_low), np.array(self._row_high)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts)
        model.a_matrix_.index_ = np.array(self._columns, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self._values)
        return model
