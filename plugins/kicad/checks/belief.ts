/** Whether a report in which nothing stands can be believed: a program that finds nothing anywhere would say the same. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ToolContext } from "metaforge";
import { checkSheet } from "../canary.ts";
import { findProgram } from "../cli/program.ts";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { textOf } from "../project/copy.ts";

/** None when the program has found the faults of a sheet that has some; asked once of each program. */
export async function emptyReport(context: ToolContext): Promise<Problem[]> {
  const program = await findProgram(context);
  if (program.path === null) return [];
  const file = join(context.cacheFolder, `believed-${program.stamp}`);
  if ((await textOf(file)) !== null) return [];
  const { ok, expected, found } = await checkSheet(context, program.path, "faulty");
  if (!ok) {
    const message = `KiCad reports nothing here, and does not find the faults of a sheet that has some (expected ${expected}, found ${found}): its report proves nothing`;
    return [problem("TOOL_FAILED", message, undefined, "Install KiCad anew.")];
  }
  // Where it cannot be kept, it is asked again.
  await mkdir(context.cacheFolder, { recursive: true }).catch(() => {});
  await writeFile(file, program.version).catch(() => {});
  return [];
}
