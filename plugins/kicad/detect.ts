/** Says whether there is a KiCad to ask, and which. */
import type { Detected, ToolContext } from "metaforge";
import { findProgram } from "./cli/program.ts";

export async function detect(context: ToolContext): Promise<Detected> {
  const program = await findProgram(context);
  if (program.path === null) return { available: false, reason: program.reason };
  return { available: true, version: program.version };
}
