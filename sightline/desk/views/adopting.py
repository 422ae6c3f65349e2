"""Recording an adoption: what it does is shown, then done; and, for keepers, the sealed identities."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares, security_event
from sightline.access.declaring import recently_authenticated
from sightline.cases.adopting import record_adoption
from sightline.desk.adoption_forms import AdoptionForm, TakeBackForm
from sightline.desk.finding import child_to_write_about, signed_in
from sightline.desk.pages import adopting as pages
from sightline.desk.people_forms import shown
from sightline.people import sealing
from sightline.people.barriers import Sealing
from sightline.people.keeping import NotPossible
from sightline.people.models import Person

DONE = (
    "This is the child’s record from now on. The earlier one is sealed: only its keepers know of it. Now write down "
    "who the child lives with, on the page of the family."
)


@kit.form_page
@declares("record.adopt", once=True)
def adoption(request: HttpRequest, key: str) -> HttpResponseBase:
    """A child was adopted: for the child's supervisor. The password is asked for once it is known that they may."""
    return _adoption(request, child_to_write_about(request, key, "recording an adoption", "record.adopt"))


@recently_authenticated
def _adoption(request: HttpRequest, child: Person) -> HttpResponse:
    worker = signed_in(request)
    kept = {name: shown(child)[name] for name in ("dob", "sex")}  # an adoption changes neither
    form = AdoptionForm(
        request.POST or None, initial=kept, name=child.name, keepers=pages.could_keep(worker),
        workers=pages.working(child, worker), professionals=pages.professionals(child),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        ordered = form.cleaned_data["ordered_on"]
        try:
            later = record_adoption(
                child, by=worker, identity=form.identity(), over=form.over(), keepers=form.chosen_keepers(),
                because=form.cleaned_data["because"], ordered_on=ordered.value if ordered else None,
            )  # fmt: skip
        except NotPossible as error:
            form.add_error(None, str(error))
        else:
            security_event("identity_sealed", worker=worker, request=request)
            messages.success(request, DONE)
            return redirect("child", key=later.key)
    page = pages.adoption_page(child, worker, form, timezone.localdate())
    return kit.render(request, "desk/adoption.jinja", page)


@require_safe
@declares("record.sealed")
def sealed(request: HttpRequest) -> HttpResponse:
    """The sealed identities one keeps; for everybody else an empty page."""
    return kit.render(request, "desk/sealed.jinja", pages.sealed_page(signed_in(request)))


@kit.form_page
@declares("record.sealed")
def take_back(request: HttpRequest, number: int) -> HttpResponseBase:
    """A sealing was a mistake, says one of its keepers."""
    row = sealing.kept_by(signed_in(request)).filter(pk=number).first()
    if row is None:
        raise Http404
    return _take_back(request, row)


@recently_authenticated
def _take_back(request: HttpRequest, row: Sealing) -> HttpResponse:
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sealing.take_back(row, by=signed_in(request), because=form.cleaned_data["because"])
        except NotPossible as error:
            form.add_error(None, str(error))
        else:
            security_event("sealing_taken_back", worker=signed_in(request), request=request)
            messages.success(request, "The earlier record is no longer sealed. Join the two if they are one child.")
            return redirect("sealed")
    return kit.render(request, "desk/take_back_sealing.jinja", pages.take_back_page(row, form))
