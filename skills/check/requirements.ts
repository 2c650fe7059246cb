/** Holds the counts of ERC and DRC against the requirements that speak of exactly these: "no DRC errors". */
import { judged } from "metaforge/report";
import type { RequirementVerdict, Stated } from "metaforge/report";
import type { Check } from "./schema.ts";
import { isWhole } from "./verdict.ts";

type Counted = Pick<Check, "erc" | "drc" | "problems" | "exclusions">;

/** One row for each requirement about such a check; requirements about anything else get none. */
export function requirementsOf(stated: readonly Stated[], check: Counted): RequirementVerdict[] {
  return stated.flatMap((one) => {
    const asked = askedOf(one);
    return asked === null ? [] : [rowOf(one, asked, check)];
  });
}

interface Asked {
  readonly of: "erc" | "drc";
  /** Warnings count, too: what is asked for is "violations", or none of both. */
  readonly withWarnings: boolean;
  /** Words that ask for something else besides; empty: they are about the count alone. */
  readonly more: readonly string[];
}

const ABOUT_ERRORS = new Set(
  "error errors pass passes passed without with no zero 0 free count rule rules check checks run report reports".split(
    " ",
  ),
);
const ABOUT_BOTH = new Set("violation violations warning warnings clean".split(" "));

function askedOf({ parameter }: Stated): Asked | null {
  const words = parameter.toLowerCase().split("_");
  const of = (["erc", "drc"] as const).filter((name) => words.includes(name));
  if (of.length !== 1) return null;
  const rest = words.filter((word) => word !== of[0]);
  return {
    of: of[0]!,
    withWarnings: rest.some((word) => ABOUT_BOTH.has(word)),
    more: rest.filter((word) => !ABOUT_ERRORS.has(word) && !ABOUT_BOTH.has(word)),
  };
}

const NAMES = {
  erc: "electrical rules check of the schematic",
  drc: "design rules check of the board",
};

function rowOf(one: Stated, { of, withWarnings, more }: Asked, check: Counted): RequirementVerdict {
  const counts = check[of];
  const noun = withWarnings ? "errors and warnings" : "errors";
  const none = one.values?.length === 1 && isNone(one, one.values[0]!);
  const bare = one.min === null && one.typ === null && one.max === null;
  const limit = bare && none ? { ...one, max: 0, unit: "1" } : one;
  const row = (value: number | null, basis: string) => judged(limit, { value, unit: "1", basis });
  const open = (value: number | null, basis: string): RequirementVerdict => ({
    ...row(value, basis),
    verdict: "not_measured",
  });
  if (more.length > 0 || (bare && !none)) {
    const what = more.length > 0 ? more.join(" ") : "something else than their number";
    return open(null, `the requirement says more of the ${NAMES[of]} than was counted: ${what}`);
  }
  if (one.condition) return open(null, `the requirement holds under a condition: ${one.condition}`);
  if (counts.errors === null) return open(null, `the ${NAMES[of]} gave no answer`);
  const unrouted = of === "drc" ? (check.drc.unconnected ?? 0) : 0;
  const sum = counts.errors + (withWarnings ? counts.warnings! : 0) + unrouted;
  const routes = unrouted === 0 ? "" : `, ${unrouted} of them connections that are not routed`;
  const told = `${noun} of KiCad's ${NAMES[of]}${routes}`;
  const judgedRow = row(sum, told);
  // What was found is enough to break it; to keep it, everything has to have been looked at.
  if (judgedRow.verdict !== "pass") return judgedRow;
  const doubt = doubtOf(of, check);
  return doubt === null
    ? { ...judgedRow, basis: `${told}${caveat(of, check)}` }
    : open(sum, `${told}; ${doubt}`);
}

/** "No DRC errors" is read as drc_errors: false, "shall pass DRC" as pass_drc: true. */
const isNone = ({ parameter }: Stated, value: string): boolean =>
  /(?:^|_)(?:pass|passes|passed|clean|free|without|no|zero)(?:_|$)/.test(parameter)
    ? value === "true"
    : value === "false";

function doubtOf(of: "erc" | "drc", { exclusions, problems, ...check }: Counted): string | null {
  const { status, capped } = check[of];
  if (!isWhole(of, status, problems)) return "it was run in part only";
  if (capped.length > 0) return `KiCad counts only the first of ${capped.join(", ")}`;
  const sources = of === "erc" ? ["erc"] : ["drc", "unconnected"];
  const waived = exclusions.filter(
    ({ source, severity }) => sources.includes(source) && severity === "error",
  ).length;
  return waived === 0
    ? null
    : `${waived} ${waived === 1 ? "error is" : "errors are"} excluded in the project, and whether that is meant is for a person to say`;
}

function caveat(of: "erc" | "drc", check: Counted): string {
  const { ignored } = check[of];
  return ignored.length === 0 ? "" : `; the project switches off ${ignored.join(", ")}`;
}
