/** What a run asks, as it came from its process: checked, hashed, and put into words for a model. */
import { hash } from "node:crypto";
import { z } from "zod";
import { canonical } from "../canonical.ts";
import { fail } from "../errors.ts";
import { Claims, GROUNDED_RULES, claimsSchema, sourcesInPrompt } from "./claims.ts";
import type { ModelRequest } from "./contract.ts";
import { misfits } from "./fitting.ts";

/** Characters of everything that is asked at once; more fits into no model and would only cost. */
const LONGEST = 4 * 1024 * 1024;

const Text = z.string().max(LONGEST);
const base = { prompt: Text.min(1), system: Text.optional() };
const schema = z.record(z.string(), z.unknown());
const PARAMS = {
  text: z.object(base),
  object: z.object({ ...base, schema }),
  grounded: z.object({
    ...base,
    schema,
    sources: z.array(z.object({ name: z.string().min(1).max(500), text: Text })).max(100),
  }),
};

/** Throws AGENT_ERROR: it is the skill's own code that asked in a wrong way. */
export function toRequest(
  kind: ModelRequest["kind"],
  params: unknown,
  temperature: number | undefined,
): ModelRequest {
  const result = PARAMS[kind].safeParse(params);
  if (!result.success) {
    const [issue] = result.error.issues;
    const problem = `llm.${kind}: ${issue?.path.join(".")}: ${issue?.message}`;
    throw fail("AGENT_ERROR", { problem });
  }
  if (lengthOf(result.data) > LONGEST) {
    throw fail("AGENT_ERROR", {
      problem: `llm.${kind}: asks with more than ${LONGEST} characters`,
    });
  }
  return {
    kind,
    ...(result.data as object),
    ...(temperature !== undefined && { temperature }),
  } as ModelRequest;
}

const lengthOf = (data: object): number =>
  Object.values(data).reduce((sum: number, value: unknown) => {
    return sum + (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).length;
  }, 0);

/** SHA-256 in hex, the same for the same question whatever the order of a schema's keys. */
export const requestHash = (request: ModelRequest): string =>
  hash("sha256", JSON.stringify(canonical(request)));

/** A question in the form that every model takes; `schema` null: words are wanted. */
export interface Worded {
  readonly instructions: string | undefined;
  readonly prompt: string;
  readonly schema: Readonly<Record<string, unknown>> | null;
}

/**
 * The schema stands in the instructions, too: a model whose server cannot be held to a schema has to be told of it.
 * Sources stand between marks that they cannot contain, so that a source's words are not taken for the question's: a
 * text would have to hold a part of a hash of itself.
 */
export function worded(request: ModelRequest): Worded {
  const { kind, prompt, system, sources = [] } = request;
  const answer = kind === "grounded" ? claimsSchema(request.schema!, sources) : request.schema;
  if (kind === "text" || !answer) return { instructions: system, prompt, schema: null };
  const form = `Answer with JSON alone, of this JSON Schema:\n${JSON.stringify(answer)}`;
  const instructions = [system, kind === "grounded" ? GROUNDED_RULES : undefined, form];
  const mark = `source-${requestHash(request).slice(0, 24)}`;
  return {
    instructions: instructions.filter((part) => part !== undefined).join("\n\n"),
    prompt: kind === "grounded" ? `${prompt}\n\n${sourcesInPrompt(sources, mark)}` : prompt,
    schema: answer,
  };
}

/** The value in a model's answer, or in words why it is none. */
export function parsed(
  request: ModelRequest,
  text: string,
): { readonly value: unknown } | { readonly problem: string } {
  if (request.kind === "text") return { value: text };
  let value: unknown;
  try {
    value = JSON.parse(withoutFence(text));
  } catch {
    return { problem: "it is not JSON" };
  }
  if (request.kind === "grounded") {
    const { success, data, error } = Claims.safeParse(value);
    return success
      ? { value: data.items }
      : unfit(error.issues[0]!.path.join("."), error.issues[0]!.message);
  }
  const found = misfits(request.schema!, [value]);
  if (typeof found === "string") return { problem: found };
  const [misfit] = found;
  return misfit ? unfit(misfit.path, misfit.message) : { value };
}

const unfit = (path: string, message: string) => ({
  problem: `it does not fit the schema: ${path}: ${message}`,
});

/** Some models put a fence around JSON whatever they are told. */
const withoutFence = (text: string): string =>
  /^\s*```(?:json)?\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
