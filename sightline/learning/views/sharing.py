"""Learning that was shared with one's team: say what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline import kit
from sightline.access.declaring import declares
from sightline.kit import render
from sightline.learning import acknowledging, pages, queries
from sightline.learning.forms import AcknowledgeForm
from sightline.reviews.views.finding_things import or_404, worker_of


@declares("learning.acknowledge")
@kit.form_page
def acknowledge(request: HttpRequest, key: str) -> HttpResponse:
    """Read, discussed, applied: three different things."""
    worker = worker_of(request)
    sharing = or_404(queries.find_sharing(worker, key))
    form = AcknowledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acknowledging.acknowledge(sharing, by=worker, **form.cleaned_data)
        messages.success(request, "Thank you. It is written down.")
        return redirect("learning:acknowledge", key)
    page = or_404(pages.acknowledge_page(sharing, worker, form))
    return render(request, "learning/acknowledge.jinja", page, status=422 if form.errors else 200)
