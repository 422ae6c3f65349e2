"""Every rule over one child, and the few that need the whole file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sightline.domain.dates import HolidayTableEnds, add_working_days

from ..issues import Issue, IssueLog, Severity
from ..rows import Child, Header, Row
from .assessments import ASSESSMENT_RULES, ASSESSMENTS_RULES
from .enquiries import ENQUIRIES_RULES, ENQUIRY_RULES
from .episodes import EPISODE_RULES, EPISODES_RULES
from .identity import CHILD_RULES
from .plans import CIN_PLAN_RULES, PLANS_OF_CHILD_RULES, PLANS_OF_EPISODE_RULES, PROTECTION_PLAN_RULES, REVIEW_RULES
from .rule import At, Rule

OF_CHILD: Final = CHILD_RULES + EPISODES_RULES + PLANS_OF_CHILD_RULES
OF_EPISODE: Final = EPISODE_RULES + ASSESSMENTS_RULES + ENQUIRIES_RULES + PLANS_OF_EPISODE_RULES
ALL_RULES: Final = (
    OF_CHILD + OF_EPISODE + ASSESSMENT_RULES + ENQUIRY_RULES + PROTECTION_PLAN_RULES + REVIEW_RULES + CIN_PLAN_RULES
)


class Rules:
    """The rules of one census. `year` is the census year whose rules apply; the file's own when not given."""

    def __init__(self, header: Header, log: IssueLog, *, year: int | None = None) -> None:
        self._header = header
        self._log = log
        self._year = year or header.census_year
        self._limits = self._count_back(45), self._count_back(15)
        self._upns: dict[str, int] = {}
        self._look_at_header()

    def look_at(self, child: Child) -> None:
        """Run every rule over one child; what fails goes to the log."""
        header = self._header
        for episode in child.episodes:
            at = At(header.period_start, header.period_end, self._year, *self._limits, child, episode)
            self._run(OF_EPISODE, (episode,), at)
            self._run(ASSESSMENT_RULES, episode.assessments, at)
            self._run(ENQUIRY_RULES, episode.enquiries, at)
            self._run(CIN_PLAN_RULES, episode.cin_plans, at)
            for plan in episode.protection_plans:
                at.plan = plan
                self._run(PROTECTION_PLAN_RULES, (plan,), at)
                self._run(REVIEW_RULES, plan.reviews, at)
        whole = At(header.period_start, header.period_end, self._year, *self._limits, child)
        self._run(OF_CHILD, (child,), whole)
        self._note_upn_used_before(child)

    def _run(self, rules: Iterable[Rule], rows: Iterable[Row], at: At) -> None:
        for row in rows:
            for rule in rules:
                failing = rule.fails(row, at)
                if failing:
                    self._add(rule.code, rule.field, rule.sentence, row if failing is True else failing, at.child)

    def _add(self, code: str, field: str, sentence: str, row: Row, child: Child) -> None:
        severity = Severity.QUERY if code.endswith("Q") else Severity.ERROR
        self._log.add(Issue(row.line_of(field), child.lachild_id, field, sentence, code, severity))

    def _note_upn_used_before(self, child: Child) -> None:
        if child.upn is None:
            return
        line = child.line_of("UPN")
        first = self._upns.setdefault(child.upn, line)
        if first != line:
            self._add("1520", "UPN", f"Another child has the same pupil number (line {first}).", child, child)

    def _look_at_header(self) -> None:
        header = self._header
        reason = "The reference date is not 31 March of the header's year; the period was read from the reference date."
        if header.year is None:
            reason = "The header has no Year; the period was read from the reference date."
        if header.reference_date != date(header.year or header.census_year, 3, 31) or header.year is None:
            self._log.add(Issue(header.line, "", "ReferenceDate", reason, "100", Severity.ERROR))

    def _count_back(self, days: int) -> date | None:
        """The day that many working days before the period's end; None, with a note, outside the table."""
        try:
            return add_working_days(self._header.period_end, -days)
        except HolidayTableEnds:
            reason = (
                f"The rule about {days} working days was not looked at: the table of bank holidays does not reach here."
            )
            self._log.add(Issue(self._header.line, "", "ReferenceDate", reason))
            return None
