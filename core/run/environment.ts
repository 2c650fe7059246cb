/** Which variables of the gateway's environment a run process and a tool may see: no keys, ever. */
import { realpathSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { delimiter, dirname, isAbsolute, relative } from "node:path";

/**
 * Names the run process that a process comes from. Each has a random value of its own, which its tools inherit:
 * what it has started is found by it when nothing else leads back to it any more.
 */
export const ORIGIN = "METAFORGE_PROCESS";

const ALLOWED = [
  "PATH",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "LC_NUMERIC",
  "TZ",
  "TMPDIR",
  // What Windows programs cannot start without.
  "SystemRoot",
  "SystemDrive",
  "ComSpec",
  "PATHEXT",
  "TEMP",
  "TMP",
];

/**
 * The allow-listed part of an environment. PATH keeps its absolute folders outside the workspace: a cloned
 * repository could bring a program named like a tool.
 */
export function allowedEnv(env: NodeJS.ProcessEnv, workspace: string | null): NodeJS.ProcessEnv {
  const allowed = Object.fromEntries(
    ALLOWED.flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  if (allowed["PATH"] === undefined) return allowed;
  const folders = allowed["PATH"].split(delimiter).filter((folder) => isAbsolute(folder));
  const outside = folders.filter((folder) => workspace === null || !isWithin(workspace, folder));
  return { ...allowed, PATH: outside.join(delimiter) };
}

function isWithin(workspace: string, folder: string): boolean {
  const way = relative(realPath(workspace), realPath(folder));
  return !way.startsWith("..") && !isAbsolute(way);
}

/** A folder that is not there leads nowhere, so its name is as good. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** The mark of the run process that has this environment; nothing outside of one. */
export function originIn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env[ORIGIN] === undefined ? {} : { [ORIGIN]: env[ORIGIN] };
}

/**
 * Where compiled code is kept. A run process needs it before its first line: what the cache holds needs no
 * stripping of types, and the stripper alone takes 11 MiB of a process.
 */
export function compileCache(): NodeJS.ProcessEnv {
  // Node puts each version's files into a folder of its own below the one it is given.
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}
