"""The design system: layout, components, fields, static files. It holds no rules of practice.

What other rooms call: `kit.render`, `kit.navigation`, `kit.banners`, the parts of `kit.parts`, and the macros of
`kit/components.jinja`.
"""

from sightline.kit import banners, navigation
from sightline.kit.rendering import render

__all__ = ["banners", "navigation", "render"]
