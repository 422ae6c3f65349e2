"""Things to think about: what the checks ask about a child, as one viewer may see it.

Every `today` prompt is shown. Of `soon` and `reflect`, at most five that nobody has answered: gravest first, then
oldest, "and n more". What could not be decided is listed apart with what is missing, never among what is clear.

One child or fifty cost the same number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse

from sightline.access.models import Worker
from sightline.access.policy import scope
from sightline.cases.noting import hidden_facts
from sightline.checks import fresh, lapses, policy, standards
from sightline.checks.cited import Learning, cited_by
from sightline.checks.models import Answer, AnswerKind, Outcome, Setting
from sightline.checks.wording import number_in_words
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import SEVERITY_IN_WORDS, Severity
from sightline.domain.dates import and_list, in_words
from sightline.kit.parts import Link, Result
from sightline.kit.parts import Prompt as Card
from sightline.kit.words import moment
from sightline.people.facts import KEPT_HERE, LONDON
from sightline.people.models import Person
from sightline.people.reading import fetch_for

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 5  # soon and reflect prompts shown at once (product rule)
GRAVITY = ("today", "soon", "reflect")
TOLD_NO_ONE = "Sightline has told no one: speak to {whom}."
UNTOLD = "Something this depends on is not recorded."


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the record that a prompt rests on."""

    fact: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """The answer that holds: which, in whose words, until when, and whether a second person has read it."""

    key: str
    kind: str
    words: str
    reason: str
    by: str
    at: datetime
    until: date | None
    due: date | None
    who: str
    recorded_fact: str
    waits_for_second_reader: bool
    second_reader: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question about one child, with everything that stands behind it."""

    check_id: str
    name: str
    question: str
    text: str
    severity: str
    severity_words: str
    shows: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    since: date
    numbers: tuple[str, ...]
    outcome_key: str
    learning: tuple[Learning, ...] = ()
    answer: Given | None = None
    lapsed: str = ""
    told: str = ""

    @property
    def answer_href(self) -> str:
        """Where it is answered."""
        return reverse("checks:answer", args=[self.outcome_key])

    @property
    def check_href(self) -> str:
        """Why it is asked."""
        return reverse("checks:check", args=[self.check_id])


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A check that could not be decided, and what is missing."""

    check_id: str
    name: str
    question: str
    why: str

    @property
    def check_href(self) -> str:
        """Why it would be asked."""
        return reverse("checks:check", args=[self.check_id])


@dataclass(frozen=True, slots=True)
class PromptList:
    """What a child's page shows. `shown`: every `today`, and up to five others that are unanswered; `answered`: those
    of the others that somebody has answered; `more`: the rest, `more_count` of them; `clear`: names of checks."""

    shown: tuple[Prompt, ...] = ()
    answered: tuple[Prompt, ...] = ()
    more: tuple[Prompt, ...] = ()
    unknown: tuple[NotKnown, ...] = ()
    clear: tuple[str, ...] = ()

    @property
    def more_count(self) -> int:
        """How many are not shown."""
        return len(self.more)

    @property
    def all(self) -> tuple[Prompt, ...]:
        """Every prompt, gravest first."""
        return (*self.shown, *self.more, *self.answered)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many unanswered prompts of each severity, and how many checks could not be decided."""

    today: int = 0
    soon: int = 0
    reflect: int = 0
    unknown: int = 0
    answered: int = 0


@dataclass(slots=True)
class Context:
    """What is fetched once for all children of a page. `checks.then` makes one for a past day."""

    looked: fresh.Looked
    states: Mapping[str, str]
    answers: Mapping[tuple[int, str], Answer]
    hidden: frozenset[str] = frozenset()
    lapsed: Mapping[tuple[int, str], Answer] = field(default_factory=dict)
    learning: Mapping[int, Mapping[str, tuple[Learning, ...]]] = field(default_factory=dict)
    whom: str = ""


def prompts_for(child: Person, viewer: Worker) -> PromptList:
    """What the checks ask about one child; empty when the viewer may not see the record."""
    return for_children([child], viewer).get(child.pk, PromptList())


def for_children(children: Collection[Person], viewer: Worker) -> dict[int, PromptList]:
    """The same for many, by primary key; children whose record the viewer may not see are left out."""
    allowed = _allowed(children, viewer)
    context = _context(allowed, viewer)
    asking = [
        row for rows in context.looked.outcomes.values() for row in rows.values() if _shown_as_prompt(row, context)
    ]
    if asking:
        context.learning = cited_by({row.check_id for row in asking}, {row.child_id for row in asking}, viewer)
        context.whom = whom_to_speak_to(viewer)
    return {child.pk: list_of(child, context) for child in allowed}


def counts_for(children: Collection[Person], viewer: Worker) -> dict[int, Counts]:
    """How many prompts each child has, for lists: fewer queries than the prompts themselves."""
    allowed = _allowed(children, viewer)
    context = _context(allowed, viewer)
    return {child.pk: _counts(child, context) for child in allowed}


def _allowed(children: Collection[Person], viewer: Worker) -> list[Person]:
    ids = [child.pk for child in children]
    open_to = set(fetch_for("open of these", _open_of, viewer, ids=ids))
    return [child for child in children if child.pk in open_to]


def _open_of(viewer: Worker, ids: Sequence[int]) -> QuerySet[Person, Any]:
    return scope(viewer, "record.view", Person.objects.filter(pk__in=ids)).order_by().values_list("pk", flat=True)


def _context(children: Collection[Person], viewer: Worker) -> Context:
    looked = fresh.looked(children)
    states = looked.settings.states(viewer.team_id)
    asking = {pk for pk, rows in looked.outcomes.items() if any(row.result == "ask" for row in rows.values())}
    holding, lapsed = latest_answers(asking, looked.outcomes) if asking else ({}, {})
    return Context(looked, states, holding, _hidden(looked, viewer), lapsed)


def _hidden(looked: fresh.Looked, viewer: Worker) -> frozenset[str]:
    """Evidence that is not for this viewer. A prompt that rests on it is not shown: it would tell of it.

    Nor is what is missing from it, where a check could not be decided.
    """
    rows = (row for found in looked.outcomes.values() for row in found.values() if row.result in ("ask", "unknown"))
    return hidden_facts((fact["id"] for row in rows for fact in row.facts), viewer)


Answers = dict[tuple[int, str], Answer]


def latest_answers(
    child_ids: Iterable[int], outcomes: Mapping[int, Mapping[str, Outcome]], on: date | None = None
) -> tuple[Answers, Answers]:
    """For each child and check the answer that holds; and, where the last one no longer does, that one. One query."""
    day = on or standards.today()
    rows = Answer.objects.filter(child_id__in=list(child_ids)).select_related("outcome", "by", "second_reader")
    holding, lapsed = {}, {}
    for (child, check), answer in {(row.child_id, row.check_id): row for row in rows.order_by("at", "pk")}.items():
        now = outcomes.get(child, {}).get(check)
        answer.lapsed_because = answer.lapsed_because or lapses.why_lapsed(answer, now, day)
        if not answer.lapsed_because:
            holding[child, check] = answer
        elif now is not None and now.asks_since is not None and answer.at >= now.asks_since:
            lapsed[child, check] = answer
    return holding, lapsed


def _shown_as_prompt(row: Outcome, context: Context) -> bool:
    on = context.states.get(row.check_id) == Setting.State.ON
    if not (on and row.result == "ask" and row.severity) or row.child_id in context.looked.stale:
        return False
    return not any(fact["id"] in context.hidden for fact in row.facts)


def list_of(child: Person, context: Context) -> PromptList:
    """What is asked about one child, what waits, what could not be decided, what is clear."""
    rows = context.looked.outcomes.get(child.pk, {})
    prompts = sorted((_prompt(row, context) for row in rows.values() if _shown_as_prompt(row, context)), key=_order)
    today = [prompt for prompt in prompts if prompt.severity == "today"]
    others = [prompt for prompt in prompts if prompt.severity != "today"]
    waiting = [prompt for prompt in others if prompt.answer is None]
    return PromptList(
        shown=(*today, *waiting[:MOST]),
        answered=tuple(prompt for prompt in others if prompt.answer is not None),
        more=tuple(waiting[MOST:]),
        unknown=tuple(_unknown(child, context)),
        clear=tuple(_clear(child, context)),
    )


def _order(prompt: Prompt) -> tuple[int, bool, date, str]:
    return GRAVITY.index(prompt.severity), prompt.answer is not None, prompt.since, prompt.check_id


def _prompt(row: Outcome, context: Context) -> Prompt:
    check = CATALOGUE[row.check_id]
    given = context.answers.get((row.child_id, row.check_id))
    lapsed = context.lapsed.get((row.child_id, row.check_id))
    return Prompt(
        check_id=check.id,
        name=check.name,
        question=check.question,
        text=row.prompt,
        severity=row.severity or "",
        severity_words=SEVERITY_IN_WORDS[Severity(row.severity or "")],
        shows=tuple(row.shows),
        evidence=tuple(Evidence(fact["id"], fact["kind"], fact["words"]) for fact in row.facts),
        since=(row.asks_since or row.starts_at).astimezone(LONDON).date(),
        numbers=numbers_in_words(context.looked.numbers[check.id]),
        outcome_key=row.key,
        learning=context.learning.get(row.child_id, {}).get(check.id, ()),
        answer=given_of(given) if given else None,
        lapsed=_lapsed(lapsed) if lapsed else "",
        told=TOLD_NO_ONE.format(whom=context.whom) if row.severity == "today" and context.whom else "",
    )


def numbers_in_words(numbers: Sequence[standards.Number]) -> tuple[str, ...]:
    """Each number with its unit, class and source, and since when if it is the partnership's own."""
    found = []
    for number in numbers:
        own = f"; since {in_words(number.since)}" if number.since else ""
        value = number_in_words(number.value, number.unit)
        found.append(f"{number.called}: {value} ({number.number_class}; {number.source}{own})")
    return tuple(found)


def given_of(answer: Answer) -> Given:
    """An answer in words."""
    return Given(
        key=answer.key,
        kind=answer.kind,
        words=answer_in_words(answer),
        reason=answer.reason,
        by=answer.by.name,
        at=answer.at,
        until=answer.holds_until,
        due=answer.due,
        who=answer.who,
        recorded_fact=str(answer.recorded_fact or ""),
        waits_for_second_reader=policy.wants_second_reader(answer),
        second_reader=answer.second_reader.name if answer.second_reader else "",
    )


def answer_in_words(answer: Answer) -> str:
    """ "Will do by 3 May 2026 (Sam Okafor)", "Not needed because: …"."""
    label = AnswerKind(answer.kind).label
    if answer.kind == AnswerKind.WILL_DO and answer.due:
        return f"{label} {in_words(answer.due)} ({answer.who})"
    if answer.kind == AnswerKind.RECORDED_NOW:
        return label
    return f"{label}: {answer.reason}"


def _lapsed(answer: Answer) -> str:
    day = in_words(answer.at.astimezone(LONDON).date())
    return f"{answer.by.name} answered on {day}: {answer_in_words(answer).removesuffix('.')}. {answer.lapsed_because}"


def _unknown(child: Person, context: Context) -> Iterable[NotKnown]:
    rows = context.looked.outcomes.get(child.pk, {})
    for check_id, state in context.states.items():
        if state != Setting.State.ON:
            continue
        check, row = CATALOGUE[check_id], rows.get(check_id)
        if child.pk in context.looked.stale:
            yield NotKnown(check.id, check.name, check.question, _not_looked_at(row))
        elif row is not None and row.result == "unknown":
            hidden = any(fact["id"] in context.hidden for fact in row.facts)
            yield NotKnown(check.id, check.name, check.question, UNTOLD if hidden else _because(child, row))


def _not_looked_at(row: Outcome | None) -> str:
    if row is None:
        return "Not looked at yet."
    return f"Not looked at since {moment(row.looked_at)}."


def _because(child: Person, row: Outcome) -> str:
    """What is missing; on an imported record, why it cannot be there."""
    why = row.unknown_because or UNTOLD
    if child.source == KEPT_HERE or "not kept here" not in why:
        return why
    return f"{why} This record was imported ({child.source}), and that source holds none."


def _clear(child: Person, context: Context) -> Iterable[str]:
    if child.pk in context.looked.stale:
        return
    for row in context.looked.outcomes.get(child.pk, {}).values():
        if row.result == "clear" and context.states.get(row.check_id) == Setting.State.ON:
            yield CATALOGUE[row.check_id].name


def _counts(child: Person, context: Context) -> Counts:
    numbers: dict[str, int] = defaultdict(int)
    for row in context.looked.outcomes.get(child.pk, {}).values():
        if _shown_as_prompt(row, context):
            answered = (row.child_id, row.check_id) in context.answers
            numbers["answered" if answered else row.severity or ""] += 1
    return Counts(**numbers, unknown=len(list(_unknown(child, context))))


def whom_to_speak_to(viewer: Worker) -> str:
    """Whom somebody who sees a `today` prompt can speak to, by name where the team has a supervisor. One query."""
    if viewer.role == "supervisor":
        return "the child’s lead practitioner"
    near = Worker.objects.filter(role="supervisor", agency_id=viewer.agency_id, is_active=True).exclude(pk=viewer.pk)
    team = [worker.name for worker in near if worker.team_id == viewer.team_id]
    agency = [worker.name for worker in near if worker.team_id is None]
    return and_list((team or agency)[:2], "or") or "your manager or safeguarding lead"


def card(prompt: Prompt, link: Callable[[Evidence], str]) -> Card:
    """A prompt as the design system draws it; `link` says where a row of evidence is shown ("" for nowhere)."""
    return Card(
        anchor=f"prompt-{prompt.check_id.lower()}",
        result=Result("ask", prompt.severity),
        heading=prompt.name,
        text=prompt.text,
        evidence=_evidence(prompt, link),
        learning=tuple(Link(item.title, item.href, note=item.source_words) for item in prompt.learning),
        told=prompt.told,
        note=_note(prompt),
        check=Link("Why we ask this", prompt.check_href),
    )


def _evidence(prompt: Prompt, link: Callable[[Evidence], str]) -> tuple[Link, ...]:
    """What the record shows: sentences, then rows to open; a sentence that only repeats a row is the row's link."""
    rows = tuple(Link(e.words, link(e)) for e in prompt.evidence)
    said = {row.text.casefold() for row in rows}
    sentences = (shown for shown in prompt.shows if shown.rstrip(".").casefold() not in said)
    return (*rows, *(Link(shown, "") for shown in sentences))


def _note(prompt: Prompt) -> str:
    since = f"Asked since {in_words(prompt.since)}: {prompt.severity_words}."
    if prompt.answer is None:
        return f"{since} {prompt.lapsed}".strip()
    until = f", until {in_words(prompt.answer.until)}" if prompt.answer.until else ""
    read = " Waiting for a second person to read it." if prompt.answer.waits_for_second_reader else ""
    return f"{since} {prompt.answer.by} answered {moment(prompt.answer.at)}{until}: {prompt.answer.words}.{read}"


def unknown_card(unknown: NotKnown) -> Card:
    """A check that could not be decided, as the design system draws it: its question, and what is missing."""
    return Card(
        anchor=f"unknown-{unknown.check_id.lower()}",
        result=Result("unknown"),
        heading=unknown.name,
        text=unknown.question,
        note=unknown.why,
        check=Link("Why we ask this", unknown.check_href),
    )
