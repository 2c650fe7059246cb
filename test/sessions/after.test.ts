/** Runs that build on files which still wait for a decision: they read them, and settle after them. */
import { existsSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { waitingFiles } from "../../core/sessions/after.ts";
import type { Session, StagedContent } from "../../core/sessions/model.ts";
import { allBut } from "../fixtures/shipped.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { pluginHome } from "../fixtures/plugin-home.ts";

const test = suite("core/sessions/after");
const disabled = allBut();

const FIRST = `
import { defineSkill } from "metaforge";
export default defineSkill({
  name: "first", agent: "first", version: "1.0.0", description: "Makes a file.",
  input: { files: ["PRD.md"] },
  async run({ read }) {
    const text = await read("PRD.md");
    return { artifacts: [{ path: "made/one.txt", content: text.slice(0, 6) }] };
  },
});`;

const SECOND = `
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { defineSkill } from "metaforge";
export default defineSkill({
  name: "second", agent: "second", version: "1.0.0", description: "Makes a file of what it sees.",
  input: { files: ["made/one.txt"] },
  async run({ read, list, copyTree, provenance }) {
    const copy = await copyTree("made", { endings: [".txt"] });
    const seen = {
      read: await read("made/one.txt"),
      listed: await list("made"),
      copied: await readFile(join(copy, "one.txt"), "utf8"),
      inputs: (await provenance()).inputs.map(({ path }) => path),
    };
    return { artifacts: [{ path: "two.json", content: JSON.stringify(seen) }] };
  },
});`;

async function chained() {
  const home = pluginHome({ "user/first/index.ts": FIRST, "user/second/index.ts": SECOND });
  const gateway = await testGateway({
    config: { disabled, run: { spare: 0 } },
    plugins: [home.at("user")],
  });
  const run = (skill: string, after: readonly string[] = []) =>
    gateway.post("/agent/run", { skill, options: { after } }, { prefer: "wait=30" });
  return {
    ...gateway,
    run,
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    },
  };
}

test("reads, lists and copies what waits as if it were written, and writes nothing itself", async () => {
  await using gateway = await chained();
  assert.is((await gateway.run("second")).body.error.code, "VALIDATION_ERROR");
  const first = (await gateway.run("first")).body.session_id;
  const { body: second } = await gateway.run("second", [first]);
  const { body } = await gateway.get(`/session/${second.session_id}/artifact?path=two.json`);
  assert.equal(typeof body === "string" ? JSON.parse(body) : body, {
    read: "# Pump",
    listed: [{ path: "made/one.txt", size: 6 }],
    copied: "# Pump",
    inputs: ["made/one.txt"],
  });
  assert.not(existsSync(gateway.at("made")));
  const view = (await gateway.get(`/session/${second.session_id}`)).body;
  assert.is(view.stale_inputs, undefined, "its input waits, as it should");
});

test("reads what is being written as it will be, however far the writing has come", () => {
  const statuses = { a: "pending_approval", b: "applying", c: "completed", d: "rejected" };
  const store = {
    get: (id: string) => ({ status: statuses[id as "a"] }) as unknown as Session,
    staged: (id: string) => [{ path: id } as StagedContent],
  };
  const paths = waitingFiles(["a", "b", "c", "d"], store).map(({ path }) => path);
  assert.equal(paths, ["a", "b"]);
});

test("is approved after what it builds on, not before and not without", async () => {
  await using gateway = await chained();
  const first = (await gateway.run("first")).body.session_id;
  const second = (await gateway.run("second", [first])).body.session_id;
  const early = await gateway.post(`/approve/${second}`);
  assert.equal([early.status, early.body.error.details.sessions], [409, [first]]);
  assert.not(existsSync(gateway.at("two.json")));
  assert.is((await gateway.post(`/approve/${first}`)).status, 200);
  assert.is((await gateway.post(`/approve/${second}`)).status, 200);
  assert.equal((await gateway.get("/status")).body.stale, []);
});

test("cannot be approved once what it builds on was rejected or deleted", async () => {
  await using gateway = await chained();
  for (const end of ["reject", "delete"] as const) {
    const first = (await gateway.run("first")).body.session_id;
    const second = (await gateway.run("second", [first])).body.session_id;
    if (end === "reject") await gateway.post(`/reject/${first}`, { reason: "no" });
    else await gateway.delete(`/session/${first}`);
    const { status, body } = await gateway.post(`/approve/${second}`);
    assert.is(status, 409);
    assert.match(body.error.message, end === "reject" ? "is rejected" : "is deleted");
  }
});

test("refuses to build on a session that is not there, or has nothing to build on", async () => {
  await using gateway = await chained();
  const unknown = `session-${"0".repeat(36)}`;
  const rejected = (await gateway.run("first")).body.session_id;
  await gateway.post(`/reject/${rejected}`, { reason: "no" });
  for (const after of [unknown, rejected]) {
    const { status, body } = await gateway.run("second", [after]);
    assert.equal([status, body.error.details.field], [400, "options.after"]);
  }
  assert.is((await gateway.run("second", ["../x"])).status, 400);
});

test.run();
