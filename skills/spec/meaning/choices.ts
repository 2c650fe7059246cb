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
  const { text } = statement;
  const chosen = (some: readonly Named[]): Drafted[] => {
    const taken = new Set<string>();
    return [...grouped(text, some)].map(([group, found]) => {
      const parameter = choiceName(statement, group, found, taken);
      taken.add(parameter);
      return choice(statement, sense, group, found, parameter);
    });
  };
  // "CE is mandatory; UL 508C is optional" binds to one of the two.
  const isOptional = ({ end }: Named): boolean => OPTIONAL.test(text.slice(end, end + 40));
  const made = [
    ...chosen(names.filter((named) => !isOptional(named))),
    ...chosen(names.filter(isOptional)).map((one) => ({ ...one, priority: "may" as const })),
  ];
  if (made.length > 0) return made;
  const listed = listedValues(statement);
  if (listed === null) return [];
  const parameter = labelSlug(statement.label!);
  const category = categoryOf(parameter, "other", []);
  return [draftValues(statement, sense, { parameter, category, ...listed, confidence: 0.6 })];
}

const OPTIONAL = /^\s+(?:[a-z]+\s+){0,2}(?:is|are|remains?)?\s*(?:only\s+)?\(?optional\b/;

/** Groups whose names are alternatives of each other: "USB/I2C/PMP", "UART or BLE", "NEMA 5-15 and USB-A". */
const LINKS: ReadonlySet<string> = new Set(["interface", "usb", "connector", "wireless"]);
const JOINT = /^\s*(?:,|\/|&|\+|(?:,\s*)?(?:or|and))\s*$/i;

/** Names in order; a link named right beside another link belongs to that one's choice. */
function grouped(text: string, names: readonly Named[]): Map<string, Named[]> {
  const groups = new Map<string, Named[]>();
  const home = new Map<string, string>();
  names.forEach((name, index) => {
    const before = names[index - 1];
    const named = isFacet(text, names, index) ? { ...name, group: "cell" } : name;
    const joined =
      before !== undefined &&
      LINKS.has(before.group) &&
      LINKS.has(named.group) &&
      JOINT.test(text.slice(before.end, named.start));
    if (joined && before.group !== named.group && !home.has(named.group)) {
      home.set(named.group, home.get(before.group) ?? before.group);
    }
    const group = home.get(named.group) ?? named.group;
    groups.set(group, [...(groups.get(group) ?? []), named]);
  });
  return groups;
}

/** "Li-ion 18650", "AA alkaline cells": the size of what the chemistry fills; "AA or Li-ion" are alternatives. */
function isFacet(text: string, names: readonly Named[], index: number): boolean {
  const { group, value, start, end } = names[index]!;
  if (group !== "battery" || !CELL_SIZE.test(value)) return false;
  const joined = (one: Named | undefined): boolean =>
    one?.group === "battery" &&
    JOINT.test(one.end <= start ? text.slice(one.end, start) : text.slice(end, one.start));
  return (
    names.some((other) => other.group === "battery" && !CELL_SIZE.test(other.value)) &&
    !joined(names[index - 1]) &&
    !joined(names[index + 1])
  );
}

const CELL_SIZE = /^(?:A{2,4}|\d{5})$/;

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
    wider: widerAfter(statement.text.slice(found.at(-1)!.end, found.at(-1)!.end + 60)),
  });
}

/** "0603 or larger", "Betaflight or similar open-source firmware". */
const widerAfter = (after: string): string | null =>
  WIDER.exec(after)?.[1]?.replace(/\s+/g, " ").toLowerCase() ?? null;

const WIDER =
  /^\s*[,(]?\s*(or (?:an? )?(?:larger|bigger|smaller|better|higher|newer|later|above|greater|up|similar|equivalent|equal|compatible))\b/i;

function choiceCategory(group: string, parameter: string): Category {
  if (group === "interface" && /firmware|software/.test(parameter)) return "interface";
  return (GROUPS[group]?.category ?? "electrical") as Category;
}
