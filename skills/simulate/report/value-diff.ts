/** What changed between two sim/results.json: verdicts and values with their units, not lines of JSON. */
import { fail } from "metaforge";
import { visible } from "metaforge/report";
import { ResultsSchema } from "../schema.ts";
import type { LimitRow, Results } from "../schema.ts";
import { bounds, quantity } from "./quantity.ts";

/**
 * The first line is the verdict; below it a line a limit, then a measure: `~` changed, `+` new, `-` gone. Throws
 * CONFLICT for a text that is no result of this skill.
 * @example
 * // verdict pass → fail
 * // ~ limit Ripple: pass 12 mV → fail 23 mV (at most 20 mV)
 */
export function valueDiff(before: string, after: string): string {
  const [old, now] = [parsed(before, "earlier"), parsed(after, "proposed")];
  const lines = [
    old.verdict === now.verdict
      ? `verdict ${now.verdict}`
      : `verdict ${old.verdict} → ${now.verdict}`,
    ...setting("circuit", old.circuit.path, now.circuit.path),
    ...setting("analysis", old.command ?? "none", now.command ?? "none"),
    ...setting("compat", old.compat ?? "none", now.compat ?? "none"),
    ...changes("limit", old.limits, now.limits, limitKey, limitWords),
    ...changes("measure", old.measures, now.measures, measureKey, measureWords),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}

const setting = (what: string, old: string, now: string): string[] =>
  old === now ? [] : [`! ${what} ${old} → ${now}`];

function changes<T extends { readonly name: string }>(
  what: string,
  old: readonly T[],
  now: readonly T[],
  key: (one: T) => string,
  words: (one: T) => string,
): string[] {
  const before = new Map(old.map((one) => [key(one), one]));
  const after = new Map(now.map((one) => [key(one), one]));
  const changed = [...after].flatMap(([name, one]) => {
    const earlier = before.get(name);
    if (!earlier) return [`+ ${what} ${one.name}: ${words(one)}`];
    if (words(earlier) === words(one)) return [];
    return [`~ ${what} ${one.name}: ${words(earlier)} → ${words(one)}`];
  });
  const gone = [...before].filter(([name]) => !after.has(name));
  return [...changed, ...gone.map(([, one]) => `- ${what} ${one.name}: ${words(one)}`)];
}

const limitKey = ({ name, measure, requirement }: LimitRow) =>
  JSON.stringify([name, measure, requirement]);
const limitWords = (row: LimitRow) =>
  `${row.verdict} ${quantity(row.value, row.unit)} (${bounds(row)})`;

type Measure = Results["measures"][number];
const measureKey = ({ name, expression }: Measure) => JSON.stringify([name, expression]);
const measureWords = ({ value, unit }: Measure) =>
  value === null ? "failed" : quantity(value, unit);

/** Only what is compared: a report of an older version may lack the rest. */
const Compared = ResultsSchema.pick({
  verdict: true,
  circuit: true,
  command: true,
  compat: true,
  limits: true,
  measures: true,
}).loose();

function parsed(text: string, which: string) {
  try {
    return Compared.parse(JSON.parse(text));
  } catch {
    throw fail("CONFLICT", { problem: `the ${which} results.json is not one of simulate's` });
  }
}
