/** Approved files in the workspace: what makes them out of date, down a chain, and what does not. */
import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { migrate } from "../../core/sessions/schema.ts";
import { createStanding } from "../../core/sessions/standing.ts";
import { allBut } from "../fixtures/shipped.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { pluginHome } from "../fixtures/plugin-home.ts";

const test = suite("core/sessions/standing");
const disabled = allBut();

/** A skill that reads `from` and proposes `to` with the length of what it read; `also` are read when they are there. */
const step = (name: string, from: string, to: string) => `
import { defineSkill } from "metaforge";
export default defineSkill({
  name: "${name}", agent: "${name}", version: "1.2.0", description: "Makes one file from another.",
  input: { files: ["${from}"] },
  async run({ input, read, list }) {
    const text = await read(input.files[0]);
    for (const { path } of await list(".")) if (path === "${to}") await read(path);
    return { artifacts: [
      { path: "${to}", content: "of " + text.length },
      { path: "${to}.constant", content: "always the same" },
    ] };
  },
});`;

async function chained() {
  const home = pluginHome({
    "user/first/index.ts": step("first", "PRD.md", "one.txt"),
    "user/second/index.ts": step("second", "one.txt", "two.txt"),
  });
  const gateway = await testGateway({
    config: { disabled, run: { spare: 0 } },
    plugins: [home.at("user")],
  });
  const approved = async (skill: string) => {
    const { body } = await gateway.run(skill);
    const id = body.session_id as string;
    if (body.status === "pending_approval") await gateway.post(`/approve/${id}`, { comment: "ok" });
    return id;
  };
  const states = async () => {
    const { body } = await gateway.get("/workspace");
    const files = body.artifacts as { path: string; state: string; because: object[] }[];
    return Object.fromEntries(files.map(({ path, state }) => [path, state]));
  };
  const because = async (path: string) =>
    (await gateway.get("/workspace")).body.artifacts.find(
      (file: { path: string }) => file.path === path,
    ).because;
  return {
    ...gateway,
    approved,
    states,
    because,
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    },
  };
}

const ALL = ["one.txt", "one.txt.constant", "two.txt", "two.txt.constant"];
const all = (state: string) => Object.fromEntries(ALL.map((path) => [path, state]));

test("knows nothing before an approval, and everything as current right after", async () => {
  await using gateway = await chained();
  assert.equal(await gateway.states(), {});
  await gateway.run("first");
  assert.equal(await gateway.states(), {}, "waiting for a decision");
  await gateway.approved("first");
  await gateway.approved("second");
  assert.equal(await gateway.states(), all("current"));
  assert.equal((await gateway.get("/status")).body.stale, []);
});

test("calls what was made from a changed file stale, and what was made from that, too, with the reasons", async () => {
  await using gateway = await chained();
  await gateway.approved("first");
  await gateway.approved("second");
  gateway.write("PRD.md", "# another document\n");
  assert.equal(await gateway.states(), all("stale"));
  assert.equal(await gateway.because("one.txt"), [{ path: "PRD.md", change: "changed" }]);
  assert.equal(await gateway.because("two.txt"), [{ path: "one.txt", change: "stale" }]);
  const { stale } = (await gateway.get("/status")).body;
  assert.equal(stale[2], {
    path: "two.txt",
    skill: "second",
    because: [{ path: "one.txt", change: "stale" }],
  });
  rmSync(gateway.at("PRD.md"));
  assert.equal(await gateway.because("one.txt"), [{ path: "PRD.md", change: "missing" }]);
});

test("is current again after the skills ran anew, also for files that came out the same", async () => {
  await using gateway = await chained();
  await gateway.approved("first");
  await gateway.approved("second");
  gateway.write("PRD.md", "# another document\n");
  await gateway.approved("first");
  const { "two.txt": two, ...rest } = await gateway.states();
  assert.equal([two, rest["one.txt"], rest["one.txt.constant"]], ["stale", "current", "current"]);
  await gateway.approved("second");
  assert.equal(await gateway.states(), all("current"));
});

test("is current again after a run that had nothing to change", async () => {
  await using gateway = await chained();
  await gateway.approved("first");
  // The same length, so the same results: nothing to approve.
  gateway.write(
    "PRD.md",
    "x".repeat(
      Buffer.byteLength("# Pump\n\n## Requirements\n\n- Supply: 5 V ±5 %\n- Weight: < 8 g\n") - 1,
    ),
  );
  assert.is((await gateway.states())["one.txt"], "stale");
  await gateway.approved("first");
  assert.is((await gateway.states())["one.txt"], "current");
});

test("tells files that a person edited or removed apart from stale ones", async () => {
  await using gateway = await chained();
  await gateway.approved("first");
  await gateway.approved("second");
  gateway.write("two.txt", "by hand");
  rmSync(gateway.at("two.txt.constant"));
  const states = await gateway.states();
  assert.equal([states["two.txt"], states["two.txt.constant"]], ["edited", "missing"]);
  gateway.write("one.txt", "by hand");
  assert.equal(await gateway.because("two.txt"), [{ path: "one.txt", change: "changed" }]);
});

test("does not count what a run read of its own earlier result, and forgets deleted sessions", async () => {
  await using gateway = await chained();
  await gateway.approved("first");
  gateway.write(
    "PRD.md",
    "# longer than it was before, by far and away, and then some more words\n",
  );
  const again = await gateway.approved("first");
  assert.is((await gateway.states())["one.txt"], "current");
  await gateway.delete(`/session/${again}`);
  assert.equal(await gateway.states(), {});
});

test("looks at the inputs of a session once, not for each of its files, also when it is deleted meanwhile", async () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  const sources = [{ path: "board", sha256: "1" }];
  const body = JSON.stringify({ input: { files: [] }, options: {}, sources });
  db.exec(`INSERT INTO sessions VALUES (1, 'a', 's', 's', 'completed', 'approved', '', '', '', '${body}');
    INSERT INTO standing VALUES ('one', 1, '2'), ('two', 1, '2'), ('three', 1, '2')`);
  const asked: string[] = [];
  const standing = createStanding({
    database: { db },
    workspace: { exists: async () => true },
    registry: { skill: () => undefined },
    async staleOf(files) {
      const paths = files.map(({ path }) => path);
      asked.push(...paths);
      db.exec("DELETE FROM sessions");
      return paths.filter((path) => path === "board");
    },
  });
  const files = await standing.files();
  assert.equal(
    files.map(({ state }) => state),
    ["stale", "stale", "stale"],
  );
  assert.equal(asked, ["board", "one", "three", "two"]);
  assert.equal(await standing.files(), []);
});

test("keeps the evidence of a decision, the same at any time, and none of what nobody decided", async () => {
  await using gateway = await chained();
  const waiting = (await gateway.run("first")).body.session_id;
  assert.is((await gateway.get(`/session/${waiting}/evidence`)).status, 409);
  await gateway.post(`/approve/${waiting}`, { comment: "reviewed" });
  const { body, text } = await gateway.get(`/session/${waiting}/evidence`);
  assert.equal(body.ran.skill, "1.2.0");
  assert.equal([body.decision.status, body.decision.comment], ["approved", "reviewed"]);
  assert.equal(
    body.inputs.map(({ path }: { path: string }) => path),
    ["PRD.md"],
  );
  const [artifact] = body.artifacts;
  assert.equal([artifact.path, artifact.diff, artifact.base_sha256], ["one.txt", "+1 -0", null]);
  assert.match(artifact.diff_sha256, /^[0-9a-f]{64}$/);
  gateway.write("PRD.md", "changed");
  gateway.write("one.txt", "changed");
  assert.is((await gateway.get(`/session/${waiting}/evidence`)).text, text);
  const rejected = (await gateway.run("second")).body.session_id;
  await gateway.post(`/reject/${rejected}`, { reason: "wrong" });
  const { decision } = (await gateway.get(`/session/${rejected}/evidence`)).body;
  assert.equal([decision.status, decision.reason], ["rejected", "wrong"]);
});

test("keeps who decided as the client states it, and whether that was agreed to beforehand", async () => {
  await using gateway = await chained();
  const decisionOf = async (id: string) =>
    (await gateway.get(`/session/${id}/evidence`)).body.decision;
  const automatic = (await gateway.run("first")).body.session_id;
  const by = { name: "Ada Löwe", client: "cli" };
  await gateway.post(`/approve/${automatic}`, { by, automatic: true });
  const { at: _at, ...decision } = await decisionOf(automatic);
  assert.equal(decision, { status: "approved", by, automatic: true });
  const rejected = (await gateway.run("second")).body.session_id;
  await gateway.post(`/reject/${rejected}`, { reason: "wrong", by: { name: "Bo" } });
  assert.equal((await decisionOf(rejected)).by, { name: "Bo" });
  const unsaid = (await gateway.run("second")).body.session_id;
  await gateway.post(`/approve/${unsaid}`);
  assert.equal(Object.keys(await decisionOf(unsaid)), ["status", "at"]);
});

test("takes no name of more than one line, and none that steers a terminal", async () => {
  await using gateway = await chained();
  const waiting = (await gateway.run("first")).body.session_id;
  for (const name of ["", " ", "Ada\nEve", "\u001b[2J", "\u202eadA", "x".repeat(201)]) {
    assert.is((await gateway.post(`/approve/${waiting}`, { by: { name } })).status, 400, name);
  }
  assert.is((await gateway.get(`/session/${waiting}`)).body.status, "pending_approval");
});

test.run();
