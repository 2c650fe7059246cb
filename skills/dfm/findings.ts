/** Says in words what was found: broken rules of the maker, of the board itself, limits, and what was not measured. */
import { createHash } from "node:crypto";
import type { Measured, Problem, Violation } from "./measure.ts";
import type { Profile, ProfileRule } from "./profile/schema.ts";
import type { DfmFinding, Limit } from "./schema.ts";

/** `board` is the file that findings are in. Errors come before warnings, the maker's before the board's own. */
export function findingsOf(
  { check, problems }: Measured,
  limits: readonly Limit[],
  profile: Profile,
  board: string,
): DfmFinding[] {
  const { own, fab } = check.data ?? { own: null, fab: null };
  const all = [
    ...problems.map((one) => ofProblem(one, check.data === null, board)),
    ...limits.flatMap((one) => ofLimit(one, profile, board)),
    ...counted(fab?.violations).map((one) => ofMaker(one, profile, board)),
    ...counted([...(own?.violations ?? []), ...(own?.unconnected ?? [])]).map((one) =>
      ofOwn(one, board),
    ),
  ];
  return all.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const RANK = { error: 0, warning: 1, info: 2 };

/** Without what the project waives, by type and then in the order in which people look for parts. */
const counted = (violations: readonly Violation[] = []) =>
  violations
    .filter(({ excluded }) => !excluded)
    .toSorted((a, b) => compare(a.type, b.type) || NATURAL.compare(nameOf(a), nameOf(b)));

const NATURAL = new Intl.Collator("en", { numeric: true });
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** KiCad's type → what is too small or too large, and what to do about it. */
const WORDS: Record<string, readonly [what: string, action: string]> = {
  annular_width: ["annular ring", "Enlarge the pad or via, or make its hole smaller."],
  track_width: ["track", "Widen the track."],
  clearance: ["clearance", "Move the two apart."],
  drill_out_of_range: ["hole", "Change the hole's diameter."],
  hole_to_hole: ["distance between holes", "Move the holes apart."],
  hole_clearance: ["distance of copper to a hole", "Move the copper away from the hole."],
  copper_edge_clearance: ["distance of copper to the edge", "Move the copper away from the edge."],
  silk_edge_clearance: ["distance of silkscreen to the edge", "Move the silkscreen inwards."],
  text_height: ["height of text", "Make the text larger, or hide it."],
  text_thickness: ["line of text", "Make the lines of the text thicker, or hide it."],
};

function ofMaker(violation: Violation, profile: Profile, board: string): DfmFinding {
  const { id, severity, type, limitMm, actualMm, text, rule } = violation;
  const own = profile.rules.find((one) => rule?.endsWith(`:${one.id}`));
  const [what, action] = WORDS[type] ?? [type.replaceAll("_", " "), "Change the board."];
  const figures =
    limitMm === undefined || actualMm === undefined
      ? text
      : `${what} of ${actualMm} mm, ${actualMm < limitMm ? "at least" : "at most"} ${limitMm} mm asked`;
  return {
    id,
    severity,
    title: `${nameOf(violation)}: ${figures}`,
    where: { file: board, item: placeOf(violation) },
    evidence: [text, ...(own ? [certainty(own, profile)] : [])].join("\n"),
    action,
    source: "fab",
    type,
    ...(own ? { rule: own.id } : {}),
  };
}

function ofOwn(violation: Violation, board: string): DfmFinding {
  const { id, severity, type, text } = violation;
  return {
    id,
    severity,
    title: `${nameOf(violation)}: ${text}`,
    where: { file: board, item: placeOf(violation) },
    evidence: violation.items.map((item) => item.text).join("\n"),
    action: "Mend it, or exclude it in KiCad with a comment: it is a rule of the board itself.",
    source: "own",
    type,
  };
}

function ofLimit(limit: Limit, { name }: Profile, board: string): DfmFinding[] {
  const { id, verdict, required, measured, status, source } = limit;
  if (verdict !== "fail") return [];
  return [
    {
      id: `limit-${id}`,
      severity: "error",
      title: `${LIMITS[id]} is ${measured}, ${name} asks for ${required}`,
      where: { file: board },
      evidence: `${status}: ${source}`,
      action: "Change the board, or choose another process.",
      source: "limit",
      rule: id,
    },
  ];
}

/** Limit → its name. */
export const LIMITS: Record<string, string> = {
  "board-size-max": "The board's size",
  "board-size-min": "The board's size",
  layers: "The number of copper layers",
  thickness: "The board's thickness",
  "drill-range": "The range of drills",
  "aspect-ratio": "Thickness to smallest plated drill",
};

/** What keeps an answer away is an error; so is a rule that was not in force. */
function ofProblem({ code, message, where, action }: Problem, isFatal: boolean, board: string) {
  const isUnproven = code === "RULES_NOT_LOADED" || code === "RULES_INVALID";
  const isMinor = code === "COUNT_CAPPED" || code.startsWith("LIBRARY_");
  return {
    id: `problem-${digest(code, where ?? "", message)}`,
    severity: isFatal || isUnproven ? "error" : isMinor ? "info" : "warning",
    title: `${code}: ${message}`,
    where: { file: where?.includes(".") ? where : board },
    ...(action === undefined ? {} : { action }),
    source: "problem",
  } as const satisfies DfmFinding;
}

const digest = (...parts: readonly string[]) =>
  createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 8);

export const certainty = ({ status, source, note }: ProfileRule, { sources }: Profile): string =>
  `${status}: ${sources[source]}${note === undefined ? "" : ` (${note})`}`;

/** "J5 pad 2", "Track GND", else what KiCad calls the item; an edge only where nothing else is there. */
function nameOf({ items }: Violation): string {
  const parts = items.filter(({ text }) => !text.endsWith("Edge.Cuts"));
  const names = (parts.length > 0 ? parts : items).map(({ ref, pin, net, text }) => {
    if (ref !== undefined) return pin === undefined ? ref : `${ref} pad ${pin}`;
    return net === undefined ? short(text) : `${text.split(" ", 1)[0]} ${net}`;
  });
  return names.length === 0 ? "The board" : [...new Set(names)].join(" and ");
}

/** A text on a board may have many lines. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= MOST ? line : `${line.slice(0, MOST / 2)} … ${line.slice(-MOST / 2)}`;
}

const MOST = 80;

const placeOf = ({ items }: Violation): string =>
  items.map(({ text, xMm, yMm }) => `${short(text)} at ${xMm}, ${yMm} mm`).join("; ") ||
  "the board";
