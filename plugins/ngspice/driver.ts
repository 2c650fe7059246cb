/** Writes the deck that ngspice sees: checked lines, one analysis, and the only command block, which is ours. */
import type { Analysis } from "./contract.ts";
import { toCommand } from "./deck/analysis.ts";
import type { DeckLine } from "./deck/lines.ts";

/** Names of what ngspice writes into the run's own folder. */
export const RAW_FILE = "result.raw";

export interface Driver {
  readonly text: string;
  /** Where a line of `text` (from 1) is from, or undefined when it is ours. */
  readonly origin: (line: number) => DeckLine | undefined;
}

export interface DriverParts {
  readonly lines: readonly DeckLine[];
  readonly analysis: Analysis;
  /** `.csparam` lines of measures. */
  readonly constants: readonly string[];
  /** Commands of measures, in order; each set is independent of the others. */
  readonly measures: readonly (readonly string[])[];
  /** What is printed once the analysis is over. */
  readonly mark: string;
}

export function toDriver({ lines, analysis, constants, measures, mark }: DriverParts): Driver {
  const text = [
    "* metaforge",
    ...lines.map((line) => line.text),
    ...constants,
    toCommand(analysis),
    ".control",
    "set filetype=binary",
    // The figures do not depend on how many processors a machine has.
    "set num_threads=1",
    "set numdgt=12",
    "run",
    `echo ${mark} ran`,
    ...(analysis.kind === "noise" ? ["setplot noise1"] : []),
    // Before the measures, because each leaves a vector of its own among the results.
    `write ${RAW_FILE}`,
    ...measures.flat(),
    "quit 0",
    ".endc",
    ".end",
    "",
  ].join("\n");
  return { text, origin: (line) => lines[line - 2] };
}
