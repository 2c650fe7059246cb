/** Plots sheets and board with a mark at each finding, and says which pictures could not be made. */
import type { Artifact } from "metaforge";
import type { Answers, Kicad, Problem, Project, Status } from "./measure.ts";
import type { Check, CheckFinding, CheckProblem } from "./schema.ts";

export interface Pictures {
  readonly artifacts: readonly Artifact[];
  readonly list: Check["pictures"];
  readonly problems: readonly CheckProblem[];
}

interface Mark {
  readonly xMm: number;
  readonly yMm: number;
  readonly severity: CheckFinding["severity"];
  readonly label: string;
  readonly title: string;
  readonly sheet?: string;
}
type BoardMark = Mark & { readonly layer?: string };

/** Bytes of one picture, and of all: what a run may propose, less room for the reports. */
const ONE = 10 * 1024 * 1024;
const ALL = 36 * 1024 * 1024;

const SIDES = [
  { side: "front", shows: "board from above", letter: "F" },
  { side: "back", shows: "board from below", letter: "B" },
] as const;

/** A schematic or board that gave no answer is not plotted: why is told already. */
export async function plotted(
  kicad: Kicad,
  { file: project }: Project,
  { erc, drc }: Answers,
  findings: readonly CheckFinding[],
  timeoutMs: number | undefined,
): Promise<Pictures> {
  const asked = { project, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const ofSheets = findings.filter(({ source }) => source === "erc");
  const ofBoard = findings.filter(({ source }) => source !== "erc");
  const plots = await Promise.all([
    ...(erc.data === null ? [] : [plotSheets(kicad, asked, ofSheets.flatMap(marksOf))]),
    ...(drc.data === null
      ? []
      : SIDES.map((side) => plotSide(kicad, asked, side, ofBoard.flatMap(marksOf)))),
  ]);
  return withinLimits(
    plots.flatMap(({ made }) => made),
    plots.flatMap(({ problems }) => problems),
  );
}

interface Asked {
  readonly project: string;
  readonly timeoutMs?: number;
}

interface Plot {
  readonly made: readonly Picture[];
  readonly problems: readonly CheckProblem[];
}

interface Picture {
  readonly path: string;
  readonly shows: string;
  readonly svg: string;
}

const ROOT = "reports/schematic-root.svg";

async function plotSheets(kicad: Kicad, asked: Asked, marks: readonly Mark[]): Promise<Plot> {
  const outcome = await kicad.plotSchematic({ ...asked, marks: marks.slice(0, MOST) });
  const name = namer();
  const made = (outcome.data?.sheets ?? []).map(({ path, svg }) => ({
    ...{ path: `reports/schematic-${name(path)}.svg`, shows: `sheet ${path}`, svg },
  }));
  return {
    made,
    problems: [
      ...failures("the schematic", ROOT, outcome),
      ...unmarked("the schematic", ROOT, marks),
    ],
  };
}

async function plotSide(
  kicad: Kicad,
  asked: Asked,
  { side, shows, letter }: (typeof SIDES)[number],
  all: readonly BoardMark[],
): Promise<Plot> {
  const seen = all.filter(({ layer }) => isSeen(layer, letter));
  const marks = seen.map(({ layer: _layer, ...mark }) => mark);
  const outcome = await kicad.plotBoard({ ...asked, side, marks: marks.slice(0, MOST) });
  const svg = outcome.data?.svg;
  const path = `reports/board-${side}.svg`;
  const made = svg === undefined ? [] : [{ path, shows, svg }];
  return {
    made,
    problems: [
      ...failures(`the ${shows}`, path, outcome),
      ...unmarked(`the ${shows}`, path, marks),
    ],
  };
}

/** "F.Cu and B.Cu" is seen from both sides, as is what has no side: an edge, an inner layer, a hole. */
function isSeen(layer: string | undefined, from: "F" | "B"): boolean {
  const sides: readonly string[] = layer?.match(/\b[FB](?=\.)/g) ?? [];
  return sides.length === 0 || sides.includes(from);
}

/** Parts that a board lacks have no place on it: KiCad reports them at the origin. */
const marksOf = ({ items, severity, group, title, sheet, source }: CheckFinding) =>
  items
    .filter(({ xMm, yMm }) => source === "erc" || xMm !== 0 || yMm !== 0)
    .map(({ xMm, yMm, layer }): BoardMark => ({
      ...{ xMm, yMm, severity, label: group, title },
      ...(sheet === undefined ? {} : { sheet }),
      ...(layer === undefined ? {} : { layer }),
    }));

/** More marks than that KiCad's adapter does not take, and nobody could tell apart; errors come first. */
const MOST = 2000;

function unmarked(what: string, where: string, marks: readonly Mark[]): CheckProblem[] {
  if (marks.length <= MOST) return [];
  const message = `${what} shows the first ${MOST} marks of ${marks.length}`;
  return [{ check: "picture", code: "MARKS_LEFT_OUT", message, where, severity: "info" }];
}

/** Problems of a picture that was made have been told by the checks. */
function failures(
  what: string,
  where: string,
  { status, problems }: { status: Status; problems: readonly Problem[] },
): CheckProblem[] {
  if (status === "ok" || status === "partial") return [];
  const why = problems.map(({ code, message }) => ({ code, message }));
  const told = why.length > 0 ? why : [{ code: "TOOL_FAILED", message: "KiCad gave no picture" }];
  return told.map(({ code, message }) => ({
    ...{ check: "picture" as const, code, message: `${what}: ${message}`, where },
    severity: "warning" as const,
  }));
}

function withinLimits(made: readonly Picture[], problems: readonly CheckProblem[]): Pictures {
  const left: CheckProblem[] = [...problems];
  const kept: Picture[] = [];
  let total = 0;
  for (const one of made) {
    const size = Buffer.byteLength(one.svg);
    if (size <= ONE && total + size <= ALL) {
      total += size;
      kept.push(one);
      continue;
    }
    const message = `the picture of the ${one.shows} has ${size} bytes, too many to propose`;
    left.push({
      check: "picture",
      code: "OUTPUT_TOO_LARGE",
      message,
      where: one.path,
      severity: "warning",
    });
  }
  return {
    artifacts: kept.map(({ path, svg }) => ({ path, content: svg })),
    list: kept.map(({ path, shows }) => ({ path, shows })),
    problems: left,
  };
}

/** File names of sheet paths: "/" is root, "/supply/" is supply; the second of one name ends in -2. */
function namer(): (path: string) => string {
  const seen = new Map<string, number>();
  return (path) => {
    const words = path.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["root"];
    const name = words.join("-").slice(0, 100);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return nth === 1 ? name : `${name}-${nth}`;
  };
}
