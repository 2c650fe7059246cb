/** Writes a KiCad 9 schematic: library text, labels at pins, marks at what stays open, the parts. */
import type { AskedPart } from "../asking/request.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { headingOf } from "./item.ts";
import type { End, Item } from "./item.ts";
import type { Layout, Placed } from "./layout.ts";
import { mm, quote, uuidOf } from "./text.ts";

export interface SheetFacts {
  readonly stem: string;
  readonly title: string;
  readonly parts: ReadonlyMap<string, AskedPart>;
}

export function writeSheet(
  layout: Layout,
  symbols: readonly PartSymbol[],
  facts: SheetFacts,
): string {
  const root = uuidOf(facts.stem, "sheet");
  const lines = [
    `(kicad_sch (version 20250114) (generator "metaforge") (generator_version "9.0")`,
    `(uuid "${root}")`,
    `(paper "${layout.paper}")`,
    `(title_block (title ${quote(facts.title)}) (rev "draft") (comment 1 "Draft: labels make the connections; see schematic-plan.md"))`,
    "(lib_symbols",
    ...symbols.map(({ text }) => text),
    ")",
    ...layout.titles.map((title) => titleOf(title, facts.stem)),
    ...layout.placed.flatMap((one) => endsOf(one, facts.stem)),
    ...layout.placed.map((one) => instanceOf(one, facts, root)),
    `(sheet_instances (path "/" (page "1")))`,
    "(embedded_fonts no)",
    ")",
  ];
  return `${lines.join("\n")}\n`;
}

/** The least that makes a folder a project; KiCad fills in the rest. */
export function writeProject(stem: string): string {
  const project = {
    board: { design_settings: {} },
    erc: {},
    meta: { filename: `${stem}.kicad_pro`, version: 3 },
    sheets: [[uuidOf(stem, "sheet"), "Root"]],
  };
  return `${JSON.stringify(project, null, 2)}\n`;
}

function titleOf({ text, x, y }: Layout["titles"][number], stem: string): string {
  // A text that begins with a full stop is a line of a SPICE deck.
  const safe = text
    .replaceAll(/[^\p{L}\p{N} .,()+/-]/gu, " ")
    .replace(/^[\s.]+/, "")
    .trim();
  if (safe === "") return "";
  return `(text ${quote(safe)} (exclude_from_sim yes) (at ${mm(x)} ${mm(y)} 0) (effects (font (size 2 2) (bold yes)) (justify left bottom)) (uuid "${uuidOf(stem, "title", text, mm(x), mm(y))}"))`;
}

/** A label reads away from its pin. */
const TURNED: Record<number, readonly [angle: number, justify: string]> = {
  0: [180, "right"],
  90: [270, "right"],
  180: [0, "left"],
  270: [90, "left"],
};

function endsOf({ item, x, y }: Placed, stem: string): string[] {
  return item.ends.map((end) => {
    const at = `${mm(x + end.x)} ${mm(y + end.y)}`;
    const uuid = uuidOf(stem, item.ref, String(item.unit), mm(end.x), mm(end.y));
    if (end.net === null) return `(no_connect (at ${at}) (uuid "${uuid}"))`;
    const [angle, justify] = TURNED[end.angle] ?? TURNED[180]!;
    return `(global_label ${quote(end.net)} (shape ${shapeOf(end)}) (at ${at} ${angle}) (effects (font (size 1.27 1.27)) (justify ${justify})) (uuid "${uuid}") (property "Intersheetrefs" "\${INTERSHEET_REFS}" (at 0 0 0) (effects (font (size 1.27 1.27)) (hide yes))))`;
  });
}

const shapeOf = ({ net }: End) => (/^(?:GND|\+)/.test(net!) ? "passive" : "bidirectional");

function instanceOf({ item, x, y }: Placed, facts: SheetFacts, root: string): string {
  const { ref, unit, symbol } = item;
  const uuid = uuidOf(facts.stem, ref, String(unit), "part");
  const numbers = [...new Set(symbol.pins.map(({ number }) => number))];
  const pins = numbers.map(
    (number) =>
      `(pin ${quote(number)} (uuid "${uuidOf(facts.stem, ref, String(unit), "pin", number)}"))`,
  );
  return [
    `(symbol (lib_id ${quote(symbol.id)}) (at ${mm(x)} ${mm(y)} 0) (unit ${unit})`,
    `(exclude_from_sim no) (in_bom yes) (on_board yes) (dnp no) (uuid "${uuid}")`,
    ...fieldsOf(item, x, y, facts.parts.get(ref)),
    ...pins,
    `(instances (project ${quote(facts.stem)} (path "/${root}" (reference ${quote(ref)}) (unit ${unit}))))`,
    ")",
  ].join("\n");
}

function fieldsOf(item: Item, x: number, y: number, part: AskedPart | undefined): string[] {
  const { symbol, isUpright, extent, ref, value } = item;
  const isFlag = symbol.isPower;
  const left = x + extent.left + 1.27;
  const line = y + extent.top + 2.54;
  const name = headingOf(item).slice(0, -value.length).length * 1.3;
  const [refAt, valueAt] = isUpright
    ? ([
        [x + 2.54, y - 1.27],
        [x + 2.54, y + 1.27],
      ] as const)
    : ([
        [left, line],
        [left + name, line],
      ] as const);
  const hidden = (field: string, text: string) => fieldOf(field, text, x, y, true);
  return [
    fieldOf("Reference", ref, ...refAt, isFlag),
    fieldOf("Value", value, ...valueAt, isFlag),
    hidden("Footprint", part?.footprint ?? ""),
    hidden("Datasheet", (part?.datasheet === undefined ? symbol.datasheet : part.datasheet) || "~"),
    hidden("Description", symbol.description),
    ...(part?.mpn ? [hidden("MPN", part.mpn)] : []),
    ...(part?.manufacturer ? [hidden("Manufacturer", part.manufacturer)] : []),
    ...(part?.block ? [hidden("Block", part.block)] : []),
  ];
}

const fieldOf = (name: string, text: string, x: number, y: number, isHidden: boolean) =>
  `(property ${quote(name)} ${quote(text)} (at ${mm(x)} ${mm(y)} 0) (effects (font (size 1.27 1.27)) (justify left)${isHidden ? " (hide yes)" : ""}))`;
