/** What limits that name a requirement say of it: judged by the requirement's own limits, not by looser ones of a request. */
import { judged, limitOf } from "metaforge/report";
import type { RequirementVerdict, Stated } from "metaforge/report";
import type { LimitRow } from "./schema.ts";

/** One row for each limit that names a requirement; `requirements` by id. */
export function requirementsOf(
  limits: readonly LimitRow[],
  requirements: ReadonlyMap<string, Stated>,
): RequirementVerdict[] {
  return limits.flatMap((limit) => {
    if (limit.requirement === null) return [];
    const stated = requirements.get(limit.requirement);
    return [stated ? rowOf(limit, stated) : unknown(limit, limit.requirement)];
  });
}

const unknown = ({ name, value, unit }: LimitRow, requirement: string): RequirementVerdict => ({
  ...{ requirement, statement: "", verdict: "not_measured", value, unit, limit: null },
  basis: `${name}: constraints.json has no such requirement`,
});

function rowOf(limit: LimitRow, stated: Stated): RequirementVerdict {
  const { name, measure, value, unit, of, verdict, reason } = limit;
  const said = `${name}: ${of === null ? "" : `${of} of `}${measure}, simulated`;
  // What is simulated is in SI units already.
  const si = { unit: unit ?? "1", factor: 1 };
  const row = judged(stated, { value, unit: unit ?? "1", si, basis: said });
  if (verdict === "not_measured") {
    return { ...row, verdict, basis: `${said}; ${reason ?? "not measured"}` };
  }
  return toleranceOf(limit, stated) ?? row;
}

/** A requirement that states a number alone gets its tolerance from the limit, where that one encloses the number. */
function toleranceOf(limit: LimitRow, stated: Stated): RequirementVerdict | null {
  const { min, max, unit, value, verdict, name, measure } = limit;
  const { si, unit: own } = stated;
  const wanted = si?.unit === unit ? si : own === unit ? stated : null;
  if (!wanted || wanted.min !== null || wanted.max !== null || wanted.typ === null) return null;
  if (min === null || max === null || min > wanted.typ || max < wanted.typ) return null;
  return {
    ...{ requirement: stated.id, statement: stated.statement, verdict, value, unit },
    limit: limitOf(stated),
    basis:
      `${name}: ${measure}, simulated; the requirement states no tolerance, the limit gives ${min} to ${max} ${unit ?? ""}`.trim(),
  };
}
