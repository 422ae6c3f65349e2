"""Drawings: a scene of shapes and words, and what is made of it."""

from sightline.domain.drawing.coding_charts import together_scene, years_scene
from sightline.domain.drawing.confidence import (
    Dumbbell,
    Parts,
    bands_scene,
    dumbbell_scene,
    flow_scene,
    moved_scene,
)
from sightline.domain.drawing.run_chart import NARROW, WIDE, run_chart_scene
from sightline.domain.drawing.scene import (
    Box,
    Circle,
    Group,
    Line,
    Pen,
    Rect,
    Scene,
    Shape,
    Text,
    flat,
    render,
    text_width,
)

__all__ = [
    "NARROW",
    "WIDE",
    "Box",
    "Circle",
    "Dumbbell",
    "Group",
    "Line",
    "Parts",
    "Pen",
    "Rect",
    "Scene",
    "Shape",
    "Text",
    "bands_scene",
    "dumbbell_scene",
    "flat",
    "flow_scene",
    "moved_scene",
    "render",
    "run_chart_scene",
    "text_width",
    "together_scene",
    "years_scene",
]
