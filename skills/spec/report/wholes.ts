/** Finds parts that alone are more than the whole may be: a battery of 120 g in a device of at most 100 g. */
import type { Constraint } from "../schema.ts";
import { stated } from "./stated.ts";

export interface Excess {
  readonly whole: Constraint;
  readonly part: Constraint;
  readonly reason: string;
}

interface Kind {
  readonly unit: RegExp;
  /** Limits all parts together, or each of them. */
  readonly isWhole: (constraint: Constraint) => boolean;
  readonly isPart: (constraint: Constraint) => boolean;
}

/** Headings that sort requirements; below any other one a weight is that of the thing it names. */
const SORTS =
  /mechanic|physical|general|dimension|weight|mass|size|environment|constraint|requirement|specification|cost|budget|econom|commerc|goal|product|electric|performance|safety|overview/;

const ofProduct = ({ subject, source }: Constraint): boolean =>
  subject === null || SORTS.test(subject) || !source.section.includes(" › ");

const KINDS: readonly Kind[] = [
  {
    unit: /^kg$/,
    isWhole: (one) => /^(?:total_|overall_)?(?:weight|mass)$/.test(one.parameter) && ofProduct(one),
    isPart: ({ parameter }) =>
      /_(?:weight|mass)$/.test(parameter) &&
      !/total|overall|payload|load|user|rider|carr(?:y|ied)|lift|ship|packag|gross|capacity|patient|calibration/.test(
        parameter,
      ),
  },
  {
    unit: /^[A-Z]{3}$/,
    isWhole: (one) =>
      /^(?:total_|target_|unit_)?(?:bom_)?cost$/.test(one.parameter) && ofProduct(one),
    isPart: ({ parameter }) =>
      parameter.endsWith("_cost") &&
      !/total|target|unit|bom|retail|sale|tool|nre|develop|project|certif|prototype|service|operat|ship|budget/.test(
        parameter,
      ),
  },
  {
    unit: /^V$/,
    isWhole: ({ statement }) => EVERY_VOLTAGE.test(statement),
    isPart: ({ parameter, statement }) =>
      !/isolat|insulat|withstand|esd|surge|mains|test|transient|dielectric|break_?down|rating|ripple/.test(
        parameter,
      ) && !EVERY_VOLTAGE.test(statement),
  },
];

/** "Low-voltage operation", "no voltage above 60 V", "all voltages below 50 V". */
const EVERY_VOLTAGE =
  /\blow[- ]voltage (?:operation|only|design|system|device)\b|\b(?:all|any|no|every) (?:[a-z]+ )?voltages?\b|\bvoltages? anywhere\b/i;

/** Wholes and parts that are compared; more belong to many products. */
const COMPARED = 40;

/** `constraints` bind and are named by their own words. */
export function excesses(constraints: readonly Constraint[]): Excess[] {
  return KINDS.flatMap(({ unit, isWhole, isPart }) => {
    const fit = constraints.filter(({ si }) => si !== null && unit.test(si.unit));
    const wholes = fit.filter((one) => one.si!.max !== undefined && isWhole(one));
    const parts = wholes.length === 0 ? [] : fit.filter(isPart).slice(0, COMPARED);
    return wholes
      .slice(0, COMPARED)
      .flatMap((whole) =>
        parts
          .filter((part) => isMore(part, whole))
          .map((part) => ({ whole, part, reason: reasonOf(part, whole) })),
      );
  });
}

function isMore(part: Constraint, whole: Constraint): boolean {
  const least = part.si!.min ?? part.si!.typ;
  if (least === undefined || part.si!.unit !== whole.si!.unit) return false;
  if (part.source.file === whole.source.file && part.source.line === whole.source.line)
    return false;
  const sameTime = whole.condition === null || whole.condition === part.condition;
  return sameTime && (whole.maxInclusive ? least > whole.si!.max! : least >= whole.si!.max!);
}

const reasonOf = (part: Constraint, whole: Constraint): string =>
  `${nameOf(part)}: ${stated(part)} alone is beyond ${nameOf(whole)}: ${stated(whole)}`;

const nameOf = ({ parameter }: Constraint): string => parameter.replaceAll("_", " ");
