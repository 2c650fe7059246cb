/** The settings of a workspace: its configuration from all places, and where its plugins are looked for. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PLACES, loadConfig } from "./config/load.ts";
import type { LoadedConfig } from "./config/load.ts";
import { fail } from "./errors.ts";
import type { FindOptions } from "./plugins/find.ts";
import { openWorkspace } from "./workspace/files.ts";

export interface SettingsOptions {
  /** Absolute folder. */
  readonly workspace: string;
  /** Where the user's own configuration and trust live. */
  readonly userFolder: string;
  readonly configFile?: string | undefined;
  readonly flags: { readonly host?: string; readonly port?: number };
  readonly env: NodeJS.ProcessEnv;
}

const PACKAGE = fileURLToPath(new URL("../", import.meta.url));

/** Throws CONFIG_INVALID, and START_REFUSED for an address that would be open to everybody. */
export async function configFor(
  options: SettingsOptions,
  workspace: string,
): Promise<LoadedConfig> {
  const { configFile: file, env, flags } = options;
  const shipped = join(PACKAGE, "config/metaforge.yaml");
  const { userFolder: folder } = options;
  const config = await loadConfig({ shipped, file, userFolder: folder, workspace, env, flags });
  // Whoever reaches the port drives the agents: beyond this machine only with a key.
  const loopback = ["localhost", "127.0.0.1", "::1"].includes(config.host);
  if (!loopback && config.apiKeys.length === 0) {
    throw fail("START_REFUSED", {
      problem: `listening on ${config.host} is open to other machines and needs apiKeys in your configuration`,
    });
  }
  return config;
}

/** The files that may say something: those that are there, in the order in which they are read. */
export function configFiles({
  configFile,
  userFolder: folder,
  workspace,
}: SettingsOptions): string[] {
  const named = configFile ? [resolve(configFile)] : PLACES.map((name) => join(folder, name));
  const all = [...named, ...PLACES.map((name) => join(workspace, name))];
  return all.filter((file) => existsSync(file) && !file.endsWith("package.json"));
}

/** Where plugins are looked for; what `metaforge trust` goes through, too. */
export async function findOptions(options: SettingsOptions): Promise<FindOptions> {
  const { root } = await openWorkspace(options.workspace);
  return toFind(await configFor(options, root), root);
}

export const toFind = (
  { userPlugins, workspacePlugins, disabled }: LoadedConfig,
  workspace: string,
): FindOptions => ({ packageRoot: PACKAGE, workspace, userPlugins, workspacePlugins, disabled });

/** `~/.config/metaforge`, or where XDG_CONFIG_HOME says. */
export function userFolder(env: NodeJS.ProcessEnv): string {
  return join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "metaforge");
}
