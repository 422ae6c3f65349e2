"""The one way a form of the composer goes: a draft kept if asked, what was sent saved, or shown with what is wrong.

return composed(
    request, child, form_key=f"cases.visit:{child.key}", label="A visit",
    make=lambda data: [VisitForm(data, …)],
    attach="Visit",
    store=lambda forms, document: save_visit(request, forms, …, document),
    meanwhile=lambda forms, error: saved_already(…),
    page=lambda **around: WritingPage(heading="A visit", lately=…, **around),
)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict

from sightline import kit
from sightline.access import fill, save_draft_if_asked, start_writing
from sightline.cases.once import AlreadySaved
from sightline.desk.document_forms import DocumentForm
from sightline.desk.pages.trouble import Trouble
from sightline.desk.pages.writing import WritingPage, top
from sightline.desk.writing import to_overview
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Person


class NotYet(Exception):
    """Nothing is written yet: there is something to look at first. `around`: what the page shows beside the form."""

    def __init__(self, **around: Any) -> None:
        super().__init__("There is something to look at first.")
        self.around = around


def composed(
    request: HttpRequest,
    child: Person,
    *,
    form_key: str,
    label: str,
    template: str,
    make: Callable[[QueryDict | None], Sequence[forms.Form]],
    store: Callable[[Any, Any], object],
    meanwhile: Callable[[Any, Any], Trouble],
    page: Callable[..., WritingPage],
    attach: str = "",
    then: Callable[[Person], HttpResponse] = to_overview,
) -> HttpResponse:
    """Answer a form. `label`: what it is called in the list of unfinished writing, without a name.

    `make` gives the form and its parts, from what was sent or (None) to be filled in; `store` writes them; `meanwhile`
    says what to show when they were saved before (AlreadySaved) or somebody else was faster (ChangedMeanwhile): every
    word stays in the form. `attach`: the kind of entry that a document may go with; `store` is given that form too.
    When `store` raises NotYet, the page comes back with more on it.
    """
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data = request.POST if request.method == "POST" else None
    made, trouble = tuple(make(data)), None
    more: dict[str, Any] = {}
    document = DocumentForm(request, attach) if attach else None
    every = (*made, document) if document else made
    if data is not None and all([form.is_valid() for form in every]):  # noqa: C419 - every form says what is wrong
        try:
            store(made, document)
            return then(child)
        except (AlreadySaved, ChangedMeanwhile) as error:
            trouble = meanwhile(made, error)
        except NotYet as first:
            more = first.around
    writing = start_writing(request, form_key, child=child.key, label=label)
    if data is None:
        for form in every:
            fill(form, writing.draft)
    if document:
        document.say_again()
    found = page(frame=top(child), forms=made, writing=writing, trouble=trouble, document=document, **more)
    return kit.render(request, f"desk/{template}.jinja", found)
