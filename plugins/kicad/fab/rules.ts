/** Writes limits of a maker of boards as KiCad's design rules, with rules that prove that each was read. */
import type { FabRule } from "../contract.ts";

/** The first part of every rule's name; a finding that names such a rule is the maker's. */
export const PREFIX = "fab:";
/** Of rules that have to be broken. No profile may be called so. */
export const CANARY = `${PREFIX}canary`;

/** What on a board a proof can stand on: `is` picks it, `isNot` is false for it and true for all else. */
export interface Landmark {
  readonly is: string;
  readonly isNot: string;
}

/** "fab:jlcpcb-2layer:hole-size" */
export const ruleName = (profile: string, id: string): string => `${PREFIX}${profile}:${id}`;

/**
 * The text of a `.kicad_dru` file. KiCad drops a whole file with a fault in it, and a single rule with a fault in its
 * condition, both without a word. So each condition stands a second time in a rule that is broken by the landmark:
 * where its finding is missing, the rule beside it was not read either.
 */
export function rulesText(profile: string, rules: readonly FabRule[], landmark: Landmark): string {
  const proofs = rules.flatMap(({ id, condition }) =>
    condition === undefined ? [] : [proof(proofName(id), landmark, condition)],
  );
  return [
    "(version 1)",
    ...rules.map((rule) => ruleText(profile, rule)),
    ...proofs,
    proof(CANARY, landmark),
    "",
  ].join("\n");
}

/** The names of the rules that have to be found broken, and which rule each speaks for; null: for the whole file. */
export const proofNames = (rules: readonly FabRule[]): ReadonlyMap<string, string | null> =>
  new Map<string, string | null>([
    [CANARY, null],
    ...rules.flatMap(({ id, condition }): [string, string][] =>
      condition === undefined ? [] : [[proofName(id), id]],
    ),
  ]);

const proofName = (id: string) => `${CANARY}:${id}`;

function ruleText(profile: string, rule: FabRule): string {
  const { id, severity, constraint, condition, layer, minMm, maxMm } = rule;
  return list(
    "rule",
    quoted(ruleName(profile, id)),
    list("severity", severity),
    layer === undefined ? "" : list("layer", quoted(layer)),
    condition === undefined ? "" : list("condition", quoted(condition)),
    list("constraint", constraint, limit("min", minMm), limit("max", maxMm)),
  );
}

function proof(name: string, { is, isNot }: Landmark, condition?: string): string {
  const when = condition === undefined ? is : `(${is}) || (${condition})`;
  return list(
    "rule",
    quoted(name),
    list("severity", "warning"),
    list("condition", quoted(when)),
    list("constraint", "assertion", quoted(isNot)),
  );
}

const list = (...parts: readonly string[]) => `(${parts.filter((part) => part !== "").join(" ")})`;

const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;

/** KiCad counts in nanometres; more digits, or an exponent, it would not read. */
const limit = (side: "min" | "max", mm: number | undefined) =>
  mm === undefined ? "" : list(side, `${Number(mm.toFixed(6))}mm`);
