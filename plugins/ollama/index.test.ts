/** Ollama: its contract, and what it asks a server that answers as Ollama does. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { providerContract } from "metaforge/testing";
import { SCHEMA, SPLIT, ask, checked } from "../../test/fixtures/model-server/ask.ts";
import { modelServer } from "../../test/fixtures/model-server/server.ts";
import ollama from "./index.ts";

const test = suite("plugins/ollama");

for (const [name, check] of providerContract(ollama)) test(name, check);

test("streams an answer with its usage, and sends no key whatever it is given", async () => {
  await using server = await modelServer("ollama");
  server.script({ answer: SPLIT });
  const answer = await ask(ollama, { options: { baseUrl: `${server.baseUrl}/` } });
  assert.equal(answer, { text: SPLIT, finish: "stop", tokens: [11, 7] });
  const { path, headers, body } = server.seen[0]!;
  assert.is(path, "/v1/chat/completions");
  assert.is(headers["authorization"], undefined);
  assert.equal([body.model, body.stream_options], ["small", { include_usage: true }]);
});

test("asks for JSON by its schema", async () => {
  await using server = await modelServer("ollama");
  server.script({ answer: { volts: 5 } });
  const { text } = await ask(ollama, { options: { baseUrl: server.baseUrl }, schema: SCHEMA });
  assert.equal(JSON.parse(text), { volts: 5 });
  assert.equal(server.seen[0]!.body.response_format.json_schema.schema, SCHEMA);
});

test("checks whether Ollama is there by the list of what it has pulled", async () => {
  await using server = await modelServer("ollama");
  const { baseUrl } = server;
  assert.is(await checked(ollama, { baseUrl }), null);
  assert.is(server.seen[0]!.path, "/api/tags");
  server.lists({ status: 503 });
  assert.is(await checked(ollama, { baseUrl }), "Not available: ollama answered 503");
});

test.run();
