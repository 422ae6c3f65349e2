"""Running a survey, and answering it.

What leads do is in the trail. That somebody answered is not: an entry has the very second in it, and seconds make
anonymous answers less so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.confidence import codes
from sightline.confidence.answering import Given
from sightline.confidence.models import BroughtIn, OwnQuestion, OwnWords, Response, Survey, Wave
from sightline.confidence.own_changes import current_questions, fix_questions
from sightline.confidence.refusing import Refused as Refused
from sightline.domain.measures.instrument import T2, WAVES
from sightline.domain.measures.own import TEXT, NotAnAnswer, answer_to
from sightline.people.models import opaque_key

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.models import LearningPoint


MOST_RESPONSES = 20_000
"""Answers to one wave. Its link needs no account, so somebody could send answers without end. Our default."""


class AlreadyBroughtIn(Refused):
    """The same file is in this wave already. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One response: a code as written (or none), group labels, answers, words of their own.

    `own`: answers to the partnership's own questions, by the question's key.
    """

    given: Given
    code: str = ""
    agency: str = ""
    work: str = ""
    said: str = ""
    own: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def begin_survey(
    *,
    by: Worker,
    title: str,
    event_on: date,
    point: LearningPoint | None = None,
    agencies: Sequence[str] = (),
    kinds_of_work: Sequence[str] = (),
) -> Survey:
    """Set up a survey with its three waves, none of them open yet."""
    survey = Survey.objects.create(
        begun_by=by,
        title=title,
        event_on=event_on,
        point=point,
        agencies=list(dict.fromkeys(agencies)),
        kinds_of_work=list(dict.fromkeys(kinds_of_work)),
    )
    Wave.objects.bulk_create(Wave(survey=survey, kind=kind) for kind in WAVES)
    content = {"title": title, "event_on": event_on, "point": point.key if point else None}
    _trail("begin_survey", by, survey, content)
    return survey


@transaction.atomic
def open_wave(wave: Wave, *, by: Worker, invited: int) -> Wave:
    """Let people answer. `invited`: how many are asked. Raises Refused when it is open or was closed."""
    Survey.objects.select_for_update().get(pk=wave.survey_id)  # so that its questions stand still
    current = Wave.objects.select_for_update().select_related("survey").get(pk=wave.pk)
    if current.closed_at is not None:
        raise Refused("It is closed, and what came of it may have been read. It cannot be opened again.")
    if current.opened_at is not None:
        raise Refused("It is open already.")
    current.opened_at, current.invited = timezone.now(), invited
    current.save(update_fields=["opened_at", "invited"])
    fix_questions(current)
    _trail("open_wave", by, current.survey, {"wave": current.kind, "invited": invited})
    return current


@transaction.atomic
def correct_invited(wave: Wave, *, by: Worker, invited: int) -> Wave:
    """Write down anew how many people were asked."""
    current = Wave.objects.select_for_update().get(pk=wave.pk)
    current.invited = invited
    current.save(update_fields=["invited"])
    _trail("correct_invited", by, current.survey, {"wave": current.kind, "invited": invited})
    return current


@transaction.atomic
def close_wave(wave: Wave, *, by: Worker) -> Wave:
    """End the asking; from now on its results may be read, and nothing can be added. Raises Refused unless open."""
    current = Wave.objects.select_for_update().get(pk=wave.pk)
    if not current.is_open:
        raise Refused("Only what is open can be closed.")
    current.closed_at = timezone.now()
    current.save(update_fields=["closed_at"])
    _trail("close_wave", by, current.survey, {"wave": current.kind})
    return current


@transaction.atomic
def give_answers(
    wave: Wave,
    *,
    given: Given,
    code: str = "",
    agency: str = "",
    work: str = "",
    said: str = "",
    own: Mapping[str, object] | None = None,
    opening: str = "",
) -> Response:
    """Keep one person's answers. Raises Refused: not open, nothing answered, or not a code.

    The same `opening` of the page twice is one person: sent again with other answers, it is Refused too.
    """
    # Held: whoever closes it waits for answers on their way, and no answer comes after that.
    held = Wave.objects.select_for_update(no_key=True, of=("self",))
    current = held.select_related("survey").get(pk=wave.pk)
    if not current.is_open:
        raise Refused("This survey is not open. Ask whoever gave you the link.")
    if current.responses.count() >= MOST_RESPONSES:
        raise Refused("This survey has more answers than people it can be for. Tell whoever gave you the link.")
    if given.empty and not said.strip() and not own:
        raise Refused("Nothing was answered, so there was nothing to keep.")
    row = Row(given, code, agency, work, said, own or {})
    asked = asked_in(current)
    kept = _response(current, row, asked, key=_key_of(current, opening))
    words = _words(kept, row, asked)
    if before := current.responses.filter(key=kept.key).first():
        if _same(before, kept, words):
            return before
        raise Refused(SENT_BEFORE)
    kept.save()
    OwnWords.objects.bulk_create(words)
    return kept


SENT_BEFORE = (
    "These answers were sent already, and are kept. What was changed since cannot be: nobody knows which answers are "
    "yours. If you are somebody else, open the link again and answer there."
)


def _key_of(wave: Wave, opening: str) -> str:
    """The key of the answers of one opening of the page, from which nobody can tell the opening; else a new one."""
    length = Response._meta.get_field("key").max_length
    return hashlib.sha256(f"{wave.key}/{opening}".encode()).hexdigest()[:length] if opening else opaque_key()


def _same(before: Response, kept: Response, words: Collection[OwnWords]) -> bool:
    """Whether answers are those that were sent before; what was said of before today came after them."""
    own = {row.question_id: row.said for row in before.own_words.order_by("pk")}
    now = {name: part for name, part in before.answers.items() if name != "then"}
    return (
        now == kept.answers
        and own == {row.question_id: row.said for row in words}
        and all(getattr(before, name) == getattr(kept, name) for name in ("code", "agency", "work", "own", "said"))
    )


def asked_in(wave: Wave) -> dict[str, OwnQuestion]:
    """The partnership's own questions that a wave asks, by key, in their order."""
    return {row.key: row for row in wave.own.order_by("place", "pk")}


def will_ask(wave: Wave) -> list[OwnQuestion]:
    """What it asks, or would if it were opened now."""
    if wave.opened_at is not None:
        return list(asked_in(wave).values())
    return [row for row in current_questions(wave.survey) if wave.kind in row.waves]


@transaction.atomic
def give_then(response: Response, *, then: Given) -> None:
    """Keep what somebody says today about before, on the page of its own. Raises Refused when that was done already."""
    current = Response.objects.select_for_update().select_related("wave").get(pk=response.pk)
    if current.wave.kind != T2 or not current.wave.is_open or "then" in current.answers:
        raise Refused("This page was answered already, or the survey is closed.")
    if then.then:
        current.answers = {**current.answers, "then": dict(then.then)}
        current.save(update_fields=["answers"])


@transaction.atomic
def bring_in(wave: Wave, *, by: Worker | None, digest: str, tool: str, items: int, rows: Iterable[Row]) -> BroughtIn:
    """Put the responses of a file into a wave that isn't closed. Raises AlreadyBroughtIn, Refused.

    A code that is none (too short, too long) is left out, and the response stays.
    """
    Survey.objects.select_for_update().get(pk=wave.survey_id)
    current = Wave.objects.select_for_update().select_related("survey").get(pk=wave.pk)
    if current.closed_at is not None:
        raise Refused("It is closed, and what came of it may have been read. Nothing can be added.")
    if BroughtIn.objects.filter(wave=current, digest=digest).exists():
        raise AlreadyBroughtIn("This file was brought in before. Nothing was changed.")
    if current.opened_at is None:
        current.opened_at = timezone.now()
        current.save(update_fields=["opened_at"])
        fix_questions(current)
    asked, given = asked_in(current), list(rows)
    made = [_response(current, row, asked, source=digest, lenient=True) for row in given]
    Response.objects.bulk_create(made, batch_size=500)
    written = [words for kept, row in zip(made, given, strict=True) for words in _words(kept, row, asked)]
    OwnWords.objects.bulk_create(written, batch_size=500)
    done = BroughtIn.objects.create(wave=current, digest=digest, tool=tool, responses=len(made), items=items, by=by)
    content = {"wave": current.kind, "digest": digest, "responses": len(made)}
    _trail("bring_in", by, current.survey, content)
    return done


@transaction.atomic
def show_words(response: Response, *, by: Worker, shown: bool) -> None:
    """Decide, having read them, whether somebody's own words may be quoted."""
    response.said_shown = shown
    response.save(update_fields=["said_shown"])
    _trail("show_words" if shown else "hide_words", by, response.wave.survey, {"response": response.key})


@transaction.atomic
def show_own_words(words: OwnWords, *, by: Worker, shown: bool) -> None:
    """The same for words that answer a question of the partnership's own."""
    words.shown = shown
    words.save(update_fields=["shown"])
    content = {"words": words.key}
    _trail("show_words" if shown else "hide_words", by, words.response.wave.survey, content)


@transaction.atomic
def choose_words(written: Iterable[Response], own: Iterable[OwnWords], *, by: Worker, chosen: Collection[str]) -> None:
    """Release those of these words whose keys are `chosen`, and hold back the others."""
    for one in written:
        if one.said_shown != (one.key in chosen):
            show_words(one, by=by, shown=one.key in chosen)
    for answer in own:
        if answer.shown != (answer.key in chosen):
            show_own_words(answer, by=by, shown=answer.key in chosen)


def _own(row: Row, asked: Mapping[str, OwnQuestion]) -> dict[str, Any]:
    """Answers to own questions as they are kept, words of their own apart. Raises NotAnAnswer."""
    found = {}
    for key, question in asked.items():
        if key in row.own:
            value = answer_to(question.asked(), row.own[key])
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


def _words(kept: Response, row: Row, asked: Mapping[str, OwnQuestion]) -> list[OwnWords]:
    """What was written in answer to own questions: rows of their own, since each is read and released by itself."""
    given = _own(row, asked)
    return [
        OwnWords(response=kept, question=question, said=given[key])
        for key, question in asked.items()
        if question.kind == TEXT and key in given
    ]


def _response(
    wave: Wave,
    row: Row,
    asked: Mapping[str, OwnQuestion],
    *,
    source: str = "",
    lenient: bool = False,
    key: str | None = None,
) -> Response:
    survey = wave.survey
    code = None
    if row.code.strip():
        try:
            code = codes.hashed(survey.key, row.code)
        except codes.KeyMissing as missing:
            raise Refused(str(missing)) from None
        except codes.NotACode as wrong:
            if not lenient:
                raise Refused(str(wrong)) from None
    try:
        own = {key: value for key, value in _own(row, asked).items() if asked[key].kind != TEXT}
    except NotAnAnswer as wrong:
        raise Refused(str(wrong)) from None
    return Response(
        wave=wave,
        code=code,
        agency=row.agency if row.agency in survey.agencies else "",
        work=row.work if row.work in survey.kinds_of_work else "",
        answers=row.given.as_json(),
        own=own,
        said=row.said.strip(),
        **({"source": source} if source else {}),
        **({"key": key} if key else {}),
    )


def _trail(deed: str, by: Worker | None, survey: Survey, content: dict[str, Any]) -> None:
    trail.record(verb=f"confidence.{deed}", by=by, thing=("Survey", survey.key), content=content)
