/** What models were asked and answered is kept beside the session, and answers again, offline, to the byte. */
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ModelRequest } from "../../core/models/contract.ts";
import { createExchanges, createReplay } from "../../core/models/record.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { modelServer } from "../fixtures/model-server/server.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("models/replay");

const SUGGESTER = fileURLToPath(new URL("../fixtures/plugins/suggester", import.meta.url));
const KEY = "sk-test-0123456789abcdefWXYZ";
const CLAIMS = {
  items: [
    { item: { name: "weight", value: 8, unit: "g" }, source: "PRD.md", quote: "Weight: < 8 g" },
    { item: { name: "supply", value: 6, unit: "V" }, source: "PRD.md", quote: "Supply: 5 V ±5 %" },
  ],
};

function configOf(baseUrl: string) {
  const timeouts = { connectMs: 2000, totalMs: 4000 };
  const providers = { "openai-compatible": { baseUrl, apiKey: KEY } };
  return { models: { use: ["openai-compatible/small"], providers, timeouts } };
}

type Gateway = Awaited<ReturnType<typeof testGateway>>;
const run = async (gateway: Gateway, options: object = {}) => {
  const body = { skill: "suggester", options };
  return (await gateway.post("/agent/run", body, { prefer: "wait=30" })).body;
};
const filesOf = async (gateway: Gateway, id: string) => {
  const paths = ["limits.json", "lines.md"];
  const texts = await Promise.all(
    paths.map(async (path) => (await gateway.get(`/session/${id}/artifact?path=${path}`)).text),
  );
  return texts.join("\n");
};

test("runs again from its record with the server gone, and proposes the same bytes", async () => {
  const server = await modelServer("openai-compatible", { key: KEY });
  server.script({ answer: CLAIMS });
  await using gateway = await testGateway({
    plugins: [SUGGESTER],
    config: configOf(server.baseUrl),
  });
  const first = await run(gateway, { verbose: true });
  const files = await filesOf(gateway, first.session_id);
  assert.match(files, '"quote": "Weight: < 8 g"');
  await server[Symbol.asyncDispose]();
  const again = await run(gateway, { replay: first.session_id, verbose: true });
  assert.is(await filesOf(gateway, again.session_id), files);
  assert.is(server.questions().length, 1);
  // Its own record serves as well as the first.
  const third = await run(gateway, { replay: again.session_id });
  assert.is(await filesOf(gateway, third.session_id), files);
  const { text: trace } = await gateway.get(`/session/${third.session_id}/trace`);
  assert.match(trace, '"outcome":"replayed"');
});

test("keeps the words of a verbose run only, without secrets, and deletes them with the session", async () => {
  await using server = await modelServer("openai-compatible", { key: KEY });
  server.script({ answer: { items: [{ ...CLAIMS.items[0], item: `${KEY} "quoted"` }] } });
  // A document may hold a secret as well as an answer may.
  const files = { "PRD.md": `# Pump\n\n- Weight: < 8 g\n\nThe key is ${KEY}.\n` };
  const config = configOf(server.baseUrl);
  await using gateway = await testGateway({ plugins: [SUGGESTER], config, files });
  const [quiet, verbose] = [await run(gateway), await run(gateway, { verbose: true })];
  const record = async ({ session_id }: { session_id: string }) =>
    gateway.get(`/session/${session_id}/exchanges`);
  const figures = JSON.parse((await record(quiet)).text);
  assert.equal(figures.content, null);
  assert.is(figures.missing, "the run was not verbose");
  assert.match(figures.request_sha256, /^[0-9a-f]{64}$/);
  const { text, status } = await record(verbose);
  assert.is(status, 200);
  assert.match(text, "[redacted]");
  assert.not.match(text, KEY);
  assert.match(JSON.parse(text).content.sources[0].text, "Weight: < 8 g");
  await gateway.delete(`/session/${verbose.session_id}`);
  assert.is((await record(verbose)).status, 404);
});

test("asks nobody what the record does not hold", async () => {
  await using server = await modelServer("openai-compatible", { key: KEY });
  server.script({ answer: CLAIMS });
  await using gateway = await testGateway({
    plugins: [SUGGESTER],
    config: configOf(server.baseUrl),
  });
  const first = await run(gateway, { verbose: true });
  gateway.write("PRD.md", "# Pump\n\nAnother document altogether, with a supply of 9 V.\n");
  const again = await run(gateway, { replay: first.session_id, verbose: true });
  // The fixture goes on without a model when an answer is an error.
  const { text } = await gateway.get(`/session/${again.session_id}/artifact?path=limits.json`);
  assert.equal(JSON.parse(text).model, []);
  assert.is(server.questions().length, 1);
  assert.is((await gateway.get(`/session/${again.session_id}/exchanges`)).text, "");
});

test("refuses to replay a session that is not there or was recorded without words", async () => {
  await using server = await modelServer("openai-compatible", { key: KEY });
  server.script({ answer: CLAIMS });
  await using gateway = await testGateway({
    plugins: [SUGGESTER],
    config: configOf(server.baseUrl),
  });
  const { session_id: id } = await run(gateway);
  for (const [replay, why] of [
    [id, "recorded without"],
    ["session-0", "there is no such session"],
  ]) {
    const body = { skill: "suggester", options: { replay } };
    const answer = await gateway.post("/agent/run", body);
    assert.is(answer.status, 400, why);
    assert.is(answer.body.error.details.field, "options.replay");
  }
});

test("gives equal questions their answers in order, and names the line that is no exchange", async () => {
  const request: ModelRequest = { kind: "text", prompt: "who" };
  const answer = { provider: "p", model: "m", tokens: { input: 1, output: 2 } };
  const exchanges = createExchanges({ content: true, redact: (text) => text });
  for (const text of ["one", "two"]) exchanges.add(request, "abc", { ...answer, text });
  const replay = createReplay(`${exchanges.text()}\n`, "replay");
  assert.is(replay.next(request, "abc").text, "one");
  assert.equal(replay.next(request, "abc"), { ...answer, text: "two" });
  const missing = await errorOf((async () => replay.next(request, "abc"))());
  assert.is(missing.code, "AGENT_ERROR");
  for (const line of ["{", "[]", '{"schema":"metaforge/exchange@2"}']) {
    const text = `${exchanges.text()}${line}\n`;
    const error = await errorOf((async () => createReplay(text, "replay"))());
    assert.is(error.code, "VALIDATION_ERROR");
    assert.match(error.message, "line 3 of the record");
  }
});

test("keeps no more words than a record has room for, and says so", () => {
  const exchanges = createExchanges({ content: true, redact: (text) => text });
  const big = "x".repeat(9 * 1024 * 1024);
  const answer = { provider: "p", model: "m", tokens: { input: 1, output: 2 }, text: "yes" };
  for (const prompt of [big, big, "small"]) exchanges.add({ kind: "text", prompt }, "abc", answer);
  const lines = exchanges
    .text()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(
    lines.map(({ content }) => content !== null),
    [true, false, true],
  );
  assert.match(lines[1].missing, "has room for");
});

test.run();
