/** Decisions as typed: approving at once or later, what was changed meanwhile, several that wait, Ctrl-C and pipes. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine, lines } from "../../../test/fixtures/command-line.ts";

const test = suite("clients/cli/decide");

const BIN = join(import.meta.dirname, "../bin.js");
const args = (value: object) => ["run", "talkative", "--args", JSON.stringify(value)];

test("writes with --yes, and explains a file that was changed since", async () => {
  await using line = commandLine();
  assert.is((await line.run("run", "talkative", "--yes")).code, 0);
  assert.is(readFileSync(line.at("out.txt"), "utf8"), "new\n");
  await line.run(...args({ files: { "out.txt": "other\n" } }));
  writeFileSync(line.at("out.txt"), "mine\n");
  const { code, stderr } = await line.run("approve");
  assert.is(code, 1);
  assert.match(stderr, "out.txt");
  assert.match(stderr, "nothing was written. Run it again on what stands there now");
  assert.is(readFileSync(line.at("out.txt"), "utf8"), "mine\n");
  const rejected = await line.run("reject", "--reason", "stale");
  assert.is(rejected.code, 0);
  await line.run(...args({ files: { "a.txt": "a" } }));
  await line.run(...args({ files: { "b.txt": "b" } }));
  const several = await line.run("approve");
  assert.is(several.code, 2);
  assert.match(
    several.stderr,
    /say which one to approve:\n {2}[0-9a-f]{8} {2}talkative, .*a\.txt\n/,
  );
  const ids = lines((await line.run("sessions", "--status", "pending_approval", "--json")).stdout);
  const both = await line.run("approve", ...ids.map(({ id }) => String(id)), "nothing");
  assert.is(both.code, 1);
  assert.ok(existsSync(line.at("a.txt")) && existsSync(line.at("b.txt")));
});

test("takes an empty id, as of an unset variable, for no session's, and ends quietly when its reader leaves", async () => {
  await using line = commandLine();
  await line.run("run", "talkative");
  for (const words of [
    ["approve", ""],
    ["approve", "session-"],
    ["reject", "", "-m", "x"],
  ]) {
    assert.is((await line.run(...words)).code, 2, words.join(" "));
  }
  assert.not(existsSync(line.at("out.txt")));
  assert.is(lines((await line.run("pending", "--json")).stdout).length, 1);
  // Whoever reads may leave before the end.
  const text = await sh(
    line,
    `"${process.execPath}" "${BIN}" diff | head -n 1; echo "\${PIPESTATUS[0]}"`,
  );
  assert.equal(text, { out: "diff --git a/out.txt b/out.txt\n0\n", err: "" });
});

test("cancels the run on Ctrl-C, and does not wait for a gateway that is gone", async () => {
  await using line = commandLine();
  await line.run("status");
  const child = spawn(process.execPath, [BIN, ...args({ waitMs: 20_000 })], {
    cwd: line.workspace,
    env: { ...process.env, ...line.env, XDG_CONFIG_HOME: join(line.top, "config") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stderr.on("data", (chunk) => {
    const before = said.includes("talking");
    said += String(chunk);
    if (!before && said.includes("talking")) child.kill("SIGINT");
  });
  assert.is(await closed, 130, said);
  assert.match(said, "cancelled; nothing was written");
  const [session] = lines((await line.run("sessions", "--json")).stdout);
  assert.is(session!["status"], "cancelled");

  const left = line.run(...args({ waitMs: 20_000 }));
  const running = () => line.run("sessions", "--status", "running");
  // oxlint-disable-next-line no-await-in-loop -- it looks again
  while (!(await running()).stdout.includes("talkative"));
  process.kill(line.pid()!, "SIGKILL");
  const { code, stderr } = await left;
  assert.is(code, 1);
  assert.match(
    stderr,
    /the gateway ended while 'talkative' was under way\n {2}hint: metaforge show /,
  );
});

test.run();

async function sh(line: ReturnType<typeof commandLine>, script: string) {
  const child = spawn("bash", ["-c", script], {
    cwd: line.workspace,
    env: { ...process.env, ...line.env, XDG_CONFIG_HOME: join(line.top, "config") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  await new Promise((closed) => child.once("close", closed));
  return { out, err };
}
