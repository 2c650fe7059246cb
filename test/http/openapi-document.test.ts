/** The documents by themselves: nothing is left undescribed, and a public linter finds nothing. */
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ERRORS } from "../../core/errors.ts";
import type { ErrorCode } from "../../core/errors.ts";
import { EVENT_NAMES } from "../../core/events.ts";
import { toAsyncApi } from "../../core/http/asyncapi.ts";
import { ERROR_DOCS, codesOf } from "../../core/http/describe/error-docs.ts";
import { EXAMPLES } from "../../core/http/describe/examples.ts";
import { toOpenApi } from "../../core/http/openapi.ts";
import { OPERATION_DOCS } from "../../core/http/operation.ts";
import type { Route } from "../../core/http/route.ts";
import { allRoutes } from "../../core/http/routes/index.ts";
import type { Services } from "../../core/http/services.ts";
import { operationsOf } from "../fixtures/api-document.ts";
import type { ApiDocument } from "../fixtures/api-document.ts";

const test = suite("http/openapi-document");
// Only the handlers need the services, and none is called.
const routes = allRoutes({} as Services);
const document = toOpenApi(routes, "1") as unknown as ApiDocument;

/** What a reader would miss. */
function gaps(all: readonly Route[], docs: Record<string, object> = OPERATION_DOCS): string[] {
  const missing: string[] = all.flatMap(({ id, answer, summary }) => [
    ...(docs[id] ? [] : [`${id} has no prose`]),
    ...(EXAMPLES.operations[id] ? [] : [`${id} has no example`]),
    ...(summary && answer ? [] : [`${id} has no summary or no contract`]),
  ]);
  if (missing.length > 0) return missing;
  const { tags, paths } = toOpenApi(all, "1") as unknown as ApiDocument;
  return operationsOf({ ...document, tags, paths }).flatMap(({ operation }) => {
    const { operationId: id, description, parameters, requestBody, responses } = operation;
    const media = [requestBody ?? { content: {} }, ...Object.values(responses)].flatMap((one) =>
      Object.entries(one.content),
    );
    return [
      ...(description.length > 40 ? [] : [`${id} has no description`]),
      ...(tags.some(({ name }) => operation.tags.includes(name)) ? [] : [`${id} has no tag`]),
      ...parameters.flatMap(({ name, description: words, examples, in: where }) => [
        ...(words ? [] : [`${id}: ${name} has no description`]),
        ...(examples || where === "query" ? [] : [`${id}: ${name} has no example`]),
      ]),
      ...media.flatMap(([type, { examples = {} }]) =>
        Object.keys(examples).length > 0 ? [] : [`${id}: ${type} has no example`],
      ),
    ];
  });
}

test("leaves no operation, parameter or answer without words and an example", () => {
  assert.equal(gaps(routes), []);
});

test("would notice a route without an example, without prose, or without either", () => {
  const [first, ...others] = routes;
  const without = (id: string, path: string) => [...others, { ...first!, id, path }];
  assert.equal(gaps(without("getNothing", "/nothing")), [
    "getNothing has no prose",
    "getNothing has no example",
  ]);
  const { createSession: _, ...docs } = OPERATION_DOCS;
  assert.equal(gaps(routes, docs), ["createSession has no prose"]);
  assert.equal(gaps([{ ...first!, query: routes[2]!.query! }]), []);
  assert.equal(gaps([{ ...first!, path: "/session/:other" }]), [
    "createSession: other has no description",
    "createSession: other has no example",
  ]);
});

test("names each operation once, and keeps no prose or example of one that is gone", () => {
  const ids = routes.map(({ id }) => id).toSorted();
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(Object.keys(OPERATION_DOCS).toSorted(), ids);
  assert.equal(Object.keys(EXAMPLES.operations).toSorted(), ids);
});

test("says of every field of every schema what it means", () => {
  const bare = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
    undescribed(schema as Schema, name),
  );
  assert.equal(bare, []);
  assert.equal(undescribed({ type: "object", properties: { a: { type: "string" } } }, "A"), [
    "A",
    "A.a",
  ]);
});

test("keeps references bare, so that a generator of types sees one name and not a copy", () => {
  assert.equal(dressed(document.components.schemas), []);
  assert.equal(dressed({ a: { $ref: "#/b", description: "two" } }), [".a"]);
});

test("explains every code that a request can be answered with, each with an example", () => {
  const codes = Object.keys(ERROR_DOCS).toSorted();
  assert.equal(Object.keys(EXAMPLES.errors).toSorted(), codes);
  const given = routes.flatMap(({ errors = [] }) => errors);
  assert.equal(
    given.filter((code) => !codes.includes(code)),
    [],
  );
  for (const code of codes) assert.ok(Object.hasOwn(ERRORS, code), code);
});

test("explains a code only where the operation can give it", () => {
  const idle = routes.flatMap((route) =>
    Object.keys(OPERATION_DOCS[route.id]!.errors ?? {})
      .filter((code) => !codesOf(route).includes(code as ErrorCode))
      .map((code) => `${route.id}: ${code}`),
  );
  assert.equal(idle, []);
});

test("has an example of every event", () => {
  const named = Object.keys(EXAMPLES.events).toSorted();
  assert.equal(named, [...EVENT_NAMES, "replay.expired"].toSorted());
});

test("passes a public linter at its strictest, both documents", async () => {
  assert.equal(await lint(document), []);
  assert.equal(await lint(toAsyncApi("1")), []);
});

test("would hear of the linter what is wrong", async () => {
  const { operationId: _, ...noId } = document.paths["/health"]!["get"]!;
  const broken = { ...document, paths: { ...document.paths, "/health": { get: noId } } };
  assert.equal(await lint(broken), ["operation-operationId"]);
  const wrong = structuredClone(document) as unknown as {
    components: { examples: Record<string, { value: unknown }> };
  };
  wrong.components.examples["NOT_FOUND"]!.value = { error: "no" };
  assert.ok((await lint(wrong)).includes("no-invalid-media-type-examples"));
});

test.run();

interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly type?: unknown;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Record<string, Schema>;
}

/** A constant and a reference say enough; so does a choice of named things. */
function undescribed(schema: Schema, at: string): string[] {
  const { $ref, description, properties = {} } = schema;
  if ($ref || "const" in schema) return [];
  const inner = Object.entries(properties).flatMap(([name, field]) =>
    undescribed(field, `${at}.${name}`),
  );
  const isWrapped = at.endsWith(".data");
  return [...(description || isWrapped ? [] : [at]), ...inner];
}

/** References with words beside them; a default is no word. */
function dressed(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { $ref, default: _, ...beside } = value as Record<string, unknown>;
  const here = $ref !== undefined && Object.keys(beside).length > 0 ? [at] : [];
  const inner = Object.entries(beside).flatMap(([key, field]) => dressed(field, `${at}.${key}`));
  return [...here, ...inner];
}

async function lint(what: object): Promise<string[]> {
  const config = await createConfig({ extends: ["recommended-strict"] });
  const source = JSON.stringify(what);
  const problems = await lintFromString({ source, absoluteRef: "/description.json", config });
  return [...new Set(problems.map(({ ruleId }) => ruleId))];
}
