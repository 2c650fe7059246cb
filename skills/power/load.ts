/** What a block takes in a state: from usage.json, else from its part's figures, else not known. */
import { boundsOf, largest, middleOf, smallest, topOf } from "./figure.ts";
import type { Bounds, FigureName, Part } from "./figure.ts";
import type { Block } from "./input/architecture.ts";
import type { BlockUse, Mode, UsageState } from "./input/usage.ts";
import { shown, toSi } from "./quantity.ts";

export interface Draw {
  readonly mode: string;
  /** In A, of all pieces together; null: not known. */
  readonly typical: number | null;
  readonly worst: number | null;
  /** The shortest peak; at least `worst`. */
  readonly peak: number | null;
  /** False: at least this much, for example because the figure leaves out what is driven. */
  readonly complete: boolean;
  /** False: `worst` and `peak` are typical figures, because no maximum is given. */
  readonly assured: boolean;
  readonly source: string;
}

/** What is looked at in each mode; of several the one that takes most. */
const FIGURES: Record<Exclude<Mode, "off">, readonly FigureName[]> = {
  full: ["active_current", "transmit_current", "receive_current"],
  active: ["active_current"],
  transmit: ["transmit_current"],
  receive: ["receive_current"],
  sleep: ["sleep_current"],
  deepest: ["sleep_current", "shutdown_current"],
  shutdown: ["shutdown_current"],
};
/**
 * Where that is not given: a radio that is on takes no more than while it sends or hears, a part in shutdown no more than
 * in its deepest sleep; a part with one supply current takes that.
 */
const INSTEAD: Partial<Record<Mode, readonly FigureName[]>> = {
  full: ["quiescent_current"],
  active: ["transmit_current", "receive_current", "quiescent_current"],
  sleep: ["quiescent_current"],
  deepest: ["quiescent_current"],
};
const BURSTS: ReadonlySet<Mode> = new Set(["full", "active", "transmit", "receive"]);

/** Words of a figure that leaves out what comes on top in use. */
const FLOOR =
  /\bperipherals off\b|\bno (?:load|output)\b|\b(?:bus|driver) (?:inactive|disabled)\b|\bdepends on\b/i;

/** A mean over measurements at a slow rate, which is not what is taken while one runs. */
const RATED =
  /\bforced mode\b|\bsingle shot\b|\bmeasurements? per second\b|\bconversion cycle\b|(?<![\d.])[1-4] Hz\b/i;

export function drawOf(block: Block, part: Part | null, state: UsageState): Draw {
  const draw = figuresDraw(block, part, state);
  const most = block.stated;
  // What is asleep drives nothing; what usage.json states is not corrected.
  if (!most || !BURSTS.has(draw.mode as Mode)) return draw;
  if (draw.worst !== null && draw.worst >= most.value) return draw;
  return {
    ...draw,
    typical: draw.typical ?? most.value,
    ...{ worst: most.value, peak: Math.max(draw.peak ?? 0, most.value) },
    // The part's figure leaves out what is driven, so that the typical one is at least so much.
    complete: draw.typical === null || draw.complete,
    assured: true,
    source: `at most ${most.basis}, what is driven included; ${draw.source}`,
  };
}

function figuresDraw(block: Block, part: Part | null, state: UsageState): Draw {
  const set: BlockUse = state.blocks[block.id] ?? state.others;
  if (typeof set === "object" && "current" in set) return stated(set, block, part);
  const [mode, condition] = typeof set === "string" ? [set] : [set.mode, set.condition];
  if (mode === "off") {
    const zero = { typical: 0, worst: 0, peak: 0, complete: true, assured: true };
    return { mode, ...zero, source: "switched off" };
  }
  const unknown = (source: string): Draw => ({
    ...{ mode, typical: null, worst: null, peak: null },
    ...{ complete: false, assured: false, source },
  });
  if (block.kind === "connector") {
    return unknown("it feeds what is plugged in, and nothing states that current");
  }
  if (!part)
    return unknown(block.part ? `no part '${block.part.id}' in the catalogue` : tbd(block));
  const names = FIGURES[mode];
  const of = (figures: readonly FigureName[]) =>
    figures.flatMap((name) => boundsOf(part, name, "A", condition));
  const several = [of(names), of(INSTEAD[mode] ?? [])].find(({ length }) => length > 0) ?? [];
  const deepest = mode === "shutdown" ? of(["sleep_current"]) : [];
  const found = (mode === "deepest" ? smallest(several) : largest(several)) ?? smallest(deepest);
  if (!found) {
    const which = condition === undefined ? "" : ` with the condition '${condition}'`;
    return unknown(`${part.mpn} has no figure ${names.join(" or ").replaceAll("_", " ")}${which}`);
  }
  const burst = BURSTS.has(mode) ? largest(boundsOf(part, "peak_current", "A")) : null;
  const many = block.quantity;
  const worst = topOf(found);
  const isFloor = BURSTS.has(mode) && FLOOR.test(found.condition);
  const isRated = BURSTS.has(mode) && RATED.test(found.condition);
  const notes = [
    ...(found.max === null ? ["no maximum is given"] : []),
    ...(isFloor ? ["at least: what is driven comes on top"] : []),
    ...(isRated ? ["at least: a mean at that rate, more often takes more"] : []),
    ...chosen(several, found, mode === "deepest" ? "smallest" : "largest"),
    ...(several.length === 0 ? chosen(deepest, found, "smallest") : []),
    ...(burst ? [burst.source] : []),
  ];
  return {
    mode: condition === undefined ? mode : `${mode} (${condition})`,
    typical: middleOf(found) * many,
    worst: worst * many,
    peak: Math.max(worst, burst ? topOf(burst) : 0) * many,
    complete: !isFloor && !isRated,
    assured: found.max !== null && (burst === null || burst.max !== null),
    source: [`${many > 1 ? `${many} × ` : ""}${found.source}`, ...notes].join("; "),
  };
}

const LISTED = 4;

/** Of several figures of a mode one has to be taken; which ones were there is told, since usage.json can name another. */
function chosen(all: readonly Bounds[], found: Bounds, how: "largest" | "smallest"): string[] {
  const others = all.filter((one) => one !== found);
  if (others.length === 0) return [];
  const words = others
    .slice(0, LISTED)
    .map((one) => `${shown(topOf(one), "A")} (${one.condition || "no condition"})`);
  const more = others.length > LISTED ? ` and ${others.length - LISTED} more` : "";
  return [`the ${how} of ${all.length} figures, beside ${words.join(", ")}${more}`];
}

function stated(
  set: Extract<BlockUse, { current: unknown }>,
  { quantity: many }: Block,
  part: Part | null,
): Draw {
  const { value, unit } = set.current;
  const max = "max" in set.current ? (set.current.max ?? value) : value;
  const si = (one: number) => toSi(one, unit, "A")! * many;
  const isFile = !("from" in set);
  const words = isFile
    ? `usage.json${set.source === undefined ? "" : `: ${set.source}`}`
    : set.from;
  // Whoever states a mean need not know of the part's bursts.
  const burst = isFile ? null : largest(boundsOf(part, "peak_current", "A"));
  const told = si(set.current.peak ?? max);
  const isBurst = burst !== null && topOf(burst) * many > told;
  return {
    ...{ mode: "as stated", typical: si(value), worst: si(max) },
    peak: isBurst ? topOf(burst) * many : told,
    ...{ complete: true, assured: !isBurst || burst.max !== null },
    source: [`${many > 1 ? `${many} × ` : ""}${words}`, ...(isBurst ? [burst.source] : [])].join(
      "; ",
    ),
  };
}

const tbd = ({ tbd: wanted }: Block) =>
  wanted ? `no part is chosen (TBD: ${wanted})` : "no part is chosen (TBD)";
