/** At least one test case for each requirement: method, set-up, stimulus, limits, equipment, steps. */
import { addressedBy } from "../input/architecture.ts";
import type { Addressed, Architecture } from "../input/architecture.ts";
import type { Constraint } from "../input/constraints.ts";
import { cornersOf, isOperatingTemperature, isSupply } from "./corners.ts";
import type { Corner } from "./corners.ts";
import { equipmentFor } from "./equipment.ts";
import type { Equipment } from "./equipment.ts";
import { guarded } from "./guard-band.ts";
import type { Limits } from "./guard-band.ts";
import { amount, bareWords, limitWords, nameOf, thingOf } from "./limit-words.ts";
import { stepsOf } from "./steps.ts";

/** `range`: what the device endures; `span`: what a part of it measures. */
export type Kind = "measure" | "range" | "span" | "presence" | "document";

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
  constraints: readonly Constraint[],
  architecture: Architecture | null,
  guard: "tightened" | "none",
): Plan {
  const corners = cornersOf(constraints);
  const cases = constraints.flatMap((constraint) =>
    casesFor(constraint, addressedBy(constraint.id, architecture), corners, guard),
  );
  return { cases, corners };
}

function casesFor(
  constraint: Constraint,
  addressed: Addressed,
  corners: readonly Corner[],
  guard: "tightened" | "none",
): Case[] {
  const kind = kindOf(constraint);
  const { min, max } = boundsOf(constraint);
  const ends: (readonly ["" | "-LOW" | "-HIGH", number | null, number | null])[] =
    (kind === "range" || kind === "span") && min !== null && max !== null && min !== max
      ? [
          ["-LOW", min, null],
          ["-HIGH", null, max],
        ]
      : [["", min, max]];
  const { unit, parameter, si, verification, priority, category, source } = constraint;
  const equipment =
    kind === "presence"
      ? equipmentFor(parameter, "1", null)
      : kind === "document"
        ? equipmentFor(parameter, null, null)
        : equipmentFor(parameter, unit, si?.unit ?? null);
  return ends.map(([suffix, low, high]) => {
    const limits = guarded({ min: low, max: high, unit }, equipment, guard, kind !== "range");
    const about = { constraint, kind, limits, equipment, addressed, corners };
    return {
      id: `${idOf(constraint.id)}${suffix}`,
      requirement: constraint.id,
      title: `${nameOf(constraint)}${suffix === "" ? "" : suffix === "-LOW" ? ", lower end" : ", upper end"}`,
      ...{ kind, method: verification.method, priority, category, addressed },
      setup: setupOf(constraint, addressed, corners),
      stimulus: stimulusOf(constraint, kind, limits),
      ...{ limits, equipment },
      limit:
        low === null && high === null
          ? ""
          : limitWords({ ...constraint, min: low, max: high, typ: null }),
      steps: stepsOf(about),
      criterion: verification.criterion || limitWords(constraint) || constraint.statement,
      where: `${source.file}:${source.line}`,
      gaps: gapsOf(constraint, kind, equipment, limits),
    };
  });
}

/** REQ-3f9a1c is tested by TC-3f9a1c; a requirement of another form keeps its whole id. */
const idOf = (requirement: string) =>
  `TC-${/^[A-Za-z][A-Za-z0-9]*-([0-9a-f]{6,}(?:-\d+)?)$/.exec(requirement)?.[1] ?? requirement}`;

function kindOf(constraint: Constraint): Kind {
  const { min, typ, max, unit, category, parameter, verification } = constraint;
  const { method } = verification;
  const isNumeric = (min ?? typ ?? max) !== null;
  const isDocument =
    category === "compliance" ||
    category === "cost" ||
    category === "schedule" ||
    method === "analysis";
  if (isDocument) return "document";
  if (!isNumeric) return "presence";
  if (isOperatingTemperature(constraint) || isSupply(constraint)) return "range";
  const isSpan = /(?:^|_)(?:range|span)$/.test(parameter) && unit !== "m" && unit !== "km";
  if (isSpan && thingOf(constraint) !== null) return "span";
  if (category === "environmental" || isSpan) return "range";
  return "measure";
}

/** A count that is stated as such has to be met exactly. */
function boundsOf({ min, typ, max, unit }: Constraint): { min: number | null; max: number | null } {
  const isCount = unit === "1" && min === null && max === null;
  return isCount ? { min: typ, max: typ } : { min, max };
}

function setupOf(constraint: Constraint, { by }: Addressed, corners: readonly Corner[]): string {
  const thing = thingOf(constraint);
  const what = by.length > 0 ? `Device with ${by.join(", ")}` : "Device as built";
  const supply = corners.filter((one) => one.what === "supply").slice(0, 2);
  const fed =
    supply.length > 0 && isElectric(constraint.category) && isLive(constraint)
      ? `, fed with ${supply.map(({ words, requirement }) => `${words} (${requirement})`).join(" or ")}`
      : "";
  return `${what}${fed}${thing === null || by.length > 0 ? "" : `; access to ${thing}`}`;
}

/** Something runs while it is done. */
const isLive = ({ verification: { method } }: Constraint) =>
  method === "test" || method === "demonstration";

export const isElectric = (category: string): boolean =>
  ["electrical", "power", "performance", "interface"].includes(category);

function stimulusOf(
  { condition, min, typ, max, unit }: Constraint,
  kind: Kind,
  limits: Limits,
): string {
  const stated = condition ? `as stated: ${condition}` : "";
  const { acceptMin, acceptMax } = limits;
  if (kind === "span") {
    const end = acceptMin === null ? acceptMax : acceptMin;
    return `applied: ${end === null ? bareWords({ ...OPEN, min, typ, max, unit }) : amount(end, unit)}${stated === "" ? "" : `; ${stated}`}`;
  }
  if (kind !== "range") return stated || "normal operation; the requirement states no condition";
  const ends = [
    ...(acceptMin === null ? [] : [`${amount(acceptMin, unit)} or lower`]),
    ...(acceptMax === null ? [] : [`${amount(acceptMax, unit)} or higher`]),
  ];
  const set = ends.length > 0 ? ends.join(" and ") : bareWords({ ...OPEN, min, typ, max, unit });
  return `applied: ${set}${stated === "" ? "" : `; ${stated}`}`;
}

const OPEN = { min: null, typ: null, max: null, minInclusive: true, maxInclusive: true };

function gapsOf(
  { min, typ, max, unit, statement }: Constraint,
  kind: Kind,
  equipment: Equipment | null,
  { acceptMin, acceptMax }: Limits,
): string[] {
  if (kind === "presence" || kind === "document") return [];
  const gaps: string[] = [];
  if (min === null && max === null && typ !== null && acceptMin === null && kind === "measure") {
    gaps.push(
      `no tolerance: "${statement}" states ${amount(typ, unit)} and no limits; a result can be recorded, not judged`,
    );
  }
  if (equipment === null) {
    gaps.push(
      `no equipment class for the unit ${unit}: its uncertainty has to be stated and the limits moved by hand`,
    );
  }
  if (
    min !== null &&
    max !== null &&
    kind === "measure" &&
    acceptMin !== null &&
    acceptMax !== null &&
    acceptMin > acceptMax
  ) {
    gaps.push("the tolerance is narrower than what can be measured");
  }
  return gaps;
}
