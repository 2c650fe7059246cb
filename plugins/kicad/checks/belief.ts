/** Whether a report in which nothing stands can be believed: a program that finds nothing anywhere would say the same. */
import type { ToolContext } from "metaforge";
import { checkSheet } from "../canary.ts";
import { findProgram } from "../cli/program.ts";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";

/** None when the program has found the faults of a sheet that has some; asked once of each program. */
export async function emptyReport(context: ToolContext): Promise<Problem[]> {
  const program = await findProgram(context);
  if (program.path === null) return [];
  const key = `believed-${program.stamp}`;
  if ((await context.cache.get(key)) !== null) return [];
  const { ok, expected, found } = await checkSheet(context, program.path, "faulty");
  if (!ok) {
    const message = `KiCad reports nothing here, and does not find the faults of a sheet that has some (expected ${expected}, found ${found}): its report proves nothing`;
    return [problem("TOOL_FAILED", message, undefined, "Install KiCad anew.")];
  }
  await context.cache.set(key, program.version);
  return [];
}
