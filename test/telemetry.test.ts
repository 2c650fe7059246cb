/** Records of what the gateway did: who called whom, how long it took, how it ended, and not a word of the content. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createRegistry } from "../core/registry.ts";
import type { SkillRow } from "../core/registry.ts";
import { parseFromChild } from "../core/run/rpc.ts";
import { measured, toolsOf } from "../core/sessions/measure.ts";
import type { Session } from "../core/sessions/model.ts";
import { createTelemetry } from "../core/telemetry-recorder.ts";
import type { ToolCall } from "../core/telemetry-recorder.ts";
import type { TelemetryRecord } from "../core/telemetry.ts";
import { measuredGateway } from "./fixtures/measured.ts";
import { until } from "./fixtures/run-pool.ts";

const test = suite("test/telemetry");

const facts = { session: "s", skill: "k", agent: "a", version: "1.0.0" };
const recorder = (onError: (problem: string) => void = assert.unreachable) =>
  createTelemetry({ onError, sessions: () => ({ running: 0, pending: 0 }), version: "1.0.0" });

test("tells a run after what it has called, with ids that hold them together", async () => {
  await using at = await measuredGateway();
  at.server.script({ answer: "three", usage: { input: 12, output: 3 } });
  const { body } = await at.sums({ waitMs: 30, prompt: "How many?" });
  const [tool, model, run] = at.records as [TelemetryRecord, TelemetryRecord, TelemetryRecord];
  assert.is(at.records.length, 3);
  assert.equal(
    [tool, model, run].map(({ kind, name, error }) => [kind, name, error]),
    [
      ["tool", "execute_tool adder.add", null],
      ["model", "chat small", null],
      ["run", "invoke_agent summer", null],
    ],
  );
  assert.equal([tool.parent, model.parent, run.parent], [run.id, run.id, null]);
  assert.equal(new Set(at.records.map(({ trace }) => trace)).size, 1);
  for (const { id, trace } of at.records) assert.match(`${trace}-${id}`, /^\w{32}-\w{16}$/);
  assert.is(new Set(at.records.map(({ id }) => id)).size, 3);
  assert.ok(run.startMs <= tool.startMs && tool.endMs <= model.endMs && model.endMs <= run.endMs);
  assert.ok(tool.endMs - tool.startMs >= 29, `${tool.endMs - tool.startMs} ms`);
  assert.ok(Math.abs(Date.now() - run.endMs) < 10_000);
  const common = {
    "gen_ai.conversation.id": body.session_id,
    "gen_ai.agent.name": "summer",
    "metaforge.skill": "sums",
  };
  assert.equal(tool.attributes, {
    ...common,
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "adder.add",
    "gen_ai.tool.type": "extension",
  });
  assert.equal(model.attributes, {
    ...common,
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai-compatible",
    "gen_ai.request.model": "small",
    "gen_ai.output.type": "text",
    "gen_ai.request.stream": true,
    "gen_ai.usage.input_tokens": 12,
    "gen_ai.usage.output_tokens": 3,
    "metaforge.tries": 1,
  });
  assert.equal(run.attributes, {
    ...common,
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.version": "1.2.3",
    "metaforge.outcome": "pending_approval",
  });
});

test("tells of failures by their class", async () => {
  await using at = await measuredGateway();
  await at.sums({ numbers: [-1] });
  at.server.script({ status: 401, message: "no" });
  await at.sums({ prompt: "How many?" });
  const told = at.records.map(({ kind, error, attributes }) => [
    kind,
    error,
    attributes["error.type"],
  ]);
  assert.equal(told, [
    ["tool", "TOOL_ERROR", "TOOL_ERROR"],
    ["run", "TOOL_ERROR", "TOOL_ERROR"],
    ["tool", null, undefined],
    ["model", "401", "401"],
    ["run", "UNAVAILABLE", "UNAVAILABLE"],
  ]);
});

test("tells of a tool that a client calls, and how it failed", async () => {
  await using at = await measuredGateway();
  assert.is((await at.add({ numbers: [1, 2] })).body.result, 3);
  await at.add({ numbers: [-1] });
  await at.add({ numbers: "many" });
  const told = at.records.map(({ kind, name, parent, error }) => [kind, name, parent, error]);
  assert.equal(told, [
    ["tool", "execute_tool adder.add", null, null],
    ["tool", "execute_tool adder.add", null, "TOOL_ERROR"],
    ["tool", "execute_tool adder.add", null, "VALIDATION_ERROR"],
  ]);
});

test("tells of a cancelled run, of the tool it waited for, and of one whose session is deleted", async () => {
  await using at = await measuredGateway();
  for (const end of ["cancel", "delete"]) {
    const args = { waitMs: 60_000 };
    const { body } = await at.gateway.post("/agent/run", { skill: "sums", input: { args } });
    const id = body.session_id;
    await until(() => at.gateway.kernel.services.runs.live(id)?.message === "adding");
    if (end === "cancel") await at.gateway.post(`/agent/${id}/cancel`);
    else await at.gateway.delete(`/session/${id}`);
  }
  await until(() => at.records.filter(({ kind }) => kind === "run").length === 2);
  const runs = at.records.filter(({ kind }) => kind === "run");
  assert.equal(
    runs.map(({ attributes, error }) => [attributes["metaforge.outcome"], error]),
    [
      ["cancelled", null],
      ["deleted", null],
    ],
  );
  const tools = at.records.filter(({ kind }) => kind === "tool");
  assert.equal(
    tools.map(({ parent, error }) => [parent, error]),
    runs.map(({ id }) => [id, "TOOL_ERROR"]),
  );
});

test("holds nothing of prompts, answers, inputs, keys and problems", async () => {
  await using at = await measuredGateway();
  at.server.script({ answer: "SECRET-ANSWER" }, { status: 500, message: "SECRET-PROBLEM" });
  await at.sums({ numbers: [424242], prompt: "SECRET-PROMPT" });
  await at.sums({ prompt: "SECRET-PROMPT" });
  await at.add({ numbers: [424242] });
  assert.is(at.records.length, 7);
  assert.not.match(JSON.stringify(at.records), /SECRET|424242|848484|sk-measured|127\.0\.0\.1/);
});

test("measures by few labels: seconds, tokens, runs, never an id", async () => {
  await using at = await measuredGateway();
  at.server.script({ answer: "three", usage: { input: 12, output: 3 } });
  const { body } = await at.sums({ prompt: "How many?" });
  const all = at.records.flatMap((record) => at.telemetry.measure(record));
  const chat = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai-compatible",
    "gen_ai.request.model": "small",
  };
  const summer = { "gen_ai.agent.name": "summer" };
  assert.equal(
    all.map(({ metric, labels }) => [metric.name, labels]),
    [
      ["gen_ai.execute_tool.duration", { "gen_ai.tool.name": "adder.add", ...summer }],
      ["gen_ai.client.operation.duration", chat],
      ["gen_ai.client.token.usage", { ...chat, "gen_ai.token.type": "input" }],
      ["gen_ai.client.token.usage", { ...chat, "gen_ai.token.type": "output" }],
      ["metaforge.runs", { skill: "sums", outcome: "pending_approval" }],
      ["gen_ai.invoke_agent.duration", { ...summer, "metaforge.skill": "sums" }],
    ],
  );
  const [tool, call, input, output, run] = all.map(({ value }) => value);
  assert.equal([input, output, run], [12, 3, 1]);
  assert.ok(tool! >= 0 && call! > 0 && tool! < 30 && call! < 30);
  assert.not.match(JSON.stringify(all), new RegExp(body.session_id));
  assert.equal(at.telemetry.sessions(), { running: 0, pending: 1 });
});

test("makes nothing while nobody listens, and nothing for who has stopped listening", async () => {
  await using at = await measuredGateway();
  at.stop();
  await at.sums();
  assert.equal(at.records, []);
  const silent = { ...recorder(), run: () => assert.unreachable() as never };
  const attempt = { session: {} as Session, skill: {} as SkillRow };
  const work = async (span: unknown) => (assert.is(span, null), null);
  await measured(silent, attempt, work);
});

test("lets all others hear when one listener throws, and says so", () => {
  const problems: string[] = [];
  const telemetry = recorder((problem) => void problems.push(problem));
  const heard: string[] = [];
  telemetry.on(() => assert.unreachable("broken"));
  telemetry.on(({ name }) => void heard.push(name));
  telemetry.run(facts).end("completed", null);
  assert.equal([heard, problems], [["invoke_agent a"], ["broken"]]);
});

test("tells that a run could not be stored, and lets the error pass", async () => {
  const telemetry = recorder();
  const heard: unknown[] = [];
  telemetry.on(({ attributes, error }) => void heard.push(attributes["metaforge.outcome"], error));
  const attempt = { session: { id: "s" } as Session, skill: { facts: {} } as SkillRow };
  const broken = measured(telemetry, attempt, () => Promise.reject(new TypeError("disk")));
  assert.is(await broken.catch((thrown: Error) => thrown.message), "disk");
  assert.equal(heard, ["unstored", "STORAGE_ERROR"]);
});

test("believes no tool, action, time or code that a run process makes up", () => {
  const call: ToolCall = { tool: "adder", action: "add", ms: 5, error: null };
  const parsed = (more: object) =>
    parseFromChild({ type: "tool", run: "r", call: { ...call, ...more } });
  const bad = [{ tool: 1 }, { action: null }, { ms: "5" }, { ms: NaN }, { ms: -1 }];
  assert.equal(bad.map(parsed), [null, null, null, null, null]);
  assert.is(parseFromChild({ type: "tool", run: "r", call: "x" }), null);
  const coded = parsed({ error: "SECRET", more: 1 });
  assert.equal(coded, { type: "tool", run: "r", call: { ...call, error: "TOOL_ERROR" } });

  const telemetry = recorder();
  const heard: TelemetryRecord[] = [];
  telemetry.on((record) => void heard.push(record));
  const registry = createRegistry();
  const tool = { actions: [{ name: "add" }], detected: { available: true } };
  const row = { dir: "", state: "ready", facts: { kind: "tool", needs: [], tool } };
  registry.replace(["adder", "other"].map((name) => ({ ...row, name })) as never);
  const { hear, used } = toolsOf(registry, ["adder"], telemetry.run(facts));
  const from = Date.now();
  hear({ ...call, ms: 1e12 });
  hear({ ...call, tool: "other" });
  hear({ ...call, action: "wipe" });
  assert.equal(
    heard.map(({ name }) => name),
    ["execute_tool adder.add"],
  );
  assert.equal(used(), [{ name: "adder", version: null }]);
  assert.ok(heard[0]!.startMs >= from - 5);
});

test.run();
