/** Holds the budget against each requirement that speaks of power, with the numbers and what follows. */
import { TYPICAL } from "../checks/judge.ts";
import type { Constraint } from "../input/constraints.ts";
import { rounded } from "../quantity.ts";
import type { Margin } from "../schema.ts";
import { holds, lasts } from "./battery.ts";
import type { MarginFacts } from "./battery.ts";
import { charges, chargesWith } from "./charging.ts";
import { consumption, unknown } from "./consumption.ts";
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
  "charging-current": "A",
  "stated-load": "A",
  "other-current": "A",
  "other-power": "W",
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
      ...{ complete: true, assumed: false },
      basis: "limits",
      ...bounds,
      ...found,
      margin: found.margin === null ? null : rounded(found.margin),
    };
  }
  const measured = measure(constraint, quantity, head.judged, facts);
  return { ...head, ...verdictOf(measured, head, constraint) };
}

/** What no sum of this budget decides. */
const OPEN: ReadonlySet<Kind> = new Set(["stated-load", "other-current", "other-power"]);

/** A plain number is what has to be reached, or not to be passed. */
function limitsOf({ si }: Constraint, quantity: Kind): { min: number | null; max: number | null } {
  const { min = null, typ = null, max = null } = si!;
  if (OPEN.has(quantity)) return { min: min ?? typ, max: max ?? typ };
  const isLeast =
    quantity === "runtime" ||
    quantity === "capacity" ||
    (quantity === "charging-current" && (max ?? typ) === null);
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
  if (quantity === "charging-current") return chargesWith(constraint, facts);
  if (quantity === "stated-load") return isStated(constraint, facts);
  if (OPEN.has(quantity)) {
    const lacking =
      "not among what the design is said to take: what it gives, drives, switches or trips at is for analysis or test";
    return unknown(constraint.parameter.replaceAll("_", " "), lacking);
  }
  return quantity === "capacity" ? holds(constraint, facts) : charges(facts);
}

/** The document's own number is no limit; whether the load keeps to it a measurement shows. */
function isStated({ id }: Constraint, { usage }: MarginFacts): Measured {
  const load = usage.loads.find(({ requirements }) => requirements.includes(id))!;
  const isCounted = load.block !== null && usage.from !== "usage.json";
  const lacking = isCounted
    ? "what the document states is taken into the sums, and is no limit; a measurement shows whether it holds"
    : usage.from === "usage.json"
      ? "what the document states is no limit, and usage.json says what is taken"
      : "what the document states is of no block of architecture.json, and is not in the sums";
  return { ...unknown(load.block ?? "no block", lacking), formula: load.words };
}

type Judgement =
  | "of"
  | "typical"
  | "worst"
  | "complete"
  | "assumed"
  | "basis"
  | "margin"
  | "verdict"
  | "formula"
  | "reason";

function verdictOf(
  {
    of,
    typical,
    worst,
    complete,
    assured,
    formula,
    lacking,
    isMean = false,
    assumed = null,
    least = null,
  }: Measured,
  { min, max, judged }: Pick<Margin, "min" | "max" | "judged">,
  { minInclusive, maxInclusive }: Constraint,
): Pick<Margin, Judgement> {
  const value = judged === "typical" ? typical : worst;
  const isAssured = judged === "typical" || assured;
  const known = {
    of,
    typical: typical === null ? null : rounded(typical),
    worst: worst === null ? null : rounded(worst),
    ...{
      formula,
      complete,
      assumed: isMean,
      basis: isAssured ? ("limits" as const) : ("typical" as const),
    },
  };
  const open = (reason: string, margin: number | null = null) => ({
    ...{ ...known, margin, verdict: "not_measured" as const, reason },
  });
  const limit = max ?? min;
  if (value === null || limit === null) return open(lacking ?? "no limit");
  const margin = rounded(max === null ? value - limit : limit - value);
  const inclusive = max === null ? minInclusive : maxInclusive;
  const breaks = (by: number) => by < 0 || (by === 0 && !inclusive);
  const isBroken = breaks(margin);
  const isAnyhow = least !== null && max !== null && breaks(limit - least);
  if (isBroken && assumed !== null && !isAnyhow) return open(assumed);
  if (isBroken) return { ...known, margin, verdict: "fail", reason: null };
  if (lacking !== null) return open(lacking);
  if (!complete) return open("figures are missing: the truth can only be worse");
  return isAssured ? { ...known, margin, verdict: "pass", reason: null } : open(TYPICAL, margin);
}
