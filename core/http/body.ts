/** Reads a request's JSON body: bounded, strictly decoded, not too deep, and checked by the route's schema. */
import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import { MAX_BODY } from "./admit.ts";

/** Levels of nesting; deeper values can be parsed but overflow the stack when they are written. */
const DEPTH = 64;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The body as a value; `{}` when there is none and the route allows that. */
export function parseJson(bytes: Uint8Array, optional: boolean): unknown {
  if (bytes.length === 0) {
    if (optional) return {};
    throw invalid({ field: "body", expected: "object" }, "missing request body");
  }
  const text = decoded(bytes);
  if (text.length > 2 * DEPTH && depthOf(text) > DEPTH) {
    throw invalid({ field: "body" }, `the body is nested deeper than ${DEPTH} levels`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid({ field: "body" }, "the body is not JSON");
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw invalid({ field: "body" }, "the body is not UTF-8");
  }
}

/** Collects a body of at most 1 MiB, chunked or not; `done` is called once, never when the client left. */
export function collectBody(
  req: IncomingMessage,
  done: (problem: GatewayError | null, bytes: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  req.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
    else {
      req.removeAllListeners("data").removeAllListeners("end").pause();
      done(fail("PAYLOAD_TOO_LARGE", { what: "The body", limit: "1 MiB" }), Buffer.alloc(0));
    }
  });
  req.on("end", () => done(null, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, (depth += 1));
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}

/** Checks a value by a schema; the first problem becomes a VALIDATION_ERROR that names its field. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw toValidationError(result.error.issues[0]!, value);
}

function toValidationError(issue: z.core.$ZodIssue, value: unknown): GatewayError {
  const path = issue.path.map(String);
  const field = path.join(".") || "body";
  if (issue.code === "unrecognized_keys") {
    const key = shown(issue.keys[0] ?? "");
    return invalid({ field: path.length > 0 ? `${field}.${key}` : key }, `unknown field '${key}'`);
  }
  const expected = issue.code === "invalid_type" ? issue.expected : undefined;
  const details = { field: shown(field), ...(expected ? { expected } : {}) };
  if (expected && lookUp(value, path) === undefined) {
    return invalid(details, `missing required field '${shown(field)}'`);
  }
  const problem = expected ? `must be of type ${expected}` : lowerFirst(issue.message);
  return invalid(details, `'${shown(field)}' ${problem}`);
}

export const invalid = (details: Record<string, unknown>, problem: string): GatewayError =>
  fail("VALIDATION_ERROR", details, { message: `Invalid input: ${problem}` });

const lookUp = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    value,
  );

/** A client's text in an answer: short, and nothing a terminal would obey. */
export const shown = (text: string): string =>
  JSON.stringify(text.slice(0, 100)).slice(1, -1).replaceAll('\\"', '"');

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
