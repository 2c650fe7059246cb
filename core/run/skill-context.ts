/** What a skill's `run` is given, each part served over the line to the gateway. */
import type { Llm, LlmRequest, Schema, SkillContext, ToolActions, ToolPlugin } from "../define.ts";
import { fail, isGatewayError, messageOf } from "../errors.ts";
import { checkInput } from "./input.ts";
import type { Line } from "./line.ts";
import type { Job, SkillJob } from "./rpc.ts";
import { lazyFolder } from "./scratch.ts";
import { callAction, toolContext } from "./tool-context.ts";

/** The tools a skill named in `needs`, and how one is imported. */
export interface Tools {
  readonly names: readonly string[];
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
  const readBytes = async (path: string) => {
    // A copy, so that a skill that works in place does not change what its next read gives.
    const given = job.given?.get(path);
    return given ? given.slice() : ((await line.call("read", { path })) as Uint8Array);
  };
  return {
    input: { files: input.files, args },
    options: job.options,
    get scratch() {
      return scratch();
    },
    signal: line.signal,
    readBytes,
    read: async (path) => decode(await readBytes(path), path),
    copyTree: (dir) => line.call("copyTree", { path: dir }) as Promise<string>,
    tool: (name) => actionsOf(name, tools, scratch, line),
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

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const problem = `'${path}' is not text in UTF-8`;
    throw fail("VALIDATION_ERROR", { problem, field: "input.files", path }, { cause });
  }
}

async function actionsOf<N extends string>(
  name: N,
  tools: Tools,
  scratch: () => string,
  line: Line,
): Promise<ToolActions<N>> {
  if (!tools.names.includes(name)) {
    throw fail("FORBIDDEN", { problem: `the tool '${name}' is not named in needs`, tool: name });
  }
  const tool = await tools.load(name);
  const context = toolContext(scratch, line);
  const actions = Object.keys(tool.actions).map((action) => [
    action,
    (input: unknown) =>
      timed(name, action, line, () => callAction(tool, action, input, context, "skill")),
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
