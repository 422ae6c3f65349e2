"""Everything that is typed about the work of a review, declared once: its row, its form, its words, its page."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.reviews import agency_forms, models, opening_forms, plan_forms
from sightline.reviews.models import Written
from sightline.reviews.work_forms import WorkForm


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing. `page`: the name of the route that shows it; `intro`: what to know before writing."""

    code: str
    model: type[Written]
    form: type[WorkForm]
    add: str
    change: str
    save: str
    page: str
    intro: tuple[str, ...] = ()


TOLD_NO_ONE = "Sightline has told no one. Write down what you did yourself."

KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "proceeding",
            models.Proceeding,
            opening_forms.ProceedingForm,
            "Something that runs beside the review",
            "What runs beside the review",
            "Save",
            "opening",
            ("A review can go on while others are at work; what may leave it waits for their answer.",),
        ),
        Kind(
            "copy",
            models.Copy,
            opening_forms.CopyForm,
            "Somebody who holds a copy",
            "Somebody who holds a copy",
            "Save",
            "opening",
            (TOLD_NO_ONE,),
        ),
        Kind(
            "terms",
            models.Terms,
            opening_forms.TermsForm,
            "Write the terms of reference",
            "Terms of reference: a new version",
            "Save the terms",
            "opening",
            ("By code, without names. Earlier versions stay readable.",),
        ),
        Kind(
            "panel",
            models.Panellist,
            opening_forms.PanellistForm,
            "Somebody who takes part",
            "Who takes part",
            "Save",
            "opening",
            ("Whoever declares an interest and stands aside sees nothing of this review, whatever their role.",),
        ),
        Kind(
            "meeting",
            models.Meeting,
            opening_forms.MeetingForm,
            "A meeting of the review",
            "A meeting of the review",
            "Save",
            "opening",
            ("Sightline invites no one. A day that is still ahead is a meeting that is planned.",),
        ),
        Kind(
            "return",
            models.AgencyReturn,
            agency_forms.ReturnForm,
            "Ask an agency for something",
            "What an agency is asked for",
            "Save",
            "returns",
            ("Sightline has told no one: write to the agency yourself. This keeps what was asked, and by when.",),
        ),
        Kind(
            "reminder",
            models.Reminder,
            agency_forms.ReminderForm,
            "Write down a reminder",
            "A reminder",
            "Save",
            "returns",
            (TOLD_NO_ONE,),
        ),
        Kind(
            "episode",
            models.Episode,
            agency_forms.EpisodeForm,
            "A key practice episode",
            "A key practice episode",
            "Save the episode",
            "episodes",
            ("A time in the story when what agencies did, or did not do, mattered for the child.",),
        ),
        Kind(
            "practice",
            models.EpisodePractice,
            agency_forms.PracticeForm,
            "An agency’s work in an episode",
            "An agency’s work in an episode",
            "Save",
            "episodes",
            ("A review does not hold people to account. Write about the work, not about a worker.",),
        ),
        Kind(
            "recommendation",
            models.Recommendation,
            plan_forms.RecommendationForm,
            "Write a recommendation",
            "A recommendation",
            "Save the recommendation",
            "plan",
        ),
        Kind(
            "action",
            models.Action,
            plan_forms.ActionForm,
            "Write an action",
            "An action",
            "Save the action",
            "plan",
            ("First what will be different for a child; then the step, one owner, a day, and how one will know.",),
        ),
        Kind(
            "progress",
            models.Progress,
            plan_forms.ProgressForm,
            "Say what moved",
            "What moved",
            "Save",
            "plan",
        ),
        Kind(
            "evidence",
            models.Evidence,
            plan_forms.EvidenceForm,
            "Add evidence",
            "Evidence",
            "Save the evidence",
            "plan",
            ("It counts once somebody other than the owner has accepted it.",),
        ),
    )
}

OF_AN_ACTION = frozenset({"progress", "evidence"})
"""Written from an action's own page, by its owner too."""


def kind_of(row: Written) -> Kind:
    """The kind a row is of."""
    return next(kind for kind in KINDS.values() if kind.model is type(row))
