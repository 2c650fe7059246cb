/** Turns requirements into what they ask for: blocks, how many, by which parts the document names. */
import type { Constraint } from "../input.ts";
import { COMPUTER, DEVICES, MCU } from "./devices.ts";
import type { Guarded } from "./guarded.ts";
import { isNoPort, isOnChip } from "./on-chip.ts";
import { INTERFACES } from "./interfaces.ts";
import { PROTECTION } from "./protection.ts";
import { RADIOS } from "./radios.ts";
import type { Rule } from "./rule.ts";
import { SENSORS } from "./sensors.ts";
import { toldGroups } from "./told.ts";

export const RULES: readonly Rule[] = [
  MCU,
  COMPUTER,
  ...RADIOS,
  ...SENSORS,
  ...INTERFACES,
  ...DEVICES,
  ...PROTECTION,
];

export interface Ask {
  readonly rule: Rule;
  readonly id: string;
  readonly name: string;
  /** What asks for it; at least one. */
  readonly because: readonly Constraint[];
  /** What else is said about it. */
  readonly about: readonly Constraint[];
  readonly quantity: number;
  readonly quantityFrom: string | null;
  /** What lines say that it draws. */
  readonly draws?: readonly Constraint[];
  /** Of a protection against static discharge: the lines that it is for. */
  readonly guards?: readonly Guarded[];
  /** Of a controller: the line by which it has to be an application processor. */
  readonly application?: string;
  /** No line asks for it: what asks for others is no limit of its own. */
  readonly implied?: true;
}

/** A document's rows about money, papers, dates and shapes ask for no circuit. */
const SILENT = new Set(["cost", "compliance", "schedule", "mechanical", "reliability"]);
const DEFERRED = /\(\s*future\s*\)|\bfuture (?:revision|version|release)s?\b|\bnice to have\b/i;
const NEGATED =
  /^\s*(?:[-*]\s*)?(?:no|without)\b|\b(?:is|are|shall) not (?:be )?(?:required|needed|included)\b/i;
/** "It shall not measure temperature"; not more than one, or not while something else, is no refusal. */
const REFUSED =
  /^\W*(?:it|(?:the|this) (?:device|product|unit|system|board))? ?(?:shall|must|should|will) (?:not|never) (?:have|contain|include|measure|carry)\b(?! (?:more|less|fewer|over|under)\b)(?!.*\b(?:when|while|during|unless|until|if|before|after)\b)/i;

export const isDeferred = (one: Constraint): boolean =>
  one.priority === "may" ||
  DEFERRED.test(one.statement) ||
  (one.priority !== "must" && /\boptional\b/i.test(one.parameter));

/** The line says that it is not wanted. */
export const isRefusal = (one: Constraint): boolean =>
  one.values?.[0] === "false" || NEGATED.test(one.statement) || REFUSED.test(one.statement);

/** "BLE or WiFi" asks for one of the two: the one that another line asks for alone, else the first. */
function withoutOthers(asks: readonly Ask[]): Ask[] {
  const radios = asks.filter(({ rule }) => rule.values !== undefined && RADIOS.includes(rule));
  const options = (one: Constraint) =>
    one.values !== null && /\bor\b|\/|\bone of\b/i.test(one.statement)
      ? one.values.flatMap((value) => radios.find(({ rule }) => rule.values!.test(value)) ?? [])
      : [];
  const isChoice = (one: Constraint) => options(one).length > 1;
  const isSure = (ask: Ask) => ask.because.some((one) => !isChoice(one));
  return asks.filter(
    (ask) =>
      !radios.includes(ask) ||
      isSure(ask) ||
      ask.because.every((one) => !options(one).some(isSure) && options(one)[0] === ask),
  );
}

/**
 * Every block that a binding requirement asks for, in the tables' order, and what only `lines` name that hold no
 * requirement: "Buzzer for lost model alarm" sets nothing that could be checked, and asks for a part all the same.
 */
export function asksOf(
  constraints: readonly Constraint[],
  lines: readonly Constraint[] = [],
): Ask[] {
  const all = RULES.flatMap((rule) => {
    const binding = constraints.filter((one) => isAskedBy(rule, one));
    const named = isOfLines(rule) ? lines.filter((one) => isAskedBy(rule, one)) : [];
    const because = binding.length > 0 ? binding : named;
    if (because.length === 0) return [];
    return groupsOf(rule, because).map(({ suffix, members, rule: own = rule }) =>
      toAsk(own, suffix, members, constraints),
    );
  });
  const known = new Set(all.map(({ rule }) => rule.id));
  const fulfilled = new Map(
    all.flatMap(({ rule }) => (rule.fulfils ?? []).map((id) => [id, rule.id] as const)),
  );
  const asks = withoutOthers(all);
  const merged = asks.map((ask) => {
    const others = asks.filter(
      (one) => fulfilled.get(one.rule.id) === ask.rule.id && one.rule !== ask.rule,
    );
    return { ...ask, because: unique([...ask.because, ...others.flatMap((one) => one.because)]) };
  });
  return merged.filter(
    ({ rule }) => !fulfilled.has(rule.id) && !(rule.id === "remote-link" && hasRadio(known)),
  );
}

/** A controller or a protection needs more than a word in passing. */
const isOfLines = (rule: Rule) => [SENSORS, INTERFACES, DEVICES].some((all) => all.includes(rule));

const hasRadio = (known: ReadonlySet<string>) =>
  RADIOS.some(({ id }) => id !== "remote-link" && known.has(id));

/** Whether one requirement asks for the rule's block: a parameter, a value, or words of it. */
export function isAskedBy(rule: Rule, one: Constraint): boolean {
  if (isDeferred(one) || isRefusal(one)) return false;
  const { parameter, subject, statement, values, category } = one;
  if (rule.unless?.test(statement) || isNoPort(rule, one)) return false;
  const about = (subject ?? "").replaceAll("_", " ");
  if (rule.of?.test(about) === false || rule.notOf?.test(about)) return false;
  if (rule.notValues && values?.some((value) => rule.notValues!.test(value))) return false;
  if (rule.parameter?.test(parameter)) return true;
  if (rule.values && values?.some((value) => rule.values!.test(value))) return true;
  if (SILENT.has(category) || !rule.words) return false;
  return [parameter, subject ?? "", statement].some((text) =>
    rule.words!.test(text.replaceAll("_", " ")),
  );
}

interface Group {
  readonly suffix: string;
  readonly members: readonly Constraint[];
  readonly rule?: Rule;
}

function groupsOf(rule: Rule, because: readonly Constraint[]): Group[] {
  const whole = [{ suffix: "", members: because }];
  if (rule.told) return toldGroups(rule, because) ?? whole;
  if (rule.each !== "chapter") return whole;
  const chapters = Map.groupBy(because, ({ source }) => {
    const [heading = "", above = ""] = source.section.split(" › ").toReversed();
    return rule.topic?.test(heading) ? above.trim() : "";
  });
  if (chapters.size < 2) return whole;
  return [...chapters].map(([chapter, members]) => ({ suffix: chapter, members }));
}

function toAsk(
  rule: Rule,
  suffix: string,
  because: readonly Constraint[],
  all: readonly Constraint[],
): Ask {
  const about = all.filter(
    (one) => !because.includes(one) && !isDeferred(one) && isAbout(rule, one),
  );
  const counted = rule.count && [...because, ...about].filter((one) => countOf(rule, one) !== null);
  const [first] = (counted ?? []).toSorted((a, b) => countOf(rule, b)! - countOf(rule, a)!);
  const slug = suffix
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return {
    rule,
    id: slug ? `${rule.id}-${slug}`.slice(0, 60) : rule.id,
    name: suffix ? `${rule.name}, ${suffix}` : rule.name,
    because,
    about,
    quantity: first ? countOf(rule, first)! : 1,
    quantityFrom: first?.id ?? null,
  };
}

/** The most that has to be supported; above a thousand it is no count of parts. */
function countOf({ count }: Rule, { parameter, unit, min, typ, max, priority }: Constraint) {
  if (!count?.test(parameter) || unit !== "1" || priority !== "must") return null;
  const value = max ?? typ ?? min;
  return value !== null && Number.isInteger(value) && value > 0 && value <= 1000 ? value : null;
}

/** What is said below a heading or list item that names the block. */
function isAbout(rule: Rule, one: Constraint): boolean {
  const { subject, source, statement, condition } = one;
  if (rule.id === "mcu" && isOnChip(one)) return true;
  if (rule.perPiece?.test(`${condition ?? ""} ${statement}`)) return true;
  const heading = source.section.split(" › ").at(-1) ?? "";
  return [subject ?? "", heading].some(
    (text) => text !== "" && (rule.topic ?? rule.words)?.test(text.replaceAll("_", " ")) === true,
  );
}

const unique = (constraints: readonly Constraint[]) => [...new Set(constraints)];
