"""What each page of this room shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import BoundField, Form
from django.urls import reverse

from sightline.access.policy import can
from sightline.confidence import own_queries, own_report, queries, report
from sightline.confidence.charts import Picture, beside, own_pictures, pictures
from sightline.confidence.models import OwnWords, Response, Survey, Wave
from sightline.confidence.own_forms import name_of
from sightline.confidence.threads import where_files_go
from sightline.confidence.windows import window_in_words
from sightline.domain.dates import in_words
from sightline.domain.disclosure import INTERNAL
from sightline.domain.measures.instrument import (
    DEEDS,
    ENDS,
    ITEMS,
    NOW,
    STEM,
    STEM_THEN,
    THEMES,
    THEN,
    VIGNETTES,
    WAVE_NAMES,
    WAVE_TIMES,
)
from sightline.domain.measures.own import CHOICES, SCALE
from sightline.domain.measures.own_results import OwnResult
from sightline.domain.measures.survey import PROSPECTIVE, Results
from sightline.kit.parts import Link, Row, Table
from sightline.learning import threads

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.confidence.forms import AnswerForm, ThenForm
    from sightline.learning.models import LearningPoint


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey in the list."""

    link: Link
    event: str
    state: str
    run: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """Every survey."""

    lines: tuple[SurveyLine, ...]
    may_run: bool


@dataclass(frozen=True, slots=True)
class WavePart:
    """A wave on the page of whoever runs the survey."""

    key: str
    name: str
    when: str
    state: str
    can_open: bool
    can_close: bool
    address: str
    rows: tuple[Row, ...]
    form: Form | None
    bring_in: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """Running a survey: links to give out, opening and closing; `own`: how many questions of its own it has."""

    survey: Link
    event: str
    waves: tuple[WavePart, ...]
    words: str
    own: Link


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the results: a heading, sentences, drawings, and the table with the same numbers."""

    anchor: str
    heading: str
    said: tuple[str, ...]
    pictures: tuple[Picture, ...]
    table: Table | None
    folded: bool = False


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """What came of a survey."""

    title: str
    event: str
    point: Link | None
    charts: tuple[Link, ...]
    waiting: str
    notes: tuple[str, ...]
    said: tuple[str, ...]
    sections: tuple[Section, ...]
    own: tuple[Section, ...]
    quotes: tuple[str, ...]
    run: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ThemePart:
    """Items of a theme on the page that is answered."""

    name: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A page of questions for somebody without an account. `own`: the partnership's, and whether on a 0-to-10 scale."""

    title: str
    form: Form
    stem: str
    ends: str
    themes: tuple[ThemePart, ...]
    stories: tuple[tuple[BoundField, BoundField], ...] = ()
    deeds: tuple[tuple[str, BoundField, BoundField], ...] = ()
    barriers: tuple[BoundField, ...] = ()
    about: tuple[BoundField, ...] = ()
    own: tuple[tuple[BoundField, bool], ...] = ()
    last: tuple[BoundField, ...] = ()
    then: bool = False


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What people wrote, to be read before any of it is quoted."""

    survey: Link
    form: Form
    words: tuple[tuple[str, str, bool, str], ...]


def list_page(worker: Worker) -> ListPage:
    """All surveys this worker may look at."""
    may_run = bool(can(worker, "measure.run_surveys"))
    return ListPage(tuple(_line(survey, may_run) for survey in queries.surveys(worker)), may_run)


def _line(survey: Survey, may_run: bool) -> SurveyLine:
    waves = sorted(survey.waves.all(), key=lambda wave: wave.kind)
    state = "; ".join(f"{WAVE_NAMES[wave.kind].lower()}: {_state(wave)}" for wave in waves)
    run = reverse("confidence:run", args=[survey.key]) if may_run else ""
    return SurveyLine(
        Link(survey.title, reverse("confidence:results", args=[survey.key])), in_words(survey.event_on), state, run
    )


def _state(wave: Wave) -> str:
    if wave.closed_at is not None:
        return "closed"
    return "open" if wave.opened_at is not None else "not begun"


def run_page(survey: Survey, *, forms: dict[str, Form], base: str) -> RunPage:
    """`forms`: the form that opens each wave, by its key; `base`: where this site is, for the links to give out."""
    waves = tuple(_wave(wave, survey, forms.get(wave.key), base) for wave in queries.waves_of(survey))
    written = queries.words_given(survey, shown_only=False) or own_queries.own_words_given(survey, shown_only=False)
    words = reverse("confidence:words", args=[survey.key]) if written else ""
    link = Link(survey.title, reverse("confidence:results", args=[survey.key]))
    own = Link("Questions of your own", reverse("confidence:own", args=[survey.key]))
    return RunPage(link, in_words(survey.event_on), waves, words, own)


def _wave(wave: Wave, survey: Survey, form: Form | None, base: str) -> WavePart:
    address = base + reverse("confidence:answer", args=[wave.token])
    answered = wave.answered if wave.answered >= INTERNAL else f"fewer than {INTERNAL}"  # type: ignore[attr-defined]
    rows = [
        Row("When", window_in_words(wave.kind, survey.event_on)),
        Row("Asked", str(wave.invited) if wave.opened_at else ""),
    ]
    if wave.opened_at is not None:
        rows.append(Row("Answered", f"{answered}"))
    return WavePart(
        key=wave.key,
        name=WAVE_NAMES[wave.kind],
        when=WAVE_TIMES[wave.kind],
        state=_state(wave),
        can_open=wave.opened_at is None,
        can_close=wave.is_open,
        address=address if wave.is_open else "",
        rows=tuple(rows),
        form=form,
        bring_in="" if wave.closed_at is not None else where_files_go(wave),
    )


def results_page(survey: Survey, worker: Worker) -> ResultsPage:
    """Everything that may be shown of a survey to somebody inside the partnership."""
    counted = queries.counted(survey)
    may_run = bool(can(worker, "measure.run_surveys"))
    point, here = survey.point, reverse("confidence:results", args=[survey.key])
    closed = [wave for wave in queries.waves_of(survey) if wave.closed_at is not None]
    export = [("csv", "", "CSV"), ("xlsx", "", "Excel"), ("csv", "?published=1", "CSV to publish")]
    export.append(("xlsx", "?published=1", "Excel to publish"))
    return ResultsPage(
        title=survey.title,
        event=in_words(survey.event_on),
        point=Link("Read the learning", reverse("learning:point", args=[point.key])) if point else None,
        charts=tuple(link for link in threads.charts(point, worker) if link.href != here) if point else (),
        waiting=_waiting(closed, bool(counted.any)),
        notes=report.notes(counted),
        said=report.in_words(counted),
        sections=_sections(counted) if closed else (),
        own=_own_sections(survey),
        quotes=tuple(one.said for one in queries.words_given(survey)),
        run=reverse("confidence:run", args=[survey.key]) if may_run else "",
        files=tuple(
            Link(words, reverse("confidence:file", args=[survey.key, form]) + query)
            for form, query, words in (export if may_run and closed else ())
        ),
    )


def _waiting(closed: list[Wave], anything: bool) -> str:
    if not closed:
        return "Nothing is shown while a survey is open: what one more answer changes would show whose it is."
    if not anything:
        return "Too few people answered to show anything of what they said."
    return ""


def _sections(counted: Results) -> tuple[Section, ...]:
    drawn = pictures(counted)
    made: list[Section] = []
    hidden = {report.GROUP_CAPTIONS[name]: report.hidden_groups_in_words(by) for name, by in counted.groups.items()}
    for table in report.tables(counted):
        words = hidden.pop(table.caption, "")
        folded = table.caption.startswith(report.MORE) or table.caption in (report.BY_QUESTION, report.UNMATCHED)
        pictures_here = drawn.get(table.caption, ())
        made.append(
            Section(f"part-{len(made)}", table.caption, (words,) if words else (), pictures_here, table, folded)
        )
    # What cannot be shown at all is said, where people could have been told apart.
    for caption, words in hidden.items():
        if words:
            made.append(Section(f"part-{len(made)}", caption, (words,), (), None))
    return tuple(made)


def _own_sections(survey: Survey) -> tuple[Section, ...]:
    """The partnership's own questions: how each was answered, and the words that were released."""
    results = own_queries.own_counted(survey)
    drawn = own_pictures(results)
    made: list[Section] = []
    for caption, result in zip(own_report.captions(results), results, strict=True):
        made += _own_section(f"own-{len(made)}", caption, result, drawn.get(caption, ()))
    for table in own_report.words_tables(own_queries.own_words_given(survey)):
        made.append(Section(f"own-{len(made)}", table.caption, (), (), table))
    return tuple(made)


def _own_section(anchor: str, caption: str, result: OwnResult, drawn: tuple[Picture, ...]) -> Iterator[Section]:
    table = own_report.own_table(caption, result)
    said = [own_report.hidden_in_words(result)]
    if result.question.kind in CHOICES and table.rows:
        said.append(own_report.OPTIONS)
    words = tuple(sentence for sentence in said if sentence)
    yield Section(anchor, caption, words, drawn, table if table.rows else None)
    if result.moved is not None:
        moved = own_report.moved_table(caption, result)
        yield Section(f"{anchor}-moved", moved.caption, (), (), moved, folded=True)


@dataclass(frozen=True, slots=True)
class Beside:
    """A survey as it stands beside the run charts of its learning: drawings, their table, and what it cannot say."""

    link: Link
    pictures: tuple[Picture, ...]
    table: Table
    notes: tuple[str, ...]


def beside_charts(point: LearningPoint) -> tuple[Beside, ...]:
    """Surveys about a learning point in which themes can be compared before and after three months."""
    found = []
    for survey in queries.surveys_about(point):
        counted = queries.counted(survey)
        drawn = beside(counted)
        if drawn:
            link = Link(survey.title, reverse("confidence:results", args=[survey.key]))
            table = report.change_table(PROSPECTIVE, counted.moved[PROSPECTIVE])
            found.append(Beside(link, drawn, table, report.notes(counted)[:3]))
    return tuple(found)


def answer_page(form: AnswerForm, title: str) -> AnswerPage:
    """The questions of a wave."""
    names = form.fields
    return AnswerPage(
        title=title,
        form=form,
        stem=STEM,
        ends=ENDS,
        themes=_themes(form, NOW),
        stories=tuple((form[v.code], form[f"{v.code}_sure"]) for v in VIGNETTES if v.code in names),
        deeds=tuple(
            (item.deed, form[f"needed_{item.code}"], form[f"done_{item.code}"])
            for item in DEEDS
            if f"needed_{item.code}" in names
        ),
        barriers=tuple(form[name] for name in names if name.startswith("barrier_")),
        about=tuple(form[name] for name in ("code", "agency", "work") if name in names),
        own=tuple((form[name_of(one)], one.kind == SCALE) for one in form.own),
        last=tuple(form[name] for name in ("said", "consent") if name in names),
    )


def then_page(form: ThenForm, title: str) -> AnswerPage:
    """The same questions, of before today."""
    return AnswerPage(title, form, STEM_THEN, ENDS, _themes(form, THEN), then=True)


def _themes(form: Form, when: str) -> tuple[ThemePart, ...]:
    return tuple(
        ThemePart(theme.name, tuple(form[f"{when}_{item.code}"] for item in ITEMS if item.theme == theme.code))
        for theme in THEMES
    )


def words_page(survey: Survey, form: Form, words: list[Response], own: Sequence[OwnWords] = ()) -> WordsPage:
    """What people wrote, each under what it answers."""
    link = Link(survey.title, reverse("confidence:run", args=[survey.key]))
    rows = [(one.key, one.said, one.said_shown, "What did you do differently?") for one in words]
    rows += [(one.key, one.said, one.shown, one.question.words) for one in own]
    return WordsPage(link, form, tuple(rows))
