/** The workspace and the user's folder that a command works with, from its options and the environment. */
import { resolve } from "node:path";
import { userFolder } from "../../core/settings.ts";
import type { SettingsOptions } from "../../core/settings.ts";
import { usage } from "./problem.ts";
import type { Shell } from "./shell.ts";

/** What a gateway for this workspace would be started with. Throws USAGE for `--workspace ""`. */
export function settingsOf(
  { workspace }: { readonly workspace?: string | undefined },
  { cwd, env }: Shell,
): SettingsOptions {
  if (workspace === "") throw usage("--workspace names no folder");
  return {
    workspace: resolve(cwd, workspace ?? env["METAFORGE_WORKSPACE"] ?? "."),
    userFolder: userFolder(env),
    configFile: env["METAFORGE_CONFIG"],
    flags: {},
    env,
  };
}
