/** The parts of the report with verdicts: narrow tables, what is broken first, and below them how each came about. */
import { shown } from "../quantity.ts";
import type { Check, Margin, PowerBudget } from "../schema.ts";
import { isTypicalOnly, isWish } from "../tally.ts";
import { table, words } from "./table.ts";

/** Longer cells make a table that no terminal shows. */
const CELL = 48;
const LINE = 900;

const ORDER = { fail: 0, not_measured: 1, pass: 2 } as const;
const sorted = <One extends Margin | Check>(all: readonly One[]): One[] =>
  all.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);

function mark(one: Margin | Check): string {
  if (isTypicalOnly(one)) return "**typical only**";
  if (one.verdict === "pass") return "pass";
  return one.verdict === "fail" ? "**FAIL**" : "**not measured**";
}

const markOf = (one: Margin) =>
  one.verdict === "fail" && isWish(one) ? `not kept (${words(one.priority)})` : mark(one);

function bound(min: number | null, max: number | null, unit: string): string {
  if (min !== null && max !== null)
    return min === max ? shown(min, unit) : `${shown(min, unit)} to ${shown(max, unit)}`;
  return max === null ? `≥ ${shown(min, unit)}` : `≤ ${shown(max, unit)}`;
}

const value = (number: number | null, unit: string) =>
  number === null ? "—" : shown(number, unit);

/** Something is missing in it: a sum is at least, a duration at most so much; what is assumed besides is no bound. */
function open(
  {
    isAtMost,
    complete,
    assumed = false,
  }: { isAtMost: boolean; complete: boolean; assumed?: boolean },
  number: number | null,
  unit: string,
): string {
  if (number === null) return "—";
  if (!complete && number === 0 && !isAtMost) return "not known";
  const sign = assumed ? "~ " : isAtMost ? "≤ " : "≥ ";
  return `${complete ? "" : sign}${shown(number, unit)}`;
}

const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

const ASSUMED =
  "~: figures are missing, and what is active is assumed (see States): no bound either way.";

export function margins({ margins: all, inputs }: PowerBudget): string {
  if (all.length === 0) {
    const isThere = inputs.some(({ path }) => path.endsWith("constraints.json"));
    return `## Requirements\n\n${isThere ? "No requirement sets a limit on power, current or runtime." : "There is no constraints.json, so nothing is judged by requirements: run `spec` first."}`;
  }
  const rows = sorted(all).map((one) => {
    const how = { ...one, isAtMost: one.quantity === "runtime" };
    return [
      markOf(one),
      one.requirement,
      words(one.statement, CELL),
      bound(one.min, one.max, one.unit),
      open(how, one.typical, one.unit),
      open(how, one.worst, one.unit),
      value(one.margin, one.unit),
    ];
  });
  const head = ["Verdict", "Requirement", "Statement", "Limit", "Typical", "Worst", "Margin"];
  const lines = sorted(all).map((one) => {
    const judged = one.judged === "typical" ? " (judged by typical figures, as it says)" : "";
    const how = [
      ...(one.formula === "" ? [] : [ended(words(one.formula, LINE))]),
      ...(one.reason === null ? [] : [`Not measured: ${ended(words(one.reason, LINE))}`]),
    ];
    return `- ${one.requirement}, ${words(one.of)}${judged}: ${how.join(" ")}`;
  });
  const note = all.some(({ assumed, complete, worst }) => assumed && !complete && worst !== null)
    ? `\n\n${ASSUMED}`
    : "";
  return `## Requirements\n\n${table(head, rows, [3, 4, 5, 6])}${note}\n\n${lines.join("\n")}`;
}

export function checks({ checks: all }: PowerBudget): string {
  if (all.length === 0) return "";
  const rows = sorted(all).map((one) => [
    mark(one),
    words(one.about, CELL),
    words(one.title, 2 * CELL),
    open({ isAtMost: one.side === "min", complete: one.complete }, one.value, one.unit),
    one.limit === null
      ? "not known"
      : `${one.side === "max" ? "≤" : "≥"} ${shown(one.limit, one.unit)}`,
    value(one.margin, one.unit),
  ]);
  const head = ["Verdict", "Of", "Check", "Value", "Limit", "Margin"];
  const lines = sorted(all).map((one) => {
    const how = [
      ...(one.formula === "" ? [] : [ended(words(one.formula, LINE))]),
      ...(one.reason === null ? [] : [`Not measured: ${ended(words(one.reason, LINE))}`]),
      ...(one.source === null ? [] : [`Limit: ${ended(words(one.source, LINE))}`]),
    ];
    const about = one.title.includes(one.about) ? "" : `${words(one.about)}, `;
    return `- ${about}${words(one.title)}: ${how.join(" ")}`;
  });
  return `## What the parts bear\n\n${table(head, rows, [3, 4, 5])}\n\n${lines.join("\n")}`;
}

export function missing({ notMeasured, notCounted }: PowerBudget): string {
  const idle =
    notCounted.length === 0
      ? []
      : [
          `Taken to draw nothing themselves: ${words(notCounted.join(", "))}. usage.json can state a current for them.`,
        ];
  const list = notMeasured.map(({ what, reason }) => `- ${words(what)}: ${words(reason, 200)}`);
  if (list.length === 0 && idle.length === 0) return "";
  const told =
    list.length === 0 ? [] : ['Sums with a part of these are "at least".', list.join("\n")];
  return ["## What is not known", ...told, ...idle].join("\n\n");
}
