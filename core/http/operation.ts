/** One route as an OpenAPI operation: parameters, bodies, answers and errors, each with its examples. */
import type { z } from "zod";
import { ERRORS } from "../errors.ts";
import type { ErrorCode } from "../errors.ts";
import * as contract from "./contract.ts";
import { GatewayEvent } from "./contract/events.ts";
import { AGENT_DOCS } from "./describe/agent-docs.ts";
import { ERROR_DOCS, ERROR_HEADERS, codesOf } from "./describe/error-docs.ts";
import { EXAMPLES } from "./describe/examples.ts";
import type { Example, HeaderDoc, OperationDoc } from "./describe/operation.ts";
import { SESSION_DOCS } from "./describe/session-docs.ts";
import type { Route } from "./route.ts";
import { schemaOf } from "./schemas.ts";
import type { JsonObject } from "./schemas.ts";

export const OPERATION_DOCS = { ...SESSION_DOCS, ...AGENT_DOCS };

type Named = [name: string, example: Example][];

export function toOperation(route: Route): JsonObject {
  const { id, summary, body, bodyOptional = false } = route;
  const doc = OPERATION_DOCS[id]!;
  const examples: Named = Object.entries(EXAMPLES.operations[id] ?? {});
  const sent = examples.filter(([, { body: value }]) => value !== undefined);
  return {
    operationId: id,
    tags: [doc.tag],
    summary,
    description: doc.description,
    parameters: [...inPath(route, doc), ...inQuery(route), ...inHeader(doc)].map((parameter) =>
      withExamples(parameter, examples),
    ),
    ...(body && {
      requestBody: {
        required: !bodyOptional,
        content: {
          "application/json": {
            schema: schemaOf(body, "input"),
            examples: toExamples(sent, ({ body: value }) => value),
          },
        },
      },
    }),
    responses: { "200": success(route, doc, examples), ...failures(route, doc) },
  };
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: unknown;
  readonly schema: JsonObject;
}

const inPath = ({ path }: Route, { params = {} }: OperationDoc): Parameter[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name: name!,
    in: "path",
    required: true,
    description: params[name!],
    schema: ["id", "session"].includes(name!)
      ? schemaOf(contract.SessionId, "input")
      : { type: "string" },
  }));

function inQuery({ query }: Route): Parameter[] {
  if (!query) return [];
  const { properties, required = [] } = schemaOf(query, "input") as {
    properties: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    description,
    schema,
  }));
}

const inHeader = ({ headers = {} }: OperationDoc): Parameter[] =>
  Object.entries(headers).map(([name, doc]) => ({ name, in: "header", required: false, ...doc }));

function withExamples(parameter: Parameter, examples: Named): JsonObject {
  const { name } = parameter;
  const from = parameter.in === "header" ? "headers" : "params";
  const having = examples.filter(([, example]) => example[from]?.[name] !== undefined);
  if (having.length === 0) return { ...parameter };
  return { ...parameter, examples: toExamples(having, (example) => example[from]![name]) };
}

const toExamples = (examples: Named, valueOf: (example: Example) => unknown): JsonObject =>
  Object.fromEntries(
    examples.map(([name, example]) => [
      name,
      { summary: example.summary, value: valueOf(example) },
    ]),
  );

/** Of answers without a contract of their own. */
const UNNAMED: Readonly<Record<string, JsonObject>> = {
  "application/json": { type: "object", additionalProperties: true },
  "application/octet-stream": { type: "string", format: "binary" },
  "text/event-stream": {
    type: "string",
    description: "`data` of each message is a `GatewayEvent` as JSON.",
    contentMediaType: "text/event-stream",
    contentSchema: schemaOf(GatewayEvent, "output"),
  },
};

function success({ answer }: Route, doc: OperationDoc, examples: Named): JsonObject {
  const isName = !answer.includes("/");
  const schema = isName
    ? schemaOf(contract[answer as keyof typeof contract] as z.ZodType, "output")
    : (UNNAMED[answer] ?? { type: "string" });
  const content = {
    [isName ? "application/json" : answer]: {
      schema,
      examples: toExamples(examples, ({ answer: value }) => value),
    },
  };
  const { returns: description, answerHeaders: headers } = doc;
  return { description, ...(headers && { headers }), content };
}

function failures(route: Route, { errors = {} }: OperationDoc): JsonObject {
  const byStatus = Map.groupBy(codesOf(route), (code) => ERRORS[code].status);
  const sentence = (code: ErrorCode) => `\`${code}\`: ${errors[code] ?? ERROR_DOCS[code]}`;
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      toErrorResponse(codes, codes.map(sentence).join("\n\n"), ERROR_HEADERS[status]),
    ]),
  );
}

/** An error's answer, with the example of each code. */
function toErrorResponse(
  codes: readonly ErrorCode[],
  description: string,
  headers?: Readonly<Record<string, HeaderDoc>>,
): JsonObject {
  const examples = Object.fromEntries(
    codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
  );
  const schema = schemaOf(contract.ErrorBody, "output");
  return {
    description,
    ...(headers && { headers }),
    content: { "application/json": { schema, examples } },
  };
}
