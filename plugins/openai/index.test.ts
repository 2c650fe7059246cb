/** OpenAI: its contract, and what it asks a server that speaks the Responses API. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { providerContract } from "metaforge/testing";
import { KEY, SCHEMA, SPLIT, ask, checked } from "../../test/fixtures/model-server/ask.ts";
import { modelServer } from "../../test/fixtures/model-server/server.ts";
import openai from "./index.ts";

const test = suite("plugins/openai");

for (const [name, check] of providerContract(openai)) test(name, check);

test("streams an answer by the Responses API, and has nothing stored", async () => {
  await using server = await modelServer("openai", { key: KEY });
  server.script({ answer: SPLIT });
  const options = { baseUrl: `${server.baseUrl}/`, organization: "org-1", project: "proj-1" };
  assert.equal(await ask(openai, { options }), { text: SPLIT, finish: "stop", tokens: [11, 7] });
  const { path, headers, body } = server.seen[0]!;
  assert.is(path, "/v1/responses");
  assert.is(headers["openai-organization"], "org-1");
  assert.is(headers["openai-project"], "proj-1");
  assert.equal([body.model, body.store, body.stream], ["small", false, true]);
});

test("asks for JSON by its schema", async () => {
  await using server = await modelServer("openai");
  server.script({ answer: { volts: 5 } });
  const { text } = await ask(openai, { options: { baseUrl: server.baseUrl }, schema: SCHEMA });
  assert.equal(JSON.parse(text), { volts: 5 });
  const { type, strict, schema } = server.seen[0]!.body.text.format;
  assert.equal({ type, strict, schema }, { type: "json_schema", strict: true, schema: SCHEMA });
});

test("does not look into the environment for an address or a key", async () => {
  await using server = await modelServer("openai");
  await using other = await modelServer("openai");
  process.env["OPENAI_BASE_URL"] = other.baseUrl;
  process.env["OPENAI_API_KEY"] = "sk-of-the-environment";
  try {
    await ask(openai, { options: { baseUrl: server.baseUrl }, key: null });
    assert.is(other.seen.length, 0);
    assert.not.match(JSON.stringify(server.seen), "sk-of-the-environment");
  } finally {
    delete process.env["OPENAI_BASE_URL"];
    delete process.env["OPENAI_API_KEY"];
  }
});

test("checks a key by the list of models", async () => {
  await using server = await modelServer("openai", { key: KEY });
  const { baseUrl } = server;
  assert.is(await checked(openai, { baseUrl }), null);
  assert.is(await checked(openai, { baseUrl }, "sk-wrong"), "Not available: openai answered 401");
  assert.equal(
    server.seen.map(({ method, path }) => [method, path]),
    [
      ["GET", "/v1/models"],
      ["GET", "/v1/models"],
    ],
  );
});

test.run();
