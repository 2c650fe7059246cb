/** Reads what a simulation workbook of KiCad asks for: the analyses are often there, and not on the sheet. */
import { z } from "metaforge";

const Workbook = z.object({
  tabs: z.array(z.object({ commands: z.array(z.string()).default([]) })).default([]),
});
const Project = z.object({
  schematic: z.object({
    ngspice: z.object({ workbook_filename: z.string().default("") }),
  }),
});

/** Analyses and the options they are made with; what else stands there is about curves, or KiCad's alone. */
const WANTED = /^\.(?:tran|ac|dc|op|noise|tf|pz|sp|disto|sens|options?)\b/i;

/** Lines such as ".tran 1u 10m", each once, in the order of the tabs; none of a text that is no workbook. */
export function workbookCommands(text: string): string[] {
  const read = Workbook.safeParse(parsed(text));
  if (!read.success) return [];
  const lines = read.data.tabs.flatMap((tab) => tab.commands.flatMap((one) => one.split(/\r?\n/)));
  return [...new Set(lines.map((line) => line.trim()).filter((line) => WANTED.test(line)))];
}

/** Which workbook a project's settings name, relative to its folder; that of its own name when they name none. */
export function workbookName(settings: string, stem: string): string {
  const read = Project.safeParse(parsed(settings));
  const named = read.success ? read.data.schematic.ngspice.workbook_filename : "";
  return named || `${stem}.wbk`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
