/** `/health` and models: from memory, without ever waiting, and kept current by checks and by calls. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { LlmState } from "../../core/models/contract.ts";
import { createReachable } from "../../core/models/reachable.ts";
import type { Opened, Providers } from "../../core/models/provider.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { named, rowOf, testModels } from "../fixtures/models.ts";
import { modelServer } from "../fixtures/model-server/server.ts";

const test = suite("test/models/reachable");
const stateOf = async (gateway: { get: (path: string) => Promise<{ body: any }> }) =>
  (await gateway.get("/health")).body.components.llm_provider as LlmState;
const config = (baseUrl: string, use = ["openai-compatible/small"]) => ({
  models: { use, providers: { "openai-compatible": { baseUrl } } },
});

/** Until it says so: a check in the background takes its time. */
async function becomes(state: () => LlmState | Promise<LlmState>, wanted: LlmState) {
  for (let n = 0; n < 200; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- that is what waiting is
    if ((await state()) === wanted) return;
    // oxlint-disable-next-line no-await-in-loop -- that is what waiting is
    await new Promise((go) => setTimeout(go, 20));
  }
  assert.is(await state(), wanted);
}

test("says not_configured without models, and imports nothing", async () => {
  await using gateway = await testGateway();
  assert.is(await stateOf(gateway), "not_configured");
});

test("answers within 50 ms while a provider hangs, and finds out in the background", async () => {
  await using server = await modelServer("openai-compatible");
  server.lists({ fault: "never" });
  await using gateway = await testGateway({ config: config(server.baseUrl) });
  await gateway.get("/status");
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const began = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other, to time each
    assert.is(await stateOf(gateway), "ok");
    times.push(performance.now() - began);
  }
  // Also the first, which begins the check. The median: a test machine may be busy with something else for a moment.
  const firsts = Array.from({ length: 5 }, () => {
    const { models } = testModels({ at: { acme: server.baseUrl } });
    const began = performance.now();
    models.state();
    return performance.now() - began;
  });
  assert.ok(firsts.toSorted((a, b) => a - b)[2]! < 50);
  const median = times.toSorted((a, b) => a - b)[10]!;
  assert.ok(median < 50, `${median} ms`);
  assert.ok(server.seen.length <= 1, "one check, not one a question");
  assert.is(server.questions().length, 0);
});

test("looks by itself at the start, so that who asks later gets an answer and no guess", async () => {
  await using server = await modelServer("openai-compatible");
  await using gateway = await testGateway({ config: config(server.baseUrl) });
  await becomes(() => (server.seen.length > 0 ? "ok" : "not_configured"), "ok");
  assert.is(await stateOf(gateway), "ok");
});

test("says unreachable of a provider that refuses, is not there, or has failed", async () => {
  await using server = await modelServer("openai-compatible");
  server.lists({ status: 503 });
  await using gateway = await testGateway({ config: config(server.baseUrl) });
  await becomes(() => stateOf(gateway), "unreachable");
  await using absent = await testGateway({ config: config(server.baseUrl, ["nobody/x"]) });
  assert.is(await stateOf(absent), "unreachable");
  assert.match(
    absent.logged.join(""),
    /"provider":"nobody","msg":"models.use names a provider that is not there"/,
  );
});

test("tells a missing key from a provider that is down, and needs one model that works", async () => {
  await using server = await modelServer("openai-compatible");
  const at = { one: server.baseUrl };
  const { models } = testModels({ at, env: {} });
  assert.equal([models.state(), models.available()], ["not_configured", false]);
  const two = testModels({ at: { ...at, two: server.baseUrl }, env: { TWO_KEY: "sk-two-000" } });
  assert.equal([two.models.state(), two.models.available()], ["ok", true]);
  const failed = { ...rowOf(named("one")), state: "failed" as const };
  const down = testModels({ at, plugins: [], rows: [failed] });
  assert.equal([down.models.state(), down.models.available()], ["unreachable", false]);
});

test("learns from calls at once", async () => {
  await using server = await modelServer("openai-compatible");
  const { models, run } = testModels({ at: { acme: server.baseUrl } });
  await becomes(models.state, "ok");
  server.script({ status: 401 });
  await run()
    .llm.text({ prompt: "x" })
    .catch(() => {});
  assert.is(models.state(), "unreachable");
  server.script({ status: 400 });
  await run()
    .llm.text({ prompt: "x" })
    .catch(() => {});
  assert.is(models.state(), "ok", "a refused question says that somebody is there");
  server.script({ fault: "reset" });
  await run()
    .llm.text({ prompt: "x" })
    .catch(() => {});
  assert.is(models.state(), "unreachable");
  server.script({ answer: "ok" });
  await run().llm.text({ prompt: "x" });
  assert.is(models.state(), "ok");
});

test("checks once a minute at most, and believes a call rather than an older check", async () => {
  let now = 0;
  let checks = 0;
  let end: (well: boolean) => void = () => {};
  const check = () => {
    checks += 1;
    return new Promise<void>((resolve, reject) => {
      end = (well) => (well ? resolve() : reject(new RangeError("down")));
    });
  };
  const guard = { close: () => {} };
  const opened = { plugin: { check }, options: {}, access: () => ({ guard, access: {} }) };
  const providers: Providers = {
    problem: () => null,
    open: async () => opened as unknown as Opened,
  };
  const entry = { name: "acme/small", provider: "acme", model: "small" };
  const { state, learn } = createReachable([entry], providers, () => now);
  const turns = () => new Promise((go) => setTimeout(go, 5));
  assert.is(state(), "ok");
  await turns();
  for (now = 1; now < 60_000; now += 5000) state();
  await turns();
  assert.is(checks, 1);
  now = 59_000;
  learn("acme", true);
  end(false);
  await turns();
  assert.is(state(), "ok", "the call was later than the check's beginning");
  now = 130_000;
  state();
  await turns();
  assert.is(checks, 2);
  end(false);
  await turns();
  assert.is(state(), "unreachable");
});

test.run();
