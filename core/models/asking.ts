/** What a run may ask, whoever answers, a model or a record: the question is checked, hashed, and its answer read. */
import { fail } from "../errors.ts";
import { groundedBy } from "./claims.ts";
import type { ModelAnswer, ModelRequest, RunModels } from "./contract.ts";
import { parsed, requestHash, toRequest } from "./request.ts";

export type Asking = Pick<RunModels, "text" | "object" | "grounded">;

/** An answer is read again even when it comes from a record, because a record may have been edited. */
export function createAsking(
  temperature: number | undefined,
  answer: (request: ModelRequest, sha256: string) => Promise<ModelAnswer>,
): Asking {
  async function ask(kind: ModelRequest["kind"], params: unknown) {
    const request = toRequest(kind, params, temperature);
    const { text, provider, model } = await answer(request, requestHash(request));
    const read = parsed(request, text);
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
