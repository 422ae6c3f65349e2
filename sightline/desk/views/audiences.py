"""Who reads which kind of entry by default: everybody may see it, an administrator sets it from a day on."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import can, declares
from sightline.cases import usual
from sightline.desk.audience_forms import AudienceForm
from sightline.desk.finding import signed_in
from sightline.desk.pages import audiences as pages


@require_safe
@declares(usual.SEE)
def audiences(request: HttpRequest) -> HttpResponse:
    """Every kind of entry."""
    page = pages.audiences_page(bool(can(signed_in(request), usual.SET)))
    return kit.render(request, "desk/audiences.jinja", page)


@kit.form_page
@declares(usual.SEE)
def audience(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: what was decided of it, and, for an administrator, the form that decides anew."""
    if kind not in usual.KINDS:
        raise Http404
    may_set = bool(can(signed_in(request), usual.SET))
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    form = AudienceForm(request.POST or None, kind=kind) if may_set else None
    if form is not None and request.method == "POST" and form.is_valid() and _kept(request, kind, form):
        return redirect("audience", kind=kind)
    return kit.render(request, "desk/audience.jinja", pages.audience_page(kind, form))


def _kept(request: HttpRequest, kind: str, form: AudienceForm) -> bool:
    data = form.cleaned_data
    try:
        usual.set_usual(
            kind, data["audience"], by=signed_in(request), from_on=data["from_on"].value,
            approved_by=data["approved_by"], reason=data["reason"],
        )  # fmt: skip
    except usual.NotPossible as reason:
        form.add_error(reason.field, str(reason))
        return False
    messages.success(request, f"It is written down. {pages.KEEPS}")
    return True
