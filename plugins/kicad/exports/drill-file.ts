/** Counts the holes of an Excellon drill file as KiCad writes it. */
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";

export interface DrillFacts {
  readonly plated: number;
  readonly unplated: number;
  readonly minMm: number | null;
  readonly maxMm: number | null;
  readonly minPlatedMm: number | null;
  /** Holes with a diameter of 0, which no one can drill; in no other figure but the counts. */
  readonly unsized: number;
}

interface Tool {
  readonly millimetres: number;
  readonly plated: boolean;
  holes: number;
}

const MM_PER_INCH = 25.4;

/** Null when the text is no drill file. A slot is one hole, as wide as its tool. */
export function readDrillFile(text: string): DrillFacts | null {
  if (!text.startsWith("M48")) return null;
  const tools = new Map<string, Tool>();
  let scale = 1;
  let plated = true;
  let inHead = true;
  let tool: Tool | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, name, size] = /^T(\d+)(?:C([\d.]+))?/.exec(line) ?? [];
    if (line === "INCH") scale = MM_PER_INCH;
    else if (line === "%") inHead = false;
    else if (line.includes("TF.FileFunction,NonPlated")) plated = false;
    else if (line.includes("TA.AperFunction,")) plated = !line.includes("NonPlated");
    else if (inHead && name && size) {
      tools.set(name, { millimetres: Number(size) * scale, plated, holes: 0 });
    } else if (!inHead && name) tool = tools.get(name);
    else if (!inHead && tool && /^(?:G00)?[XY]/.test(line)) tool.holes++;
  }
  const used = [...tools.values()].filter(({ holes }) => holes > 0);
  const sizes = (some: readonly Tool[]) =>
    some.map(({ millimetres }) => round(millimetres)).filter((size) => size > 0);
  const count = (some: readonly Tool[]) => some.reduce((sum, { holes }) => sum + holes, 0);
  const [throughs, bare] = [used.filter((one) => one.plated), used.filter((one) => !one.plated)];
  return {
    plated: count(throughs),
    unplated: count(bare),
    minMm: least(sizes(used)),
    maxMm: most(sizes(used)),
    minPlatedMm: least(sizes(throughs)),
    unsized: count(used.filter(({ millimetres }) => millimetres === 0)),
  };
}

/** A board with blind or buried vias has a drill file for each pair of layers. */
export function allDrills(files: readonly DrillFacts[]): DrillFacts {
  const known = (sizes: readonly (number | null)[]) => sizes.filter((size) => size !== null);
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  return {
    plated: sum(files.map(({ plated }) => plated)),
    unplated: sum(files.map(({ unplated }) => unplated)),
    minMm: least(known(files.map(({ minMm }) => minMm))),
    maxMm: most(known(files.map(({ maxMm }) => maxMm))),
    minPlatedMm: least(known(files.map(({ minPlatedMm }) => minPlatedMm))),
    unsized: sum(files.map(({ unsized }) => unsized)),
  };
}

/** KiCad writes a via whose drill it does not know with 0 mm, and says nothing. */
export function drillProblems({ unsized }: DrillFacts, board: string): Problem[] {
  if (unsized === 0) return [];
  const message = `${unsized} hole${unsized === 1 ? " has" : "s have"} a diameter of 0 mm in the drill file and cannot be made`;
  return [problem("OUTPUT_INVALID", message, board, "Give these vias a drill in KiCad.")];
}

const least = (sizes: readonly number[]) => (sizes.length === 0 ? null : Math.min(...sizes));
const most = (sizes: readonly number[]) => (sizes.length === 0 ? null : Math.max(...sizes));
const round = (millimetres: number) => Math.round(millimetres * 10_000) / 10_000;
