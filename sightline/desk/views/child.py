"""The pages of a child's record. Every look is in the trail before the page is built."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.desk.finding import look, signed_in
from sightline.desk.pages.entry import entry_page
from sightline.desk.pages.health import health_page
from sightline.desk.pages.information import information_page
from sightline.desk.pages.looked import looked_page
from sightline.desk.pages.overview import overview
from sightline.desk.pages.plan import plan_page
from sightline.desk.pages.story import story_page
from sightline.desk.pages.voice import voice_page
from sightline.desk.then import shown
from sightline.desk.writing import saved


@require_safe
@declares("record.view")
def child(request: HttpRequest, key: str) -> HttpResponse:
    """Overview."""
    with shown(request, key, "overview") as (found, day):
        page = overview(found, signed_in(request), day, saved(request, found))
    return kit.render(request, "desk/overview.jinja", page)


@require_safe
@declares("record.view")
def story(request: HttpRequest, key: str) -> HttpResponse:
    """The chronology, as a timeline or as a table."""
    with shown(request, key, "story") as (found, day):
        as_table, worker = request.GET.get("as") == "table", signed_in(request)
        page = story_page(found, day, as_table, worker, _number(request), drawn=True)
    return kit.render(request, "desk/story.jinja", page)


def _number(request: HttpRequest) -> int:
    """The page asked for; the first when it is none."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


@require_safe
@declares("record.view")
def voice(request: HttpRequest, key: str) -> HttpResponse:
    """The child's words, and who has seen the child."""
    with shown(request, key, "voice") as (found, day):
        page = voice_page(found, day, signed_in(request))
    return kit.render(request, "desk/voice.jinja", page)


@require_safe
@declares("record.view")
def plan(request: HttpRequest, key: str) -> HttpResponse:
    """Plans, meetings and statutory episodes."""
    with shown(request, key, "plan") as (found, day):
        page = plan_page(found, day, signed_in(request))
    return kit.render(request, "desk/plan.jinja", page)


@require_safe
@declares("record.view")
def health(request: HttpRequest, key: str) -> HttpResponse:
    """Appointments, and what was thought after a miss."""
    with shown(request, key, "health") as (found, day):
        page = health_page(found, day, signed_in(request))
    return kit.render(request, "desk/health.jinja", page)


@require_safe
@declares("record.view")
def information(request: HttpRequest, key: str) -> HttpResponse:
    """Accounts and their checking, and what other agencies told."""
    with shown(request, key, "information") as (found, day):
        page = information_page(found, day, signed_in(request))
    return kit.render(request, "desk/information.jinja", page)


@require_safe
@declares("trail.who_has_looked")
def who_has_looked(request: HttpRequest, key: str) -> HttpResponse:
    """Views of and changes to this record."""
    found = look(request, key, "who has looked", "trail.who_has_looked")
    return kit.render(request, "desk/looked.jinja", looked_page(found, timezone.localdate()))


@require_safe
@declares("record.view")
def entry(request: HttpRequest, key: str, kind: str, fact: UUID) -> HttpResponse:
    """One entry with its earlier versions."""
    with shown(request, key, "entry") as (found, day):
        page = entry_page(found, kind, fact, day, signed_in(request))
    if page is None:
        raise Http404
    return kit.render(request, "desk/entry.jinja", page)
