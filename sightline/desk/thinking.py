"""Things to think about: the checks' prompts as the desk shows them, with where each piece of evidence is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from sightline.cases.entries import ENTRIES
from sightline.checks import prompts
from sightline.checks.then import prompts_then
from sightline.desk.doing import doing
from sightline.desk.pages.entry import KINDS
from sightline.desk.then import keeping, shown_on
from sightline.kit.parts import Link
from sightline.kit.parts import Prompt as Card
from sightline.people.facts import end_of_day

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person


@dataclass(frozen=True)
class Asked:
    """One prompt on the child's page: the card, where it is answered, and the form that does the thing asked."""

    card: Card
    answer: Link
    doing: Link | None
    answered: bool


@dataclass(frozen=True)
class Thinking:
    """What is asked, what waits behind it, what could not be decided and why, and which checks found nothing to ask."""

    shown: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    more: tuple[Asked, ...]
    unknown: tuple[Card, ...]
    clear: tuple[str, ...]


def thinking_about(child: Person, viewer: Worker) -> Thinking:
    """Everything the checks say of one child, as this viewer may see it; on a past day, what they said then."""
    day = shown_on().day
    found = prompts_then(child, viewer, end_of_day(day), day) if day else prompts.prompts_for(child, viewer)
    return Thinking(
        shown=tuple(_asked(prompt, child) for prompt in found.shown),
        answered=tuple(_asked(prompt, child) for prompt in found.answered),
        more=tuple(_asked(prompt, child) for prompt in found.more),
        unknown=tuple(prompts.unknown_card(unknown) for unknown in found.unknown),
        clear=found.clear,
    )


def _asked(prompt: prompts.Prompt, child: Person) -> Asked:
    words = "Change the answer" if prompt.answer else "Answer this"
    return Asked(
        card=prompts.card(prompt, lambda evidence: evidence_href(child, evidence)),
        answer=Link(words, prompt.answer_href),
        doing=None if shown_on().day else doing(prompt, child),
        answered=prompt.answer is not None,
    )


def evidence_href(child: Person, evidence: prompts.Evidence) -> str:
    """The page of the entry a prompt rests on; nothing for a person or a household."""
    if evidence.kind not in KINDS and evidence.kind not in ENTRIES:
        return ""
    try:
        fact = UUID(evidence.fact)
    except ValueError:
        return ""
    return keeping(reverse("child-entry", kwargs={"key": child.key, "kind": evidence.kind, "fact": fact}))


def counts(children: Collection[Person], viewer: Worker) -> dict[int, prompts.Counts]:
    """How many prompts each child has; a constant number of queries."""
    return prompts.counts_for(children, viewer)


def count_words(found: prompts.Counts) -> tuple[str, ...]:
    """ "2 today", "1 soon", "1 not known". Nothing is said of what is clear."""
    words = ("today", "soon", "to reflect on", "answered", "not known")
    numbers = (found.today, found.soon, found.reflect, found.answered, found.unknown)
    return tuple(f"{number} {word}" for number, word in zip(numbers, words, strict=True) if number)
