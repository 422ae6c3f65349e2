"""Things of one's own and things of others, for the matrix. A room that adds a kind of thing adds a maker here.

`own` and `other` hold the parts of an address (`{"key": …}`), seen from the six standing people below:

    child     own: the practitioner's, who is in the supervisor's team · other: allocated to another team
    recorded twice   such children, with another record of the same worker's and one joined already
    review    own: unpublished, and names practitioner, supervisor and quality lead · other: unpublished, names nobody
    replay    such a review whose subject is a child on record here
    finding   of such a review
    row       of the chronology of such a review, with a note and a link
    return    an agency's, to such a review, waiting to be looked at
    survey    own: of the partnership · other: another one of the partnership, since surveys belong to nobody
    wave      of such a survey, not open yet
    survey question   of the partnership's own, in such a survey
    prompt    about such a child, with an answer to it
    check     one of the catalogue: nobody's
    sharing   own: with the practitioner's team · other: with another team
    procedure, material   public: nobody's
    text      of such a review; passage: coded by the practitioner · by a review officer
    two coders, compared    of such a text: practitioner and supervisor · officer and learning lead
    local code, theme       nobody's
    point     own: published in the library · other: a draft
    opening, conflict   own: by somebody the supervisor supervises · other: by somebody of another team
    sealing   own: kept by the supervisor · other: kept by another supervisor
    passkey   own: the practitioner's · other: a colleague's
    regime    of the data: nobody's
    kind of entry, number, standard, worker    of a check, to be supplied, with an account: nobody's
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from sightline.access.models import Worker
from sightline.cases import giving, noting, opening
from sightline.cases.entries import ENTRIES
from sightline.cases.models import Appointment, Statement, Visit
from sightline.checks.models import Answer, Outcome
from sightline.chronologies import changes as chronology
from sightline.coding import changes as code_changes
from sightline.coding.models import CodedText, DoubleCoding
from sightline.confidence import changes as confidence
from sightline.confidence import own_changes
from sightline.confidence.models import Survey, Wave
from sightline.confidence.own_changes import Wanted
from sightline.domain.checks.library import CATALOGUE
from sightline.learning import changes as learning
from sightline.learning import texts
from sightline.learning.models import LearningPoint, Material
from sightline.people import changes as people
from sightline.people import keeping, merging, sealing, telling
from sightline.people.models import Partnership, Person
from sightline.reviews import changes as reviews
from sightline.reviews.models import CaseReview
from tests import chronologies, coding, documents, library, standing

Parts = dict[str, Any]


@dataclass
class World:
    """The standing people, and the things made so far."""

    people: standing.Standing
    made: dict[str, tuple[Parts, Parts]] = field(default_factory=dict)

    def worker(self, role: str) -> Worker:
        return self.people.social_worker if role == "practitioner" else getattr(self.people, role)

    def things(self, kind: str) -> tuple[Parts, Parts]:
        """(own, other) of a kind."""
        if kind not in self.made:
            self.made[kind] = MAKERS[kind](self)
        return self.made[kind]


def a_world() -> World:
    return World(standing.make())


def _child(by: Worker, name: str) -> Parts:
    record = standing.a_recorded_child(by, name=name).allocated_to(by, "2026-01-01").at_level("CIN", "2026-01-01")
    record.with_visit("2026-02-01", seen="Y").with_appointment("was_not_brought", "2026-02-02")
    child = record.with_statement("He has moved out.", "2026-02-03").child
    facts = {model: model.objects.get(child=child).fact for model in (Visit, Appointment, Statement)}
    injury = noting.record_entry(
        ENTRIES["Injury"],
        by=by,
        child=child,
        body={"type": "bruise", "person": child.key},
        at={"at_date": date(2026, 2, 4)},
    )
    partner = people.add_person(by=by, given_name="Kerry", family_name="Fennimore", sex="F")
    partnership = people.record_fact(
        Partnership(one=child, other=partner), by=by, verb="people.record_partnership", child=child
    )
    return {
        "key": child.key,
        "partnership": partnership.fact,
        "visit": facts[Visit],
        "appointment": facts[Appointment],
        "statement": facts[Statement],
        "injury": injury.fact,
        "address": telling.record_address(child, by=by, child=child, text="1 Quay Road", is_protected=True).fact,
        "given": giving.confirm(
            by=by, child=child, recipient=child, purpose="Yours.", large_print=False, blocks=[], left_out=[]
        ).key,
        "document": documents.a_document(Visit.objects.get(child=child), by, documents.TEXT, "text").fact,
        "nothing": uuid.UUID(int=0),
    }


def children(world: World) -> tuple[Parts, Parts]:
    return _child(world.people.social_worker, "Robin Fennimore"), _child(world.people.outsider, "Ashley Quill")


def recorded_twice(world: World) -> tuple[Parts, Parts]:
    """A child, another record of the same worker's, and one more that is joined to the child's already."""
    return _twice(world.people.social_worker), _twice(world.people.outsider)


def _twice(by: Worker) -> Parts:
    one, second, third = (
        standing.a_recorded_child(by, name=name).allocated_to(by, "2026-01-01").child
        for name in ("Robin Twice", "Robyn Twice", "Robbie Twice")
    )
    row = merging.merge(one, third, by=by, because="The same birth certificate.")
    return {"key": one.key, "second": second.key, "number": row.pk}


def _review(world: World, reference: str, names: tuple[str, ...]) -> Parts:
    officer = world.people.review_officer
    review = library.a_review(officer, reference, f"Child {reference}")
    member = reviews.name_member(review, by=officer, worker=world.people.safeguarding_lead, level=0)
    for role in names:
        reviews.name_member(review, by=officer, worker=world.worker(role), level=1)
    finding = library.a_finding(review, officer, f"Finding of {reference}")
    owner = world.people.social_worker if names else None
    action = library.an_action(review, officer, owner_worker=owner)
    return {
        "agency_return": library.a_return(review, officer, "Westmarsh Police").key,
        "action": action.key,
        "evidence": library.evidence_for(action, officer).key,
        "key": review.key,
        "subject": review.subjects.get().pk,
        "member": member.pk,
        "finding": finding.key,
        "finding_row": finding,
    }


def replays(world: World) -> tuple[Parts, Parts]:
    """Reviews whose subject's record is here."""
    made = _review(world, "LR-8", ("practitioner", "supervisor", "quality_lead")), _review(world, "LR-9", ())
    officer = world.people.review_officer
    for parts, name in zip(made, ("Jo Marlowe", "Sam Ferrand"), strict=True):
        child = standing.a_recorded_child(world.people.outsider, name=name).at_level("CIN", "2026-01-01").child
        library.about(CaseReview.objects.get(key=parts["key"]), officer, child)
    return made


def case_reviews(world: World) -> tuple[Parts, Parts]:
    return _review(world, "LR-1", ("practitioner", "supervisor", "quality_lead")), _review(world, "LR-2", ())


def returns(world: World) -> tuple[Parts, Parts]:
    """A return that waits, of one's own review and of another."""
    return _return(world, 0), _return(world, 1)


def _return(world: World, which: int) -> Parts:
    review = CaseReview.objects.get(key=world.things("review")[which]["key"])
    row = ("h1", "03/02/2015", "10:00", "Health record", "Home visit.", "no")
    return {"key": review.key, "file": chronologies.sent(review, world.people.review_officer, "Hospital", row).key}


def rows(world: World) -> tuple[Parts, Parts]:
    """A row that stands, with a note and a link, of one's own review and of another."""
    return _row(world, 0), _row(world, 1)


def _row(world: World, which: int) -> Parts:
    officer = world.people.review_officer
    review = CaseReview.objects.get(key=world.things("review")[which]["key"])
    told = ("h1", "03/02/2015", "10:00", "Health record", "Strategy discussion by telephone.", "no")
    for agency in ("Police", "Social care"):
        chronologies.taken_in(review, officer, agency, told)
    row = chronologies.rows_of(review)[0]
    note = chronology.note_row(row, by=officer, text="Ask.")
    return {"key": review.key, "row": row.key, "number": note.pk, "link": row.links.first().pk}


def findings(world: World) -> tuple[Parts, Parts]:
    own, other = world.things("review")
    return {"key": own["finding"]}, {"key": other["finding"]}


def regimes(world: World) -> tuple[Parts, Parts]:
    return {"code": "lcspr"}, {"code": "alr"}


def points(world: World) -> tuple[Parts, Parts]:
    lead, found = world.people.learning_lead, world.things("review")[1]["finding_row"]
    published = library.a_point(lead, [found], title="In the library")
    draft = library.a_point(lead, [found], title="Being written", published=False)
    return {"key": published.key}, {"key": draft.key}


def sharings(world: World) -> tuple[Parts, Parts]:
    people, point = world.people, LearningPoint.objects.get(key=world.things("point")[0]["key"])
    teams = (people.social_worker.team, people.outsider.team)
    made = [
        learning.share(point, by=people.learning_lead, on=timezone.localdate(), how="Team briefing", teams=[team])
        for team in teams
    ]
    return {"key": made[0].key}, {"key": made[1].key}


def procedures(world: World) -> tuple[Parts, Parts]:
    made = texts.add_procedure(by=world.people.learning_lead, title="Escalation", publisher="Us", edition="1")
    return {"key": made.key}, {"key": made.key}


def materials(world: World) -> tuple[Parts, Parts]:
    Material.objects.get_or_create(key="a-film", title="A film", kind="Film", maker="Somebody", stand_in="Read this.")
    return {"key": "a-film"}, {"key": "a-film"}


def checks(world: World) -> tuple[Parts, Parts]:
    return {"check_id": "WNB-01"}, {"check_id": "VOI-02"}


def prompts(world: World) -> tuple[Parts, Parts]:
    own, other = world.things("child")
    return _prompt(own, world.people.social_worker), _prompt(other, world.people.outsider)


def _prompt(child_parts: Parts, by: Worker) -> Parts:
    child, now = Person.objects.get(key=child_parts["key"]), timezone.now()
    decided = {"check_version": "1", "result": "ask", "severity": "today", "content_key": "x", "looked_at": now}
    outcome, _ = Outcome.objects.get_or_create(
        child=child, check_id="WNB-01", ends_at=None, defaults={**decided, "starts_at": now}
    )
    answer = Answer.objects.create(
        outcome=outcome, child=child, check_id="WNB-01", kind="disagree", reason="No.", by=by
    )
    return {"key": outcome.key, "answer": answer.key}


def wordings(_world):
    """A wording of a check: the same for everybody."""
    one = {"check_id": "WNB-01", "place": "soon"}
    return one, one


def numbers(world: World) -> tuple[Parts, Parts]:
    return {"check_id": "WNB-01", "name": "misses"}, {"check_id": "VOI-02", "name": next(iter(_names("VOI-02")))}


def _names(check_id: str) -> list[str]:
    return [parameter.name for parameter in CATALOGUE[check_id].parameters]


def supplied(world: World) -> tuple[Parts, Parts]:
    return {"name": "cp_visit_working_days"}, {"name": "escalation_stages"}


def workers(world: World) -> tuple[Parts, Parts]:
    return {"number": world.people.social_worker.pk}, {"number": world.people.outsider.pk}


def passkeys(world: World) -> tuple[Parts, Parts]:
    owners = (world.people.social_worker, world.people.outsider)
    made = [Authenticator.objects.create(user=one, type="webauthn", data={"name": "Phone"}) for one in owners]
    return {"number": made[0].pk}, {"number": made[1].pk}


def surveys(world: World) -> tuple[Parts, Parts]:
    lead = world.people.learning_lead
    made = [confidence.begin_survey(by=lead, title=title, event_on=date(2026, 10, 1)) for title in ("One", "Two")]
    for survey in made:
        wave = survey.waves.get(kind="T1")
        confidence.open_wave(wave, by=lead, invited=10)
        confidence.close_wave(wave, by=lead)
    return {"key": made[0].key}, {"key": made[1].key}


def waves(world: World) -> tuple[Parts, Parts]:
    own, other = world.things("survey")
    rows = {survey: Wave.objects.get(survey__key=survey, kind="T3") for survey in (own["key"], other["key"])}
    return {"key": rows[own["key"]].key}, {"key": rows[other["key"]].key}


def survey_questions(world: World) -> tuple[Parts, Parts]:
    lead, made = world.people.learning_lead, []
    for parts in world.things("survey"):
        survey = Survey.objects.get(key=parts["key"])
        rows = own_changes.add_questions(survey, by=lead, wanted=[Wanted("text", "What helps?", waves=("T3",))])
        made.append({"key": survey.key, "question": rows[0].key})
    return made[0], made[1]


def texts_to_code(world: World) -> tuple[Parts, Parts]:
    officer = world.people.review_officer
    made = [
        coding.a_text(CaseReview.objects.get(key=parts["key"]), officer, title=parts["key"])
        for parts in world.things("review")
    ]
    return {"key": made[0].key}, {"key": made[1].key}


def passages(world: World) -> tuple[Parts, Parts]:
    own, other = (CodedText.objects.get(key=parts["key"]) for parts in world.things("text"))
    mine = coding.coded(own, world.people.social_worker, "Six appointments")
    theirs = coding.coded(other, world.people.review_officer, "Six appointments")
    return {"key": mine.key}, {"key": theirs.key}


def two_coders(world: World) -> tuple[Parts, Parts]:
    people = world.people
    own, other = (CodedText.objects.get(key=parts["key"]) for parts in world.things("text"))
    doubles = (
        coding.two_code(own, people.review_officer, people.social_worker, people.supervisor),
        coding.two_code(other, people.review_officer, people.review_officer, people.learning_lead),
    )
    return {"key": doubles[0].text.key}, {"key": doubles[1].text.key}


def compared(world: World) -> tuple[Parts, Parts]:
    found = world.things("two coders")
    for parts in found:
        double = DoubleCoding.objects.get(text__key=parts["key"])
        for coder in (double.first, double.second):
            double = code_changes.finish(double, by=coder)
    return found


def local_codes(world: World) -> tuple[Parts, Parts]:
    lead, begins = world.people.learning_lead, date(2026, 1, 1)
    made = [code_changes.add_local_code(by=lead, code=code, from_on=begins) for code in ("EXT-EFH", "EXT-SCHOOL")]
    return {"key": made[0].key}, {"key": made[1].key}


def theme_codes(world: World) -> tuple[Parts, Parts]:
    return {"code": "PROC-WNB"}, {"code": "EXT-EFH"}


def openings(world: World) -> tuple[Parts, Parts]:
    outside = standing.a_recorded_child(world.people.outsider, name="Sasha Elsewhere").child
    made = [
        opening.open_for_reason(outside, by=one, reason="Out of hours.", hours=1)
        for one in (world.people.social_worker, world.people.outsider)
    ]
    return {"number": made[0].pk}, {"number": made[1].pk}


def conflicts(world: World) -> tuple[Parts, Parts]:
    outside = standing.a_recorded_child(world.people.outsider, name="Sam Nextdoor").child
    made = [
        keeping.declare_conflict(outside, by=one, worker=one)
        for one in (world.people.social_worker, world.people.outsider)
    ]
    return {"number": made[0].pk}, {"number": made[1].pk}


def sealings(world: World) -> tuple[Parts, Parts]:
    """Kept by the supervisor, and by a supervisor of nobody here."""
    keeper = Worker.objects.create(
        username="other-keeper", name="Other Keeper", role="supervisor", agency=world.people.supervisor.agency
    )
    made = []
    for by, names in ((world.people.supervisor, ("Ari Before", "Ari After")), (keeper, ("Bo Before", "Bo After"))):
        earlier, later = (standing.a_recorded_child(by, name=name).child for name in names)
        made.append(sealing.seal(earlier, later, by=by, keepers=(), because="An order.", ordered_on=None))
    return {"number": made[0].pk}, {"number": made[1].pk}


def kinds_of_entry(world: World) -> tuple[Parts, Parts]:
    return {"kind": "Reflection"}, {"kind": "adults_health"}


MAKERS: dict[str, Callable[[World], tuple[Parts, Parts]]] = {
    "child": children,
    "recorded twice": recorded_twice,
    "replay": replays,
    "review": case_reviews,
    "finding": findings,
    "return": returns,
    "row": rows,
    "text": texts_to_code,
    "passage": passages,
    "two coders": two_coders,
    "compared": compared,
    "local code": local_codes,
    "theme": theme_codes,
    "regime": regimes,
    "point": points,
    "sharing": sharings,
    "procedure": procedures,
    "material": materials,
    "check": checks,
    "prompt": prompts,
    "number": numbers,
    "wording": wordings,
    "standard": supplied,
    "worker": workers,
    "passkey": passkeys,
    "survey": surveys,
    "wave": waves,
    "survey_question": survey_questions,
    "opening": openings,
    "conflict": conflicts,
    "kind of entry": kinds_of_entry,
    "sealing": sealings,
}
