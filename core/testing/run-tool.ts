/** Calls a tool adapter without a gateway, with the programs that a test puts on PATH. */
import type { Detected, ToolContext, ToolPlugin } from "../define.ts";
import { createExec } from "../run/exec.ts";
import { callAction } from "../run/tool-context.ts";
import { tempScratch } from "./scratch.ts";

export interface ToolRunOptions {
  /** The folders programs are looked for in; the process's own PATH when absent. */
  readonly path?: string;
  readonly signal?: AbortSignal;
}

/**
 * `detect` asks whether the program is there; `call` runs an action with its input checked as for a client.
 * @example assert.is((await runTool(tool, { path: "/nowhere" }).detect()).available, false);
 */
export function runTool(tool: ToolPlugin, options: ToolRunOptions = {}) {
  async function within<T>(work: (context: ToolContext) => Promise<T>): Promise<T> {
    await using scratch = await tempScratch();
    const { signal = new AbortController().signal, path } = options;
    const env = path === undefined ? process.env : { ...process.env, PATH: path };
    const exec = createExec({ scratch: scratch.path, signal, env, group: () => {} });
    return await work({ ...exec, scratch: scratch.path, signal, log: () => {} });
  }
  return {
    detect: (): Promise<Detected> => within((context) => tool.detect(context)),
    call: (action: string, input: unknown): Promise<unknown> =>
      within((context) => callAction(tool, action, input, context, "client")),
  };
}
