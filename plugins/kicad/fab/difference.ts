/** Tells which findings of a pass under a maker's rules are the maker's, and which of them are new. */
import type { FabRule, Violation } from "../contract.ts";
import { ruleName } from "./rules.ts";

export interface Difference {
  /** Broken rules of the maker that the own pass has not found. */
  readonly found: readonly Violation[];
  /** Broken rules of the maker at items for which the own pass tells the same type already. */
  readonly shared: readonly Violation[];
}

/** KiCad takes its epsilon off before it prints a limit: 0.45 becomes 0.4495. */
const EPSILON_MM = 0.0006;

/** Constraint → types of its findings; needed where KiCad does not name the rule. */
const TYPES: Record<FabRule["constraint"], readonly string[]> = {
  track_width: ["track_width"],
  clearance: ["clearance"],
  hole_size: ["drill_out_of_range", "microvia_drill_out_of_range"],
  annular_width: ["annular_width"],
  hole_to_hole: ["hole_to_hole"],
  edge_clearance: ["copper_edge_clearance", "silk_edge_clearance"],
  hole_clearance: ["hole_clearance"],
  silk_clearance: ["silk_overlap", "silk_over_copper"],
  text_height: ["text_height"],
  text_thickness: ["text_thickness"],
};

/**
 * A finding is the maker's when it names one of its rules, or when it names none and its limit is that of such a rule
 * ("board setup constraints", as KiCad says of widths), or it is new and gives no limit (of characters of a TrueType font).
 * What else the second pass finds comes from the project's own rules, which are not in force there.
 */
export function difference(
  own: readonly Violation[],
  pass: readonly Violation[],
  profile: string,
  rules: readonly FabRule[],
): Difference {
  const known = new Set(own.map(keyOf));
  const found: Violation[] = [];
  const shared: Violation[] = [];
  for (const violation of pass) {
    const isNew = !known.has(keyOf(violation));
    const rule = rules.find((one) => isBroken(one, violation, profile, isNew));
    if (rule) (isNew ? found : shared).push(toFab(violation, rule, profile));
  }
  return { found, shared };
}

const keyOf = ({ type, items }: Violation) =>
  [type, ...items.map(({ uuid }) => uuid).toSorted()].join(" ");

function isBroken(rule: FabRule, violation: Violation, profile: string, isNew: boolean): boolean {
  if (violation.rule !== undefined) return violation.rule === ruleName(profile, rule.id);
  if (!TYPES[rule.constraint].includes(violation.type)) return false;
  if (violation.limitMm === undefined) return isNew;
  return limitsOf(rule).some((limit) => isSame(limit, violation.limitMm));
}

const limitsOf = ({ minMm, maxMm }: FabRule) => [minMm, maxMm].filter((mm) => mm !== undefined);

const isSame = (limit: number, printed: number | undefined) =>
  printed !== undefined && Math.abs(limit - printed) <= EPSILON_MM;

/** With the rule's name also where KiCad leaves it out, and the limit as the rule gives it. */
function toFab(violation: Violation, rule: FabRule, profile: string): Violation {
  const limit = limitsOf(rule).find((mm) => isSame(mm, violation.limitMm)) ?? violation.limitMm;
  return {
    ...violation,
    rule: ruleName(profile, rule.id),
    ...(limit === undefined ? {} : { limitMm: limit }),
  };
}
