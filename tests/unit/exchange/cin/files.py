"""Small census files for tests: a valid child, and ways to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from sightline.exchange.cin import Child, Header, Issue, open_census

HEADER = """<Header><CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>
<ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>201</LEA></Source></Header>"""

ASSESSMENT = """<Assessments><AssessmentActualStartDate>{y}-11-04</AssessmentActualStartDate>
<AssessmentAuthorisationDate>{y}-12-02</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment>
</Assessments>"""

EPISODE = """<CINdetails><CINreferralDate>{y}-11-01</CINreferralDate><ReferralSource>1A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>{inside}<ReferralNFA>false</ReferralNFA>{after}</CINdetails>"""


@dataclass(frozen=True)
class Result:
    """A file as read to its end."""

    header: Header
    children: tuple[Child, ...]
    modules: dict[str, int]
    issues: tuple[Issue, ...]
    refused: tuple[Issue, ...]
    warnings: tuple[Issue, ...]

    @property
    def child(self) -> Child:
        """The only child."""
        (child,) = self.children
        return child

    def rules(self) -> set[str]:
        """Codes of the rules that failed."""
        return {issue.rule for issue in self.issues if issue.rule}

    def reasons(self) -> list[str]:
        """What was found besides rules."""
        return [issue.reason for issue in self.issues if issue.rule is None]


def read(content: bytes | str, *, limit: int = 1_000_000, rules_year: int | None = None) -> Result:
    """The whole of a file."""
    data = content.encode() if isinstance(content, str) else content
    with open_census(BytesIO(data), limit=limit, rules_year=rules_year) as census:
        children = tuple(census.children)
        return Result(census.header, children, dict(census.modules), census.issues, census.refused, census.warnings)


def a_file(*children: str, year: int = 2026, header: str | None = None) -> str:
    """A file with these children."""
    top = HEADER.format(year=year) if header is None else header
    return f"<Message>\n{top}\n<Children>\n" + "\n".join(children) + "\n</Children>\n</Message>\n"


def a_child(
    *episodes: str,
    id: str = "C1",
    year: int = 2026,
    birth: str | None = None,
    sex: str | None = None,
    more: str = "",
    traits: str = "<Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities>",
) -> str:
    """A child that keeps every rule, unless told otherwise."""
    if birth is None:
        birth = f"<PersonBirthDate>{year - 8}-05-05</PersonBirthDate>"
    if sex is None:
        sex = "<Sex>F</Sex>" if year >= 2025 else "<GenderCurrent>2</GenderCurrent>"
    return (
        f"<Child>\n<ChildIdentifiers>\n<LAchildID>{id}</LAchildID>\n{more}{birth}\n{sex}\n</ChildIdentifiers>\n"
        f"<ChildCharacteristics>{traits}</ChildCharacteristics>\n"
        + "\n".join(episodes or (an_episode(year=year),))
        + "\n</Child>"
    )


def an_episode(inside: str | None = None, *, after: str = "", year: int = 2026, closed: str = "") -> str:
    """An episode with one finished assessment, referred on 1 November of the period."""
    middle = closed + (ASSESSMENT.format(y=year - 1) if inside is None else inside)
    return EPISODE.format(y=year - 1, inside=middle, after=after)


def an_assessment(start: str, end: str = "", factors: Sequence[str] = ()) -> str:
    """An assessment; no factors gives an empty group."""
    codes = "".join(f"<AssessmentFactors>{code}</AssessmentFactors>" for code in factors)
    ending = f"<AssessmentAuthorisationDate>{end}</AssessmentAuthorisationDate>" if end else ""
    return (
        f"<Assessments><AssessmentActualStartDate>{start}</AssessmentActualStartDate>{ending}"
        f"<FactorsIdentifiedAtAssessment>{codes}</FactorsIdentifiedAtAssessment></Assessments>"
    )


def a_cin_plan(start: str, end: str = "") -> str:
    """A child in need plan."""
    ending = f"<CINPlanEndDate>{end}</CINPlanEndDate>" if end else ""
    return f"<CINPlanDates><CINPlanStartDate>{start}</CINPlanStartDate>{ending}</CINPlanDates>"


def an_enquiry(start: str, conference: str = "", *, target: str = "", not_required: str = "false") -> str:
    """A section 47 enquiry."""
    goal = f"<InitialCPCtarget>{target}</InitialCPCtarget>" if target else ""
    held = f"<DateOfInitialCPC>{conference}</DateOfInitialCPC>" if conference else ""
    return (
        f"<Section47><S47ActualStartDate>{start}</S47ActualStartDate>{goal}{held}"
        f"<ICPCnotRequired>{not_required}</ICPCnotRequired></Section47>"
    )


def a_protection_plan(start: str, end: str = "", *, reviews: Sequence[str] = (), previous: str = "0") -> str:
    """A child protection plan."""
    ending = f"<CPPendDate>{end}</CPPendDate>" if end else ""
    held = "".join(f"<Reviews><CPPreviewDate>{day}</CPPreviewDate></Reviews>" for day in reviews)
    return (
        f"<ChildProtectionPlans><CPPstartDate>{start}</CPPstartDate>{ending}"
        "<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>"
        f"<NumberOfPreviousCPP>{previous}</NumberOfPreviousCPP>{held}</ChildProtectionPlans>"
    )
