/** Starting, refusing to start, and ending: by signal, in the middle of a run, in the middle of an approval. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metaforge } from "../fixtures/command.ts";
import { LEAN, crashGateway, plugin, tempFiles } from "../fixtures/crash.ts";
import type { Child } from "../fixtures/crash.ts";
import { childGateway, tempHome } from "../fixtures/gateway.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("e2e/lifecycle");

/** What the database of an ended gateway says of its sessions. */
function stored({ at }: Pick<Child, "at">, column = "status"): unknown[] {
  const database = new DatabaseSync(at(".metaforge/metaforge.db"), { readOnly: true });
  const rows = database.prepare(`SELECT ${column} AS it FROM sessions ORDER BY seq`).all();
  database.close();
  return rows.map(({ it }) => it);
}

/** Starts a run of the five files that takes so long, and returns once it is under way. */
async function underWay({ api }: Child, args: object): Promise<string> {
  const { body } = await api.post("/agent/run", { skill: "five-files", input: { args } });
  for (;;) {
    const status = (await api.get(`/agent/${body.session_id}/status`)).body;
    if (status.message === "Waiting") return body.session_id;
    await new Promise((go) => setTimeout(go, 10));
  }
}

test("refuses a second gateway on one workspace, says who holds it, and takes over after kill -9", async () => {
  await using gateway = await crashGateway();
  const second = await metaforge(gateway, ["start"]);
  assert.equal([second.code, second.stdout], [1, ""]);
  const { pid } = gateway.child;
  assert.match(second.stderr, `another gateway holds this workspace: process ${pid}, since 20`);
  await gateway.kill("SIGKILL");
  await gateway.restart();
  assert.is((await gateway.api.get("/health")).status, 200);
});

test("refuses a port that is in use, in a sentence", async () => {
  await using gateway = await crashGateway();
  const other = tempHome({ config: LEAN });
  const { code, stdout, stderr } = await metaforge(other, ["start", "--port", `${gateway.port}`]);
  assert.equal([code, stdout], [1, ""]);
  assert.match(stderr, `metaforge: port ${gateway.port} on 127.0.0.1 is in use`);
  assert.not.match(stderr, /\n\s+at /);
  other.remove();
});

test("explains how it is started and exits with 2 when that makes no sense", async () => {
  const home = tempHome();
  const lines = [["--nonsense"], ["more"], ["--port", "abc"], ["--port"], ["--port", "70000"]];
  lines.push(["--port", "-1"], ["--stop-when-idle", "soon"], ["--stop-when-idle", "0"]);
  const all = await Promise.all(lines.map((args) => metaforge(home, ["start", ...args])));
  for (const [n, { code, stdout, stderr }] of all.entries()) {
    assert.equal([code, stdout], [2, ""], lines[n]!.join(" "));
    assert.match(stderr, /^metaforge: .+\n {2}`metaforge start --help` explains it\n$/);
  }
  const help = await metaforge(home, ["start", "--help"]);
  assert.equal([help.code, help.stderr], [0, ""]);
  home.remove();
});

test("refuses what it cannot start with, in a sentence, and changes nothing about it", async () => {
  const home = tempHome({ config: LEAN });
  mkdirSync(home.at(".metaforge"));
  const file = home.at(".metaforge/metaforge.db");
  writeFileSync(file, "this is no database, but somebody's only copy of something ".repeat(100));
  const before = readFileSync(file);
  const garbage = await metaforge(home, ["start"]);
  assert.match(garbage.stderr, "the session database .metaforge/metaforge.db cannot be read");
  assert.ok(readFileSync(file).equals(before), "it was changed");

  writeFileSync(file, "");
  const database = new DatabaseSync(file);
  database.exec("PRAGMA user_version = 999");
  database.close();
  const newer = await metaforge(home, ["start"]);
  assert.match(newer.stderr, "has version 999");

  const missing = await metaforge(home, ["start", "-w", home.at("nowhere")]);
  assert.match(missing.stderr, "nowhere");
  const open = await metaforge(home, ["start", "--host", "0.0.0.0"]);
  assert.match(open.stderr, "needs apiKeys");
  for (const { code, stdout, stderr } of [garbage, newer, missing, open]) {
    assert.equal([code, stdout], [1, ""]);
    assert.not.match(stderr, /\n\s+at /);
  }
  home.remove();
});

test("ends on SIGTERM within ten seconds: takes no more, finishes what it can, marks what it cannot", async () => {
  await using gateway = await childGateway({
    plugins: ["five-files", "misbehave", "spawner"].map(plugin),
    config: LEAN,
  });
  const { api } = gateway;
  const socket = new WebSocket(api.ws);
  const closed = new Promise<number>((go) => socket.addEventListener("close", (e) => go(e.code)));
  await new Promise((go) => socket.addEventListener("open", go));
  await underWay(gateway, { waitMs: 700 });
  const deaf = { skill: "misbehave", input: { args: { how: "ignore the signal" } } };
  await api.post("/agent/run", deaf);
  const began = performance.now();
  gateway.child.kill("SIGTERM");
  // The signal is heard a moment later.
  await new Promise((go) => setTimeout(go, 100));
  const refused = await api.post("/agent/run", deaf);
  assert.equal([refused.status, refused.body.error.code], [503, "UNAVAILABLE"]);
  assert.is(refused.headers.get("retry-after"), "5");
  assert.is((await api.post("/session/create", { skill: "five-files" })).status, 503);
  assert.is((await api.post("/tool/spawner/spawn", { seconds: 0 })).status, 503);
  assert.is((await api.get("/health")).status, 200);
  assert.equal(await gateway.exited(), { code: 0, signal: null });
  assert.ok(performance.now() - began < 10_000, "took too long");
  assert.is(await closed, 1001);
  assert.equal(stored(gateway), ["pending_approval", "failed"]);
  assert.match(String(stored(gateway, "body")[1]), "interrupted: the gateway was stopped");
  assert.match(
    gateway.stderr,
    /^stopping: runs under way \(2\) have 7\.5 s; a second signal stops now\n$/,
  );
});

test("ends at once on the second signal, and marks the run at the next start", async () => {
  await using gateway = await crashGateway();
  const id = await underWay(gateway, { waitMs: 60_000 });
  gateway.child.kill("SIGTERM");
  await new Promise((go) => setTimeout(go, 100));
  const began = performance.now();
  gateway.child.kill("SIGTERM");
  const { code, signal } = await gateway.exited();
  assert.ok((code ?? 0) > 0 && signal === null, `exit code ${code}, signal ${signal}`);
  assert.ok(performance.now() - began < 1000);
  await gateway.restart();
  assert.is((await gateway.api.get(`/agent/${id}/status`)).body.status, "failed");
});

test("gives runs their time when it is stopped twice at once, or one Ctrl-C comes two ways", async () => {
  for (const signal of ["SIGHUP", "SIGINT"] as const) {
    await using gateway = await crashGateway();
    await underWay(gateway, { waitMs: 1000 });
    gateway.child.kill(signal);
    await new Promise((go) => setTimeout(go, 50));
    gateway.child.kill(signal);
    assert.equal(await gateway.exited(), { code: 0, signal: null }, signal);
    assert.equal(stored(gateway), ["pending_approval"]);
  }
});

for (const signal of ["SIGHUP", "SIGINT"] as const) {
  test(`ends cleanly on ${signal}`, async () => {
    await using gateway = await crashGateway();
    assert.equal(await gateway.kill(signal), { code: 0, signal: null });
    assert.is(gateway.stderr, "");
  });
}

test("finishes an approval under way before it ends on SIGTERM", async () => {
  await using gateway = await crashGateway();
  const paths = Array.from({ length: 400 }, (_, n) => `many/${n}.txt`);
  const id = await underWay(gateway, { paths });
  await gateway.api.settled(id);
  const answer = gateway.api.post(`/approve/${id}`).catch(() => null);
  // In the middle of it: temp files are there, and not one is renamed yet.
  await until(() => tempFiles(gateway).length > 0);
  gateway.child.kill("SIGTERM");
  assert.equal(await gateway.exited(), { code: 0, signal: null });
  await answer;
  assert.is(readdirSync(gateway.at("many")).length, 400);
  assert.equal(tempFiles(gateway), []);
  assert.equal(stored(gateway), ["completed"]);
});

test.run();
