/** power-budget.md: the verdict first, then limits, states, sums, converters and batteries, each with its numbers. */
import { shown } from "../quantity.ts";
import type { PowerBudget } from "../schema.ts";
import { countsOf, headlineOf, tallyOf, wishesOf } from "../tally.ts";
import { checks, margins, missing } from "./limits.ts";
import { batteries, converters, loads, rails, sources } from "./sums.ts";
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

function verdict(budget: PowerBudget): string {
  const tally = tallyOf(budget);
  const wishes = wishesOf(tally);
  const guessed = budget.loads.filter(({ states }) =>
    states.some(({ assured, worst }) => worst !== null && !assured),
  );
  const broken = [
    ...budget.margins
      .filter((one) => one.verdict === "fail")
      .map(
        (one) =>
          `- ${one.requirement}${one.priority === "must" ? "" : ` (${words(one.priority)})`}: ${words(one.statement)}: ${shown(one.judged === "typical" ? one.typical : one.worst, one.unit)}`,
      ),
    ...budget.checks
      .filter((one) => one.verdict === "fail")
      .map(
        (one) =>
          `- ${words(one.title)}: ${shown(one.value, one.unit)}, ${one.side === "max" ? "at most" : "at least"} ${shown(one.limit, one.unit)} is allowed`,
      ),
  ];
  const typical =
    guessed.length === 0
      ? []
      : [
          `Of ${words(guessed.map(({ block }) => block).join(", "))} no maximum is given: the typical figure stands for the worst.`,
        ];
  return [
    `**${headlineOf(budget.verdict, tally)}**`,
    countsOf(tally),
    ...(wishes ? [wishes] : []),
    ...(broken.length > 0 ? [broken.join("\n")] : []),
    ...typical,
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

function foundation({ inputs, tools }: PowerBudget): string {
  const files = inputs.map(({ path, sha256 }) => `${words(path)} (${sha256.slice(0, 12)})`);
  const from = tools.map(({ name, version }) => words(`${name} ${version ?? ""}`));
  return [
    "## Basis",
    `From ${[...files, ...from].join(", ")}.`,
    [
      "- Typical: typical figures at nominal voltage. Worst: the largest figure at the input voltage that takes most.",
      "- Of figures under several conditions the largest, unless usage.json names one.",
      "- An efficiency is taken within a decade of the load that it is stated for; beyond, it is a bound.",
      "- Junction temperatures are estimates for the board of the data sheet.",
    ].join("\n"),
  ].join("\n\n");
}
