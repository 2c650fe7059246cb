/** Compares with the report that was approved last: what is new, what is fixed, what is as it was. */
import { z } from "metaforge";
import { OutcomeStatus, artifactJson } from "metaforge/report";
import { BaselineSchema } from "./schema.ts";
import type { Baseline, Check, Measured } from "./schema.ts";

/** The part of a report that is compared; a later version may hold more beside it. */
const ran = z.object({
  status: OutcomeStatus,
  capped: z.array(z.string()),
});
export const Approved = z.object({
  schema: z.literal("metaforge/check@1"),
  project: z.object({ stem: z.string(), folder: z.string() }),
  erc: ran,
  drc: ran,
  parity: ran,
  omitted: z.object({ types: z.array(z.string()) }),
  findings: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: z.enum(["error", "warning", "info"]),
      source: z.enum(["erc", "drc", "unconnected", "parity", "project"]),
      type: z.string(),
    }),
  ),
});
export type Approved = z.infer<typeof Approved>;
type Finding = Approved["findings"][number];

/**
 * The report with its comparison. `before`: the text of the approved report, null when there is none.
 *
 * When all else is as in the approved report, its own comparison stays, so that the file is the same to the byte and
 * there is nothing to approve: a report compared with itself would otherwise read "all unchanged" and differ.
 */
export function withBaseline(measured: Measured, before: string | null): Check {
  const kept = before === null ? null : keptFrom(before);
  if (kept !== null) {
    const same = assemble(measured, kept);
    if (artifactJson(same) === before) return same;
  }
  return assemble(measured, compared(measured, before));
}

/** One order of members, whatever their comparison. */
function assemble(measured: Measured, baseline: Baseline): Check {
  const { problems, groups, findings, omitted, exclusions, pictures, ...head } = measured;
  const lists = { problems, groups, findings, omitted, exclusions, pictures };
  return { ...head, baseline, ...lists };
}

function keptFrom(text: string): Baseline | null {
  const { success, data } = z.object({ baseline: BaselineSchema }).safeParse(json(text));
  return success ? data.baseline : null;
}

function compared(measured: Measured, text: string | null): Baseline {
  if (text === null) return without("none", null);
  const { success, data: approved } = Approved.safeParse(json(text));
  if (!success) return without("ignored", "reports/check.json is not a report of this skill");
  const { stem, folder } = approved.project;
  if (stem !== measured.project.stem || folder !== measured.project.folder) {
    return without("ignored", `reports/check.json is about another project, ${stem}`);
  }
  const { added, gone, both, notCompared } = changes(approved, measured);
  const excluded = new Set(measured.exclusions.map(({ id }) => id));
  const fixed = gone.filter(({ id }) => !excluded.has(id));
  return {
    status: "compared",
    reason: null,
    new: added.length,
    fixed: fixed.length,
    unchanged: both.length,
    excludedSince: gone.length - fixed.length,
    newOnes: added.map(brief),
    fixedOnes: fixed.map(brief),
    notCompared,
  };
}

const brief = ({ id, title }: Finding) => ({ id, title });

const without = (status: "none" | "ignored", reason: string | null): Baseline => ({
  status,
  reason,
  new: null,
  fixed: null,
  unchanged: null,
  excludedSince: null,
  newOnes: [],
  fixedOnes: [],
  notCompared: [],
});

export interface Changes {
  readonly added: Finding[];
  readonly gone: Finding[];
  /** As they are now. */
  readonly both: Finding[];
  readonly notCompared: string[];
}

/** By the ids of violations, among what both have measured: a check that did not run has fixed nothing. */
export function changes(before: Approved, now: Approved): Changes {
  const notCompared: string[] = [];
  const measuredIn = (report: Approved, check: "erc" | "drc" | "parity") =>
    ["ok", "partial"].includes(report[check].status);
  for (const check of ["erc", "drc", "parity"] as const) {
    if (!measuredIn(before, check) && !measuredIn(now, check)) continue;
    if (!measuredIn(before, check)) notCompared.push(`${check}: not measured before`);
    else if (!measuredIn(now, check)) notCompared.push(`${check}: not measured now`);
    else {
      const capped = new Set([...before[check].capped, ...now[check].capped]);
      for (const type of [...capped].toSorted()) {
        notCompared.push(`${check}: ${type}, of which KiCad counts only the first`);
      }
    }
  }
  const cut = new Set([...before.omitted.types, ...now.omitted.types]);
  for (const type of [...cut].toSorted()) notCompared.push(`${type}: there are too many to list`);
  const counts = (one: Finding): boolean => {
    if (one.source === "project") return false;
    const check = one.source === "unconnected" ? "drc" : one.source;
    if (!measuredIn(before, check) || !measuredIn(now, check)) return false;
    if (cut.has(one.type)) return false;
    return !before[check].capped.includes(one.type) && !now[check].capped.includes(one.type);
  };
  const [old, fresh] = [before.findings.filter(counts), now.findings.filter(counts)];
  const [oldIds, newIds] = [old, fresh].map((some) => new Set(some.map(({ id }) => id)));
  return {
    added: fresh.filter(({ id }) => !oldIds!.has(id)),
    gone: old.filter(({ id }) => !newIds!.has(id)),
    both: fresh.filter(({ id }) => oldIds!.has(id)),
    notCompared,
  };
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
