/** Why the result of a case could not be judged as its requirement stands. */
import type { Constraint } from "../input/constraints.ts";
import type { Equipment } from "./equipment.ts";
import type { Limits } from "./guard-band.ts";
import { APPLIED } from "./kinds.ts";
import type { Kind } from "./kinds.ts";
import { amount } from "./limit-words.ts";
import { openOf, stressOf } from "./stress.ts";

export function gapsOf(
  constraint: Constraint,
  kind: Kind,
  equipment: Equipment | null,
  { min, max, acceptMin, acceptMax, unit }: Limits,
): string[] {
  const { typ, statement } = constraint;
  if (kind === "presence") return [];
  if (kind === "stress") {
    const open = openOf(stressOf(constraint)!, constraint);
    return open.length === 0 ? [] : [`no profile: "${statement}" does not say ${open.join("; ")}`];
  }
  const gaps: string[] = [];
  if (min === null && max === null && typ !== null) {
    gaps.push(
      APPLIED.includes(kind)
        ? `no range: "${statement}" states ${amount(typ, unit)} alone; that it works there says nothing of what is beside it`
        : `no tolerance: "${statement}" states ${amount(typ, unit)} and no limits; a result can be recorded, not judged`,
    );
  }
  if (
    kind === "error" &&
    unit === "%" &&
    !/humid/.test(constraint.parameter) &&
    !OF_WHAT.test(statement)
  )
    gaps.push(`of what: "${statement}" does not say whether of the reading or of the span`);
  if (kind === "storage") gaps.push(`no duration: "${statement}" does not say how long`);
  if (equipment === null) {
    gaps.push(
      `no equipment class for the unit ${unit}: its uncertainty has to be stated and the limits moved by hand`,
    );
  } else if (
    kind !== "span" &&
    ((min !== null && acceptMin === null) || (max !== null && acceptMax === null))
  ) {
    gaps.push("no equipment class for a limit of 0: a share of it is no uncertainty");
  }
  const isImpossible =
    !APPLIED.includes(kind) &&
    ((acceptMin !== null && acceptMax !== null && acceptMin > acceptMax) ||
      (max !== null && max > 0 && acceptMax !== null && acceptMax <= 0 && !hasSign(unit)) ||
      (/efficien/.test(constraint.parameter) && unit === "%" && (acceptMin ?? 0) >= 100));
  if (isImpossible) gaps.push("no limit: the tolerance is narrower than what can be measured");
  return gaps;
}

const OF_WHAT =
  /\bof (?:the )?(?:reading|span|range|full|value|measured|rdg|rate)|full[- ]scale|\bF\.?S\.?O?\b|\brdg\b/i;

/** Units of which less than nothing is a value like another. */
const hasSign = (unit: string | null) =>
  /^(?:Cel|degF|dB\w*|V|mV|uV|A|mA|uA|deg)$/.test(unit ?? "");
