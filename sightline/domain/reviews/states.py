"""Where a review stands: three separate fields, each one table of moves.

    review        NOTIFIED > CONSIDERED > … > AGREED > ACTIONS_OPEN > IMPACT_REVIEW > CLOSED
    publication   NOT_DECIDED > HELD | PUBLISHED | IMPROVEMENTS_PUBLISHED | NOT_PUBLISHED > …
    learning      NOT_SHARED > PART_SHARED > SHARED
    return        ASKED > DRAFT > SUBMITTED > APPROVED, or RETURNED (one for each thing an agency is asked for)

A review may be closed while its report is held, and its learning shared before either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sightline.domain.reviews.regimes import Regime, _read


class Machine(StrEnum):
    """The three fields of a review, and the one of what an agency was asked for."""

    REVIEW = "review"
    PUBLICATION = "publication"
    LEARNING = "learning"
    RETURN = "return"


OF_A_REVIEW: Final = (Machine.REVIEW, Machine.PUBLICATION, Machine.LEARNING)
"""The three fields of a review itself; the fourth table is of one thing an agency was asked for."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of one field."""

    code: str
    name: str
    needs: str
    needs_not_when_decided: tuple[str, ...]
    review_at_least: str


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table of moves. `way` is "next", "skip", "back" or "other"; `reason`: a reason is mandatory."""

    start: str
    end: str
    reason: bool
    way: str
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One field: its states in order, the first of them, and every move there is."""

    machine: Machine
    name: str
    first: str
    states: Mapping[str, State]
    moves: tuple[Move, ...]
    only_with_rapid_review: tuple[str, ...]

    def find(self, start: str, end: str) -> Move | None:
        """The move between two states, or None."""
        return next((move for move in self.moves if (move.start, move.end) == (start, end)), None)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a move may be made; true when it may. `sentence` is for the user: what is asked for, or why not.

    `reason_needed`: a written reason goes with it. `needs`: what else has to be there, in words ("" for nothing).
    """

    ok: bool
    reason_needed: bool
    sentence: str
    needs: str = ""

    def __bool__(self) -> bool:
        return self.ok


def _state(row: Mapping[str, Any]) -> State:
    return State(
        code=row["code"],
        name=row["name"],
        needs=row.get("needs", ""),
        needs_not_when_decided=tuple(row.get("needs_not_when_decided", ())),
        review_at_least=row.get("review_at_least", ""),
    )


def _step_moves(codes: list[str], *, skip: bool, back: bool) -> list[Move]:
    """Next step freely; over steps and back with a reason, as far as the field allows it."""
    moves = []
    for here, start in enumerate(codes):
        for there, end in enumerate(codes):
            if there == here + 1:
                moves.append(Move(start, end, reason=False, way="next"))
            elif there > here and skip:
                moves.append(Move(start, end, reason=True, way="skip", passes=tuple(codes[here + 1 : there])))
            elif there < here and back:
                moves.append(Move(start, end, reason=True, way="back"))
    return moves


def _table(machine: Machine, data: Mapping[str, Any]) -> Table:
    rows = [*data["steps"], *data.get("states", [])]
    steps = [row["code"] for row in data["steps"]]
    moves = _step_moves(steps, skip=data["skip"], back=data["back"])
    moves += [Move(row["from"], row["to"], reason=row.get("reason", False), way="other") for row in data["moves"]]
    return Table(
        machine=machine,
        name=data["name"],
        first=data["first"],
        states={row["code"]: _state(row) for row in rows},
        moves=tuple(moves),
        only_with_rapid_review=tuple(data.get("only_with_rapid_review", ())),
    )


_DATA: Final = _read("states")["machine"]

TABLES: Final[dict[Machine, Table]] = {machine: _table(machine, _DATA[machine.value]) for machine in Machine}
"""The table of moves of each field."""


def may_move(
    machine: Machine | str,
    start: str,
    end: str,
    *,
    regime: Regime | None = None,
    review_state: str = "",
    decision: str = "",
    unused: Collection[str] = (),
) -> Decision:
    """Whether a field of a review may go from one state to another, and what has to go with it.

    `unused`: steps this partnership does not use, so that passing them needs no reason. `regime` decides whether a
    rapid review is a step (not given: it is). `review_state` is needed to publish: without it publishing is refused.
    `decision` is what the review decided: "NONE" can be closed without a judgement of impact. Raises ValueError for a
    field or state that does not exist.
    """
    table = TABLES[Machine(machine)]
    for code in (start, end):
        if code not in table.states:
            raise ValueError(f"{code} is not a state of {table.name.lower()}.")
    absent = _absent(table, regime, unused)
    move = _usual(table, start, end, absent)
    target = table.states[end]
    if move is None:
        return Decision(False, False, _refusal(table, start, end, regime, absent))
    if target.review_at_least and not _reached(review_state, target.review_at_least):
        least = TABLES[Machine.REVIEW].states[target.review_at_least].name.lower()
        return Decision(False, False, f"A report can be {target.name.lower()} once the review is {least}.")
    needs = "" if decision in target.needs_not_when_decided else target.needs
    return Decision(True, move.reason, _asked(table, move, needs), needs)


ALWAYS: Final = frozenset({"NOTIFIED", "DECIDED", "AGREED", "CLOSED"})
"""Steps of a review that no partnership can do without: its beginning, its decision, its agreement, its end."""


def _absent(table: Table, regime: Regime | None, unused: Collection[str]) -> frozenset[str]:
    """The steps this review does not have: those its regime does not know, and those not used here."""
    found = frozenset(unused) - ALWAYS if table.machine == Machine.REVIEW else frozenset[str]()
    if regime is not None and not regime.rapid_review:
        found |= frozenset(table.only_with_rapid_review)
    return found


def _usual(table: Table, start: str, end: str, absent: frozenset[str]) -> Move | None:
    """The move as this review has it: an absent step cannot be gone to, nor is passing it a skip."""
    move = table.find(start, end)
    if move is None or not absent:
        return move
    if end in absent:
        return None
    passes = tuple(code for code in move.passes if code not in absent)
    if move.way == "skip" and not passes:
        return Move(start, end, reason=False, way="next")
    return Move(start, end, reason=move.reason, way=move.way, passes=passes)


def _reached(review_state: str, least: str) -> bool:
    order = list(TABLES[Machine.REVIEW].states)
    return review_state in order and order.index(review_state) >= order.index(least)


def _refusal(table: Table, start: str, end: str, regime: Regime | None, absent: frozenset[str]) -> str:
    names = table.states[start].name, table.states[end].name
    if start == end:
        return f"{table.name} is “{names[0]}” already."
    if regime is not None and end in table.only_with_rapid_review and not regime.rapid_review:
        return f"A {regime.name.lower()} has no step “{names[1]}”."
    if end in absent:
        return f"The step “{names[1]}” is not used here."
    onward = [table.states[move.end].name for move in table.moves if move.start == start and move.way != "back"]
    ways = f" From here it can become: {', '.join(onward)}." if onward else ""
    return f"{table.name} cannot go from “{names[0]}” to “{names[1]}”.{ways}"


def _asked(table: Table, move: Move, needs: str) -> str:
    """One sentence on what goes with the move; "" when nothing does."""
    wanted = []
    if move.passes:
        passed = ", ".join(table.states[code].name for code in move.passes)
        wanted.append(f"the reason for passing over {passed}")
    elif move.reason:
        wanted.append("the reason")
    if needs:
        wanted.append(needs)
    return f"Please write down {' and '.join(wanted)}." if wanted else ""


def mermaid(machine: Machine | str) -> str:
    """The table of moves as a Mermaid state diagram, for the documentation. Skips and steps back are not drawn."""
    table = TABLES[Machine(machine)]
    lines = ["stateDiagram-v2", f"    [*] --> {table.first}"]
    lines += [f"    {state.code}: {state.name}" for state in table.states.values()]
    for move in table.moves:
        if move.way in ("next", "other"):
            lines.append(f"    {move.start} --> {move.end}{': with a reason' if move.reason else ''}")
    ends = [code for code in table.states if not any(m.start == code and m.way != "back" for m in table.moves)]
    lines += [f"    {code} --> [*]" for code in ends]
    return "\n".join(lines) + "\n"


def moves_in_words(machine: Machine | str) -> str:
    """The same table as text: one line a state, with where it can go and what goes with it."""
    table = TABLES[Machine(machine)]
    lines = [f"{table.name}, starting as “{table.states[table.first].name}”."]
    for state in table.states.values():
        onward = [move for move in table.moves if move.start == state.code and move.way in ("next", "other")]
        said = [f"{table.states[m.end].name}{' (with a reason)' if m.reason else ''}" for m in onward]
        lines.append(f"- {state.name}: {', '.join(said) if said else 'the end'}.")
    for way, sentence in (
        ("skip", "Later steps may be gone to directly, with the reason for passing over those between."),
        ("back", "Earlier steps may be gone back to, with a reason."),
    ):
        if any(move.way == way for move in table.moves):
            lines.append(sentence)
    return "\n".join(lines) + "\n"
