/** The API reference, answer by answer: every field that it shows, with its type and its words. */
import { existsSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";

const test = suite("e2e/reference");
const ID = /^session-[0-9a-f-]{36}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const spec = { skill: "spec", input: { files: ["PRD.md"] } };

/** The value's own keys, so that a field that is missing or has another name shows. */
const has = (value: object, ...keys: string[]) =>
  assert.equal(
    keys.filter((key) => !Object.hasOwn(value, key)),
    [],
    JSON.stringify(value),
  );

test("creates a session that starts nothing", async () => {
  await using gateway = await testGateway();
  const { status, body } = await gateway.post("/session/create", {
    skill: "spec",
    input: { files: ["PRD.md"], args: {} },
  });
  assert.is(status, 200);
  assert.equal(Object.keys(body), ["id", "skill", "status", "created"]);
  assert.match(body.id, ID);
  assert.match(body.created, TIME);
  assert.equal([body.skill, body.status], ["spec", "created"]);
  assert.is((await gateway.get(`/agent/${body.id}/status`)).body.status, "created");
});

test("shows a completed session with its artifacts", async () => {
  await using gateway = await testGateway();
  const { body: run } = await gateway.run("spec");
  await gateway.post(`/approve/${run.session_id}`);
  const { body } = await gateway.get(`/session/${run.session_id}`);
  has(body, "id", "skill", "status", "created", "updated", "output");
  assert.is(body.status, "completed");
  assert.match(body.updated, TIME);
  const [artifact] = body.output.artifacts;
  const size = readFileSync(gateway.at("constraints.json")).length;
  assert.equal(artifact, { path: "constraints.json", type: "file", size });
});

test("lists sessions newest first, filtered by status, with the total after the filter", async () => {
  await using gateway = await testGateway();
  for (let n = 0; n < 3; n += 1) await gateway.post("/session/create", spec);
  const { body: run } = await gateway.run("spec", { files: ["PRD.md"], args: { strict: true } });
  const all = (await gateway.get("/sessions")).body;
  assert.equal([all.total, all.limit, all.offset], [4, 50, 0]);
  assert.equal(Object.keys(all.sessions[0]), ["id", "skill", "status", "created"]);
  assert.is(all.sessions[0].id, run.session_id);
  const page = (await gateway.get("/sessions?limit=2&offset=1&status=created")).body;
  assert.equal([page.total, page.limit, page.offset, page.sessions.length], [3, 2, 1, 2]);
  assert.equal(
    page.sessions.map(({ status }: { status: string }) => status),
    ["created", "created"],
  );
});

test("finds approved sessions under `approved`, which read `completed`", async () => {
  await using gateway = await testGateway();
  const { body: run } = await gateway.run("spec");
  await gateway.post(`/approve/${run.session_id}`, { comment: "LGTM" });
  const { body } = await gateway.get("/sessions?status=approved");
  assert.equal([body.total, body.sessions[0].status], [1, "completed"]);
  const { decision } = (await gateway.get(`/session/${run.session_id}`)).body;
  assert.equal([decision.status, decision.comment], ["approved", "LGTM"]);
});

test("deletes a session and its staged files", async () => {
  await using gateway = await testGateway();
  const { body: run } = await gateway.run("spec");
  const { status, body } = await gateway.delete(`/session/${run.session_id}`);
  assert.equal([status, body], [200, { success: true, deleted: run.session_id }]);
  assert.is((await gateway.get(`/session/${run.session_id}`)).status, 404);
  assert.not.ok(existsSync(gateway.at("constraints.json")));
});

test("runs an agent and says how it stands, with the lines that it would add and remove", async () => {
  await using gateway = await testGateway();
  const { status, body } = await gateway.post("/agent/run", {
    ...spec,
    options: { temperature: 0.3, verbose: false },
  });
  assert.is(status, 200);
  assert.equal(Object.keys(body), ["session_id", "status", "agent"]);
  assert.equal([body.status, body.agent], ["running", "requirements-agent"]);
  const ended = await gateway.settled(body.session_id);
  has(ended, "session_id", "status", "agent", "artifacts");
  assert.is(ended.status, "pending_approval");
  assert.is(ended.artifacts[0].path, "constraints.json");
  assert.match(ended.artifacts[0].diff, /^\+\d+ -0$/);
});

test("lists what waits for approval, oldest first", async () => {
  await using gateway = await testGateway();
  const first = (await gateway.run("spec")).body.session_id;
  const second = (await gateway.run("spec", { args: { strict: true } })).body.session_id;
  const { pending } = (await gateway.get("/pending")).body;
  assert.equal(
    pending.map((entry: { session_id: string }) => entry.session_id),
    [first, second],
  );
  assert.equal(Object.keys(pending[0]), ["session_id", "skill", "created", "artifacts"]);
  has(pending[0].artifacts[0], "path", "size", "diff");
  assert.type(pending[0].artifacts[0].size, "number");
});

test("approves with a comment, an empty body or none, and writes the files before it answers", async () => {
  await using gateway = await testGateway();
  const bodies = [{ comment: "LGTM" }, {}, undefined];
  for (const [n, body] of bodies.entries()) {
    gateway.write("PRD.md", `# P\n\n## Requirements\n\n- Weight: < ${n + 1} g\n`);
    const { session_id: id } = (await gateway.run("spec")).body;
    const approved = await gateway.post(`/approve/${id}`, body);
    assert.is(approved.status, 200);
    assert.equal([approved.body.session_id, approved.body.status], [id, "approved"]);
    assert.is(approved.body.applied, true);
    assert.ok(approved.body.artifacts.includes("constraints.json"));
    const written = readFileSync(gateway.at("constraints.json"), "utf8");
    const staged = await gateway.get(`/session/${id}/artifact?path=constraints.json`);
    assert.is(written, staged.text);
  }
});

test("rejects with the reason, and the workspace stays as it was", async () => {
  await using gateway = await testGateway();
  const { session_id: id } = (await gateway.run("spec")).body;
  const reason = "Need to revise power requirements";
  const { status, body } = await gateway.post(`/reject/${id}`, { reason });
  assert.equal([status, body], [200, { session_id: id, status: "rejected", reason }]);
  assert.not.ok(existsSync(gateway.at("constraints.json")));
});

test("is healthy, with the model provider and the tools in its components", async () => {
  await using gateway = await testGateway();
  const { body } = await gateway.get("/health");
  assert.equal(Object.keys(body), ["status", "version", "uptime", "components"]);
  assert.equal([body.status, body.version], ["healthy", "0.1.0"]);
  assert.ok(Number.isInteger(body.uptime));
  const { gateway: itself, llm_provider: provider, tools } = body.components;
  assert.equal([itself, provider], ["ok", "not_configured"]);
  for (const name of ["kicad", "ngspice"]) assert.ok(Object.hasOwn(tools, name), name);
  for (const word of Object.values(tools)) assert.match(String(word), /^(detected|not_found)$/);
});

test("shows workspace, counts, tools, agents and plugins in its status", async () => {
  await using gateway = await testGateway();
  await gateway.run("spec");
  const { body } = await gateway.get("/status");
  has(body, "version", "workspace", "sessions", "tools", "agents", "plugins");
  assert.is(body.workspace, gateway.workspace);
  assert.equal(body.sessions, { active: 0, pending: 1, completed: 0 });
  for (const tool of body.tools) has(tool, "name", "version", "available");
  const agent = body.agents.find(({ name }: { name: string }) => name === "requirements");
  assert.equal(agent, { name: "requirements", version: "1.0.0", loaded: true });
  const skill = body.plugins.find(({ name }: { name: string }) => name === "spec");
  assert.equal([skill.kind, skill.state, skill.source], ["skill", "ready", "package"]);
  assert.type(skill.ms, "number");
});

test("answers errors in the documented form, with the reference's own words for a missing skill", async () => {
  await using gateway = await testGateway();
  const { status, body } = await gateway.post("/agent/run", { input: { files: ["PRD.md"] } });
  assert.is(status, 400);
  assert.equal(body, {
    error: {
      code: "VALIDATION_ERROR",
      message: "Invalid input: missing required field 'skill'",
      details: { field: "skill", expected: "string" },
    },
  });
  const unknown = await gateway.post("/session/create", { skill: "nonsense" });
  assert.is(unknown.status, 400);
  assert.is(unknown.body.error.details.field, "skill");
  assert.ok(unknown.body.error.details.allowed.includes("spec"));
  const missing = await gateway.get("/session/session-abc123");
  assert.equal([missing.status, missing.body.error.code], [404, "NOT_FOUND"]);
});

test("sends the three events of the reference, the last one when REST can read the state", async () => {
  await using gateway = await testGateway();
  const socket = new WebSocket(gateway.ws);
  const events: { event: string; data: Record<string, unknown>; seq: number }[] = [];
  let read: Promise<{ body: { status: string } }> | undefined;
  const ended = new Promise<void>((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const event = JSON.parse(String(data));
      events.push(event);
      if (event.event !== "session.complete") return;
      read = gateway.get(`/agent/${event.data.session_id}/status`);
      resolve();
    });
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const { session_id: id } = (await gateway.post("/agent/run", spec)).body;
  await ended;
  socket.close();
  const one = (name: string) => events.find(({ event }) => event === name)!.data;
  assert.equal(one("session.started"), { session_id: id, skill: "spec" });
  const progress = one("agent.progress");
  assert.equal(Object.keys(progress), ["session_id", "agent", "progress", "message"]);
  assert.is(progress["agent"], "requirements-agent");
  const complete = one("session.complete");
  assert.equal([complete["session_id"], complete["status"]], [id, "pending_approval"]);
  assert.ok((complete["artifacts"] as string[]).includes("constraints.json"));
  assert.is((await read!).body.status, "pending_approval");
  assert.equal(
    events.map(({ seq }) => seq),
    events.map((_, n) => events[0]!.seq + n),
  );
});

test("serves the reference's complete workflow as it is printed, in under ten seconds", async () => {
  await using gateway = await testGateway();
  const began = performance.now();
  const at = `${gateway.base}/api/v1`;
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ skill: "spec", input: { files: ["PRD.md"] } });
  const created = await fetch(`${at}/session/create`, { method: "POST", headers, body });
  const { id } = (await created.json()) as { id: string };
  await fetch(`${at}/agent/run`, { method: "POST", headers, body });
  let status: { status: string };
  do {
    const answer = await fetch(`${at}/agent/${id}/status`);
    status = (await answer.json()) as { status: string };
    await new Promise((resolve) => setTimeout(resolve, 1000));
  } while (status.status === "running");
  assert.is(status.status, "pending_approval");
  await fetch(`${at}/approve/${id}`, { method: "POST" });
  assert.ok(existsSync(gateway.at("constraints.json")));
  assert.ok(performance.now() - began < 10_000);
});

test.run();
