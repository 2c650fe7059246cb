/** What a skill's `run` is given, each part served over the line to the gateway. */
import type { Llm, LlmRequest, Provenance, Schema, SkillContext, SkillPlugin } from "../define.ts";
import { fail, messageOf } from "../errors.ts";
import { checkInput } from "./input.ts";
import type { Line } from "./line.ts";
import type { Job, SkillJob } from "./rpc.ts";
import { lazyFolder } from "./scratch.ts";
import { createToolbox } from "./toolbox.ts";
import type { ToolSource } from "./toolbox.ts";
import { workspaceAccess } from "./workspace-access.ts";

export function skillContext(
  job: Job & SkillJob,
  args: unknown,
  { skill, source }: { readonly skill: SkillPlugin; readonly source: ToolSource },
  line: Line,
): SkillContext<unknown> {
  const { input } = job;
  const scratch = lazyFolder(job.scratch);
  const { read, readBytes, list, copyTree } = workspaceAccess(line, job.given);
  const tools = createToolbox(job, source, line, scratch);
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
      return { inputs, tools: tools.asked(), mode };
    },
    tool: tools.for(skill),
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
