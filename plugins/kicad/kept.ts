/** Keeps what an action has made of KiCad's answers: reading a plot or a report again costs more than KiCad's own cache saves. */
import type { ToolContext } from "metaforge";
import { digest } from "./cache.ts";
import { stockTables } from "./cli/config.ts";
import { findProgram } from "./cli/program.ts";
import type { DraftInput, OnProject, Outcome, ProblemCode } from "./contract.ts";
import { openProject } from "./project/open.ts";

/** Raised when what an action makes of the same answers changes: older entries are then never met again. */
const FORM = "metaforge-kicad-made-3";
/** Another call might end otherwise; what lies outside of the workspace may be another thing by then. */
const UNSTABLE: ReadonlySet<ProblemCode> = new Set([
  "COUNT_CAPPED",
  "TIMEOUT",
  "CRASHED",
  "TOOL_FAILED",
  "LIBRARY_OUTSIDE",
]);

/** The same action, which makes what it has made before only once for the same files, options and program. */
export function kept<Input extends OnProject, T>(
  action: string,
  run: (context: ToolContext, input: Input) => Promise<Outcome<T>>,
): (context: ToolContext, input: Input) => Promise<Outcome<T>> {
  return async (context, input) => {
    const project = await openProject(context, input);
    const program = await findProgram(context);
    if (project.refused || program.path === null) return run(context, input);
    const tables = await stockTables(program.path);
    const { timeoutMs: _, files: __, ...options } = input as Input & Partial<DraftInput>;
    const { folder, stem, inputs } = project;
    const parts = [
      FORM,
      action,
      program.version,
      program.stamp,
      options,
      folder,
      stem,
      inputs,
      tables,
    ];
    const entry = `made-${digest(JSON.stringify(parts))}`;
    const known = await context.cache.get<Outcome<T>>(entry);
    if (known) return known;
    const outcome = await run(context, input);
    const isWhole = outcome.status === "ok" || outcome.status === "partial";
    const isStable = !outcome.problems.some(({ code }) => UNSTABLE.has(code));
    if (isWhole && isStable) await context.cache.set(entry, asKept(outcome));
    return outcome;
  };
}

const asKept = <T>(outcome: Outcome<T>): Outcome<T> => ({
  ...outcome,
  evidence: outcome.evidence.map((one) => ({ ...one, fromCache: true })),
});
