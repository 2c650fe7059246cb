/** Anthropic: its contract, and what it asks a server that speaks the Messages API. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { providerContract } from "metaforge/testing";
import { KEY, SCHEMA, SPLIT, ask, checked } from "../../test/fixtures/model-server/ask.ts";
import { modelServer } from "../../test/fixtures/model-server/server.ts";
import anthropic from "./index.ts";

const test = suite("plugins/anthropic");

for (const [name, check] of providerContract(anthropic)) test(name, check);

test("streams an answer by the Messages API", async () => {
  await using server = await modelServer("anthropic", { key: KEY });
  server.script({ answer: SPLIT });
  const answer = await ask(anthropic, { options: { baseUrl: `${server.baseUrl}/` } });
  assert.equal(answer, { text: SPLIT, finish: "stop", tokens: [11, 7] });
  const { path, headers, body } = server.seen[0]!;
  assert.is(path, "/v1/messages");
  assert.is(headers["anthropic-version"], "2023-06-01");
  assert.is(headers["authorization"], undefined);
  assert.equal([body.model, body.max_tokens, body.stream], ["small", 100, true]);
});

test("asks a newer model for JSON by its schema, an older one by a tool that takes it", async () => {
  await using server = await modelServer("anthropic");
  server.script({ answer: { volts: 5 } });
  const options = { baseUrl: server.baseUrl };
  const answers = [
    await ask(anthropic, { options, id: "claude-sonnet-4-5", schema: SCHEMA }),
    await ask(anthropic, { options, id: "claude-3-haiku-20240307", schema: SCHEMA }),
  ];
  assert.equal(
    answers.map(({ text }) => JSON.parse(text)),
    [{ volts: 5 }, { volts: 5 }],
  );
  const [newer, older] = server.seen.map(({ body }) => body);
  assert.equal(newer.output_config.format.schema, SCHEMA);
  assert.equal(older.tools[0].input_schema, SCHEMA);
});

test("does not look into the environment for an address or a key", async () => {
  await using server = await modelServer("anthropic");
  await using other = await modelServer("anthropic");
  process.env["ANTHROPIC_BASE_URL"] = other.baseUrl;
  process.env["ANTHROPIC_API_KEY"] = "sk-of-the-environment";
  try {
    await ask(anthropic, { options: { baseUrl: server.baseUrl }, key: null });
    assert.is(other.seen.length, 0);
    assert.not.match(JSON.stringify(server.seen), "sk-of-the-environment");
  } finally {
    delete process.env["ANTHROPIC_BASE_URL"];
    delete process.env["ANTHROPIC_API_KEY"];
  }
});

test("checks a key by the list of models", async () => {
  await using server = await modelServer("anthropic", { key: KEY });
  const { baseUrl } = server;
  assert.is(await checked(anthropic, { baseUrl }), null);
  const refused = "Not available: anthropic answered 401";
  assert.is(await checked(anthropic, { baseUrl }, "sk-wrong"), refused);
  assert.ok(server.seen.every(({ method, path }) => method === "GET" && path === "/v1/models"));
});

test.run();
