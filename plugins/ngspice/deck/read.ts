/** Reads a deck into the lines ngspice may see, its analyses and measures, and everything that is wrong with it. */
import { posix } from "node:path";
import type { Analysis, SimulationData, SpiceProblem } from "../contract.ts";
import { allow } from "./allow.ts";
import { parseAnalysis } from "./analysis.ts";
import { gather } from "./includes.ts";
import type { WorkspaceFiles } from "./includes.ts";
import { ANALYSES, MEASURES } from "./lists.ts";
import { commandOf } from "./lines.ts";
import type { DeckLine } from "./lines.ts";
import { lint } from "./lint.ts";
import { parseMeasure } from "./measure.ts";
import type { DeckMeasure } from "./measure.ts";
import { nodesOf } from "./nodes.ts";
import { createReport, shown } from "./report.ts";
import type { DeckReport } from "./report.ts";

/** Characters. The largest vendor libraries have some millions. */
const LONGEST = 10_000_000;

export interface Deck {
  readonly title: string;
  /** Circuit, models and parameters, with no analysis, measure, include or command. */
  readonly lines: readonly DeckLine[];
  readonly analyses: readonly Analysis[];
  readonly measures: readonly DeckMeasure[];
  readonly nodes: readonly string[];
  readonly problems: readonly SpiceProblem[];
  readonly dropped: SimulationData["dropped"];
}

/** `file` is the deck's workspace path, null when its text was handed over; `folder` is where includes are looked for. */
export async function readDeck(
  workspace: WorkspaceFiles,
  text: string,
  file: string | null,
  folder: string,
): Promise<Deck> {
  const report = createReport();
  const { title, body } = withoutTitle(text, file, report);
  const problem = textProblem(text);
  if (problem) report.add("INPUT_INVALID", "error", { file, line: 0 }, problem);
  const lines = problem
    ? []
    : await gather({ workspace, report }, body, file, posix.normalize(folder || "."));
  return { title, ...sortLines(lines, report), ...report };
}

function textProblem(text: string): string | null {
  if (text.trim() === "") return "the deck is empty";
  if (text.includes("\0")) return "the deck is not text: it holds NUL bytes";
  return text.length > LONGEST ? `the deck has more than ${LONGEST} characters` : null;
}

/** The first line is the title whatever it says; it is taken out, and the lines keep their numbers. */
function withoutTitle(text: string, file: string | null, report: DeckReport) {
  const first = /^[^\n\r]*/.exec(text.replace(/^\uFEFF/, ""))![0];
  const line = { file, line: 1, text: first };
  if (/^\s*\*(?:ng_|#)/i.test(first)) {
    report.drop(line, "error", "ngspice takes this line for an order", "UNSAFE_DECK");
  } else if (/^[rclvidq]\w* +\S+ +\S+ +[-+.\d]/i.test(first)) {
    report.drop(
      line,
      "warning",
      "the first line of a deck is its title, though this reads like an element",
    );
  }
  const title = shown(first.replace(/^\s*(?:\.title\b|\*+)/i, "").trim());
  return { title, body: text.slice(text.indexOf(first) + first.length) };
}

function sortLines(lines: readonly DeckLine[], report: DeckReport) {
  const kept: DeckLine[] = [];
  const top: DeckLine[] = [];
  const analyses: DeckLine[] = [];
  const measures: DeckMeasure[] = [];
  const open: { word: string; line: DeckLine }[] = [];
  for (const line of lines) {
    const command = commandOf(line.text);
    if (ANALYSES.has(command)) analyses.push(line);
    else if (MEASURES.has(command)) {
      const measure = parseMeasure(line.text);
      if (measure) measures.push(measure);
      else report.drop(line, "error", "it is built like no measure", "MEASURE_FAILED");
    } else {
      const allowed = allow(line, report);
      if (!allowed) continue;
      kept.push(allowed);
      if (command !== "") nest(open, command, allowed, report);
      else {
        if (!open.some((block) => block.word === "ends")) top.push(allowed);
        lint(allowed, report);
      }
    }
  }
  for (const { word, line } of open) report.add("SYNTAX", "error", line, `it has no .${word}`);
  const parameters = parametersOf(kept);
  return {
    lines: kept,
    analyses: analyses.flatMap((line) => {
      lint(line, report);
      const analysis = parseAnalysis(line.text, parameters);
      if (typeof analysis !== "string") return [analysis];
      report.drop(line, "error", analysis, "ANALYSIS_INVALID");
      return [];
    }),
    measures,
    nodes: nodesOf(top),
  };
}

const CLOSED_BY: Readonly<Record<string, string>> = { subckt: "ends", macro: "ends", if: "endif" };

/** A block left open would swallow what stands behind it, and that is written by us. */
function nest(
  open: { word: string; line: DeckLine }[],
  command: string,
  line: DeckLine,
  report: DeckReport,
): void {
  const closing = CLOSED_BY[command];
  const end = command === "eom" ? "ends" : command;
  if (closing !== undefined) open.push({ word: closing, line });
  else if (end === "ends" || end === "endif") {
    if (open.at(-1)?.word === end) open.pop();
    else report.add("SYNTAX", "error", line, `'.${command}' closes nothing`);
  }
}

function parametersOf(lines: readonly DeckLine[]): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const { text } of lines) {
    if (!/^\.param?\w*\s/i.test(text)) continue;
    const pairs = text.matchAll(/([a-z_]\w*)\s*=\s*(\{[^}]*\}|'[^']*'|[^\s,]+)/gi);
    for (const [, name, value] of pairs) parameters.set(name!.toLowerCase(), value!);
  }
  return parameters;
}
