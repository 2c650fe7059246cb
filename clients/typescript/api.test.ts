/** The client's types are those of the API as it is. */
import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TYPES, clientTypes } from "../../config/write-client-types.ts";
import { toOpenApi } from "../../core/http/openapi.ts";
import type { ApiDocument } from "../../test/fixtures/api-document.ts";

const test = suite("clients/typescript/api");
const stored = readFileSync(TYPES, "utf8");

test("is what config/write-client-types.ts makes of the API's description today", async () => {
  assert.ok(stored === (await clientTypes()), "run `node config/write-client-types.ts`");
});

test("has one type for each schema, and no numbered copies of them", () => {
  const { components } = toOpenApi([], "1") as unknown as ApiDocument;
  const { Error: _, ...schemas } = components.schemas;
  const types = [...stored.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  assert.equal(types.toSorted(), [...Object.keys(schemas), "ErrorBody"].toSorted());
});

test("leaves open what a tool's action puts out: it need not be an object", () => {
  assert.match(stored, /^ {2}result: unknown;$/m);
});

test.run();
