"""How a census file is laid out: which element stands where, in which order, how often, and since which year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MANY: Final = "*"

# Group → its elements in the order of the schema; a star marks what may occur more than once.
_TREE: Final[Mapping[str, str]] = {
    "Message": "Header Children",
    "Header": "CollectionDetails Source",
    "CollectionDetails": "Collection Year ReferenceDate",
    "Source": "SourceLevel LEA SoftwareCode Release SerialNo DateTime",
    "Children": "*Child",
    "Child": "ChildIdentifiers ChildCharacteristics *CINdetails",
    "ChildIdentifiers": (
        "LAchildID UPN FormerUPN UPNunknown PersonBirthDate ExpectedPersonBirthDate GenderCurrent Sex PersonDeathDate"
    ),
    "ChildCharacteristics": "Ethnicity Disabilities",
    "Disabilities": "*Disability",
    "CINdetails": (
        "CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure DateOfInitialCPC *Assessments "
        "*CINPlanDates *Section47 ReferralNFA *ChildProtectionPlans *PreProceedingsandFGDM"
    ),
    "Assessments": (
        "AssessmentActualStartDate AssessmentInternalReviewDate AssessmentAuthorisationDate "
        "FactorsIdentifiedAtAssessment"
    ),
    "FactorsIdentifiedAtAssessment": "*AssessmentFactors",
    "CINPlanDates": "CINPlanStartDate CINPlanEndDate",
    "Section47": "S47ActualStartDate InitialCPCtarget DateOfInitialCPC ICPCnotRequired",
    "ChildProtectionPlans": (
        "CPPstartDate CPPendDate InitialCategoryOfAbuse LatestCategoryOfAbuse NumberOfPreviousCPP *Reviews"
    ),
    "Reviews": "*CPPreviewDate",
    "PreProceedingsandFGDM": (
        "PPStartDate LBPSentDate FGDMMeetingOffer FGDMMeetingFac InitialPPMeetingDate ReviewMeetingsCount "
        "StepDecisionDate PPOutcome CourtAppDate LetterInitCPDate"
    ),
}

# Element → the census year ending in which it was first or last part of the collection.
FIRST_YEAR: Final = {"CINPlanDates": 2022, "Sex": 2025, "PreProceedingsandFGDM": 2027}
LAST_YEAR: Final = {"GenderCurrent": 2024}

# What the summary counts: rows in the file, by the name of the element.
COUNTED: Final = (
    "ChildIdentifiers",
    "ChildCharacteristics",
    "Disability",
    "CINdetails",
    "Assessments",
    "AssessmentFactors",
    "CINPlanDates",
    "Section47",
    "ChildProtectionPlans",
    "Reviews",
    "CPPreviewDate",
    "PreProceedingsandFGDM",
)


@dataclass(frozen=True, slots=True)
class Place:
    """An element's place in its group. `group`: it holds other elements; `many`: it may occur again."""

    name: str
    rank: int
    group: bool
    many: bool


def _places(members: str) -> dict[str, Place]:
    names = members.split()
    return {
        name.removeprefix(MANY): Place(name.removeprefix(MANY), rank, name.removeprefix(MANY) in _TREE, MANY in name)
        for rank, name in enumerate(names)
    }


PLACES: Final[Mapping[str, Mapping[str, Place]]] = {group: _places(members) for group, members in _TREE.items()}
KNOWN: Final[frozenset[str]] = frozenset(name for places in PLACES.values() for name in places)
# Names as some systems write them (`CINplanDates`) → as the standard does.
AS_WRITTEN: Final[Mapping[str, Mapping[str, str]]] = {
    group: {name.casefold(): name for name in places} for group, places in PLACES.items()
}


def where_it_belongs(name: str) -> str | None:
    """The group an element of this name belongs in, or None when the standard has no such element."""
    return next((group for group, places in PLACES.items() if name in places), None)
