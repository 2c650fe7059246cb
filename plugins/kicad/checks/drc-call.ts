/** One pass of KiCad over a board, and the report that it writes. */
import { join } from "node:path";
import type { CliCall, CliResult } from "../cli/run.ts";
import { parseDrc, wrongDrc } from "./report.ts";
import type { DrcReport } from "./report.ts";
import { cappedTypes } from "./violation.ts";

const DRC_REPORT = "drc.json";

/** One pass over a board; `more` changes the call, such as by rules of another's. */
export const drcCall = (
  timeoutMs: number,
  isWithParity: boolean,
  more: Partial<CliCall> = {},
): CliCall => ({
  action: "drc",
  needs: "board",
  timeoutMs,
  args: ({ project, stem, out }) => [
    ...["pcb", "drc", "--format", "json", "--units", "mm", "--severity-all"],
    ...(isWithParity ? ["--schematic-parity"] : []),
    ...["-o", join(out, DRC_REPORT), join(project, `${stem}.kicad_pcb`)],
  ],
  outputs: [{ name: DRC_REPORT, check: wrongDrc }],
  // Where KiCad stops counting its threads race: the next call may show others.
  isStable(files) {
    const report = drcReport(files)!;
    return [...cappedIn(report), ...cappedTypes(report.schematic_parity)].length === 0;
  },
  ...more,
});

/** Null when the call gave no answer. */
export function drcReport(files: CliResult["files"]): DrcReport | null {
  const file = files.find(({ name }) => name === DRC_REPORT);
  return file ? parseDrc(file.content) : null;
}

/** Of violations and of open connections; parity has its own. */
export const cappedIn = (report: DrcReport): string[] => [
  ...cappedTypes(report.violations),
  ...cappedTypes(report.unconnected_items),
];
