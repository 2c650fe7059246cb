/** The command under a machine's older Node: the checkout's own takes over, with words, streams, exit code and signals. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { suite } from "uvu";
import type { Callback } from "uvu";
import * as assert from "uvu/assert";
import { commandLine } from "../../test/fixtures/command-line.ts";

const test = suite("clients/cli/bin");

const ROOT = join(import.meta.dirname, "../..");
const BIN = join(import.meta.dirname, "bin.js");
const OLDER = olderNode();

/** One of this machine that is too old for the gateway, and new enough to be asked for anything; else undefined. */
function olderNode(): string | undefined {
  const folders = ["/usr/bin", "/usr/local/bin", ...(process.env.PATH ?? "").split(delimiter)];
  return folders
    .map((folder) => join(folder, "node"))
    .find((program) => {
      try {
        const version = execFileSync(program, ["--version"], { encoding: "utf8" });
        return /^v(?:18|2[0-3])\./.test(version);
      } catch {
        return false;
      }
    });
}

const withOlder = (name: string, handler: Callback<unknown>) =>
  OLDER ? test(name, handler) : test.skip(`${name} (needs an older node)`, handler);

withOlder("hands words, streams and the exit code to the Node of the checkout", async () => {
  await using line = commandLine();
  const link = join(line.top, "metaforge");
  symlinkSync(BIN, link);
  const bad = await older(line, [link, "sessions", "--limit", "no"]);
  assert.equal([bad.code, bad.signal, bad.out], [2, null, ""]);
  assert.match(bad.err, "whole number");
  const good = await older(line, [link, "complete", "--", "statu"]);
  assert.equal([good.code, good.out.split("\t")[0]], [0, "status"]);
});

withOlder("passes Ctrl-C on, once", async () => {
  await using line = commandLine();
  await line.run("status");
  const args = ["run", "talkative", "--args", '{"waitMs":20000}'];
  const { code, err } = await older(line, [BIN, ...args], (child, said) => {
    if (said.includes("talking")) child.kill("SIGINT");
  });
  assert.equal([code, /cancelled; nothing was written/.test(err)], [130, true], err);
});

withOlder("says which Node it needs where none was brought along", async () => {
  const top = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-bin-"));
  for (const folder of ["core", "clients/cli"]) mkdirSync(join(top, folder), { recursive: true });
  for (const file of ["package.json", "core/runtime.js", "clients/cli/bin.js"]) {
    cpSync(join(ROOT, file), join(top, file));
  }
  const bin = join(top, "clients/cli/bin.js");
  const none = await older({ workspace: top, top, env: {} }, [bin, "status"]);
  assert.equal([none.code, /needs Node 24/.test(none.err)], [1, true]);
  // One that is no newer would hand over to itself for ever.
  mkdirSync(join(top, "node_modules/.bin"), { recursive: true });
  symlinkSync(OLDER!, join(top, "node_modules/.bin/node"));
  const same = await older({ workspace: top, top, env: {} }, [bin, "status"]);
  assert.equal([same.code, /needs Node 24/.test(same.err)], [1, true]);
  rmSync(top, { recursive: true });
});

test.run();

type Place = Pick<ReturnType<typeof commandLine>, "workspace" | "top"> & {
  readonly env: NodeJS.ProcessEnv;
};

/** Runs a script by the older Node; `hear` hears of each piece of what it says on stderr. */
async function older(
  { workspace, top, env }: Place,
  args: readonly string[],
  hear: (child: ReturnType<typeof spawn>, said: string) => void = () => {},
) {
  const child = spawn(OLDER!, args, {
    cwd: workspace,
    env: { ...process.env, ...env, XDG_CONFIG_HOME: join(top, "config") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
    hear(child, String(chunk));
  });
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  return { code, signal, out, err };
}
