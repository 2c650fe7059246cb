/** Names in a statement (buses, connectors, parts, standards) as enumerable constraints. */
import type { Statement } from "../reading/index.ts";
import type { Category } from "./category.ts";
import { categoryOf } from "./category.ts";
import type { Drafted } from "./draft.ts";
import { draftValues } from "./draft.ts";
import type { Named } from "./enumerables.ts";
import { choiceName } from "./choice-names.ts";
import { listedValues } from "./listed.ts";
import { labelSlug } from "./slug.ts";
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
  const taken = new Set<string>();
  const made = [...groups].map(([group, found]) => {
    const parameter = choiceName(statement, group, found, taken);
    taken.add(parameter);
    return choice(statement, sense, group, found, parameter);
  });
  if (made.length > 0) return made;
  const listed = listedValues(statement);
  if (listed === null) return [];
  const parameter = labelSlug(statement.label!);
  const category = categoryOf(parameter, "other", []);
  return [draftValues(statement, sense, { parameter, category, ...listed, confidence: 0.6 })];
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
  parameter: string,
): Drafted {
  return draftValues(statement, sense, {
    parameter,
    category: choiceCategory(group, parameter),
    values: [...new Set(found.map(({ value }) => value))],
    at: found[0]!.start,
    confidence: 0.8,
  });
}

function choiceCategory(group: string, parameter: string): Category {
  if (group === "interface" && /firmware|software/.test(parameter)) return "interface";
  return (GROUPS[group]?.category ?? "electrical") as Category;
}
