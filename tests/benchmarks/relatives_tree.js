// Families on standard input, one JSON object a line; where relatives-tree puts their people and lines on standard output.
//
// Its drawing starts from one person and shows who it can from there: everybody is tried as that person, and the
// drawing that shows most people counts; one that throws or never ends does not. Lines are asked for family by family,
// so that each says whose it is.

import calcTree from "relatives-tree";
import { connectors } from "relatives-tree/lib/connectors";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

const LONGEST = 300; // milliseconds for one drawing: from some people of some families it never ends

const ids = (unit) => unit.nodes.map((node) => node.id);

function linesOf(family) {
  const parents = family.parents.map(ids).flat();
  if (family.type !== "parent") return connectors([family]).map((points) => ({ points, parents }));
  return family.parents.flatMap((unit) =>
    connectors([{ ...family, parents: [unit] }]).map((points) => ({ points, parents: ids(unit) })),
  );
}

function drawn(nodes, rootId) {
  const start = performance.now();
  const tree = calcTree(nodes, { rootId });
  const seconds = (performance.now() - start) / 1000;
  return { tree, seconds, people: new Set(tree.nodes.map((node) => node.id)).size };
}

function best(nodes) {
  let found = null;
  let failed = 0;
  for (const { id } of nodes) {
    try {
      globalThis.draw = () => drawn(nodes, id);
      const one = runInThisContext("draw()", { timeout: LONGEST });
      if (!found || one.people > found.people) found = one;
    } catch {
      failed += 1;
    }
  }
  if (!found) return { failed, nodes: [], lines: [], seconds: 0 };
  return {
    failed,
    nodes: found.tree.nodes.map(({ id, left, top }) => ({ id, left, top })),
    lines: found.tree.families.flatMap(linesOf),
    seconds: found.seconds,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(best(JSON.parse(line))));
}
