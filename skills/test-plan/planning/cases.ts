/** At least one test case for each requirement: method, set-up, stimulus, limits, equipment, steps. */
import { addressedBy } from "../input/architecture.ts";
import type { Addressed, Architecture } from "../input/architecture.ts";
import type { Constraint, Constraints } from "../input/constraints.ts";
import { heldHumidity, unreached } from "./chamber.ts";
import { cornersOf, isSupply } from "./corners.ts";
import type { Corner } from "./corners.ts";
import { COUNTED_ONE, LIFE_ONE, READ_ONE, TOLD_ONE, equipmentFor } from "./equipment.ts";
import type { Equipment } from "./equipment.ts";
import { gapsOf } from "./gaps.ts";
import { heatGaps } from "./heating.ts";
import { guarded } from "./guard-band.ts";
import type { Limits, Use } from "./guard-band.ts";
import { APPLIED, isGenerated, kindOf } from "./kinds.ts";
import type { Kind } from "./kinds.ts";
import { acceptWords, amount, bareWords, limitWords, nameOf } from "./limit-words.ts";
import { isMotion } from "./motion.ts";
import { appliedReach } from "./reach.ts";
import { LET_THROUGH, isLetThrough, openShare, surgeWords, unsaidSurge } from "./shares.ts";
import { passedOf } from "./signals.ts";
import { stepsOf } from "./steps.ts";
import { isLoad, stateWords } from "./states.ts";
import { severityOf, stressOf } from "./stress.ts";
import { sidesOf } from "./thresholds.ts";

export interface Case {
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly kind: Kind;
  readonly method: Constraint["verification"]["method"];
  readonly priority: string;
  readonly category: string;
  readonly addressed: Addressed;
  readonly setup: string;
  readonly stimulus: string;
  readonly limits: Limits;
  /** What a result is held against: "< 15 GBP", "≤ 7.96 g"; empty: nothing. */
  readonly acceptance: string;
  /** As the requirement writes it: "< 8 g". */
  readonly limit: string;
  readonly equipment: Equipment | null;
  readonly steps: readonly string[];
  readonly criterion: string;
  readonly where: string;
  /** Why its result could not be judged as it stands; empty: it can. */
  readonly gaps: readonly string[];
}

export interface Plan {
  readonly cases: readonly Case[];
  readonly corners: readonly Corner[];
}

export function planFor(
  { constraints, conflicts }: Pick<Constraints, "constraints" | "conflicts">,
  architecture: Architecture | null,
  guard: "tightened" | "none",
): Plan {
  const corners = cornersOf(constraints);
  const cases = constraints.map(asTested).flatMap((constraint) => {
    const addressed = addressedBy(constraint.id, architecture);
    const contradictions = conflicts
      .filter((one) => one.constraints.includes(constraint.id))
      .map(({ reason }) => `contradiction: ${reason}`);
    const open = openShare(constraint, constraints);
    return casesFor(constraint, addressed, corners, guard, open).map((one) => ({
      ...one,
      gaps: [
        ...one.gaps,
        ...(one.id.endsWith("-LOW") ? [] : heatGaps(constraint, constraints)),
        ...contradictions,
      ],
    }));
  });
  return { cases, corners };
}

function casesFor(
  constraint: Constraint,
  addressed: Addressed,
  corners: readonly Corner[],
  guard: "tightened" | "none",
  open: string | null,
): Case[] {
  const kind = kindOf(constraint);
  const { min, max } = boundsOf(constraint, kind);
  const isCrossed = kind === "threshold" || kind === "indicator";
  const ends: (readonly ["" | "-LOW" | "-HIGH", number | null, number | null])[] =
    (APPLIED.includes(kind) || kind === "span" || isCrossed) &&
    min !== null &&
    max !== null &&
    min !== max
      ? [
          ["-LOW", min, null],
          ["-HIGH", null, max],
        ]
      : [["", min, max]];
  const { unit, verification, priority, category, source } = constraint;
  const equipment = instrumentFor(constraint, kind);
  const unsaid = unsaidSurge(constraint);
  return ends.map(([suffix, low, high]) => {
    const isSet = APPLIED.includes(kind) || isCrossed;
    const use: Use = kind === "error" ? "error" : isSet ? "stimulus" : "result";
    const aimed = possible(
      guarded(
        { min: low, max: high, unit },
        equipment,
        kind === "range" && isRate(constraint) ? "none" : guard,
        use,
      ),
      constraint,
      kind,
    );
    const far =
      isSet || kind === "span"
        ? unreached(aimed, equipment, low === null && high === null ? constraint.typ : null)
        : null;
    const isJudged = far === null && open === null && unsaid === null;
    const limits = isJudged ? aimed : { ...aimed, ...NOT_JUDGED };
    const acceptance = isCrossed ? "" : acceptWords(limits, constraint);
    const about = { constraint, kind, limits, acceptance, equipment, addressed, corners, isJudged };
    return {
      id: `${idOf(constraint.id)}${suffix}`,
      requirement: constraint.id,
      title: `${isLetThrough(constraint) ? LET_THROUGH : nameOf(constraint)}${suffix === "" ? "" : suffix === "-LOW" ? ", lower end" : ", upper end"}`,
      ...{ kind, method: verification.method, priority, category, addressed },
      setup: setupOf(constraint, kind, addressed, corners),
      stimulus: far === null ? stimulusOf(constraint, kind, limits) : "none: no chamber reaches it",
      ...{ limits, acceptance, equipment },
      limit:
        low === null && high === null
          ? ""
          : kind === "reach"
            ? `up to ${amount(high!, unit)}`
            : limitWords({ ...constraint, min: low, max: high, typ: null }),
      steps:
        far === null
          ? stepsOf(about)
          : ["Do not begin: agree first on what is meant, and how it is reached."],
      criterion: verification.criterion || limitWords(constraint) || constraint.statement,
      where: `${source.file}:${source.line}${source.reference === undefined ? "" : ` (${source.reference})`}`,
      gaps: [
        ...gapsOf(constraint, kind, equipment, aimed),
        ...[far, open, unsaid].filter((one) => one !== null),
      ],
    };
  });
}

const NOT_JUDGED = { acceptMin: null, acceptMax: null, guardBand: "" };

function instrumentFor(constraint: Constraint, kind: Kind): Equipment | null {
  if (kind === "stress") return stressOf(constraint)!.equipment;
  if (kind === "presence") return COUNTED_ONE;
  if (kind === "document") return READ_ONE;
  if (kind === "read") return TOLD_ONE;
  return kind === "life" ? LIFE_ONE : equipmentFor(constraint);
}

/** A link is set to a rate, and not to somewhat more. */
const isRate = ({ si }: Constraint) => /^(?:bit|byte|B)\/s$/.test(si?.unit ?? "");

/** An error of a reading has both signs; the humidity itself is set where it can be held. */
const possible = (limits: Limits, { parameter, unit }: Constraint, kind: Kind): Limits =>
  kind !== "error" && APPLIED.includes(kind) && /humid/.test(parameter) && unit?.startsWith("%")
    ? heldHumidity(limits)
    : limits;

/** REQ-3f9a1c is tested by TC-3f9a1c; a requirement of another form keeps its whole id. */
const idOf = (requirement: string) =>
  `TC-${/^[A-Za-z][A-Za-z0-9]*-([0-9a-f]{6,}(?:-\d+)?)$/.exec(requirement)?.[1] ?? requirement}`;

/** A count that is stated as such has to be met exactly. A severity is applied as its standard says, and has no limits. */
function boundsOf(
  { min, typ, max, unit }: Constraint,
  kind: Kind,
): { min: number | null; max: number | null } {
  if (kind === "reach") return { min: null, max };
  if (kind === "stress") return { min: null, max: null };
  if (kind === "error" && min === null && max === null && typ !== null) {
    return { min: -Math.abs(typ), max: Math.abs(typ) };
  }
  const isCount = /^(?:1|bit|px)$/.test(unit ?? "") && min === null && max === null;
  return isCount ? { min: typ, max: typ } : { min, max };
}

function setupOf(
  constraint: Constraint,
  kind: Kind,
  { by }: Addressed,
  corners: readonly Corner[],
): string {
  if (kind === "document") return "no device: documents";
  const what = by.length > 0 ? `Device with ${by.join(", ")}` : "Device as built";
  if (kind === "storage") return `${what}, switched off, as it is stored`;
  const supply = corners.filter((one) => one.what === "supply").slice(0, 2);
  const isFed = supply.length > 0 && isElectric(constraint.category) && isLive(constraint);
  return isFed && kind !== "stress" && kind !== "read" && !isSupply(constraint)
    ? `${what}, fed with ${supply.map(({ words, requirement }) => `${words} (${requirement})`).join(" or ")}`
    : what;
}

/** Who looks at a product that stands still sees no motion of it. */
const asTested = (constraint: Constraint): Constraint =>
  isMotion(constraint) && constraint.verification.method === "inspection"
    ? { ...constraint, verification: { ...constraint.verification, method: "test" } }
    : constraint;

/** Something runs while it is done. */
const isLive = ({ verification: { method } }: Constraint) =>
  method === "test" || method === "demonstration";

export const isElectric = (category: string): boolean =>
  ["electrical", "power", "performance", "interface"].includes(category);

function stimulusOf(constraint: Constraint, kind: Kind, limits: Limits): string {
  const { condition, unit } = constraint;
  // "Or larger" widens what is asked for, and is no condition.
  const stated = condition && !condition.startsWith("or ") ? `as stated: ${condition}` : "";
  const { acceptMin, acceptMax } = limits;
  const also = stated === "" ? "" : `; ${stated}`;
  const bare = bareWords(constraint);
  if (kind === "stress") return `applied: ${severityOf(constraint)}${also}`;
  if (kind === "reach") return `${appliedReach(constraint, limits)}${also}`;
  if (isLetThrough(constraint)) return surgeWords(constraint);
  if (isMotion(constraint)) return `each motion that is stated, commanded alone${also}`;
  if (isLoad(constraint)) return "what the statement says that it does";
  if (kind === "span") {
    const end = acceptMin ?? acceptMax ?? limits.min ?? limits.max;
    return `applied: ${end === null ? bare : amount(end, unit)}${also}`;
  }
  if (kind === "threshold") return `applied: ${sidesOf(limits, constraint).join(", then ")}${also}`;
  if (kind === "indicator")
    return `applied: ${passedOf(limits, constraint).join(", then ")}${also}`;
  if (kind === "error" && isGenerated(constraint))
    return `none: the device's own signal is measured${also}`;
  if (kind === "error") return `values across the span, known by a reference${also}`;
  if (kind === "document" || kind === "read" || !isLive(constraint)) return stated || "none";
  if (!APPLIED.includes(kind)) {
    return (
      stated || stateWords(constraint) || "normal operation; the requirement states no condition"
    );
  }
  const ends = [
    ...(acceptMin === null ? [] : [`${amount(acceptMin, unit)} or lower`]),
    ...(acceptMax === null ? [] : [`${amount(acceptMax, unit)} or higher`]),
  ];
  return `applied: ${ends.length > 0 ? ends.join(" and ") : bare}${also}`;
}
