"""Before somebody is written down: who is known that may be them. One way for every form that makes a person.

typed ──> look_before_writing (keepers of a hidden match are told, nothing else differs)
            └──> likenesses with reasons ──> "this is the one" (use=key) │ "none of these" (sure=1)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from sightline.desk.finding import signed_in
from sightline.desk.pages.people import Likeness, likenesses
from sightline.domain.dates import UncertainDate
from sightline.people.knowing import look_before_writing
from sightline.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sightline.people.knowing import Known


@dataclass(frozen=True)
class Looked:
    """Who was found, who of them was said to be the one, and whether it was said that it is none of them."""

    found: tuple[Likeness, ...] = ()
    one: Person | None = None
    sure: bool = False

    @property
    def settled(self) -> bool:
        """Whether it is known who it is: somebody known, or somebody new."""
        return self.sure or self.one is not None


def looked_for(
    request: HttpRequest, typed: str, day: UncertainDate | None, *, children: bool | None, child: Person | None = None
) -> Looked:
    """Look for what was typed. `child`: the child on whose record it is; who is known may then be joined to it."""
    if "sure" in request.POST and "use" not in request.POST:
        return Looked(sure=True)
    worker = signed_in(request)
    known: Sequence[Known] = look_before_writing(worker, typed, day, children=children)
    found = likenesses(known, worker, timezone.localdate(), child)
    usable = {one.use for one in found if one.use}
    asked = request.POST.get("use")
    one = next((one.person for one in known if one.person.key == asked and asked in usable), None)
    return Looked(found, one)
