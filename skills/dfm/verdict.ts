/** Sums up: what each pass counts, and whether the board can be ordered. */
import type { Measured } from "./measure.ts";
import { weakest } from "./profile/schema.ts";
import type { Profile, ProfileRule } from "./profile/schema.ts";
import type { Dfm, Limit } from "./schema.ts";

const NOTHING = { errors: null, warnings: null, excluded: null, byType: {}, capped: [] };

/** What was not measured is null, never 0. */
export function numbersOf({ check }: Measured): Pick<Dfm, "own" | "fab" | "rulesProven"> {
  const { status, data } = check;
  if (data === null) {
    return {
      own: { status, ...NOTHING, unconnected: null },
      fab: { status, ...NOTHING, shared: null },
      rulesProven: false,
    };
  }
  const { own, fab, rulesProven } = data;
  const counts = ({ errors, warnings, excluded, byType, capped }: typeof own | typeof fab) => ({
    ...{ errors, warnings, excluded },
    byType: { ...byType },
    capped: [...capped],
  });
  const makers = rulesProven
    ? { ...counts(fab), shared: fab.shared.length }
    : { ...NOTHING, shared: null };
  return {
    own: {
      status: own.capped.length > 0 || isByOtherRules(check) ? "partial" : "ok",
      ...counts(own),
      unconnected: own.unconnected.filter(({ excluded }) => !excluded).length,
    },
    fab: { status: !rulesProven ? "failed" : fab.capped.length > 0 ? "partial" : "ok", ...makers },
    rulesProven,
  };
}

const OWN_RULES = ["RULES_INVALID", "RULES_NOT_LOADED", "SETTINGS_CORRUPT", "SETTINGS_MISSING"];

/**
 * Whether the board was checked by other rules than its own: KiCad drops a faulty file of rules, and takes its own
 * settings where the project's cannot be read.
 */
const isByOtherRules = ({ problems }: Measured["check"]) =>
  problems.some(({ code }) => OWN_RULES.includes(code));

/**
 * `fail` as soon as one thing is known to be wrong; `pass` only when both passes and the facts were measured. A limit that
 * the profile does not have is no part of it.
 */
export function verdictOf({ check, facts }: Measured, limits: readonly Limit[]): Dfm["verdict"] {
  const { data } = check;
  const broken = data
    ? [...data.fab.violations, ...data.fab.shared, ...data.own.violations, ...data.own.unconnected]
    : [];
  const isBroken = broken.some(({ severity, excluded }) => severity === "error" && !excluded);
  if (isBroken || limits.some(({ verdict }) => verdict === "fail")) return "fail";
  const isWhole = data?.rulesProven && !isByOtherRules(check) && facts !== null;
  return isWhole ? "pass" : "not_measured";
}

export function profileOf(profile: Profile, origin: string): Dfm["profile"] {
  const { id, name, date, sources, rules } = profile;
  return {
    ...{ id, name, date, origin },
    status: weakest(profile),
    source: Object.values(sources),
    figures: rules.map((rule) => ({
      id: rule.id,
      required: required(rule),
      severity: rule.severity,
      source: sources[rule.source]!,
      status: rule.status,
      note: rule.note ?? null,
    })),
  };
}

function required({ minMm, maxMm }: ProfileRule): string {
  if (minMm !== undefined && maxMm !== undefined) return `${minMm} to ${maxMm} mm`;
  return minMm === undefined ? `at most ${maxMm} mm` : `at least ${minMm} mm`;
}
