/** Holds the budget against each requirement that speaks of power, with the numbers and what follows. */
import { TYPICAL } from "../checks/judge.ts";
import type { Constraint } from "../input/constraints.ts";
import { rounded } from "../quantity.ts";
import type { Margin } from "../schema.ts";
import { charges, holds, lasts } from "./battery.ts";
import type { MarginFacts } from "./battery.ts";
import { consumption } from "./consumption.ts";
import type { Judged, Measured } from "./consumption.ts";
import { kindOf } from "./scope.ts";
import type { Kind } from "./scope.ts";
import { railVoltage, supplyVoltage } from "./voltage.ts";

const UNITS: Record<Kind, string> = {
  runtime: "s",
  current: "A",
  power: "W",
  capacity: "C",
  "charging-time": "s",
  "rail-voltage": "V",
  "supply-voltage": "V",
};

export function marginsOf(facts: MarginFacts): Margin[] {
  return facts.constraints.flatMap((constraint) => {
    const kind = kindOf(constraint, facts.usage);
    return kind === null ? [] : [marginOf(constraint, kind, facts)];
  });
}

function marginOf(constraint: Constraint, quantity: Kind, facts: MarginFacts): Margin {
  const { si, id, statement, parameter, priority } = constraint;
  const { min, max } = limitsOf(constraint, quantity);
  const head = {
    ...{ requirement: id, priority, statement, parameter, quantity, unit: UNITS[quantity] },
    ...{ min, max, judged: judgedBy(constraint) },
  };
  if (quantity === "rail-voltage" || quantity === "supply-voltage") {
    const found =
      quantity === "rail-voltage"
        ? railVoltage(constraint, facts)
        : supplyVoltage(constraint, facts);
    const bounds = { min: si!.min ?? si!.typ ?? null, max: si!.max ?? si!.typ ?? null };
    return {
      ...head,
      complete: true,
      basis: "limits",
      ...bounds,
      ...found,
      margin: found.margin === null ? null : rounded(found.margin),
    };
  }
  const measured = measure(constraint, quantity, head.judged, facts);
  return { ...head, ...verdictOf(measured, head, constraint) };
}

/** A plain number is what has to be reached, or not to be passed. */
function limitsOf({ si }: Constraint, quantity: Kind): { min: number | null; max: number | null } {
  const { min = null, typ = null, max = null } = si!;
  const isLeast = quantity === "runtime" || quantity === "capacity";
  return isLeast ? { min: min ?? typ ?? max, max: null } : { min: null, max: max ?? typ };
}

/** A typical use is no typical figure: it may be asked of every piece. */
const judgedBy = ({ condition, parameter, statement }: Constraint): Judged =>
  /\b(?:typ|typical|typically|nominal)\b(?! (?:use|usage|user|day|conditions?)\b)/i.test(
    `${condition ?? ""} ${parameter.replaceAll("_", " ")} ${statement}`,
  )
    ? "typical"
    : "worst";

function measure(
  constraint: Constraint,
  quantity: Kind,
  judged: Judged,
  facts: MarginFacts,
): Measured {
  if (quantity === "current") return consumption(constraint, "A", judged, facts);
  if (quantity === "power") return consumption(constraint, "W", judged, facts);
  if (quantity === "runtime") return lasts(constraint, judged, facts);
  return quantity === "capacity" ? holds(constraint, facts) : charges(facts);
}

type Judgement =
  | "of"
  | "typical"
  | "worst"
  | "complete"
  | "basis"
  | "margin"
  | "verdict"
  | "formula"
  | "reason";

function verdictOf(
  { of, typical, worst, complete, assured, formula, lacking, assumed = null }: Measured,
  { min, max, judged }: Pick<Margin, "min" | "max" | "judged">,
  { minInclusive, maxInclusive }: Constraint,
): Pick<Margin, Judgement> {
  const value = judged === "typical" ? typical : worst;
  const isAssured = judged === "typical" || assured;
  const known = {
    of,
    typical: typical === null ? null : rounded(typical),
    worst: worst === null ? null : rounded(worst),
    ...{ formula, complete, basis: isAssured ? ("limits" as const) : ("typical" as const) },
  };
  const open = (reason: string, margin: number | null = null) => ({
    ...{ ...known, margin, verdict: "not_measured" as const, reason },
  });
  const limit = max ?? min;
  if (value === null || limit === null) return open(lacking ?? "no limit");
  const margin = rounded(max === null ? value - limit : limit - value);
  const inclusive = max === null ? minInclusive : maxInclusive;
  const isBroken = margin < 0 || (margin === 0 && !inclusive);
  if (isBroken && assumed !== null) return open(assumed);
  if (isBroken) return { ...known, margin, verdict: "fail", reason: null };
  if (lacking !== null) return open(lacking);
  if (!complete) return open("figures are missing: the truth can only be worse");
  return isAssured ? { ...known, margin, verdict: "pass", reason: null } : open(TYPICAL, margin);
}
