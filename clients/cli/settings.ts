/** The workspace and the user's folder that a command works with, from its options and the environment. */
import { userFolder } from "../../core/settings.ts";
import type { SettingsOptions } from "../../core/settings.ts";
import { workspaceOf } from "./gateway/workspace.ts";
import type { WorkspaceArgs } from "./gateway/workspace.ts";
import type { Shell } from "./shell.ts";

/** What a gateway for this workspace would be started with. Throws USAGE when there is no such folder. */
export function settingsOf(args: WorkspaceArgs, shell: Shell): SettingsOptions {
  const { env } = shell;
  return {
    workspace: workspaceOf(args, shell),
    userFolder: userFolder(env),
    configFile: env["METAFORGE_CONFIG"],
    flags: {},
    env,
  };
}
