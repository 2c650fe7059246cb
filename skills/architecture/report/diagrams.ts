/** The block diagram and the power tree as Mermaid. */
import type { Architecture } from "../schema.ts";
import { say, sayRange } from "../supply/number.ts";
import { escapeLabel } from "./text.ts";

type Drawn = Pick<Architecture, "blocks" | "rails" | "sources" | "powerTree">;

export function blockDiagram({ blocks }: Drawn): string {
  const ids = names(blocks.map(({ id }) => id));
  const nodes = blocks
    .filter(({ kind }) => kind !== "regulator")
    .map(({ id, name, part, quantity, tbd }) =>
      node(
        ids.get(id)!,
        `${quantity > 1 ? `${quantity} × ` : ""}${name}`,
        part ? part.mpn : tbd ? "TBD" : "",
      ),
    );
  const links = blocks.flatMap(({ id, interfaces }) =>
    interfaces
      .filter(({ to }) => ids.has(to))
      .map(
        ({ to, bus }) => `  ${ids.get(to)} ---|${escapeLabel(bus.toUpperCase())}| ${ids.get(id)}`,
      ),
  );
  return mermaid(["flowchart LR", ...nodes, ...links]);
}

export function powerDiagram({ blocks, rails, sources, powerTree }: Drawn): string {
  const all = [...powerTree.flatMap(({ from, to }) => [from, to]), ...sources.map(({ id }) => id)];
  const ids = names([...new Set(all)]);
  const nodes = [...ids].map(([id, key]) => {
    const source = sources.find((one) => one.id === id);
    if (source) return node(key, id, sayRange(source.voltage));
    const rail = rails.find((one) => one.id === id);
    if (rail)
      return node(
        key,
        `Rail ${rail.name}`,
        rail.maxCurrent
          ? `${rail.maxCurrent.complete ? "" : "at least "}${say(rail.maxCurrent.value, "A")}`
          : "current not known",
      );
    const block = blocks.find((one) => one.id === id);
    return node(key, block?.name ?? id, block?.part?.mpn ?? "TBD");
  });
  const edges = powerTree.map(({ from, to, topology, dissipation }) => {
    const label = [topology, dissipation ? say(dissipation.value, "W") : null]
      .filter(Boolean)
      .join(", ");
    return `  ${ids.get(from)} -->${label ? `|${escapeLabel(label)}|` : ""} ${ids.get(to)}`;
  });
  return mermaid(["flowchart LR", ...nodes, ...edges]);
}

/** Ids of blocks may be words of Mermaid, such as "end"; these never are. */
const names = (ids: readonly string[]) => new Map(ids.map((id, index) => [id, `n${index + 1}`]));

const node = (key: string, title: string, below: string) =>
  `  ${key}["${escapeLabel(title)}${below ? `<br/>${escapeLabel(below)}` : ""}"]`;

const mermaid = (lines: readonly string[]) => ["```mermaid", ...lines, "```"].join("\n");
