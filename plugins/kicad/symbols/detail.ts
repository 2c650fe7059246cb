/** All that is known of one symbol: its fields, its pins, and its text for a sheet. */
import type { SymbolDetail, SymbolPin, SymbolSummary } from "../contract.ts";
import type { Node } from "../sexpr/index.ts";
import { flatten } from "./flatten.ts";
import { fieldsOf, isPower, partsOf, pinsOf } from "./library.ts";

/**
 * @param lineage the symbol and those it extends, itself first
 * @param id "Library:Name"
 */
export function detailOf(lineage: readonly Node[], id: string): SymbolDetail {
  const drawn = lineage.at(-1)!;
  return {
    ...summaryOf(lineage, id),
    units: Math.max(1, ...partsOf(drawn).map(({ unit }) => unit)),
    pinList: pinsOf(drawn).map(({ unit, node }) => toPin(unit, node)),
    fields: Object.fromEntries(fieldsOf(lineage)),
    text: flatten(lineage, id),
  };
}

/** What a search shows of a symbol. */
export function summaryOf(lineage: readonly Node[], id: string): SymbolSummary {
  const fields = fieldsOf(lineage);
  const drawn = lineage.at(-1)!;
  const field = (name: string) => fields.get(name) ?? "";
  const datasheet = field("Datasheet");
  return {
    id,
    // Before KiCad 8 a description was a field that KiCad kept for itself.
    description: field("Description") || field("ki_description"),
    keywords: field("ki_keywords"),
    // KiCad writes "~" for a field that is left empty on purpose.
    datasheet: datasheet === "~" ? "" : datasheet,
    footprint: field("Footprint"),
    footprintFilters: field("ki_fp_filters"),
    pins: pinsOf(drawn).length,
    isPower: isPower(drawn),
  };
}

function toPin(unit: number, pin: Node): SymbolPin {
  const at = pin.child("at");
  return {
    number: pin.child("number")?.string() ?? "",
    name: pin.child("name")?.string() ?? "",
    type: pin.string(1) ?? "",
    unit,
    xMm: at?.number(1) ?? 0,
    // In a library y points up; on a sheet, and in all that is said here, down.
    yMm: 0 - (at?.number(2) ?? 0),
    angle: at?.number(3) ?? 0,
    hidden: isHidden(pin),
  };
}

/** `(hide yes)` since KiCad 8, before that a word of its own. */
function isHidden(pin: Node): boolean {
  const hide = pin.child("hide");
  if (hide) return hide.string() !== "no";
  return pin.items.some((item) => !item.isList && item.text === "hide");
}
