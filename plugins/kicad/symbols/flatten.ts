/** Writes a symbol out by itself: what it takes from the symbols it extends is folded in. */
import { applyEdits, quote, readSexpr, rootOf } from "../sexpr/index.ts";
import type { Edit, Node } from "../sexpr/index.ts";
import { overrides } from "./library.ts";

/**
 * The text of a symbol as a sheet's `lib_symbols` holds it: named by `id`, its parts by its bare name. The text is
 * the library's own but for names and fields, so that KiCad finds no difference.
 * @param lineage the symbol and those it extends, itself first
 * @param id "Library:Name"
 */
export function flatten(lineage: readonly Node[], id: string): string {
  const [origin, ...heirs] = lineage.toReversed();
  let text = origin!.text;
  for (const heir of heirs) text = inherit(text, heir);
  const name = parse(text).item(1)!;
  return applyEdits(text, [{ start: name.start, end: name.end, text: quote(id) }]);
}

/** A parent's text with an heir's name and fields. */
function inherit(text: string, heir: Node): string {
  const parent = parse(text);
  const name = heir.string()!;
  const edits: Edit[] = [rename(parent.item(1)!, name)];
  const own = parent.string()!;
  for (const part of parent.childrenNamed("symbol")) {
    const ending = part.string()!.slice(own.length);
    edits.push(rename(part.item(1)!, name + ending));
  }
  const theirs = new Map(parent.childrenNamed("property").map((node) => [node.string(), node]));
  const last = [...theirs.values()].at(-1) ?? parent.item(1)!;
  const added: string[] = [];
  for (const property of heir.childrenNamed("property")) {
    const field = property.string()!;
    const before = theirs.get(field);
    if (!before) added.push(`\n\t\t${property.text}`);
    else if (overrides(field, property.string(2) ?? "")) {
      edits.push({ start: before.start, end: before.end, text: property.text });
    }
  }
  // The last field itself may be replaced: what is added comes after either.
  const place = { start: last.end, end: last.end };
  return applyEdits(text, [...edits, { ...place, text: added.join("") }]);
}

const rename = ({ start, end }: Node, name: string): Edit => ({ start, end, text: quote(name) });

/** Of a text that was read before as a part of its library. */
function parse(text: string): Node {
  const reading = readSexpr(text);
  return rootOf((reading as Extract<typeof reading, { ok: true }>).tree)!;
}
