/** A board with its set-up and one item of a kind: enough to try rules on, whatever the size of the real one. */
import { readSexpr, rootOf } from "../sexpr/index.ts";
import type { Node } from "../sexpr/index.ts";

/** Of these all are kept: layers and classes of nets are what rules speak of. */
const SETUP = new Set([
  ...["version", "generator", "generator_version", "general", "paper", "page", "layers", "setup"],
  ...["property", "net", "net_class", "group"],
]);
/** Of these the first one. */
const ITEMS = new Set([
  ...["footprint", "module", "segment", "via", "zone", "gr_text"],
  ...["gr_line", "gr_rect", "gr_arc", "gr_circle", "gr_poly", "gr_curve"],
]);
/** As the landmark of a rule has to be written: a reference without wildcards and quotes. */
const REFERENCE = /\((?:property "Reference"|fp_text reference) "?[A-Za-z0-9_.+-]+"?[\s)]/;

/** Null for a text that is no board. */
export function smallBoard(text: string): string | null {
  const reading = readSexpr(text);
  const root = reading.ok ? rootOf(reading.tree) : null;
  if (root?.name !== "kicad_pcb") return null;
  const met = new Set<string>();
  const kept = root.items.slice(1).filter((node) => {
    const { name } = node;
    if (SETUP.has(name)) return true;
    if (!ITEMS.has(name) || met.has(name) || !isOfUse(node)) return false;
    met.add(name);
    return true;
  });
  return `(kicad_pcb\n${kept.map((node) => node.text).join("\n")}\n)\n`;
}

const isOfUse = (node: Node) =>
  !["footprint", "module"].includes(node.name) || REFERENCE.test(node.text);
