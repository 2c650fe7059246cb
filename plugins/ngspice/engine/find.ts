/** Finds the simulator to use: the machine's own. */
import type { ToolContext } from "metaforge";
import type { Engine } from "./engine.ts";
import { nativeEngine } from "./native.ts";

export async function findEngine(context: ToolContext): Promise<Engine | null> {
  return await nativeEngine(context);
}
