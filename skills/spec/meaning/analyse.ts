/** Reads one statement: the constraints it holds, what it excludes, what it leaves open. */
import type { Statement } from "../reading/index.ts";
import { placeAt } from "../reading/index.ts";
import type { Quantity } from "../quantity/index.ts";
import { COUNT, normalise, parseQuantities } from "../quantity/index.ts";
import { isCountable } from "../quantity/nouns.ts";
import type { Category } from "./category.ts";
import { categoryOf } from "./category.ts";
import type { Named } from "./enumerables.ts";
import { findNames } from "./enumerables.ts";
import { listedValues } from "./listed.ts";
import { masksOf } from "./masks.ts";
import { quantityName, slug } from "./names.ts";
import type { Priority } from "./priority.ts";
import { priorityOf } from "./priority.ts";
import { isOpen } from "./questions.ts";
import type { SectionSense } from "./sections.ts";
import { senseOf } from "./sections.ts";
import { GROUPS } from "./vocabulary.ts";

/** A constraint before it has an id. */
export interface Drafted {
  readonly category: Category;
  readonly parameter: string;
  readonly subject: string | null;
  readonly quantity: Quantity | null;
  readonly values: readonly string[] | null;
  readonly condition: string | null;
  readonly priority: Priority;
  readonly confidence: number;
  /** Offset in the statement. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

export interface Analysis {
  readonly statement: Statement;
  readonly sense: SectionSense;
  readonly constraints: readonly Drafted[];
  readonly open: boolean;
  readonly excluded: boolean;
}

export function analyse(statement: Statement): Analysis {
  const sense = senseOf(statement.section);
  const open = sense.kind === "questions" || isOpen(`${statement.label ?? ""} ${statement.text}`);
  const excluded = sense.kind === "excluded";
  const constraints = excluded || sense.kind === "questions" ? [] : constraintsOf(statement, sense);
  return { statement, sense, constraints, open, excluded };
}

const MODAL = /\b(?:shall|must|required|requires?|has to|needs? to)\b/i;

function constraintsOf(statement: Statement, sense: SectionSense): Drafted[] {
  const { text } = statement;
  const names = findNames(text);
  const quantities = quantitiesOf(statement, names).filter((quantity) =>
    isWanted(statement, sense, quantity),
  );
  const drafted = quantities.map((quantity) => fromQuantity(statement, sense, quantity));
  if (sense.kind === "requirement")
    drafted.push(
      ...fromNames(statement, sense, names),
      ...fromFeature(statement, sense, drafted.length + names.length > 0),
    );
  return drafted.toSorted((a, b) => a.at - b.at);
}

/** Sections that do not specify give a constraint only where the words bind. */
function isWanted(statement: Statement, sense: SectionSense, quantity: Quantity): boolean {
  if (sense.kind === "requirement") return true;
  if (sense.kind === "test")
    return (
      quantity.bounded ||
      quantity.unit.dimension !== "count" ||
      /cycle|hour|drop/.test(quantity.noun ?? "")
    );
  if (sense.kind === "background")
    return MODAL.test(statement.text) && quantity.bounded && !/years? old/i.test(statement.text);
  return false;
}

function quantitiesOf(statement: Statement, names: readonly Named[]): Quantity[] {
  const { text, label, row } = statement;
  const around = `${label ?? ""} ${statement.section.at(-1) ?? ""} ${statement.parents.join(" ")}`;
  const counted = label !== null && isCountLabel(label);
  const unit = row?.unit === undefined ? {} : { unit: row.unit };
  if (row?.bounds) return boundsRow(statement, around);
  const found = parseQuantities(text, { masks: masksOf(text, names), around, counted, ...unit });
  const limit = /\b(min(?:imum)?|max(?:imum)?|limit)\b/i.exec(label ?? "")?.[1]?.toLowerCase();
  return found.map((quantity) => {
    if (quantity.bounded || quantity.typ === null || limit === undefined) return quantity;
    const low = limit.startsWith("min");
    return {
      ...quantity,
      typ: null,
      min: low ? quantity.typ : null,
      max: low ? null : quantity.typ,
      bounded: true,
    };
  });
}

const isCountLabel = (label: string): boolean => {
  const last =
    label
      .replace(/\([^)]*\)/g, "")
      .trim()
      .split(/\s+/)
      .at(-1) ?? "";
  return /count|number of|quantity|\bqty\b/i.test(label) || (isCountable(last) && /s$/i.test(last));
};

/** One quantity from the min, typ and max cells of a row. */
function boundsRow(statement: Statement, around: string): Quantity[] {
  const { bounds, unit } = statement.row!;
  const read = (cell: string | undefined): Quantity | undefined =>
    cell === undefined
      ? undefined
      : parseQuantities(cell, {
          around,
          counted: unit === undefined,
          ...(unit === undefined ? {} : { unit }),
        })[0];
  const [min, typ, max] = [read(bounds!.min), read(bounds!.typ), read(bounds!.max)];
  const base = typ ?? max ?? min;
  if (!base) return [];
  const one = (quantity: Quantity | undefined): number | null =>
    quantity === undefined ? null : (quantity.typ ?? quantity.max ?? quantity.min);
  return [
    {
      ...base,
      start: 0,
      end: statement.text.length,
      min: one(min),
      typ: one(typ),
      max: one(max),
      minInclusive: true,
      maxInclusive: true,
      bounded: min !== undefined || max !== undefined,
      unit: base.unit.dimension === "count" ? COUNT : base.unit,
    },
  ];
}

function fromQuantity(statement: Statement, sense: SectionSense, quantity: Quantity): Drafted {
  const parameter = quantityName(statement, quantity);
  const { text } = statement;
  const priority = priorityOf(
    clauseAround(text, quantity),
    `${statement.label ?? ""} ${text}`,
    sense,
    statement.row?.priority,
  );
  return {
    category: categoryOf(parameter, quantity.unit.dimension, statement.section),
    parameter,
    subject: subjectOf(statement, parameter),
    quantity,
    values: null,
    condition: conditionOf(statement, quantity),
    priority,
    confidence: quantity.bounded
      ? 0.95
      : quantity.approximate
        ? 0.7
        : statement.label !== null
          ? 0.9
          : 0.8,
    at: quantity.start,
    ...placeAt(statement, quantity.figureStart),
  };
}

/** The words between the separators around a value. */
function clauseAround(text: string, quantity: Quantity): string {
  const before = /[^,;(]*$/.exec(text.slice(Math.max(0, quantity.start - 80), quantity.start))![0];
  const after = /^[^,;()]*/.exec(text.slice(quantity.end, quantity.end + 60))![0];
  return before + text.slice(quantity.start, quantity.end) + after;
}

const CONDITION =
  /^\s*(?:[([]\s*([^)\]]{2,80})[)\]]|((?:@|at|when|while|during|with|under|for|into|in|per|typical(?:ly)?|average|continuous|peak|from|over)\b[^.;]{0,80}|@\s?[^.;,]{1,40}|typical|nominal|average|rms))/i;

function conditionOf(statement: Statement, quantity: Quantity): string | null {
  if (statement.row?.condition !== undefined) return statement.row.condition;
  const found = CONDITION.exec(statement.text.slice(quantity.end, quantity.end + 100));
  const words = (found?.[1] ?? found?.[2])?.trim();
  return words === undefined || words === "" ? null : words;
}

/** Whose property it is: the list item or heading above. */
function subjectOf(statement: Statement, parameter: string): string | null {
  const owner =
    statement.parents.at(-1) ??
    (statement.section.length > 1 ? statement.section.at(-1) : undefined);
  if (owner === undefined) return null;
  const name = slug(owner.split(/[:(]/)[0]!);
  return name === "" || name === parameter ? null : name;
}

// ---- names and features -------------------------------------------------------

const NEGATIVE =
  /^\s*(?:no|without|not)\b|\b(?:shall|must|should|will) not (?:have|use|include|contain|require|rely|need)\b|\bnot (?:required|needed|allowed)\b|\bno (?:requirement|need) for\b/i;

function fromNames(statement: Statement, sense: SectionSense, names: readonly Named[]): Drafted[] {
  if (NEGATIVE.test(statement.text)) return [];
  const groups = new Map<string, Named[]>();
  for (const named of names) groups.set(named.group, [...(groups.get(named.group) ?? []), named]);
  const merged = mergeConnections(groups);
  const made = [...merged].map(([group, found]) => fromGroup(statement, sense, group, found));
  if (made.length > 0) return made;
  const listed = listedValues(statement);
  return listed === null
    ? []
    : [draft(statement, sense, slug(statement.label!), "other", listed.values, listed.at)];
}

/** "USB/I2C/PMP" is one choice, though USB is looked for apart. */
function mergeConnections(groups: Map<string, Named[]>): Map<string, Named[]> {
  const usb = groups.get("usb");
  const bus = groups.get("interface");
  if (usb && bus && Math.abs(usb[0]!.start - bus[0]!.start) < 12) {
    groups.delete("usb");
    groups.set(
      "interface",
      [...usb, ...bus].toSorted((a, b) => a.start - b.start),
    );
  }
  return groups;
}

function fromGroup(
  statement: Statement,
  sense: SectionSense,
  group: string,
  found: readonly Named[],
): Drafted {
  const values = [...new Set(found.map(({ value }) => value))];
  const about = GROUPS[group];
  const label = statement.label === null ? "" : slug(statement.label);
  const named =
    label !== "" && !values.some((value) => slug(value) === label)
      ? label
      : (about?.parameter ?? "component");
  return draft(
    statement,
    sense,
    named,
    (about?.category ?? "electrical") as Category,
    values,
    found[0]!.start,
  );
}

function draft(
  statement: Statement,
  sense: SectionSense,
  parameter: string,
  category: Category,
  values: readonly string[],
  at: number,
): Drafted {
  const text = `${statement.label ?? ""} ${statement.text}`;
  return {
    category,
    parameter,
    subject: subjectOf(statement, parameter),
    quantity: null,
    values,
    condition: null,
    priority: priorityOf(text, text, sense, statement.row?.priority),
    confidence: 0.8,
    at,
    ...placeAt(statement, at),
  };
}

const FEATURE =
  /\b(?:protect(?:ed|ion)|required|optional)\b|^(?:no|without)\s+\S|\b(?:shall|must|should) (?:not |be |have |include |provide |support |implement |report )/i;

/** A feature that has to be there, or must not be: a constraint with the value true or false. */
function fromFeature(statement: Statement, sense: SectionSense, already: boolean): Drafted[] {
  const text = normalise(statement.text);
  const negative = NEGATIVE.test(text);
  if ((already && !negative) || !FEATURE.test(text) || text.length > 300 || isOpen(text)) return [];
  const words = text
    .replace(NEGATIVE, " ")
    .replace(
      /\b(?:shall|must|should)\b.*?\b(?:have|include|provide|support|implement|be|report)\b/i,
      " ",
    )
    .split(/[.,;:(]|\b(?:for|with|to|on|in|against|per|if|when|by)\b/)[0]!;
  const name = slug(statement.label ?? words)
    .split("_")
    .slice(0, 5)
    .join("_");
  if (name === "") return [];
  return [
    {
      ...draft(
        statement,
        sense,
        name,
        categoryOf(name, "other", statement.section),
        [negative ? "false" : "true"],
        0,
      ),
      confidence: 0.6,
    },
  ];
}
