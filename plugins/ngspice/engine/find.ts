/** Finds the simulator to use: the machine's own, else the one that may be installed as a package. */
import type { Detected, ToolContext } from "metaforge";
import type { Engine } from "./engine.ts";
import { detectNative, nativeEngine } from "./native.ts";
import { detectWasm, wasmEngine } from "./wasm.ts";

export async function detect(context: ToolContext): Promise<Detected> {
  // Only where there is none: one that is there and answers oddly is a fault that should be seen.
  const version = (await context.which("ngspice")) === null ? detectWasm() : null;
  return version === null ? await detectNative(context) : { available: true, version };
}

/** Null when there is none that can be used. */
export async function findEngine(context: ToolContext): Promise<Engine | null> {
  const isNative = (await context.which("ngspice")) !== null;
  return isNative ? await nativeEngine(context) : wasmEngine(context);
}
