/** Counts the holes of an Excellon drill file as KiCad writes it. */

export interface DrillFacts {
  readonly plated: number;
  readonly unplated: number;
  readonly minMm: number | null;
  readonly maxMm: number | null;
  readonly minPlatedMm: number | null;
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
  const sizes = (some: readonly Tool[]) => some.map(({ millimetres }) => round(millimetres));
  const count = (some: readonly Tool[]) => some.reduce((sum, { holes }) => sum + holes, 0);
  const [throughs, bare] = [used.filter((one) => one.plated), used.filter((one) => !one.plated)];
  return {
    plated: count(throughs),
    unplated: count(bare),
    minMm: least(sizes(used)),
    maxMm: used.length === 0 ? null : Math.max(...sizes(used)),
    minPlatedMm: least(sizes(throughs)),
  };
}

/** A board with blind or buried vias has a drill file for each pair of layers. */
export function allDrills(files: readonly DrillFacts[]): DrillFacts {
  const known = (sizes: readonly (number | null)[]) => sizes.filter((size) => size !== null);
  const largest = known(files.map(({ maxMm }) => maxMm));
  return {
    plated: files.reduce((sum, { plated }) => sum + plated, 0),
    unplated: files.reduce((sum, { unplated }) => sum + unplated, 0),
    minMm: least(known(files.map(({ minMm }) => minMm))),
    maxMm: largest.length === 0 ? null : Math.max(...largest),
    minPlatedMm: least(known(files.map(({ minPlatedMm }) => minPlatedMm))),
  };
}

const least = (sizes: readonly number[]) => (sizes.length === 0 ? null : Math.min(...sizes));
const round = (millimetres: number) => Math.round(millimetres * 10_000) / 10_000;
