/** Holds the board's facts against the requirements that speak of exactly these: size, layers, thickness, track, hole, finish. */
import { judged } from "metaforge/report";
import type { Measurement, RequirementVerdict, Stated } from "metaforge/report";
import type { Facts } from "./limits.ts";

/** One row for each requirement that names the bare board; those of other things get none. `facts` null: not measured. */
export function requirementsOf(
  stated: readonly Stated[],
  facts: Facts | null,
): RequirementVerdict[] {
  const rows = stated.flatMap((one): RequirementVerdict[] => {
    const kind = kindOf(one);
    if (kind === null) return [];
    const measured = measurementOf(kind, one, facts, stated);
    const doubt = doubtOf(one, kind);
    if (measured === null) return [withoutValue(one, "the board's facts were not measured")];
    if (doubt !== null) return [{ ...measured, verdict: "not_measured", basis: doubt }];
    return [measured];
  });
  return choicesOf(rows, stated);
}

type Kind =
  | "size-x"
  | "size-y"
  | "side"
  | "height"
  | "layers"
  | "thickness"
  | "track"
  | "hole"
  | "finish";

/** By the whole parameter: "mounting_hole_diameter" is no smallest hole, "display_size_x" no board's. */
const PARAMETERS: readonly (readonly [Kind, RegExp])[] = [
  ["size-x", /^(?:board|pcb)_(?:size|dimensions?|outline)_x$/],
  ["size-y", /^(?:board|pcb)_(?:size|dimensions?|outline)_y$/],
  ["side", /^(?:board|pcb)_(?:width|length)$/],
  ["height", /^(?:board|pcb)_(?:height|(?:size|dimensions?|outline)_z)$/],
  ["layers", /^(?:(?:board|pcb|copper)_)?(?:layers?|layer_count)$/],
  ["thickness", /^(?:(?:board|pcb)_thick(?:ness)?|thick)$/],
  ["track", /^(?:(?:min|minimum|smallest)_)?(?:pcb_)?(?:trace|track)(?:_width)?$/],
  ["hole", /^(?:(?:min|minimum|smallest)_)?(?:drill|hole)(?:_(?:size|diameter))?$/],
  ["finish", /^(?:(?:board|pcb)_)?(?:surface_)?finish$/],
];

function kindOf({ parameter, statement }: Stated): Kind | null {
  const kind = PARAMETERS.find(([, pattern]) => pattern.test(parameter))?.[0] ?? null;
  const isNamed = /board|pcb|copper/.test(parameter) || BOARD.test(statement);
  if (kind === "track" || kind === "hole") return /mount/i.test(statement) ? null : kind;
  return isNamed ? kind : null;
}

const BOARD = /\b(?:pcbs?|boards?|printed circuit|copper|\d+[- ]layers?)\b/i;

/** Chapters and words that are the board itself. */
const ITSELF =
  /^(?:general|overview|requirements?|constraints?|specifications?|physical(?: (?:design|constraints?))?|mechanical|hardware|pcbs?|(?:printed )?(?:circuit )?boards?|dimensions?|size|form factor|manufactur\w*|fabrication|production|assembly|layout|design|quality)$/;

/** Why a verdict would say more than was measured. */
function doubtOf({ subject, condition }: Stated, kind: Kind): string | null {
  const whose = (subject ?? "").replaceAll("_", " ").trim();
  if (whose !== "" && !ITSELF.test(whose)) {
    return `the requirement is about '${whose}'; what was measured is the whole board`;
  }
  if (kind === "height") {
    return "a height counts the parts on the board, too; what was measured is its outline and thickness";
  }
  return condition === null || condition === ""
    ? null
    : `the requirement holds under a condition that the board's data do not tell: ${condition}`;
}

const JOB = "Gerber job file";
const MM = { unit: "mm", si: { unit: "m", factor: 1e-3 } };

function measurementOf(
  kind: Kind,
  one: Stated,
  facts: Facts | null,
  all: readonly Stated[],
): RequirementVerdict | null {
  if (facts === null) return null;
  const { widthMm, heightMm, layers, thicknessMm, minTrackMm, minDrillMm, finish } = facts;
  const size = `the outline is ${widthMm} × ${heightMm} mm (${JOB})`;
  const length = (value: number | null, basis: string): Measurement => ({ ...MM, value, basis });
  switch (kind) {
    case "size-x":
    case "size-y":
      return sizeOf(one, kind, facts, all, size);
    case "side":
      return sideOf(one, facts, size);
    case "height":
      return judged(one, length(null, size));
    case "layers":
      return judged(one, { value: layers, unit: "1", basis: `copper layers (${JOB})` });
    case "thickness":
      return judged(
        one,
        length(
          thicknessMm,
          thicknessMm === null
            ? `the ${JOB} tells no thickness`
            : `nominal thickness as designed (${JOB})`,
        ),
      );
    case "track":
      return smallest(one, minTrackMm, "track", `narrowest track of all layers (${JOB})`);
    case "hole":
      return smallest(one, minDrillMm, "hole", "smallest hole of all, vias too (drill files)");
    case "finish":
      return finishOf(one, finish);
  }
}

/** A board may be drawn turned by 90°: x and y of one statement are held against both ways. */
function sizeOf(
  one: Stated,
  kind: "size-x" | "size-y",
  { widthMm, heightMm }: Facts,
  all: readonly Stated[],
  size: string,
): RequirementVerdict {
  const [drawn, turned] = kind === "size-x" ? [widthMm, heightMm] : [heightMm, widthMm];
  const other = all.find(
    (two) =>
      two !== one && two.statement === one.statement && /^size-[xy]$/.test(kindOf(two) ?? ""),
  );
  const at = (stated: Stated, value: number, basis: string) =>
    judged(stated, { ...MM, value, basis });
  const passes = (mine: number, others: number) =>
    at(one, mine, "").verdict === "pass" && (!other || at(other, others, "").verdict === "pass");
  return !passes(drawn, turned) && passes(turned, drawn)
    ? at(one, turned, `${size}, taken turned by 90°`)
    : at(one, drawn, size);
}

/** Which of the two sides is the width is nobody's rule: only what holds for both is judged. */
function sideOf(one: Stated, { widthMm, heightMm }: Facts, size: string): RequirementVerdict {
  const [first, second] = [widthMm, heightMm].map((value) =>
    judged(one, { ...MM, value, basis: size }),
  ) as [RequirementVerdict, RequirementVerdict];
  if (first.verdict === second.verdict) return first;
  const basis = `${size}; one side keeps it and one does not, and which of them is meant is not said`;
  return { ...first, verdict: "not_measured", value: null, unit: null, basis };
}

/** Of many only the smallest is known, which is enough for a lower limit and for no other. */
function smallest(
  one: Stated,
  value: number | null,
  noun: string,
  basis: string,
): RequirementVerdict {
  if (value === null) return withoutValue(one, `the board's data tell no ${noun}`);
  const row = judged(one, { ...MM, value, basis });
  if (one.max === null || row.verdict === "fail") return row;
  return { ...row, verdict: "not_measured", basis: `${basis}; the largest ${noun} is not known` };
}

function finishOf(one: Stated, finish: string | null): RequirementVerdict {
  const wanted = one.values ?? [];
  const base = { ...withoutValue(one, ""), limit: wanted.join(" or ") || null };
  if (wanted.length === 0) return { ...base, basis: "the requirement names no finish" };
  if (finish === null) return { ...base, basis: `the ${JOB} tells no finish` };
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const keeps = wanted.some((value) => plain(value) === plain(finish));
  const known =
    KNOWN_FINISHES.includes(plain(finish)) &&
    wanted.every((value) => KNOWN_FINISHES.includes(plain(value)));
  const basis = `finish as designed (${JOB})`;
  if (keeps) return { ...base, verdict: "pass", value: finish, basis };
  return known
    ? { ...base, verdict: "fail", value: finish, basis }
    : {
        ...base,
        value: finish,
        basis: `${basis}; whether the two words mean one finish is not known`,
      };
}

/** As KiCad writes them, without punctuation: two of these that differ are two finishes. */
const KNOWN_FINISHES = [
  "enig",
  "enepig",
  "halsnpb",
  "halleadfree",
  "hardgold",
  "osp",
  "htosp",
  "immersiontin",
  "immersionnickel",
  "immersionsilver",
  "immersiongold",
];

const withoutValue = (one: Stated, basis: string): RequirementVerdict => ({
  ...judged(one, { value: null, unit: "1", basis }),
});

/** "2-layer preferred, 4-layer acceptable": where one choice of a statement is kept, the others are not broken. */
function choicesOf(
  rows: readonly RequirementVerdict[],
  stated: readonly Stated[],
): RequirementVerdict[] {
  const parameter = (id: string) => stated.find((one) => one.id === id)?.parameter;
  return rows.map((row) => {
    const kept = rows.find(
      (other) =>
        other.verdict === "pass" &&
        other.statement === row.statement &&
        parameter(other.requirement) === parameter(row.requirement),
    );
    if (row.verdict !== "fail" || !kept) return row;
    const basis = `${row.basis}; another choice of the same statement is kept (${kept.requirement})`;
    return { ...row, verdict: "not_measured", basis };
  });
}
