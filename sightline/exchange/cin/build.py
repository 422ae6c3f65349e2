"""Groups of the stream → rows. One function a module of the standard; nothing here opens a file."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Final

from .codes import GENDER_TO_SEX
from .issues import Issue, IssueLog, Severity
from .layout import FIRST_YEAR, LAST_YEAR
from .rows import (
    Assessment,
    Child,
    CinPlan,
    Enquiry,
    Episode,
    Factor,
    Key,
    PreProceedings,
    ProtectionPlan,
    Review,
)
from .stream import Group
from .values import Values, find_code

LONGEST_ID: Final = 100
_OUTCOME: Final = re.compile(r"[A-Za-z]", re.ASCII)


class Refused(Exception):
    """A child that cannot be read at all; the reason has been noted."""


class ChildBuilder:
    """Reads one child's group. Keys are counted per module and start, over all the child's episodes."""

    def __init__(self, group: Group, log: IssueLog, year: int) -> None:
        self._group = group
        self._log = log
        self._year = year
        self._ordinals: Counter[tuple[str, str]] = Counter()
        self.id = ""

    def build(self) -> Child:
        """The child. Raises Refused when no id can be read."""
        identifiers = self._once(self._group, "ChildIdentifiers")
        self.id = self._read_id(identifiers)
        characteristics = self._once(self._group, "ChildCharacteristics")
        given = self._values(*identifiers)
        traits = self._values(*characteristics)
        sex, indeterminate = self._sex(given)
        return Child(
            key=Key(self.id, "Child", "", 1),
            line=self._group.line,
            lines=given.lines | traits.lines,
            lachild_id=self.id,
            upn=given.text("UPN"),
            former_upn=given.text("FormerUPN"),
            upn_unknown=given.code("UPNunknown", "upn_unknown"),
            born=given.day("PersonBirthDate"),
            expected=given.day("ExpectedPersonBirthDate"),
            died=given.day("PersonDeathDate"),
            sex=sex,
            indeterminate=indeterminate,
            ethnicity=traits.code("Ethnicity", "ethnicity", rule="4220", required=True),
            disabilities=self._disabilities(characteristics),
            episodes=tuple(self._episode(group) for group in self._group.of("CINdetails")),
        )

    # The child --------------------------------------------------------------------------------------------------

    def _read_id(self, identifiers: list[Group]) -> str:
        given = [text for group in identifiers for name, text, _ in group.values if name == "LAchildID" and text]
        reason = None
        if not given:
            reason = "The child has no LAchildID, so nothing says whose record this is; the child was left out."
        elif len(set(given)) > 1:
            reason = "The child has two different LAchildIDs; the child was left out."
        elif len(given[0]) > LONGEST_ID or not given[0].isprintable():
            reason = f"The LAchildID is longer than {LONGEST_ID} characters or unreadable; the child was left out."
        if reason:
            rule = None if given else "8500"
            self._log.add(Issue(self._group.line, "", "LAchildID", reason, rule, Severity.REFUSED))
            raise Refused
        return given[0]

    def _sex(self, given: Values) -> tuple[str | None, bool]:
        """Sex as M F U, and whether the file said indeterminate. Two that differ: not known which is right."""
        new = self._new_sex(given)
        gender = given.text("GenderCurrent")
        old = GENDER_TO_SEX.get(gender or "")
        if not gender and given.text("Sex") is None:
            given.missing("Sex" if self._year >= FIRST_YEAR["Sex"] else "GenderCurrent", "4180")
        if gender and old is None:
            given.note("GenderCurrent", "GenderCurrent is not 0, 1, 2 or 9; it was left empty.", rule="4180")
        if new and old and new != old:
            given.note("Sex", "Sex and GenderCurrent say different things; neither was taken.")
            return None, False
        if gender == "9":
            given.note("GenderCurrent", "GenderCurrent is indeterminate; sex was read as U, with that said beside it.")
        return new or old, gender == "9"

    def _new_sex(self, given: Values) -> str | None:
        text = given.text("Sex")
        if text in GENDER_TO_SEX:
            given.note("Sex", "Sex is written as a number, as GenderCurrent was; it was read as one.", rule="4180")
            return GENDER_TO_SEX[text]
        return given.code("Sex", "sex", rule="4180")

    def _disabilities(self, characteristics: list[Group]) -> tuple[str, ...] | None:
        groups = [inner for group in characteristics for inner in self._once(group, "Disabilities")]
        items = [item for group in groups for item in group.values]
        codes: list[str] = []
        for _, text, line in items:
            entry = self._listed(text, "disability", "Disability", line, rule="8540")
            if entry in codes:
                reason = "The same disability is given twice; it was read once."
                self._log.add(Issue(line, self.id, "Disability", reason, "8794", Severity.ERROR))
            elif entry:
                codes.append(entry)
        return tuple(codes) or None

    # Episodes ---------------------------------------------------------------------------------------------------

    def _episode(self, group: Group) -> Episode:
        given = self._values(group)
        referral = given.day("CINreferralDate")
        return Episode(
            key=self._key("CINdetails", referral),
            line=group.line,
            lines=given.lines,
            referral_date=referral,
            referral_source=given.code("ReferralSource", "referral_source", rule="8866", required=True),
            primary_need=given.code("PrimaryNeedCode", "primary_need", rule="8650"),
            closure_date=given.day("CINclosureDate"),
            closure_reason=given.code("ReasonForClosure", "closure_reason", rule="8640"),
            initial_conference=given.day("DateOfInitialCPC"),
            no_further_action=given.yes_no("ReferralNFA", rule="8568", required=True),
            assessments=tuple(self._assessment(row) for row in group.of("Assessments")),
            cin_plans=tuple(self._cin_plan(row) for row in group.of("CINPlanDates")),
            enquiries=tuple(self._enquiry(row) for row in group.of("Section47")),
            protection_plans=tuple(self._protection_plan(row) for row in group.of("ChildProtectionPlans")),
            pre_proceedings=tuple(self._pre_proceedings(row) for row in group.of("PreProceedingsandFGDM")),
        )

    def _assessment(self, group: Group) -> Assessment:
        given = self._values(group)
        started = given.day("AssessmentActualStartDate")
        key = self._key("Assessments", started)
        groups = self._once(group, "FactorsIdentifiedAtAssessment")
        return Assessment(
            key=key,
            line=group.line,
            lines=given.lines,
            started=started,
            reviewed=given.day("AssessmentInternalReviewDate"),
            authorised=given.day("AssessmentAuthorisationDate"),
            factors=self._factors(key, groups),
        )

    def _factors(self, assessment: Key, groups: list[Group]) -> tuple[Factor, ...]:
        rows: list[Factor] = []
        seen: Counter[str] = Counter()
        for group in groups:
            for name, text, line in group.values:
                code = self._listed(text, "factors", name, line)
                if code:
                    seen[code] += 1
                    key = Key(self.id, f"{assessment}/AssessmentFactors", code, seen[code])
                    rows.append(Factor(key=key, line=line, lines={name: line}, code=code))
        return tuple(rows)

    def _cin_plan(self, group: Group) -> CinPlan:
        given = self._values(group)
        starts = given.day("CINPlanStartDate")
        return CinPlan(
            key=self._key("CINPlanDates", starts),
            line=group.line,
            lines=given.lines,
            starts=starts,
            ends=given.day("CINPlanEndDate"),
        )

    def _enquiry(self, group: Group) -> Enquiry:
        given = self._values(group)
        started = given.day("S47ActualStartDate")
        return Enquiry(
            key=self._key("Section47", started),
            line=group.line,
            lines=given.lines,
            started=started,
            conference_target=given.day("InitialCPCtarget"),
            conference=given.day("DateOfInitialCPC"),
            conference_not_required=given.yes_no("ICPCnotRequired"),
        )

    def _protection_plan(self, group: Group) -> ProtectionPlan:
        given = self._values(group)
        starts = given.day("CPPstartDate")
        return ProtectionPlan(
            key=self._key("ChildProtectionPlans", starts),
            line=group.line,
            lines=given.lines,
            starts=starts,
            ends=given.day("CPPendDate"),
            initial_category=given.code("InitialCategoryOfAbuse", "category_of_abuse", rule="8905", required=True),
            latest_category=given.code("LatestCategoryOfAbuse", "category_of_abuse", rule="8910", required=True),
            previous_plans=given.whole("NumberOfPreviousCPP"),
            reviews=tuple(review for row in group.of("Reviews") for review in self._reviews(row)),
        )

    def _reviews(self, group: Group) -> list[Review]:
        """Every date of one Reviews group; a group without any gives one review without a date (rule 8842Q)."""
        singles = [self._values(self._single(group, value)) for value in group.values] or [self._values(group)]
        rows = []
        for given in singles:
            held = given.day("CPPreviewDate")
            line = given.lines.get("CPPreviewDate", group.line)
            rows.append(Review(key=self._key("Reviews", held), line=line, lines=given.lines, held=held))
        return rows

    def _pre_proceedings(self, group: Group) -> PreProceedings:
        given = self._values(group)
        started = given.day("PPStartDate")
        outcome = given.text("PPOutcome")
        if outcome and not _OUTCOME.fullmatch(outcome):
            given.note("PPOutcome", "PPOutcome is not a single letter; it was left empty.")
            outcome = None
        return PreProceedings(
            key=self._key("PreProceedingsandFGDM", started),
            line=group.line,
            lines=given.lines,
            started=started,
            letter_sent=given.day("LBPSentDate"),
            family_meeting_offered=given.yes_no("FGDMMeetingOffer"),
            family_meeting_held=given.yes_no("FGDMMeetingFac"),
            first_meeting=given.day("InitialPPMeetingDate"),
            review_meetings=given.whole("ReviewMeetingsCount"),
            step_decision=given.day("StepDecisionDate"),
            outcome=outcome,
            court_application=given.day("CourtAppDate"),
            first_conference_letter=given.day("LetterInitCPDate"),
        )

    # Helpers ----------------------------------------------------------------------------------------------------

    def _values(self, *groups: Group) -> Values:
        for group in groups:
            self._note_other_years(group.name, group.line)
            for name, _, line in group.values:
                self._note_other_years(name, line)
        return Values(self.id, self._log, self._year, *groups, line=self._group.line)

    def _note_other_years(self, name: str, line: int) -> None:
        """Elements of later or earlier collections are read all the same, and mentioned once for the file."""
        if self._year < FIRST_YEAR.get(name, self._year):
            reason = f"{name} came into the census for the year ending {FIRST_YEAR[name]}; it was read."
        elif self._year > LAST_YEAR.get(name, self._year):
            reason = f"{name} left the census after the year ending {LAST_YEAR[name]}; it was read."
        else:
            return
        self._log.note_layout(Issue(line, self.id, name, reason))

    def _once(self, parent: Group, name: str) -> list[Group]:
        groups = parent.of(name)
        if len(groups) > 1:
            reason = f"{name} is given {len(groups)} times; they were read together."
            self._log.add(Issue(groups[1].line, self.id, name, reason))
        return groups

    @staticmethod
    def _single(group: Group, value: tuple[str, str, int]) -> Group:
        single = Group(group.name, group.line)
        single.values = [value]
        return single

    def _listed(self, text: str, list_name: str, field: str, line: int, rule: str | None = None) -> str | None:
        """One code of a repeated element. Not on its list: that one is refused; the rest of the row is read."""

        def note(reason: str) -> None:
            self._log.add(Issue(line, self.id, field, f"{field} {reason}"))

        if not text:
            self._log.note_layout(Issue(line, self.id, field, f"{field} is given but empty; it was left out."))
            return None
        entry = find_code(text, list_name, self._year, note)
        if entry is None:
            reason = f"{field} holds a code that the census does not have; that code was left out."
            self._log.add(Issue(line, self.id, field, reason, rule, Severity.REFUSED))
            return None
        return entry.code

    def _key(self, module: str, start: date | None) -> Key:
        text = start.isoformat() if start else "undated"
        self._ordinals[module, text] += 1
        return Key(self.id, module, text, self._ordinals[module, text])
