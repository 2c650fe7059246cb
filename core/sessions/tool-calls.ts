/** Calls one action of a tool outside any session, in a run process of its own. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fail, isGatewayError } from "../errors.ts";
import type { Registry, ToolRow } from "../registry.ts";
import type { Broker, Pool } from "../run/pool.ts";
import type { TelemetryRecorder } from "../telemetry-recorder.ts";
import type { Workspace } from "../workspace/files.ts";
import { createSlots } from "./slots.ts";
import { toolsFor } from "./tools-for.ts";
import { createWorkspaceCalls } from "./workspace-calls.ts";
import type { WorkspaceCalls } from "./workspace-calls.ts";

export interface ToolCallsParts {
  readonly registry: Registry;
  readonly pool: Pool;
  readonly workspace: Workspace;
  readonly scratchRoot: string;
  /** Absolute folder under which each tool may have a cache of its own. */
  readonly cacheRoot: string;
  readonly newId: () => string;
  readonly timeoutMs: number;
  readonly concurrent: number;
  readonly queue: number;
  /** Absent: nobody measures. */
  readonly telemetry?: TelemetryRecorder;
}

export interface ToolCalls {
  /**
   * The action's result. NOT_FOUND for an unknown tool or action, VALIDATION_ERROR for an input that its
   * schema refuses, TOOL_ERROR when it fails, TIMEOUT when it takes too long.
   */
  call(tool: string, action: string, input: unknown, signal: AbortSignal): Promise<unknown>;
  /** Takes no more; ends those under way after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export function createToolCalls(parts: ToolCallsParts): ToolCalls {
  const slots = createSlots(parts.concurrent, parts.queue);
  const stopping = new AbortController();
  let closing = false;
  return {
    async call(name, action, input, caller) {
      if (closing) throw stopped();
      const tool = knownAction(parts.registry, name, action);
      const signal = AbortSignal.any([caller, stopping.signal]);
      return slots.run(() => perform(parts, tool, action, input, signal), signal);
    },
    async close(graceMs) {
      closing = true;
      const timer = setTimeout(() => stopping.abort(stopped()), graceMs);
      await slots.idle();
      clearTimeout(timer);
    },
  };
}

const stopped = () => fail("UNAVAILABLE", { problem: "the gateway is stopping", retry_after: 5 });

async function perform(
  {
    pool,
    registry,
    workspace,
    scratchRoot,
    cacheRoot,
    newId,
    timeoutMs,
    telemetry,
  }: ToolCallsParts,
  tool: ToolRow,
  action: string,
  input: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  const id = newId();
  const scratch = join(scratchRoot, id);
  const ended = telemetry?.heard() ? telemetry.tool(tool.name, action) : null;
  try {
    const plugin = { name: tool.name, entry: tool.entry };
    const tools = toolsFor(registry, tool.facts);
    const folders = { scratch, cacheRoot };
    const job = { kind: "tool" as const, id, plugin, tools, ...folders, action, input };
    const trace = { add: () => {} };
    const calls = createWorkspaceCalls({ workspace, scratch, trace, maker: registry.makerOf });
    const result = await pool.run<unknown>(job, toolBroker(calls), { signal, timeoutMs });
    ended?.(null);
    return result;
  } catch (thrown) {
    ended?.(isGatewayError(thrown) ? thrown.code : "cancelled");
    throw thrown;
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch(() => {});
  }
}

/** A tool reads the workspace as a run does; it has no storage or model to ask for. */
const toolBroker = (calls: WorkspaceCalls): Broker => ({
  call(method, params) {
    if (method === "read" || method === "list" || method === "copyTree") {
      return calls[method](params);
    }
    const problem = `a tool may not ask for '${method}'`;
    return Promise.reject(fail("TOOL_ERROR", { tool: "", problem }));
  },
  progress: () => {},
  log: () => {},
});

function knownAction(registry: Registry, name: string, action: string): ToolRow {
  const tool = registry.tool(name);
  if (!tool) throw fail("NOT_FOUND", { what: "Tool" });
  if (!tool.facts.tool.actions.some((known) => known.name === action)) {
    const allowed = tool.facts.tool.actions.map((known) => known.name);
    throw fail("NOT_FOUND", { what: "Action", allowed });
  }
  return tool;
}
