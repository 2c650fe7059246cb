/** The tools that plugins call within one run: each plugin those that it names, each tool with one context for the run. */
import type { PluginBase, ToolActions, ToolContext, ToolPlugin } from "../define.ts";
import { fail, isGatewayError } from "../errors.ts";
import type { Line } from "./line.ts";
import type { Job } from "./rpc.ts";
import { callAction, toolContext } from "./tool-context.ts";

/** How a tool is imported, and the version of the program behind it. */
export interface ToolSource {
  load(name: string): Promise<ToolPlugin>;
  version(name: string): string | null;
}

export type CallTool = ToolContext["tool"];

export interface Toolbox {
  /** What a plugin may call: the tools in its `needs` and `uses`. */
  for(plugin: Pick<PluginBase, "name" | "needs" | "uses">): CallTool;
  /** The context of a tool in this run. */
  contextOf(tool: ToolPlugin): ToolContext;
  /** Tools that have been asked so far, sorted by name. */
  asked(): { readonly name: string; readonly version: string | null }[];
}

export function createToolbox(
  job: Pick<Job, "cacheRoot">,
  source: ToolSource,
  line: Line,
  scratch: () => string,
): Toolbox {
  const asked = new Set<string>();
  const contexts = new Map<string, ToolContext>();

  function contextOf(tool: ToolPlugin): ToolContext {
    const known = contexts.get(tool.name);
    if (known) return known;
    const context = toolContext(tool.name, job, scratch, line, callsOf(tool));
    contexts.set(tool.name, context);
    return context;
  }

  const callsOf =
    ({ needs = [], uses = [] }: Pick<PluginBase, "needs" | "uses">): CallTool =>
    async <N extends string>(name: N) => {
      if (!needs.includes(name) && !uses.includes(name)) {
        const problem = `the tool '${name}' is not named in needs or uses`;
        throw fail("FORBIDDEN", { problem, tool: name });
      }
      const tool = await source.load(name);
      const context = contextOf(tool);
      const actions = Object.keys(tool.actions).map((action) => [
        action,
        (input: unknown) => {
          asked.add(name);
          return timed(name, action, line, () => callAction(tool, action, input, context, "skill"));
        },
      ]);
      return Object.fromEntries(actions) as ToolActions<N>;
    };

  return {
    for: callsOf,
    contextOf,
    asked: () => [...asked].toSorted().map((name) => ({ name, version: source.version(name) })),
  };
}

/** The gateway sees what a skill asks of it; what it asks of a tool in here, it has to be told. */
async function timed(tool: string, action: string, line: Line, work: () => Promise<unknown>) {
  const from = performance.now();
  const ended = (error: string | null) =>
    line.tool({ tool, action, ms: performance.now() - from, error });
  try {
    const result = await work();
    ended(null);
    return result;
  } catch (thrown) {
    ended(isGatewayError(thrown) ? thrown.code : "TOOL_ERROR");
    throw thrown;
  }
}
