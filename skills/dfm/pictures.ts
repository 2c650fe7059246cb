/** Draws both sides of the board, with a mark at each finding. */
import type { Artifact } from "metaforge";
import type { Kicad, Measured, Problem, Violation } from "./measure.ts";
import type { DfmFinding } from "./schema.ts";

export interface Pictures {
  readonly artifacts: readonly Artifact[];
  readonly problems: readonly Problem[];
  /** The findings with what their marks are called. */
  readonly findings: readonly DfmFinding[];
}

/** More of them hide the board. */
const MOST = 300;

const SIDES = ["front", "back"] as const;

/** Marks of the maker's findings are called F1, F2, …, those of the board's own errors D1, D2, … */
export async function drawn(
  kicad: Kicad,
  project: string,
  { check }: Measured,
  findings: readonly DfmFinding[],
  timeoutMs: number | undefined,
): Promise<Pictures> {
  if (check.data === null) return { artifacts: [], problems: [], findings };
  const { own, fab } = check.data;
  const violations = new Map(
    [...own.violations, ...own.unconnected, ...fab.violations].map((one) => [one.id, one]),
  );
  const named = withMarks(findings);
  const artifacts: Artifact[] = [];
  const problems: Problem[] = [];
  for (const side of SIDES) {
    const marks = named.flatMap((finding) => {
      const violation = violations.get(finding.id);
      if (finding.mark === undefined || !violation) return [];
      return marksOf(violation, side).map((place) => ({
        ...place,
        severity: finding.severity,
        label: finding.mark!,
        title: finding.title.slice(0, 1000),
      }));
    });
    const asked = { project, side, marks, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
    const { data, problems: told } = await kicad.plotBoard(asked);
    if (data) artifacts.push({ path: `reports/dfm-board-${side}.svg`, content: data.svg });
    else problems.push(...told);
  }
  return { artifacts, problems, findings: named };
}

function withMarks(findings: readonly DfmFinding[]): DfmFinding[] {
  const next = { F: 0, D: 0 };
  return findings.map((finding) => {
    const letter = finding.source === "fab" ? "F" : "D";
    const isMarked =
      finding.source === "fab" || (finding.source === "own" && finding.severity === "error");
    if (!isMarked || next.F + next.D >= MOST) return finding;
    next[letter] += 1;
    return { ...finding, mark: `${letter}${next[letter]}` };
  });
}

/** A finding between two items is marked at the first: at both, one would look for two faults. */
function marksOf({ items }: Violation, side: "front" | "back") {
  const places = items.filter(({ xMm, yMm }) => xMm !== 0 || yMm !== 0);
  // An edge is long, and its place says nothing of where the other comes close to it.
  const first = places.find(({ text }) => !text.endsWith("Edge.Cuts")) ?? places[0];
  if (!first || !isSeen(first.layer ?? first.text, side)) return [];
  return [{ xMm: first.xMm, yMm: first.yMm }];
}

/** What names no side (a hole, an edge, a layer that somebody named) is seen from both. */
function isSeen(layer: string, side: "front" | "back"): boolean {
  const front = /\bF\.(?:Cu|Silk|Mask|Paste)|\b(?:top|front)(?:_|\b)/i.test(layer);
  const back = /\bB\.(?:Cu|Silk|Mask|Paste)|\b(?:bottom|back)(?:_|\b)/i.test(layer);
  return front === back || (side === "front" ? front : back);
}
