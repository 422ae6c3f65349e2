"""Where rooms above hang on their end of the thread: a review's page asks here, since it may not import them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview, Finding

Parts = Callable[["CaseReview", "Worker"], "tuple[Link, ...]"]
Points = Callable[["Iterable[Finding]", "Worker"], "dict[int, tuple[Link, ...]]"]
_points: list[Points] = []
_parts: list[Parts] = []


def register_parts(provider: Parts) -> None:
    """`provider(review, worker)` gives links to what rooms above keep of a review, for those inside its gate."""
    if provider not in _parts:
        _parts.append(provider)


def parts_of(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """Links to the parts of a review that rooms above keep, such as its chronology."""
    return tuple(link for provider in _parts for link in provider(review, worker))


def register_learning(provider: Points) -> None:
    """`provider(findings, worker)` gives, by finding, links to the learning written from it that worker may see."""
    if provider not in _points:
        _points.append(provider)


Passages = Callable[[], "Iterable[tuple[str, int, bool]]"]
_passages: list[Passages] = []


def register_passages(provider: Passages) -> None:
    """`provider()` gives (theme, review, whether its report is out) of each coded passage that counts."""
    if provider not in _passages:
        _passages.append(provider)


def passages_coded() -> list[tuple[str, int, bool]]:
    """Every passage that counts, of every review: for counts alone, which obey rule G5."""
    return [row for provider in _passages for row in provider()]


def learning_from(findings: Iterable[Finding], worker: Worker) -> dict[int, tuple[Link, ...]]:
    """Learning points written from each finding, by the finding's primary key; findings without any are left out."""
    rows = list(findings)
    found: dict[int, tuple[Link, ...]] = {}
    for provider in _points:
        for finding, links in provider(rows, worker).items():
            found[finding] = (*found.get(finding, ()), *links)
    return found


Closed = Callable[["CaseReview", "Worker | None"], None]
_closed: list[Closed] = []


def register_closed(follower: Closed) -> None:
    """`follower(review, by)` takes back what was let out of a review, in the transaction that closes it."""
    if follower not in _closed:
        _closed.append(follower)


def facts_closed(review: CaseReview, by: Worker | None) -> None:
    """Case facts of this review are no longer out. Each product has to be approved anew when they may go again."""
    for follower in _closed:
        follower(review, by)


Sent = Callable[["CaseReview", "Worker"], "dict[int, tuple[Link, ...]]"]
_sent: list[Sent] = []


def register_sent(provider: Sent) -> None:
    """`provider(review, worker)` gives, by what an agency was asked for, links to the files that came."""
    if provider not in _sent:
        _sent.append(provider)


def what_came(review: CaseReview, worker: Worker) -> dict[int, tuple[Link, ...]]:
    """Links to the files that came, by the primary key of what was asked for."""
    found: dict[int, tuple[Link, ...]] = {}
    for provider in _sent:
        for asked, links in provider(review, worker).items():
            found[asked] = (*found.get(asked, ()), *links)
    return found
