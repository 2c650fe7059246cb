/** Names in a statement (buses, connectors, parts, standards) as enumerable constraints. */
import type { Statement } from "../reading/index.ts";
import type { Category } from "./category.ts";
import type { Drafted } from "./draft.ts";
import { draftValues } from "./draft.ts";
import type { Named } from "./enumerables.ts";
import { listedValues } from "./listed.ts";
import { slug } from "./names.ts";
import type { SectionSense } from "./sections.ts";
import { GROUPS } from "./vocabulary.ts";

/** One constraint a group of names; else the values that the label announces. */
export function choicesOf(
  statement: Statement,
  sense: SectionSense,
  names: readonly Named[],
): Drafted[] {
  const groups = new Map<string, Named[]>();
  for (const named of names) groups.set(named.group, [...(groups.get(named.group) ?? []), named]);
  mergeConnections(groups);
  const made = [...groups].map(([group, found]) => choice(statement, sense, group, found));
  if (made.length > 0) return made;
  const listed = listedValues(statement);
  if (listed === null) return [];
  const parameter = slug(statement.label!);
  return [
    draftValues(statement, sense, { parameter, category: "other", ...listed, confidence: 0.6 }),
  ];
}

/** "USB/I2C/PMP" is one choice, though the names come from two groups; so is "BLE or UART". */
function mergeConnections(groups: Map<string, Named[]>): void {
  const [usb, bus] = [groups.get("usb"), groups.get("interface")];
  if (!usb || !bus) return;
  const close = usb.some((a) => bus.some((b) => Math.abs(a.start - b.start) < 12));
  if (!close) return;
  groups.delete("usb");
  groups.set(
    "interface",
    [...usb, ...bus].toSorted((a, b) => a.start - b.start),
  );
}

function choice(
  statement: Statement,
  sense: SectionSense,
  group: string,
  found: readonly Named[],
): Drafted {
  const values = [...new Set(found.map(({ value }) => value))];
  const about = GROUPS[group];
  const label = statement.label === null ? "" : slug(statement.label);
  const named = label !== "" && !values.some((value) => slug(value) === label);
  return draftValues(statement, sense, {
    parameter: named ? label : (about?.parameter ?? "component"),
    category: (about?.category ?? "electrical") as Category,
    values,
    at: found[0]!.start,
    confidence: 0.8,
  });
}
