"""Makes a children in need census file of invented children: python -m tools.make_cin_census OUT.xml --children 3320

The same seed, year and number give the same file. Without --faults every rule of the census is kept; with it, about
that share of children carries one of the faults met in real files. Nothing here is about anybody.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sightline.domain.dates import add_working_days, england
from sightline.exchange.cin.codes import code_list
from sightline.exchange.cin.rules.upn import check_letter

CHILDREN: Final = 3_320
INDENT: Final = "  "
FAULTS: Final = (
    "stray_text", "unknown_factor", "bad_date", "sex_as_number", "end_before_start", "no_id", "unknown_element",
)  # fmt: skip

Line = str
Item = tuple[str, "str | list[Item]"]


@dataclass
class Maker:
    """Makes children of one census year, one after another."""

    year: int
    random: random.Random
    faults: float = 0.0
    made: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def end(self) -> date:
        """The reference date."""
        return date(self.year, 3, 31)

    @property
    def start(self) -> date:
        """The first day of the period."""
        return date(self.year - 1, 4, 1)

    def child(self) -> str:
        """One child, as XML lines."""
        self.made += 1
        unborn = self.random.random() < 0.02
        referral = self._between(self.start - timedelta(days=500), self.end - timedelta(days=5))
        ids = self._identifiers(unborn, referral)
        traits: list[Item] = [("Ethnicity", self._code("ethnicity"))]
        if self.random.random() < 0.9:
            traits.append(("Disabilities", [("Disability", code) for code in self._disabilities()]))
        episodes = self._episodes(referral)
        items: list[Item] = [("ChildIdentifiers", ids), ("ChildCharacteristics", traits), *episodes]
        fault = self.random.choice(FAULTS) if self.random.random() < self.faults else ""
        self._count(items)
        return spoil("\n".join(lines("Child", items, depth=2)), fault)

    # Who ---------------------------------------------------------------------------------------------------------

    def _identifiers(self, unborn: bool, referral: date) -> list[Item]:
        ids: list[Item] = [("LAchildID", f"{self.year}X{self.made:07}")]
        if unborn:
            ids.append(("UPNunknown", "UN1"))
            ids.append(
                ("ExpectedPersonBirthDate", self._day(referral + timedelta(days=self.random.randrange(30, 200))))
            )
        else:
            ids.append(("UPN", self._upn()))
            ids.append(("PersonBirthDate", self._day(referral - timedelta(days=self.random.randrange(40, 6_000)))))
        sex = "U" if unborn else self.random.choice("MF")
        ids.append(("Sex", sex) if self.year >= 2025 else ("GenderCurrent", {"M": "1", "F": "2", "U": "0"}[sex]))
        return ids

    def _upn(self) -> str:
        digits = f"801{self.random.randrange(10_000):04}{self.random.randrange(100):02}{self.made % 1_000:03}"
        if self.made % 1_000 == 0:
            digits = digits[:-1] + "A"
        # The serial repeats after a thousand children; the school's number keeps whole numbers apart.
        digits = digits[:3] + f"{self.made // 1_000 % 10_000:04}" + digits[7:]
        return (check_letter("?" + digits) or "A") + digits

    def _disabilities(self) -> list[str]:
        if self.random.random() < 0.8:
            return ["NONE"]
        codes = [code for code in code_list("disability") if code != "NONE"]
        return self.random.sample(codes, self.random.choice((1, 1, 2, 3)))

    # What happened -----------------------------------------------------------------------------------------------

    def _episodes(self, referral: date) -> list[Item]:
        chance = self.random.random()
        if chance < 0.2 and referral >= self.start:
            return [self._no_further_action(referral)]
        closed = chance < 0.5
        episodes = [self._episode(referral, closed)]
        if closed and chance > 0.4 and self.end - self._closure > timedelta(days=60):
            again = self._closure + timedelta(days=self.random.randrange(10, 50))
            episodes.append(self._episode(again, False))
        return episodes

    def _no_further_action(self, referral: date) -> Item:
        return "CINdetails", [
            ("CINreferralDate", self._day(referral)),
            ("ReferralSource", self._code("referral_source")),
            ("ReferralNFA", self._yes_no(True)),
        ]

    def _episode(self, referral: date, closed: bool) -> Item:
        """Assessment; then perhaps an enquiry with conference and plan, or a child in need plan; perhaps closed."""
        authorised = self._after(referral, 5, 44)
        finished = authorised <= self.end
        closed = closed and finished and authorised < self.end
        shape = self.random.choice(("enquiry", "plan", "cin", "cin", "none")) if finished else "none"
        last = max(authorised, self.start)
        self._closure = self._between(last, self.end) if closed else self.end
        middle: list[Item] = []
        after: list[Item] = []
        if shape == "enquiry":
            middle = [self._section47(referral, conference=None)]
        elif shape == "plan":
            middle, after = self._protection(referral, closed)
        elif shape == "cin" and self.year >= 2022:
            middle = [self._cin_plan(authorised, closed)]
        if shape == "plan" and self.year >= 2027:
            after.append(self._pre_proceedings(authorised))
        details: list[Item] = [
            ("CINreferralDate", self._day(referral)),
            ("ReferralSource", self._code("referral_source")),
            ("PrimaryNeedCode", self._code("primary_need")),
        ]
        if closed:
            reason = "RC8" if shape == "none" and authorised >= self.start else "RC7"
            details += [("CINclosureDate", self._day(self._closure)), ("ReasonForClosure", reason)]
        if authorised >= self.start or not finished:
            details.append(self._assessment(referral, authorised if finished else None))
        return "CINdetails", [*details, *middle, ("ReferralNFA", self._yes_no(False)), *after]

    def _assessment(self, started: date, authorised: date | None) -> Item:
        rows: list[Item] = [("AssessmentActualStartDate", self._day(started))]
        if authorised is not None:
            rows.append(("AssessmentAuthorisationDate", self._day(authorised)))
            codes = [
                code.code for code in code_list("factors").values() if code.in_use(self.year) and code.code != "21"
            ]
            factors = self.random.sample(codes, self.random.choice((1, 2, 3, 3, 4, 6)))
            rows.append(("FactorsIdentifiedAtAssessment", [("AssessmentFactors", code) for code in factors]))
        return "Assessments", rows

    def _section47(self, referral: date, conference: date | None) -> Item:
        rows: list[Item] = [("S47ActualStartDate", self._day(referral))]
        if conference is not None:
            rows.append(("InitialCPCtarget", self._day(_working_days_on(referral, 15))))
            rows.append(("DateOfInitialCPC", self._day(conference)))
        return "Section47", [*rows, ("ICPCnotRequired", self._yes_no(conference is None))]

    def _protection(self, referral: date, closed: bool) -> tuple[list[Item], list[Item]]:
        """An enquiry with its conference, and the plan that began there; none where the conference falls outside."""
        conference = _weekday(referral + timedelta(days=self.random.randrange(7, 20)))
        if not self.start <= conference < self._closure - timedelta(days=10):
            return [self._section47(referral, None)], []
        category = self._code("category_of_abuse")
        rows: list[Item] = [("CPPstartDate", self._day(conference))]
        if closed:
            rows.append(("CPPendDate", self._day(self._closure)))
        rows += [
            ("InitialCategoryOfAbuse", category),
            ("LatestCategoryOfAbuse", category),
            ("NumberOfPreviousCPP", str(self.random.choice((0, 0, 0, 1, 2)))),
        ]
        for days in (80, 250):
            if conference + timedelta(days=days) < self._closure:
                rows.append(("Reviews", [("CPPreviewDate", self._day(conference + timedelta(days=days)))]))
        return [self._section47(referral, conference)], [("ChildProtectionPlans", rows)]

    def _cin_plan(self, starts: date, closed: bool) -> Item:
        rows: list[Item] = [("CINPlanStartDate", self._day(starts))]
        if closed:
            rows.append(("CINPlanEndDate", self._day(self._closure)))
        return "CINPlanDates", rows

    def _pre_proceedings(self, starts: date) -> Item:
        return "PreProceedingsandFGDM", [
            ("PPStartDate", self._day(starts)),
            ("FGDMMeetingOffer", "1"),
            ("FGDMMeetingFac", self.random.choice("01")),
            ("ReviewMeetingsCount", str(self.random.randrange(4))),
        ]

    # Helpers -----------------------------------------------------------------------------------------------------

    def _between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randrange(max((last - first).days, 0) + 1))

    def _after(self, day: date, least: int, most: int) -> date:
        return day + timedelta(days=self.random.randrange(least, most))

    def _code(self, name: str) -> str:
        return self.random.choice([code.code for code in code_list(name).values() if code.in_use(self.year)])

    def _yes_no(self, answer: bool) -> str:
        return self.random.choice(("true", "1", "TRUE") if answer else ("false", "0", "FALSE"))

    def _day(self, day: date) -> str:
        return day.isoformat()

    def _count(self, items: Iterable[Item]) -> None:
        for name, content in items:
            self.counts[name] = self.counts.get(name, 0) + 1
            if isinstance(content, list):
                self._count(content)


def _working_days_on(day: date, days: int) -> date:
    """So many working days later; before the table of bank holidays, three weeks."""
    return add_working_days(day, days) if day >= england().begins else _weekday(day + timedelta(days=21))


def _weekday(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def lines(name: str, items: Iterable[Item], *, depth: int) -> Iterator[Line]:
    """An element and what is in it, a line each."""
    pad = INDENT * depth
    yield f"{pad}<{name}>"
    for inner, content in items:
        if isinstance(content, list):
            yield from lines(inner, content, depth=depth + 1)
        else:
            yield f"{pad}{INDENT}<{inner}>{content}</{inner}>"
    yield f"{pad}</{name}>"


def spoil(text: str, fault: str) -> str:
    """The child with one fault of those met in real files; as it was for "" or where the fault finds no hold."""
    sex = "GenderCurrent" if "<GenderCurrent>" in text else "Sex"
    changes = {
        "stray_text": ("</LAchildID>", "</LAchildID>UPN"),
        "unknown_factor": ("</AssessmentFactors>", "</AssessmentFactors>\n<AssessmentFactors>RB</AssessmentFactors>"),
        "bad_date": ("<CINreferralDate>20", "<CINreferralDate>31/12/20"),
        "sex_as_number": (f"<{sex}>", f"<{sex}>7"),
        "end_before_start": ("<AssessmentAuthorisationDate>20", "<AssessmentAuthorisationDate>19"),
        "no_id": ("LAchildID>", "LAchildId_>"),
        "unknown_element": ("<Ethnicity>", "<Nationality>GB</Nationality><Ethnicity>"),
    }
    old, new = changes.get(fault, ("", ""))
    if not old:
        return text
    return text.replace(old, new) if fault == "no_id" else text.replace(old, new, 1)


def header(year: int) -> str:
    """Everything before the first child."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Message>
{INDENT}<Header>
{INDENT * 2}<CollectionDetails>
{INDENT * 3}<Collection>CIN</Collection>
{INDENT * 3}<Year>{year}</Year>
{INDENT * 3}<ReferenceDate>{year}-03-31</ReferenceDate>
{INDENT * 2}</CollectionDetails>
{INDENT * 2}<Source>
{INDENT * 3}<SourceLevel>L</SourceLevel>
{INDENT * 3}<LEA>201</LEA>
{INDENT * 3}<SoftwareCode>Sightline sample</SoftwareCode>
{INDENT * 3}<Release>1</Release>
{INDENT * 3}<SerialNo>001</SerialNo>
{INDENT * 3}<DateTime>{year}-05-20T09:00:00Z</DateTime>
{INDENT * 2}</Source>
{INDENT}</Header>
{INDENT}<Children>
"""


def census(year: int, children: int, *, seed: int = 1, faults: float = 0.0) -> tuple[Iterator[str], Maker]:
    """The file in pieces, and its maker, whose `counts` are complete (without faults) at the end."""
    maker = Maker(year, random.Random(f"{seed}/{year}/{children}"), faults)

    def pieces() -> Iterator[str]:
        yield header(year)
        for _ in range(children):
            yield maker.child() + "\n"
        yield f"{INDENT}</Children>\n</Message>\n"

    return pieces(), maker


def write(path: Path, year: int, children: int, *, seed: int = 1, faults: float = 0.0) -> dict[str, int]:
    """Write a file; the number of elements by name, as they were before any fault."""
    pieces, maker = census(year, children, seed=seed, faults=faults)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(pieces)
    return maker.counts


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make a children in need census file of invented children.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--year", type=int, default=2026, help="census year ending, 2020 to 2027")
    parser.add_argument("--children", type=int, default=CHILDREN)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.0, help="share of children with a fault, 0 to 1")
    given = parser.parse_args(arguments)
    counts = write(given.out, given.year, given.children, seed=given.seed, faults=given.faults)
    print(f"{given.out}: {given.children} children, {sum(counts.values())} elements", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
