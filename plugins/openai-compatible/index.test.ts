/** OpenAI-compatible: its contract, and what it asks a server that speaks chat completions. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { providerContract } from "metaforge/testing";
import { KEY, SCHEMA, SPLIT, ask, checked } from "../../test/fixtures/model-server/ask.ts";
import { modelServer } from "../../test/fixtures/model-server/server.ts";
import compatible from "./index.ts";

const test = suite("plugins/openai-compatible");

for (const [name, check] of providerContract(compatible)) test(name, check);

test("streams an answer with its usage, with a key and without", async () => {
  await using server = await modelServer("openai-compatible");
  server.script({ answer: SPLIT });
  const options = { baseUrl: `${server.baseUrl}/` };
  const whole = { text: SPLIT, finish: "stop", tokens: [11, 7] };
  assert.equal(await ask(compatible, { options, key: null }), whole);
  assert.equal(await ask(compatible, { options }), whole);
  assert.equal(
    server.seen.map(({ path, headers }) => [path, headers["authorization"]]),
    [
      ["/v1/chat/completions", undefined],
      ["/v1/chat/completions", `Bearer ${KEY}`],
    ],
  );
});

test("asks for JSON by its schema, or for any JSON where schemas are refused", async () => {
  await using server = await modelServer("openai-compatible");
  server.script({ answer: { volts: 5 } });
  const { baseUrl } = server;
  await ask(compatible, { options: { baseUrl }, schema: SCHEMA });
  await ask(compatible, { options: { baseUrl, structuredOutputs: false }, schema: SCHEMA });
  const [strict, loose] = server.seen.map(({ body }) => body.response_format);
  assert.equal(strict.json_schema.schema, SCHEMA);
  assert.equal(loose, { type: "json_object" });
});

test("checks a server, and a key where one is wanted, by the list of models", async () => {
  await using server = await modelServer("openai-compatible", { key: KEY });
  const { baseUrl } = server;
  const refused = "Not available: openai-compatible answered 401";
  assert.is(await checked(compatible, { baseUrl }), null);
  assert.is(await checked(compatible, { baseUrl }, null), refused);
  assert.ok(server.seen.every(({ method, path }) => method === "GET" && path === "/v1/models"));
});

test.run();
