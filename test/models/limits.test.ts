/** What one run may ask of models: calls, tokens, and how many questions at one time. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createGate } from "../../core/models/limits.ts";
import { failing, testModels } from "../fixtures/models.ts";
import { modelServer } from "../fixtures/model-server/server.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("test/models/limits");

test("ends a loop of calls, and names the limit", async () => {
  await using server = await modelServer("openai-compatible");
  const limits = { callsPerRun: 5 };
  const { run } = testModels({ at: { acme: server.baseUrl }, config: { limits } });
  const { llm } = run();
  for (let n = 0; n < 5; n += 1) await llm.text({ prompt: "again" });
  const said = await failing(llm.text({ prompt: "again" }));
  assert.match(said, /^AGENT_ERROR .*more than 5 calls.*models\.limits\.callsPerRun/);
  assert.is(server.questions().length, 5);
  // Of a run, not of the gateway.
  assert.is(await run().llm.text({ prompt: "again" }), "ok");
});

test("counts each try as a call", async () => {
  await using server = await modelServer("openai-compatible");
  server.script({ status: 500 });
  const limits = { callsPerRun: 2 };
  const { run } = testModels({ at: { acme: server.baseUrl }, config: { limits } });
  assert.match(await failing(run().llm.text({ prompt: "x" })), /callsPerRun/);
  assert.is(server.questions().length, 2);
});

test("counts tokens as reported, else by the length of what went over the wire", async () => {
  await using server = await modelServer("openai-compatible");
  const limits = { tokensPerRun: 1000, outputTokens: 400 };
  const asked = async (usage: { input: number; output: number }, times: number) => {
    server.script({ answer: "ok", usage });
    const { llm } = testModels({ at: { acme: server.baseUrl }, config: { limits } }).run();
    let done = 0;
    let said = "";
    for (; done < times && said === ""; done += 1) {
      said = await llm.text({ prompt: "x".repeat(400) }).then(
        () => "",
        (thrown: Error) => thrown.message,
      );
    }
    return { said, done, used: llm.used()[0] };
  };
  const much = await asked({ input: 400, output: 500 }, 10);
  assert.match(much.said, /more than 1000 tokens \(models\.limits\.tokensPerRun\)/);
  assert.is(much.done, 2);
  // A report of less than nothing, or of more than anything, is none.
  for (const odd of [-1_000_000, 1e300, 0.5]) {
    const { used } = await asked({ input: odd, output: odd }, 1);
    assert.equal([used!.inputTokens, used!.outputTokens], [100, 1]);
  }
  assert.equal(server.questions().at(-1)!.body.max_tokens, 400);
});

test("asks for no more than is left", async () => {
  await using server = await modelServer("openai-compatible");
  const limits = { tokensPerRun: 500, outputTokens: 400 };
  const { llm } = testModels({ at: { acme: server.baseUrl }, config: { limits } }).run();
  server.script({ answer: "ok", usage: { input: 100, output: 300 } });
  await llm.text({ prompt: "x".repeat(40) });
  await llm.text({ prompt: "x".repeat(40) });
  assert.equal(
    server.questions().map(({ body }) => body.max_tokens),
    [400, 90],
  );
});

test("asks four questions of a run at one time, and the others in their turn", async () => {
  await using server = await modelServer("openai-compatible");
  server.script({ answer: "ok", pauseMs: 20 });
  const { llm } = testModels({ at: { acme: server.baseUrl } }).run();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, server.busy())), 2);
  const answers = Array.from({ length: 12 }, () => llm.text({ prompt: "x" }));
  assert.is((await Promise.all(answers)).length, 12);
  clearInterval(watch);
  assert.is(most, 4);
});

test("gives a place back once, and lets go who no longer waits", async () => {
  const gate = createGate(1);
  const never = new AbortController().signal;
  const leave = await gate.enter(never);
  const abort = new AbortController();
  const gone = failing(gate.enter(abort.signal));
  const next = gate.enter(never);
  abort.abort(new RangeError("gone"));
  assert.match(await gone, "gone");
  leave();
  leave();
  const leaveNext = await next;
  let third = false;
  void gate.enter(never).then(() => (third = true));
  await new Promise((go) => setImmediate(go));
  assert.is(third, false);
  leaveNext();
  await until(() => third);
});

test("adds up what a run has used, with its cost where there is a price", async () => {
  await using server = await modelServer("openai-compatible");
  server.script({ answer: "ok", usage: { input: 1_000, output: 100 } });
  const prices = { "acme/small": { input: 2.5, output: 10, currency: "EUR" } };
  const { llm } = testModels({ at: { acme: server.baseUrl }, config: { prices } }).run();
  for (let n = 0; n < 3; n += 1) await llm.text({ prompt: "x" });
  const [{ calls, cost, inputTokens, outputTokens }] = llm.used() as [never];
  assert.equal([calls, inputTokens, outputTokens], [3, 3000, 300]);
  assert.equal(cost, { amount: 0.0105, currency: "EUR" });
});

test.run();
