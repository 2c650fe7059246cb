/** A run that asks a model, in a whole gateway: what it gets, what is told of it, and how it ends when it is cancelled. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { modelServer } from "../fixtures/model-server/server.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("test/models/run");
const KEY = "sk-live-0123456789abcdefWXYZ";
const MODEL = "openai-compatible/small";
const PRICE = { input: 2, output: 10, currency: "USD" };

/** A folder with one skill, which does what its body says. */
function asking(body: string) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-asker-"));
  mkdirSync(join(folder, "asker"));
  writeFileSync(
    join(folder, "asker/index.ts"),
    `import { defineSkill, z } from "metaforge";
     export default defineSkill({
       name: "asker", agent: "asker", version: "1.0.0", description: "Asks a model.",
       input: { files: [] },
       async run({ llm, progress }) { ${body} },
     });`,
  );
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

const TALK = `
  progress(0.4, "Thinking");
  const text = llm.available ? await llm.text({ prompt: "text please" }) : "none";
  const value = await llm.object({ prompt: "x", schema: z.object({ volts: z.number() }) });
  return { artifacts: [{ path: "out.json", content: JSON.stringify({ text, value }) }] };`;

function configured(baseUrl: string, more: object = {}) {
  const providers = { "openai-compatible": { baseUrl, apiKey: KEY } };
  return { models: { use: [MODEL], providers, prices: { [MODEL]: PRICE }, ...more } };
}

test("answers a skill, and tells in session and trace what was used", async () => {
  await using server = await modelServer("openai-compatible", { key: KEY });
  using skill = asking(TALK);
  server.scriptFor("JSON Schema", { answer: { volts: 5 } });
  const config = configured(server.baseUrl);
  await using gateway = await testGateway({ plugins: [skill.folder], config });
  const { body } = await gateway.run("asker");
  const id = body.session_id;
  assert.equal([body.status, body.message], ["pending_approval", "Thinking"]);
  const { text } = await gateway.get(`/session/${id}/artifact?path=out.json`);
  assert.equal(JSON.parse(text), { text: "ok", value: { volts: 5 } });
  const session = (await gateway.get(`/session/${id}`)).body;
  const [{ ms, ...use }] = session.models;
  assert.type(ms, "number");
  assert.equal(use, {
    ...{ provider: "openai-compatible", model: "small", calls: 2 },
    ...{ input_tokens: 22, output_tokens: 14, cost: { amount: 0.000184, currency: "USD" } },
  });
  const trace = (await gateway.get(`/session/${id}/trace`)).text.trim().split("\n");
  const lines = trace.map((line) => JSON.parse(line)).filter(({ kind }) => kind === "model");
  assert.equal(
    lines.map(({ outcome, tries }) => [outcome, tries]),
    [
      ["ok", 1],
      ["ok", 1],
    ],
  );
  assert.not.match(trace.join("\n"), "text please");
});

test("is told that there is no model, and names none in its session", async () => {
  using skill = asking(`
    const said = await llm.text({ prompt: "x" }).catch((thrown) => thrown.code);
    return { artifacts: [{ path: "out.json", content: JSON.stringify([llm.available, said]) }] };`);
  await using gateway = await testGateway({ plugins: [skill.folder] });
  const { body } = await gateway.run("asker");
  const { text } = await gateway.get(`/session/${body.session_id}/artifact?path=out.json`);
  assert.is(text, '[false,"UNAVAILABLE"]');
  assert.not("models" in (await gateway.get(`/session/${body.session_id}`)).body);
});

test("ends with the model's error, and stages nothing of half an answer", async () => {
  await using server = await modelServer("openai-compatible", { key: KEY });
  using skill = asking(TALK);
  const config = configured(server.baseUrl, { timeouts: { totalMs: 1000, idleMs: 200 } });
  await using gateway = await testGateway({ plugins: [skill.folder], config });
  for (const [script, code] of [
    [{ fault: "never" }, "TIMEOUT"],
    [{ fault: "drip", everyMs: 20 }, "TIMEOUT"],
    [{ status: 401, echoKey: true }, "UNAVAILABLE"],
    [{ answer: { volts: "five" } }, "AGENT_ERROR"],
  ] as const) {
    server.script(script);
    const { body } = await gateway.run("asker");
    assert.equal([body.error.code, JSON.stringify(script)], [code, JSON.stringify(script)]);
    assert.match(body.error.message, /openai-compatible\/small/);
    const { session_id: id } = body.error.details;
    const session = (await gateway.get(`/session/${id}`)).body;
    assert.equal([session.status, session.output.artifacts], ["failed", []]);
    assert.is(session.models.length, 1);
  }
});

for (const way of ["cancel", "delete"] as const) {
  test(`lets go of the model within a second of a ${way}`, async () => {
    await using server = await modelServer("openai-compatible", { key: KEY });
    server.script({ answer: "x".repeat(10_000), pauseMs: 20 });
    using skill = asking(TALK);
    const config = configured(server.baseUrl);
    await using gateway = await testGateway({ plugins: [skill.folder], config });
    const { body } = await gateway.post("/agent/run", { skill: "asker", input: {} });
    const id = body.session_id;
    await until(() => server.busy() === 1);
    const said = async () => (await gateway.get(`/agent/${id}/status`)).body;
    while (!/^Asking openai-compatible\/small… \d+/.test((await said()).message));
    assert.is((await said()).progress, 0.4);
    const began = performance.now();
    const ended =
      way === "cancel" ? gateway.post(`/agent/${id}/cancel`) : gateway.delete(`/session/${id}`);
    await until(() => server.busy() === 0 && server.sockets() === 0);
    assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
    assert.is((await ended).status, 200);
    if (way === "cancel") {
      const { models } = (await gateway.get(`/session/${id}`)).body;
      assert.ok(models[0].input_tokens > 0 && models[0].output_tokens > 0, "what it cost is told");
    }
  });
}

test.run();
