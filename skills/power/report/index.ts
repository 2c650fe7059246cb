/** power-budget.md: the verdict first, then limits, states, sums, converters and batteries, each with its numbers. */
import { shown } from "../quantity.ts";
import type { PowerBudget } from "../schema.ts";
import { batteries, converters, rails, sources } from "./sums.ts";
import { table, words } from "./table.ts";

export function report(budget: PowerBudget): string {
  const sections = [
    `# Power budget${budget.product ? ` of ${words(budget.product)}` : ""}`,
    verdict(budget),
    margins(budget),
    checks(budget),
    missing(budget),
    usage(budget),
    pictures(budget),
    sources(budget),
    rails(budget),
    loads(budget),
    converters(budget),
    batteries(budget),
    foundation(budget),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** As the figures' words say it. */
const NO_MAXIMUM = "no maximum is given";

const MARK = { pass: "pass", fail: "**FAIL**", not_measured: "**not measured**" } as const;
const HEADS = {
  pass: "PASS: every limit is kept, with all figures known.",
  fail: "FAIL: a limit is broken.",
  not_measured: "NOT MEASURED: no limit is broken, yet not all could be judged.",
} as const;

function verdict({
  verdict: word,
  margins: limits,
  checks: own,
  notMeasured,
  loads: loadsOf,
}: PowerBudget): string {
  const all = [...limits, ...own];
  const count = (wanted: string) => all.filter((one) => one.verdict === wanted).length;
  const broken = [
    ...limits
      .filter((one) => one.verdict === "fail")
      .map(
        (one) =>
          `- ${one.requirement}: ${words(one.statement)}: ${shown(one.judged === "typical" ? one.typical : one.worst, one.unit)}`,
      ),
    ...own
      .filter((one) => one.verdict === "fail")
      .map(
        (one) =>
          `- ${words(one.title)}: ${shown(one.value, one.unit)}, ${one.side === "max" ? "at most" : "at least"} ${shown(one.limit, one.unit)} is allowed`,
      ),
  ];
  const counts = `${count("pass")} limits pass, ${count("fail")} fail, ${count("not_measured")} are not measured; ${notMeasured.length} figures are missing.`;
  const guessed = loadsOf.filter(({ states }) =>
    states.some(({ source }) => source.includes(NO_MAXIMUM)),
  ).length;
  const typical =
    guessed === 0
      ? []
      : [
          `${guessed} of ${loadsOf.length} loads are counted by typical figures, because their data sheets give no maximum.`,
        ];
  const list = broken.length > 0 ? [broken.join("\n")] : [];
  return [`**${HEADS[word]}**`, counts, ...typical, ...list].join("\n\n");
}

function bound(min: number | null, max: number | null, unit: string): string {
  if (min !== null && max !== null)
    return min === max ? shown(min, unit) : `${shown(min, unit)} to ${shown(max, unit)}`;
  return max === null ? `≥ ${shown(min, unit)}` : `≤ ${shown(max, unit)}`;
}

const value = (number: number | null, unit: string) =>
  number === null ? "—" : shown(number, unit);

/** Something is missing in it: a sum is at least, a duration at most so much. */
function open({ complete, quantity, unit }: PowerBudget["margins"][number], number: number | null) {
  const sign = complete || number === null ? "" : quantity === "runtime" ? "≤ " : "≥ ";
  return `${sign}${value(number, unit)}`;
}

function margins({ margins: all }: PowerBudget): string {
  if (all.length === 0)
    return "## Requirements\n\nNo requirement sets a limit on power, current or runtime, or there is no constraints.json.";
  const rows = all.map((one) => [
    MARK[one.verdict],
    one.requirement,
    words(one.statement),
    words(one.of),
    bound(one.min, one.max, one.unit),
    open(one, one.typical),
    open(one, one.worst),
    value(one.margin, one.unit),
  ]);
  const head = ["Verdict", "Requirement", "Statement", "Of", "Limit", "Typical", "Worst", "Margin"];
  const formulas = all
    .filter(({ formula, reason }) => formula !== "" || reason !== null)
    .map(({ requirement, formula, reason, judged }) => {
      const why = reason === null ? "" : `not measured, because ${words(reason)}`;
      const how = words(formula, 900);
      return `- ${requirement}${judged === "typical" ? " (judged by typical figures, as it says)" : ""}: ${[how, why].filter(Boolean).join("; ")}`;
    });
  return `## Requirements\n\n${table(head, rows, [4, 5, 6, 7])}\n\n${formulas.join("\n")}`;
}

function checks({ checks: all }: PowerBudget): string {
  if (all.length === 0) return "";
  const rows = all.map((one) => [
    MARK[one.verdict],
    words(one.title),
    words(one.about),
    value(one.value, one.unit),
    `${one.side === "max" ? "≤" : "≥"} ${value(one.limit, one.unit)}`,
    value(one.margin, one.unit),
    words(one.reason ?? one.formula),
    words(one.source ?? ""),
  ]);
  const head = ["Verdict", "Check", "Of", "Value", "Limit", "Margin", "Formula", "Limit from"];
  return `## What the parts bear\n\n${table(head, rows, [3, 4, 5])}`;
}

function missing({ notMeasured, notCounted }: PowerBudget): string {
  const plugs =
    notCounted.length === 0
      ? []
      : [
          `Not counted: what is plugged into ${words(notCounted.join(", "))}. usage.json can state its current.`,
        ];
  if (notMeasured.length === 0) return plugs.join("");
  const rows = notMeasured.map(({ what, reason }) => [words(what), words(reason)]);
  return [
    "## What is not known",
    'Sums with a part of these are "at least".',
    table(["What", "Why"], rows),
    ...plugs,
  ].join("\n\n");
}

function usage({ usage: { statement, states }, ambient }: PowerBudget): string {
  const rows = states.map(({ name, duty, basis }) => [words(name), shown(duty, "1"), words(basis)]);
  const warm = ambient
    ? `Ambient temperature: ${shown(ambient.value, "°C")} (${words(ambient.from)}).`
    : "No ambient temperature is stated, so no junction temperature is estimated.";
  return `## States\n\n${words(statement, 1500)}\n\n${table(["State", "Share of time", "From"], rows, [1])}\n\n${warm}`;
}

function pictures({ pictures: all }: PowerBudget): string {
  return all.map(({ path, shows }) => `![${words(shows)}](${path})`).join("\n\n");
}

function loads({ loads: all }: PowerBudget): string {
  if (all.length === 0) return "";
  const rows = all.flatMap(({ block, part, quantity, fedBy, states }) =>
    states.map((one) => [
      words(quantity > 1 ? `${quantity} × ${block}` : block),
      words(part ?? "TBD"),
      words(fedBy),
      words(one.state),
      words(one.mode),
      value(one.typical, "A"),
      value(one.worst, "A"),
      value(one.peak, "A"),
      words(one.source),
    ]),
  );
  const head = [
    "Block",
    "Part",
    "Fed by",
    "State",
    "Mode",
    "Typical",
    "Worst",
    "Peak",
    "Figure and source",
  ];
  return `## Loads\n\n${table(head, rows, [5, 6, 7])}`;
}

function foundation({ inputs, tools }: PowerBudget): string {
  const files = inputs.map(({ path, sha256 }) => `${words(path)} (${sha256.slice(0, 12)})`);
  const from = tools.map(({ name, version }) => words(`${name} ${version ?? ""}`));
  return `## Basis\n\nFrom ${[...files, ...from].join(", ")}. Worst: the largest figure at the input voltage that takes most; of figures under several conditions the largest, unless usage.json names one. Efficiency is that of its figure's condition and is lower at light load. Junction temperatures are estimates for the board of the data sheet.`;
}
