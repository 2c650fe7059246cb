/** Calls a tool adapter without a gateway, with the programs that a test puts on PATH and a workspace in memory. */
import { join } from "node:path";
import type { Detected, ToolActions, ToolContext, ToolPlugin } from "../define.ts";
import { fail } from "../errors.ts";
import { createExec } from "../run/exec.ts";
import type { Method } from "../run/rpc.ts";
import { createToolCache } from "../run/tool-cache.ts";
import { callAction } from "../run/tool-context.ts";
import { workspaceAccess } from "../run/workspace-access.ts";
import { memoryWorkspace } from "./memory-workspace.ts";
import type { MemoryFiles } from "./memory-workspace.ts";
import { tempScratch } from "./scratch.ts";

export interface ToolRunOptions {
  /** The folders programs are looked for in; the process's own PATH when absent. */
  readonly path?: string;
  /** The workspace: path → content. */
  readonly files?: MemoryFiles;
  /** An absolute folder; absent: one that each call has for itself. */
  readonly cacheFolder?: string;
  /** Other tools that it may call. */
  readonly tools?: readonly ToolPlugin[];
  readonly signal?: AbortSignal;
}

/**
 * `detect` asks whether the program is there; `call` runs an action with its input checked as for a client;
 * `within` gives the context itself, with which several actions can be called as in one run.
 * @example assert.is((await runTool(tool, { path: "/nowhere" }).detect()).available, false);
 */
export function runTool(tool: ToolPlugin, options: ToolRunOptions = {}) {
  async function within<T>(work: (context: ToolContext) => Promise<T>): Promise<T> {
    await using scratch = await tempScratch();
    const { signal = new AbortController().signal, path, files = {} } = options;
    const env = path === undefined ? process.env : { ...process.env, PATH: path };
    const exec = createExec({ scratch: scratch.path, signal, env, group: () => {} });
    const workspace = memoryWorkspace(files, scratch.path);
    const call = async (method: Method, params: unknown): Promise<unknown> =>
      workspace[method as "read"](params as { path: string });
    const { cacheFolder = join(scratch.path, ".cache") } = options;
    const cache = createToolCache(() => cacheFolder);
    const access = { ...workspaceAccess({ call }), scratch: scratch.path, cache };
    const others = async <N extends string>(name: N) => {
      const found = options.tools?.find((one) => one.name === name);
      if (!found) throw fail("UNAVAILABLE", { problem: `the test gave no tool '${name}'` });
      const actions = Object.keys(found.actions).map((action) => [
        action,
        (input: unknown) => callAction(found, action, input, context, "skill"),
      ]);
      return Object.fromEntries(actions) as ToolActions<N>;
    };
    const context: ToolContext = { ...exec, ...access, tool: others, signal, log: () => {} };
    return await work(context);
  }
  return {
    within,
    detect: (): Promise<Detected> => within((context) => tool.detect(context)),
    call: (action: string, input: unknown): Promise<unknown> =>
      within((context) => callAction(tool, action, input, context, "client")),
  };
}
