"""Turn a page's dataclass into a response."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from sightline.kit.layout import layout


def render(request: HttpRequest, template: str, page: Any, status: int = 200) -> TemplateResponse:
    """A page: `template` sees `page`, `worker` and what the layout needs.

    Nothing of it may be kept by a browser or proxy, since nearly every page shows personal data.
    """
    context = {"page": page, **layout(request)}
    response = TemplateResponse(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response
