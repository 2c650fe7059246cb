/** A board with its set-up and one item: enough to try rules on, whatever the size of the real one. */
import { readSexpr, rootOf } from "../sexpr/index.ts";
import type { Node } from "../sexpr/index.ts";

/** Of these all are kept: layers are what rules speak of. Sorting 1800 nets into classes alone takes 8 s. */
const SETUP = new Set([
  ...["version", "generator", "generator_version", "general", "paper", "page", "layers", "setup"],
  ...["property", "net_class"],
]);
/** Of these one, the first of the first kind that there is. A zone alone would take seconds. */
const ITEMS = [
  ...["footprint", "module", "segment", "via", "gr_line", "gr_rect", "gr_arc", "gr_circle"],
  ...["gr_poly", "gr_curve", "gr_text", "zone"],
];
/** As the landmark of a rule has to be written: a reference without wildcards and quotes. */
const REFERENCE = /\((?:property "Reference"|fp_text reference) "?[A-Za-z0-9_.+-]+"?[\s)]/;

/** Null for a text that is no board. */
export function smallBoard(text: string): string | null {
  const reading = readSexpr(text);
  const root = reading.ok ? rootOf(reading.tree) : null;
  if (root?.name !== "kicad_pcb") return null;
  const items = root.items.slice(1);
  const found = ITEMS.map((kind) => items.find((node) => node.name === kind && isOfUse(node)));
  const item = found.find((node) => node !== undefined);
  const kept = [...items.filter(({ name }) => SETUP.has(name)), ...(item ? [item] : [])];
  return `(kicad_pcb\n${kept.map((node) => node.text).join("\n")}\n)\n`;
}

const isOfUse = (node: Node) =>
  !["footprint", "module"].includes(node.name) || REFERENCE.test(node.text);
