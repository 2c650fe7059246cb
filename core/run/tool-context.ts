/** What a tool's `detect` and actions are given, and how an action is called with a checked input. */
import { join } from "node:path";
import type { ToolContext, ToolPlugin } from "../define.ts";
import { fail, isGatewayError, messageOf } from "../errors.ts";
import { createExec } from "./exec.ts";
import { checkInput } from "./input.ts";
import type { Line } from "./line.ts";
import { cut } from "./rpc.ts";
import type { Job } from "./rpc.ts";
import { createToolCache } from "./tool-cache.ts";
import { workspaceAccess } from "./workspace-access.ts";

/** `scratch` makes the run's folder when it is called; `call` is how it calls other tools. */
export function toolContext(
  tool: string,
  { cacheRoot }: Pick<Job, "cacheRoot">,
  scratch: () => string,
  line: Line,
  call: ToolContext["tool"],
): ToolContext {
  const { signal, group, log } = line;
  const setup = {
    get scratch() {
      return scratch();
    },
    signal,
    env: process.env,
    group,
  };
  return {
    get scratch() {
      return scratch();
    },
    cache: createToolCache(() =>
      cacheRoot === undefined ? join(scratch(), ".cache") : join(cacheRoot, tool),
    ),
    signal,
    log,
    tool: call,
    ...workspaceAccess(line),
    ...createExec(setup),
  };
}

/**
 * Runs one action. A client's bad input is VALIDATION_ERROR, a skill's is TOOL_ERROR, because the person
 * who asked for the run cannot mend it; they can mend a file of theirs that the tool has read, so that an error that
 * names one (`details.path`) stays what it is. Whatever else is thrown is TOOL_ERROR unless it has a code already.
 */
export async function callAction(
  tool: ToolPlugin,
  name: string,
  input: unknown,
  context: ToolContext,
  caller: "client" | "skill",
): Promise<unknown> {
  const action = Object.hasOwn(tool.actions, name) ? tool.actions[name] : undefined;
  if (!action) {
    const problem = `the tool '${tool.name}' has no action '${cut(name)}'`;
    throw fail("VALIDATION_ERROR", {
      problem,
      field: "action",
      allowed: Object.keys(tool.actions),
    });
  }
  try {
    return await action.run(context, checkInput(action.input, input, "input"));
  } catch (thrown) {
    const refused =
      isGatewayError(thrown) &&
      thrown.code === "VALIDATION_ERROR" &&
      typeof thrown.details["path"] !== "string";
    if (isGatewayError(thrown) && (caller === "client" || !refused)) throw thrown;
    const details = isGatewayError(thrown) ? thrown.details : {};
    throw fail(
      "TOOL_ERROR",
      { ...details, tool: tool.name, action: name, problem: cut(messageOf(thrown)) },
      { cause: thrown },
    );
  }
}
