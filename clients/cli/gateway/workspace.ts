/** Which folder a command is about, and how paths on the command line are called in it. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { usage } from "../problem.ts";
import type { Shell } from "../shell.ts";

export interface WorkspaceArgs {
  readonly workspace?: string | undefined;
}

/** The real absolute path. Throws USAGE when there is no such folder. */
export function workspaceOf({ workspace }: WorkspaceArgs, { cwd, env }: Shell): string {
  if (workspace === "") throw usage("--workspace names no folder");
  const named = workspace ?? (env["METAFORGE_WORKSPACE"] || ".");
  const folder = resolve(cwd, named);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw usage(`there is no folder '${named}'`);
  }
  return realpathSync(folder);
}

/**
 * A whole home folder or disk is never meant: a command there was typed in the wrong place, and a gateway would
 * leave its data there and offer everything in it to skills.
 */
export function isTooWide(workspace: string): boolean {
  return workspace === parse(workspace).root || workspace === realHome();
}

function realHome(): string {
  const home = homedir();
  return existsSync(home) ? realpathSync(home) : home;
}

/**
 * The name that the gateway knows a file by. A path that leads into the workspace from where the command was
 * called is meant as such, so that the shell's completion can be used; any other is one from the workspace.
 */
export function fileIn(workspace: string, path: string, cwd: string): string {
  const isThere = existsSync(resolve(cwd, path));
  if (!isAbsolute(path) && !isThere) return path;
  const real = isThere ? realpathSync(resolve(cwd, path)) : path;
  const inside = relative(workspace, real);
  const leaves = inside === "" || inside.startsWith("..") || isAbsolute(inside);
  if (!leaves) return inside.split(sep).join("/");
  if (!isAbsolute(path) && existsSync(join(workspace, path))) return path;
  throw usage(`'${path}' lies outside of the workspace ${workspace}`);
}
