/** What a skill's `run` is given, each part served over the line to the gateway. */
import type {
  Llm,
  LlmRequest,
  Provenance,
  Schema,
  SkillContext,
  ToolActions,
  ToolPlugin,
} from "../define.ts";
import { fail, isGatewayError, messageOf } from "../errors.ts";
import { checkInput } from "./input.ts";
import type { Line } from "./line.ts";
import type { Job, SkillJob } from "./rpc.ts";
import { lazyFolder } from "./scratch.ts";
import { callAction, toolContext } from "./tool-context.ts";
import { workspaceAccess } from "./workspace-access.ts";

/** The tools a skill named in `needs`, and how one is imported. */
export interface Tools {
  readonly names: readonly string[];
  /** Of the program behind it. */
  version(name: string): string | null;
  load(name: string): Promise<ToolPlugin>;
}

export function skillContext(
  job: Job & SkillJob,
  args: unknown,
  tools: Tools,
  line: Line,
): SkillContext<unknown> {
  const { input } = job;
  const scratch = lazyFolder(job.scratch);
  const { read, readBytes, list, copyTree } = workspaceAccess(line, job.given);
  const asked = new Set<string>();
  return {
    input: { files: input.files, args },
    options: job.options,
    ...{ read, readBytes, list, copyTree },
    get scratch() {
      return scratch();
    },
    signal: line.signal,
    async provenance() {
      const { inputs, mode } = (await line.call("provenance", {})) as Omit<Provenance, "tools">;
      const used = [...asked].toSorted();
      return { inputs, tools: used.map((name) => ({ name, version: tools.version(name) })), mode };
    },
    tool: (name) => actionsOf(name, tools, { job, line, scratch, asked }),
    llm: llmOf(job.llm, line),
    progress: line.progress,
    log: line.log,
    storage: {
      get: (key) => line.call("storage.get", { key }),
      set: async (key, value) => void (await line.call("storage.set", { key, value })),
      remove: async (key) => void (await line.call("storage.remove", { key })),
      keys: () => line.call("storage.keys", {}) as Promise<string[]>,
    },
  };
}

interface Asking {
  readonly job: Job;
  readonly line: Line;
  readonly scratch: () => string;
  /** Names of the tools whose actions were called. */
  readonly asked: Set<string>;
}

async function actionsOf<N extends string>(
  name: N,
  tools: Tools,
  { job, line, scratch, asked }: Asking,
): Promise<ToolActions<N>> {
  if (!tools.names.includes(name)) {
    throw fail("FORBIDDEN", { problem: `the tool '${name}' is not named in needs`, tool: name });
  }
  const tool = await tools.load(name);
  const context = toolContext(name, job, scratch, line);
  const actions = Object.keys(tool.actions).map((action) => [
    action,
    (input: unknown) => {
      asked.add(name);
      return timed(name, action, line, () => callAction(tool, action, input, context, "skill"));
    },
  ]);
  return Object.fromEntries(actions) as ToolActions<N>;
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

function llmOf(available: boolean, line: Line): Llm {
  return {
    available,
    text: (request) => line.call("llm.text", request) as Promise<string>,
    async object<T>({ schema, ...rest }: LlmRequest & { schema: Schema<T> }) {
      const answer = await line.call("llm.object", { ...rest, schema: await toJsonSchema(schema) });
      // The model's answer came through the gateway, yet only the author's schema knows what fits.
      return checkAnswer(schema, answer);
    },
    async grounded({ schema, ...rest }) {
      const params = { ...rest, schema: await toJsonSchema(schema) };
      const answer = (await line.call("llm.grounded", params)) as Awaited<
        ReturnType<Llm["grounded"]>
      >;
      const checked = answer.grounded.map((one) => ({
        ...one,
        item: checkAnswer(schema, one.item),
      }));
      return { grounded: checked as never, ungrounded: answer.ungrounded };
    },
  };
}

/** That a model's answer does not fit is nothing whoever asked for the run could mend. */
function checkAnswer<T>(schema: Schema<T>, answer: unknown): T {
  try {
    return checkInput(schema, answer, "answer");
  } catch (thrown) {
    const problem = `a language model's answer does not fit the schema: ${messageOf(thrown)}`;
    throw fail("AGENT_ERROR", { problem }, { cause: thrown });
  }
}

/** Imports zod only here, so that a skill without a model does not pay for it twice. */
async function toJsonSchema(schema: Schema<unknown>) {
  const { z } = await import("zod");
  return z.toJSONSchema(schema, { unrepresentable: "any" });
}
