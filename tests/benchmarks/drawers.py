"""Other programs that draw families, each as SVG that keeps the contract of ours, so that one program measures all.

- `dot` of Graphviz: people on our rows, a point for each couple, straight lines; where it puts them is up to it.
- relatives-tree, a library for drawing family trees in a browser (MIT): everybody tried as the person its drawing
  starts from, the drawing that shows most people taken.

Neither is needed by Sightline; what is not installed is left out of the comparison.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from sightline.domain.drawing.genogram.graph import Graph, build_graph
from sightline.domain.drawing.genogram.rows import assign_rows
from sightline.domain.kinship import Family

HALF = 24.0
UNIT = 60.0
"""Two of relatives-tree's units are the place of one person."""
LONGEST = 120
Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A line of somebody's drawing: union or descent, whose, from where to where."""

    kind: str
    ref: str
    points: tuple[Point, ...]


def as_svg(people: list[tuple[str, float, float]], lines: list[Line]) -> str:
    """Symbols (id and middle) and lines as the contract has them."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for key, x, y in people:
        box = f'x="{x - HALF}" y="{y - HALF}" width="{2 * HALF}" height="{2 * HALF}"'
        parts.append(f'<g data-person={quoteattr(key)}><rect data-symbol="unknown" {box}/></g>')
    for line in lines:
        points = " ".join(f"{x},{y}" for x, y in line.points)
        parts.append(f'<polyline data-line="{line.kind}" data-ref={quoteattr(line.ref)} points="{points}"/>')
    return "".join([*parts, "</svg>"])


def graphviz(family: Family) -> tuple[str, float] | None:
    """The family through `dot`, and its seconds; None where it is not installed."""
    if not shutil.which("dot"):
        return None
    graph = build_graph(family)
    rows = assign_rows(graph)
    boxes = "node[shape=box,width=.667,height=.667,fixedsize=true];edge[dir=none];"
    asked = [f"digraph{{splines=line;nodesep=.75;ranksep=1;{boxes}"]
    for row in sorted(set(rows)):
        asked.append("{rank=same;" + ";".join(f"p{one}" for one, here in enumerate(rows) if here == row) + "}")
    for number, kin in enumerate(graph.kins):
        asked.append(f'f{number}[shape=point,width=.01,height=.01,label=""];')
        asked += [f"p{parent}->f{number};" for parent in kin.parents] + [f"f{number}->p{one};" for one in kin.children]
    start = time.perf_counter()
    made = subprocess.run(
        ["dot", "-Tplain"], input="\n".join([*asked, "}"]), capture_output=True, text=True, check=True, timeout=LONGEST
    )
    seconds = time.perf_counter() - start
    people, lines = [], []
    for part in map(str.split, made.stdout.splitlines()):
        if part[0] == "node" and part[1][0] == "p":
            people.append((graph.ids[int(part[1][1:])], 72 * float(part[2]), -72 * float(part[3])))
        elif part[0] == "edge":
            lines.append(_edge(graph, part))
    return as_svg(people, lines), seconds


def _edge(graph: Graph, part: list[str]) -> Line:
    """A straight line between a person and a couple's point; `dot` gives it as a curve with both ends on it."""
    numbers = [float(one) for one in part[4 : 4 + 2 * int(part[3])]]
    ends = tuple((72 * x, -72 * y) for x, y in (numbers[:2], numbers[-2:]))
    kin = next(one for one in part[1:3] if one[0] == "f")
    kind = "descent" if part[1] == kin else "union"
    return Line(kind, graph.kins[int(kin[1:])].ref, ends)


def relatives_tree(families: list[Family], folder: Path) -> list[tuple[str, float]] | None:
    """Families through relatives-tree, installed with esbuild in a folder; None where it is not.

    npm install --prefix FOLDER relatives-tree@3.2.2 esbuild
    """
    esbuild, program = folder / "node_modules" / ".bin" / "esbuild", Path(__file__).with_name("relatives_tree.js")
    if not esbuild.exists() or not (folder / "node_modules" / "relatives-tree").exists() or not shutil.which("node"):
        return None
    bundle = folder / "relatives_tree_bundle.mjs"
    subprocess.run(
        [esbuild, program, "--bundle", "--platform=node", "--format=esm", f"--outfile={bundle}", "--log-level=error"],
        env={**os.environ, "NODE_PATH": str(folder / "node_modules")},
        check=True,
        timeout=LONGEST,
    )
    graphs = [build_graph(family) for family in families]
    asked = "\n".join(json.dumps(_nodes(family, graph)) for family, graph in zip(families, graphs, strict=True))
    made = subprocess.run(
        ["node", bundle], input=asked + "\n", capture_output=True, text=True, check=True, timeout=10 * LONGEST
    )
    return [
        (_tree_svg(json.loads(answer), graph), json.loads(answer)["seconds"])
        for answer, graph in zip(made.stdout.splitlines(), graphs, strict=True)
    ]


def _nodes(family: Family, graph: Graph) -> list[dict[str, object]]:
    """A family as the library takes it."""
    parents: dict[int, dict[int, str]] = {}
    spouses: dict[int, dict[int, str]] = {}
    for kin in graph.kins:
        parted = kin.union is not None and kin.union.kind in ("divorced", "separated")
        for one in kin.parents:
            for other in kin.parents:
                if other != one:
                    spouses.setdefault(one, {})[other] = "divorced" if parted else "married"
            for child in kin.children:
                birth = any(row.kind == "birth" for row in kin.rows[child])
                parents.setdefault(child, {})[one] = "blood" if birth else "adopted"

    def relations(found: dict[int, str]) -> list[dict[str, str]]:
        return [{"id": graph.ids[one], "type": kind} for one, kind in sorted(found.items())]

    nodes = []
    for one, key in enumerate(graph.ids):
        mine = parents.get(one, {})
        children = {child: kinds[one] for child, kinds in parents.items() if one in kinds}
        siblings = {
            other: "blood" if set(theirs) == set(mine) else "half"
            for other, theirs in parents.items()
            if other != one and set(theirs) & set(mine)
        }
        nodes.append(
            {
                "id": key,
                "gender": "female" if family.person[key].sex == "F" else "male",
                "parents": relations(mine),
                "children": relations(children),
                "siblings": relations(siblings),
                "spouses": relations(spouses.get(one, {})),
            }
        )
    return nodes


def _tree_svg(answer: dict[str, list[dict[str, Any]]], graph: Graph) -> str:
    people = [(one["id"], UNIT * (one["left"] + 1), UNIT * (one["top"] + 1)) for one in answer["nodes"]]
    refs = {frozenset(graph.ids[one] for one in kin.parents): kin.ref for kin in graph.kins}
    lines = []
    for one in answer["lines"]:
        a, b, c, d = (UNIT * float(value) for value in one["points"])
        ends = {key for key, x, y in people for px, py in ((a, b), (c, d)) if abs(x - px) < 1 and abs(y - py) < 1}
        union = abs(b - d) < 1 and len(ends) == 2 and frozenset(ends) in refs
        whose = frozenset(ends) if union else frozenset(one["parents"])
        lines.append(Line("union" if union else "descent", refs.get(whose, "+".join(sorted(whose))), ((a, b), (c, d))))
    return as_svg(people, lines)
