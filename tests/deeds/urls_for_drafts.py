"""The product's addresses and one form, for stories about forms."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from sightline.access import declares, drafts

KEY = "test.visit"
PAGE = """{% import "access/writing.jinja" as draft %}{% import "kit/forms.jinja" as forms %}
{{ draft.notice(writing) }}<form method="post" data-draft-url="{{ writing.url }}">
{{ draft.hidden(writing) }}{{ forms.all(form) }}{{ draft.buttons(writing) }}</form>"""


class NoteForm(forms.Form):
    note = forms.CharField(widget=forms.Textarea)


@declares("record.change")
def visit(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return drafts.save_draft_if_asked(request, KEY) or HttpResponse("saved")
    writing = drafts.start_writing(request, KEY)
    form = drafts.fill(NoteForm(), writing.draft)
    return HttpResponse(engines["jinja2"].from_string(PAGE).render({"writing": writing, "form": form}, request))


urlpatterns = [path("visit/", visit), path("", include("sightline.access.urls"))]
