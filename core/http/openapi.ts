/** The API's description, OpenAPI 3.1, made from the same table of routes and schemas that answers requests. */
import type { z } from "zod";
import { ERRORS } from "../errors.ts";
import type { ErrorCode } from "../errors.ts";
import { BASE } from "./app.ts";
import type { Route } from "./route.ts";
import { componentSchemas, schemaOf } from "./schemas.ts";

export function toOpenApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "MetaForge Gateway",
      version,
      description: "Skills propose files, a person approves them, only then they are written.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: BASE, description: "this gateway" }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
    },
    // None is asked for until keys are configured.
    security: [{}, { key: [] }],
  };
}

function toOperation(route: Route): object {
  const { method, path, summary, body, bodyOptional = false, query } = route;
  return {
    summary,
    operationId: operationId(method, path),
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(body
      ? {
          requestBody: {
            required: !bodyOptional,
            content: { "application/json": { schema: schemaOf(body, "input") } },
          },
        }
      : {}),
    responses: responses(route),
  };
}

/** `POST /session/:id/diff` is `postSessionDiff`. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^a-z]+/i).filter((word) => word !== "" && word !== "id");
  return (
    method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("")
  );
}

const pathParameters = (path: string) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

function queryParameters(query: z.ZodType): object[] {
  const schema = schemaOf(query, "input") as { properties?: object; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
    name,
    in: "query",
    required: schema.required?.includes(name) ?? false,
    schema: inner,
  }));
}

const CHECKED: readonly ErrorCode[] = ["VALIDATION_ERROR"];
/** Not from a foreign page, and not while the gateway stops. */
const CHANGING: readonly ErrorCode[] = ["FORBIDDEN", "UNAVAILABLE"];
const WITH_BODY: readonly ErrorCode[] = ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];

function responses({ answer, errors = [], method, body, query }: Route): object {
  const ok =
    typeof answer === "string"
      ? { content: { [answer]: { schema: { type: "string" } } } }
      : { content: { "application/json": { schema: schemaOf(answer, "output") } } };
  const bad = new Set<ErrorCode>([
    // Keys may be configured at any time.
    "UNAUTHORIZED",
    ...(body || query ? CHECKED : []),
    ...(method === "GET" ? [] : CHANGING),
    ...(body ? WITH_BODY : []),
    ...errors,
    "INTERNAL_ERROR",
  ]);
  const byStatus = Map.groupBy(bad, (code) => ERRORS[code].status);
  const failures = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.join(", "),
      content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
    },
  ]);
  return { "200": { description: "OK", ...ok }, ...Object.fromEntries(failures) };
}
