/** A disk that refuses: full, read-only, locked; and who may read what the gateway keeps there. */
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metaforge } from "../fixtures/command.ts";
import { LEAN, approvedUntilDeath, crashGateway, plugin, proposed } from "../fixtures/crash.ts";
import { tempFiles, texts } from "../fixtures/crash.ts";
import { NOBODY, asRoot, fillDisk, giveTo, mounted, withDisk } from "../fixtures/disk.ts";
import { PRD, childGateway, tempHome } from "../fixtures/gateway.ts";

const test = suite("e2e/disk");
const none = [null, null, null, null, null];
const options = {
  plugins: ["five-files", "misbehave", "spawner"].map(plugin),
  config: LEAN,
};

test("keeps what it stores from everybody else", async () => {
  await using gateway = await crashGateway();
  await proposed(gateway, "secret");
  const folder = gateway.at(".metaforge");
  assert.is(statSync(folder).mode & 0o777, 0o700);
  for (const name of readdirSync(folder).filter((one) => one.startsWith("metaforge.db")))
    assert.is(statSync(`${folder}/${name}`).mode & 0o077, 0, name);
});

/** The workspace alone lies on it: six megabytes, of which the database takes its part. */
function onSmallDisk() {
  const home = tempHome(options);
  const unmount = mounted(home.workspace, 6 << 20);
  home.write("PRD.md", PRD);
  return { ...home, remove: () => (unmount(), home.remove()) };
}

withDisk(test)(
  "answers 507 on a full disk, reads on, loses nothing, and goes on when there is room",
  async () => {
    const home = onSmallDisk();
    await using gateway = await childGateway(options, home);
    const { api } = gateway;
    const id = await proposed(gateway, "x".repeat(100_000));
    const long = { skill: "five-files", input: { args: { waitMs: 600 } } };
    const { body: run } = await api.post("/agent/run", long);
    await sleep(200);
    fillDisk(gateway.at("filler"));
    let refused = await api.post("/session/create", { skill: "five-files" });
    // The log of the database may have some room of its own.
    for (let n = 0; n < 500 && refused.status === 200; n += 1)
      refused = await api.post("/session/create", { skill: "five-files" });
    assert.equal([refused.status, refused.body.error.code], [507, "STORAGE_ERROR"]);
    const approval = await api.post(`/approve/${id}`);
    assert.equal([approval.status, approval.body.error.code], [507, "STORAGE_ERROR"]);
    assert.equal(texts(gateway), none);
    assert.equal(tempFiles(gateway), []);
    // The run has ended by now, and its end cannot be stored.
    await sleep(900);
    assert.is((await api.get(`/agent/${run.session_id}/status`)).body.status, "running");
    assert.is((await api.get("/health")).status, 200);
    assert.is((await api.get("/sessions")).status, 200);
    assert.is((await api.get(`/session/${id}`)).body.status, "pending_approval");

    rmSync(gateway.at("filler"));
    const ended = await api.settled(run.session_id);
    assert.equal([ended.status, ended.error.code], ["failed", "STORAGE_ERROR"]);
    assert.is((await api.post("/session/create", { skill: "five-files" })).status, 200);
    assert.is((await api.post(`/approve/${id}`)).status, 200);
    assert.is(texts(gateway)[4], "x".repeat(100_000));
    assert.equal(await gateway.kill("SIGTERM"), { code: 0, signal: null });
  },
);

asRoot(test)(
  "leaves an approval waiting where it may not write, and does it once it may",
  async () => {
    const home = tempHome(options);
    mkdirSync(home.at(".metaforge"));
    giveTo(NOBODY, home.top);
    chmodSync(home.workspace, 0o555);
    await using gateway = await childGateway({ ...options, uid: NOBODY }, home);
    const id = await proposed(gateway, "new");
    const { status, body } = await gateway.api.post(`/approve/${id}`);
    assert.equal([status, body.error.code], [507, "STORAGE_ERROR"]);
    assert.match(body.error.message, "permission denied");
    assert.not.match(JSON.stringify(body), home.top);
    assert.is((await gateway.api.get(`/session/${id}`)).body.status, "pending_approval");
    assert.equal(texts(gateway), none);
    chmodSync(home.workspace, 0o755);
    assert.is((await gateway.api.post(`/approve/${id}`)).status, 200);
    assert.is(texts(gateway)[0], "new");
  },
);

asRoot(test)(
  "says in a sentence that it cannot keep its sessions in a workspace it may not write",
  async () => {
    const home = tempHome(options);
    giveTo(NOBODY, home.top);
    chmodSync(home.workspace, 0o555);
    const { code, stdout, stderr } = await metaforge(home, ["start"], { uid: NOBODY });
    assert.equal([code, stdout], [1, ""]);
    assert.is(
      stderr,
      "metaforge: '.metaforge' could not be made in the workspace: permission denied\n",
    );
    assert.not.match(stderr, /\n\s+at /);
    home.remove();
  },
);

test("writes through no link that a workspace brings in place of what the gateway keeps there", async () => {
  for (const name of ["", "/.gitignore", "/holder.json", "/metaforge.db", "/metaforge.db-wal"]) {
    const home = tempHome(options);
    const outside = join(home.top, "outside");
    if (name === "") mkdirSync(outside, { mode: 0o755 });
    else writeFileSync(outside, "precious");
    if (name !== "") mkdirSync(home.at(".metaforge"));
    symlinkSync(outside, home.at(`.metaforge${name}`));
    const { code, stderr } = await metaforge(home, ["start"]);
    assert.equal([code, stderr], [1, `metaforge: '.metaforge${name}' is a link; remove it\n`]);
    if (name === "") assert.equal(readdirSync(outside), []);
    else assert.is(readFileSync(outside, "utf8"), "precious");
    home.remove();
  }
});

test("finishes no approval whose path no run could have proposed, as a brought database may hold it", async () => {
  await using gateway = await crashGateway("apply:journal");
  const id = await proposed(gateway, "#!/bin/sh");
  await approvedUntilDeath(gateway, id);
  const database = new DatabaseSync(gateway.at(".metaforge/metaforge.db"));
  const paths = [".git/hooks/pre-commit", "../outside.sh", ".metaforge/x", "/etc/x", ".env"];
  for (const [n, path] of paths.entries())
    database.prepare("UPDATE artifacts SET path = ?, mode = 2541 WHERE n = ?").run(path, n);
  database.close();
  mkdirSync(gateway.at(".git/hooks"), { recursive: true });
  await gateway.restart();
  assert.equal(readdirSync(gateway.at(".git/hooks")), []);
  assert.not.ok(existsSync(join(gateway.top, "outside.sh")));
  const { status, body } = await gateway.api.post(`/approve/${id}`);
  assert.equal([status, body.error.code], [507, "STORAGE_ERROR"]);
  assert.equal(readdirSync(gateway.at(".git/hooks")), []);
});

asRoot(test)(
  "survives a run that locks its scratch folder, and starts again after it",
  async () => {
    const home = tempHome(options);
    giveTo(NOBODY, home.top);
    await using gateway = await childGateway({ ...options, uid: NOBODY }, home);
    const { body } = await gateway.api.run("misbehave", { args: { how: "lock the scratch" } });
    assert.is(body.status, "pending_approval");
    assert.is((await gateway.api.get("/health")).status, 200);
    await gateway.kill("SIGTERM");
    await gateway.restart();
    assert.is((await gateway.api.post(`/approve/${body.session_id}`)).status, 200);
  },
);

test.run();
