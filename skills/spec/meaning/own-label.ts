/** The label that names a value: that of its statement, or one of its own within it. */
import type { Quantity } from "../quantity/index.ts";
import type { NameSource } from "./names.ts";
import { labelSlug } from "./slug.ts";

/** "Cut a groove: 3 cm long" is about the groove. */
const ORDER = /^[A-Z][a-z]+ (?:an?|the) (?=[a-z])/;

/** The label as a name; empty when the value stands in the label itself or the label says nothing. */
export function labelOf(source: NameSource, quantity: Quantity): string {
  // "Sleep: 2 µA; active: 5 mA": the second value has a label of its own.
  const own =
    source.label === null ? null : OWN.exec(source.text.slice(source.bodyAt, quantity.figureStart));
  if (own) return labelSlug(own[1]!);
  if (source.label === null) return "";
  if (source.bodyAt > 0 && quantity.figureStart < source.bodyAt) return "";
  const name = labelSlug(source.label.replace(ORDER, ""));
  return /^(?:requirements?|specifications?|notes?|values?|description|or|options?|optional|recommended|preferred|mandatory|essential|must|should|goal|\d*)$/.test(
    name,
  )
    ? ""
    : name;
}

const OWN =
  /[;,]\s*([A-Za-z][\w /-]{1,30}?)\s*[:=]\s*(?:[<>≤≥~±]=?|up to|max\.?|min\.?|at most|at least|typ\.?)?\s*$/i;
