"""Charts of themes: every number is in words too, nothing lies outside, small numbers are not drawn as heights."""

from __future__ import annotations

import pytest

from sightline.domain.drawing import NARROW, WIDE, Rect, Text, flat, together_scene, years_scene

YEARS = [("Up to 2020", 4), ("2021", None), ("2022", 0), ("2023", 11)]
NAMES = ["Was Not Brought", "Everyone who knows the family is spoken to", "Several pressures together"]


def texts(scene):
    return [shape for shape in flat(scene.shapes) if isinstance(shape, Text)]


@pytest.mark.parametrize("width", [320, NARROW, WIDE, 1200])
@pytest.mark.parametrize("what", ["years", "together"])
def test_nothing_lies_outside_and_no_words_overlap(width, what):
    if what == "years":
        scene = years_scene("T", "W", YEARS, width=width)
    else:
        scene = together_scene("T", "W", NAMES, {(1, 0): 3, (0, 1): 3, (2, 1): 12, (1, 2): 12}, width=width)
    boxes = [text.box for text in texts(scene)]
    assert all(box.left >= 0 and box.right <= scene.width and box.bottom <= scene.height for box in boxes)
    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_a_hidden_year_has_one_height_and_no_number():
    scene = years_scene("T", "W", YEARS, width=WIDE)
    rects = {shape.data.get("year"): shape for shape in flat(scene.shapes) if isinstance(shape, Rect)}
    assert rects["2021"].data["hidden"] == "yes"
    assert "2022" not in rects
    assert {"4", "0", "11"} <= {text.words for text in texts(scene)}
    assert "Dashed: a small number, not shown" in {text.words for text in texts(scene)}


def test_what_cannot_be_drawn_is_refused():
    for wrong in (lambda: years_scene("T", "W", [], width=WIDE), lambda: years_scene("T", "W", YEARS, width=100),
                  lambda: together_scene("T", "W", ["One"], {}, width=WIDE)):  # fmt: skip
        with pytest.raises(ValueError, match=r"year|wide|Two themes"):
            wrong()
