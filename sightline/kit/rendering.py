"""Turn a page's dataclass into a response, and say which methods a page with a form takes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from sightline.kit.layout import layout

# A view that shows a form and takes it; every other method is answered in words (405).
form_page = require_http_methods(["GET", "HEAD", "POST"])


def render(request: HttpRequest, template: str, page: Any, status: int = 200) -> TemplateResponse:
    """A page: `template` sees `page`, `worker` and what the layout needs.

    Nothing of it may be kept by a browser or proxy, since nearly every page shows personal data.
    """
    context = {"page": page, **layout(request)}
    response = TemplateResponse(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response
