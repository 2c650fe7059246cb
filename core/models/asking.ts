/** What a run may ask, whoever answers, a model or a record: the question is checked, hashed, and its answer read. */
import { fail } from "../errors.ts";
import { groundedBy } from "./claims.ts";
import type { ModelAnswer, ModelRequest, RunModels } from "./contract.ts";
import { parsed, requestHash, toRequest } from "./request.ts";

export type Asking = Pick<RunModels, "text" | "object" | "grounded">;

/** An answer out of a record is read and checked as if a model had just given it: a record may have been edited. */
export function createAsking(
  temperature: number | undefined,
  answer: (request: ModelRequest, sha256: string) => Promise<ModelAnswer>,
): Asking {
  async function ask(kind: ModelRequest["kind"], params: unknown) {
    const request = toRequest(kind, params, temperature);
    const { text, provider, model, ...came } = await answer(request, requestHash(request));
    const read = came.read ?? parsed(request, text);
    if ("value" in read) return { request, value: read.value };
    const problem = `the answer of ${provider}/${model} cannot be used: ${read.problem}`;
    throw fail("AGENT_ERROR", { problem });
  }
  return {
    text: async (params) => (await ask("text", params)).value as string,
    object: async (params) => (await ask("object", params)).value,
    async grounded(params) {
      const { request, value } = await ask("grounded", params);
      return groundedBy(request.schema!, value as readonly unknown[], request.sources!);
    },
  };
}
