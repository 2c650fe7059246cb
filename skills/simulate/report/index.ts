/** sim/sim-report.md: the verdict first, then what to do, how it was run, and what was measured. */
import { tableOfMarkdown as table, visible } from "metaforge/report";
import { gathered } from "../problems.ts";
import type { Problem, Results } from "../schema.ts";
import { quantity } from "./quantity.ts";
import { words } from "./words.ts";
import { analysisWords, compatWords, verdictWords } from "./wording.ts";

export function report(results: Results): string {
  const sections = [
    `# Simulation of ${words(results.circuit.path)}`,
    `**${verdictWords(results)}**`,
    limits(results),
    problems(results.problems),
    how(results),
    pictures(results),
    measures(results),
    waveforms(results),
    dropped(results),
    said(results),
    "Simulated with the models that the circuit names; a part's spread, temperature and layout are in no result unless the circuit states them.",
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

const MARK = { pass: "pass", fail: "**FAIL**", not_measured: "**not measured**" } as const;

function limits({ limits: rows }: Results): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => {
    const { unit, of, reason, verdict } = row;
    const extreme = of === null ? "" : ` (${of})`;
    return [
      `${MARK[verdict]}${reason === null ? "" : `: ${words(reason)}`}`,
      words(row.name),
      words(row.expression ?? row.measure),
      row.requirement === null ? "" : words(row.requirement),
      `${quantity(row.value, unit)}${row.value === null ? "" : extreme}`,
      quantity(row.min, unit),
      quantity(row.max, unit),
      quantity(row.margin, unit),
    ];
  });
  const head = ["Verdict", "Limit", "Measured", "Requirement", "Value", "Min", "Max", "Margin"];
  return `## Limits\n\n${table(head, cells, [4, 5, 6, 7])}`;
}

function problems(all: readonly Problem[]): string {
  if (all.length === 0) return "";
  const rows = gathered(all).map(({ severity, code, message, file, lines, count, action }) => [
    severity === "error" ? "**error**" : severity,
    words(code),
    words([file, linesOf(lines)].filter(Boolean).join(", ")),
    words(message, 400) + (count > 1 && lines.length === 0 ? ` (${count} times)` : ""),
    words(action ?? "", 400),
  ]);
  return `## Problems\n\n${table(["", "Code", "Where", "What", "What to do"], rows)}`;
}

function linesOf(lines: readonly number[]): string {
  if (lines.length === 0) return "";
  return `${lines.length > 1 ? "lines" : "line"} ${lines.join(", ")}`;
}

const FROM = {
  request: "asked for in the request",
  deck: "the deck's own",
  workbook: "from the project's simulator window",
} as const;

function how(results: Results): string {
  const { engine, command, analysisFrom, compat, points, variables, title, tools, inputs } =
    results;
  const from = analysisFrom === null ? "" : `, ${FROM[analysisFrom]}`;
  const rows = [
    ["Circuit", words(results.circuit.path)],
    ["Title", words(title ?? "")],
    ["Engine", engine === null ? "" : words(`${engine.name} ${engine.version}`)],
    [
      "Analysis",
      results.analysis === null || command === null
        ? "none"
        : `${words(analysisWords(results.analysis))}; \`${command.replaceAll(/[`|]/g, "")}\`${from}`,
    ],
    ["Syntax", compatWords(compat)],
    ["Result", points === null ? "none" : `${points} points of ${variables ?? 0} variables`],
    ["Tools", tools.map(({ name, version }) => words(`${name} ${version ?? ""}`)).join(", ")],
    [
      "Inputs",
      inputs.map(({ path, sha256 }) => `${words(path)} (${sha256.slice(0, 12)})`).join(", "),
    ],
  ].filter(([, value]) => value !== "");
  return `## How it was run\n\n${table(["", ""], rows as string[][])}`;
}

function pictures({ pictures: list }: Results): string {
  if (list.length === 0) return "";
  // Beside the report, hence without its folder.
  const shown = list.map(({ path, shows }) => `![${words(shows)}](${path.replace(/^sim\//, "")})`);
  return `## Pictures\n\n${shown.join("\n\n")}`;
}

function measures({ measures: all }: Results): string {
  if (all.length === 0) return "";
  const rows = all.map(({ name, expression, value, unit }) => [
    words(name),
    words(expression),
    value === null ? "**failed**" : quantity(value, unit),
  ]);
  return `## Measures\n\n${table(["Measure", "Expression", "Value"], rows, [2])}`;
}

const SHOWN = 60;

function waveforms({ waveforms: all, analysis }: Results): string {
  if (all.length === 0) return "";
  const shown = all.slice(0, SHOWN);
  const rest = all.length - shown.length;
  const more = rest > 0 ? `\n\n${rest} further ones are in sim/results.json.` : "";
  if (analysis?.kind === "op") {
    const rows = shown.map(({ name, unit, max }) => [words(name), quantity(max, unit)]);
    return `## Operating point\n\n${table(["Variable", "Value"], rows, [1])}${more}`;
  }
  const rows = shown.map(({ name, unit, min, max, csv }) => [
    words(name),
    quantity(min, unit),
    quantity(max, unit),
    csv === null ? "" : `[${csv.replace(/^sim\//, "")}](${csv.replace(/^sim\//, "")})`,
  ]);
  const head = ["Variable", "Minimum", "Maximum", "File"];
  return `## Waveforms\n\nMinima and maxima are of all points; the files hold fewer, with these among them.\n\n${table(head, rows, [1, 2])}${more}`;
}

const DROPPED = 100;

function dropped({ dropped: all }: Results): string {
  if (all.length === 0) return "";
  const rows = all
    .slice(0, DROPPED)
    .map(({ line, text, reason }) => [String(line), words(text, 120), words(reason)]);
  const more = all.length > DROPPED ? `\n\nand ${all.length - DROPPED} more.` : "";
  return `## Lines that were left out\n\nNothing of them was run.\n\n${table(["Line", "Text", "Why"], rows, [0])}${more}`;
}

function said({ said: text, status }: Results): string {
  if (status === "ok" || text.trim() === "") return "";
  // Indented by four: foreign text has no fence that it could close.
  const lines = text.trim().split("\n").slice(-20);
  return `## What the simulator said\n\n${lines.map((line) => `    ${plain(line)}`).join("\n")}`;
}

/** Without the escapes of Markdown, which an indented line would show. */
const plain = (line: string) => visible(line).slice(0, 200);
