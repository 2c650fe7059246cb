/** The database: held by one process, durable, never recreated over an old one, and fair to a bad row's neighbours. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isGatewayError, messageOf } from "../../core/errors.ts";
import { openDatabase } from "../../core/sessions/database.ts";
import { newSession, tempStore } from "../fixtures/temp-store.ts";

const test = suite("sessions/database");
const holder = { pid: 4711, since: "noon" };

function refusal(folder: string): string {
  try {
    void openDatabase(folder, holder).close();
    return "opened";
  } catch (thrown) {
    assert.ok(isGatewayError(thrown) && thrown.code === "START_REFUSED", messageOf(thrown));
    return messageOf(thrown);
  }
}

test("is durable by write-ahead log with full synchronisation", async () => {
  await using temp = tempStore();
  const pragma = (name: string) =>
    Object.values(temp.database.db.prepare(`PRAGMA ${name}`).get()!)[0];
  assert.is(pragma("journal_mode"), "wal");
  assert.is(pragma("synchronous"), 2);
  assert.is(pragma("foreign_keys"), 1);
  assert.is(pragma("trusted_schema"), 0);
});

test("is refused to a second process, which is told who holds it", async () => {
  await using temp = tempStore();
  const file = new URL("../../core/sessions/database.ts", import.meta.url).href;
  const script = `import { openDatabase } from ${JSON.stringify(file)};
    try { openDatabase(process.argv[1], {}); console.log("opened"); } catch (e) { console.log(e.message); }`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script, temp.folder], {
    encoding: "utf8",
  });
  assert.match(said, `another gateway holds this workspace: process ${process.pid}`);
});

test("is private to its user", async () => {
  await using temp = tempStore();
  assert.is(statSync(temp.folder).mode & 0o777, 0o700);
  assert.is(statSync(join(temp.folder, "metaforge.db")).mode & 0o777, 0o600);
  assert.is(readFileSync(join(temp.folder, ".gitignore"), "utf8"), "*\n");
});

test("is left alone when it is not a database, and the start is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "metaforge-db-"));
  const file = join(folder, "metaforge.db");
  writeFileSync(file, "these are my notes, not a database. ".repeat(100));
  const before = readFileSync(file, "utf8");
  assert.match(refusal(folder), "cannot be read");
  assert.is(readFileSync(file, "utf8"), before);
  rmSync(folder, { recursive: true });
});

test("is refused when it comes from a newer gateway", async () => {
  const folder = mkdtempSync(join(tmpdir(), "metaforge-db-"));
  const first = openDatabase(folder, holder);
  first.db.exec("PRAGMA user_version = 99");
  await first.close();
  assert.match(refusal(folder), "version 99");
  rmSync(folder, { recursive: true });
});

test("keeps its sessions when a gateway of before exchanges were kept has made it", async () => {
  await using temp = tempStore();
  const session = await temp.store.create(newSession());
  temp.database.db.exec("DROP TABLE exchanges; DROP TABLE standing; PRAGMA user_version = 1");
  await temp.database.close();
  await using again = tempStore(temp.folder);
  assert.is(again.store.get(session.id)?.id, session.id);
  assert.is(again.store.exchanges(session.id), "");
});

test("keeps what was acknowledged when the process is killed right after", () => {
  const folder = mkdtempSync(join(tmpdir(), "metaforge-db-"));
  const fixture = new URL("../fixtures/temp-store.ts", import.meta.url).href;
  const script = `import { tempStore, newSession } from ${JSON.stringify(fixture)};
    const { store } = tempStore(process.argv[1]);
    const ids = await Promise.all(Array.from({ length: 300 }, () => store.create(newSession())));
    process.stdout.write(ids.map(({ id }) => id).join(" "), () => process.kill(process.pid, "SIGKILL"));`;
  let said = "";
  try {
    execFileSync(process.execPath, ["--input-type=module", "-e", script, folder], {
      encoding: "utf8",
    });
    assert.unreachable("the process was not killed");
  } catch (thrown) {
    said = (thrown as { stdout: string }).stdout;
  }
  const acknowledged = said.split(" ");
  assert.is(acknowledged.length, 300);
  const { store, database } = tempStore(folder);
  const lost = acknowledged.filter((id) => store.get(id) === null);
  void database.close();
  rmSync(folder, { recursive: true });
  assert.equal(lost, []);
});

test("undoes a failing entry alone when many share a commit", async () => {
  await using temp = tempStore();
  const twice = newSession();
  const results = await Promise.allSettled([
    temp.store.create(newSession()),
    temp.store.create(twice),
    temp.store.create(twice),
    temp.store.create(newSession()),
  ]);
  assert.equal(
    results.map(({ status }) => status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled"],
  );
  assert.is(temp.pages.list(null, 1, 0).total, 3);
  assert.is(temp.heard.length, 3);
});

test("answers STORAGE_ERROR when the disk is full, tells no event, and works again with room", async () => {
  await using temp = tempStore();
  const { database, store, heard } = temp;
  await store.create(newSession());
  const { page_count: pages } = database.db.prepare("PRAGMA page_count").get() as {
    page_count: number;
  };
  database.db.exec(`PRAGMA max_page_count = ${pages}`);
  const big = newSession("spec", [], { text: "x".repeat(100_000) });
  const problem: unknown = await store.create(big).catch((thrown) => thrown);
  assert.ok(isGatewayError(problem) && problem.code === "STORAGE_ERROR", messageOf(problem));
  assert.is(heard.length, 1);
  database.db.exec("PRAGMA max_page_count = 1000000");
  assert.is((await store.create(big)).id, big.id);
  assert.is(heard.length, 2);
});

test("writes nothing into a folder it may not use", () => {
  if (process.getuid?.() === 0) return; // root may use any folder
  const folder = mkdtempSync(join(tmpdir(), "metaforge-db-"));
  chmodSync(folder, 0o500);
  assert.throws(() => openDatabase(join(folder, "inner"), holder));
  rmSync(folder, { recursive: true });
});

test.run();
