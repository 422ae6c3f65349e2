"""A form that arrives twice from one opened page is one deed: a double click, a phone that sends again.

    first   ──> its row here ──> the deed ──> where it led, in the row
    second  ──> finds the row, waits until it says where the first one led ──> the same place, and nothing is done

What is compared is all that was sent, with the page's own token against forgery, which no two opened pages share: the
same words on another page are another deed. For deeds without a name of their own opening (`cases.once`) and that the
database would take twice. A form that comes back with something to correct was not done, and may be sent again.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sightline.access.models import SentForm
from sightline.kit.problems import Problem, problem

OF_THE_PAGE = "csrfmiddlewaretoken"
KEPT_FOR = timedelta(minutes=10)  # our default: long enough for a second click, and for a signal that came back
LONGEST = 500  # as the column holds
PATIENCE = 10.0  # seconds the second waits for the first
SLOW = timedelta(minutes=1)  # a deed of which nothing is known after that was cut off, with its server
NOT_KNOWN = Problem(
    "This was sent a moment ago",
    (
        "It is not known yet what became of it.",
        "Wait a minute, and look whether it is there. If it is not, go back and send it again: what you wrote is still "
        "there.",
    ),
)


def done_once(request: HttpRequest, deed: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `deed` answers; for the second of two sendings of one opened page, where the first one led."""
    if request.method != "POST" or not request.POST.get(OF_THE_PAGE):
        return deed()
    digest = _digest(request)
    while not _is_first(digest):
        if (answer := _after_the_first(request, digest)) is not None:
            return answer
    mine = SentForm.objects.filter(digest=digest)
    try:
        answer = deed()
    except BaseException:
        mine.delete()
        raise
    if _was_done(answer):
        mine.update(leads_to=answer.url)  # type: ignore[attr-defined]
    else:
        mine.delete()
    return answer


def _was_done(answer: HttpResponseBase) -> bool:
    """A page instead of a way on has something to correct; nor was it done when the password was asked for first."""
    asks = reverse("account_reauthenticate")
    return isinstance(answer, HttpResponseRedirect) and not answer.url.startswith(asks) and len(answer.url) <= LONGEST


def _is_first(digest: str) -> bool:
    now = timezone.now()
    _forget(Q(sent_at__lt=now - KEPT_FOR) | Q(digest=digest, leads_to="", sent_at__lt=now - SLOW))
    try:
        with transaction.atomic():
            SentForm.objects.create(digest=digest, sent_at=now)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def _forget(old: Q) -> None:
    """Remove rows, but for those that somebody else is removing: two who clear up at once never wait for each other."""
    rows = SentForm.objects.select_for_update(skip_locked=True).filter(old).order_by("pk")
    if found := list(rows.values_list("pk", flat=True)):
        SentForm.objects.filter(pk__in=found).delete()


def _after_the_first(request: HttpRequest, digest: str) -> HttpResponseBase | None:
    """Where the first one led. None when it came to nothing: then it is done now."""
    until = time.monotonic() + PATIENCE
    while (found := SentForm.objects.filter(digest=digest).first()) is not None:
        if found.leads_to:
            return HttpResponseRedirect(found.leads_to)
        if time.monotonic() > until:
            return problem(request, 409, NOT_KNOWN)
        time.sleep(0.05)
    return None


def _digest(request: HttpRequest) -> str:
    found = hashlib.sha256()
    for part in _parts(request):
        text = part.encode("utf-8", "surrogatepass")
        found.update(f"{len(text)}:".encode() + text)
    return found.hexdigest()


def _parts(request: HttpRequest) -> Iterator[str]:
    """All that was sent, in one order."""
    yield from (str(request.user.pk or ""), request.get_full_path())
    for name, values in sorted(request.POST.lists()):
        yield from (name, *values)
    files: Any = request.FILES
    for name, given in sorted(files.lists()):
        for file in given:
            yield from (name, str(file.name), str(file.size))
