/** Finds and merges the configuration: shipped file, user's file, workspace's file, environment, flags. */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { cosmiconfig, defaultLoaders } from "cosmiconfig";
import type { z } from "zod";
import { fail, messageOf } from "../errors.ts";
import { Config, WorkspaceConfig } from "./schema.ts";

export interface ConfigSources {
  /** The shipped `config/metaforge.yaml`. */
  readonly shipped: string;
  /** A file named by flag, else the user's folder is searched. */
  readonly file: string | undefined;
  readonly userFolder: string;
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: { readonly host?: string; readonly port?: number };
}

export interface LoadedConfig extends Config {
  /** Plugin folders or packages, with the folder that relative names start from. */
  readonly userPlugins: readonly PluginPlace[];
  readonly workspacePlugins: readonly PluginPlace[];
}

export interface PluginPlace {
  /** An absolute folder, or the name of a package. */
  readonly name: string;
  readonly from: string;
}

/** Throws CONFIG_INVALID with the file, the key and what is wrong with it. */
export async function loadConfig(sources: ConfigSources): Promise<LoadedConfig> {
  const { workspace, userFolder, file } = sources;
  const shipped = await read(sources.shipped);
  const user = file ? await read(resolve(file)) : await find(userFolder);
  const local = await find(workspace);
  const own = local ? checked(WorkspaceConfig, local) : { plugins: [], disabled: [] };
  const merged = [shipped.values, user?.values ?? {}, fromEnvironment(sources.env), sources.flags]
    .map((values) => values as Record<string, unknown>)
    .reduce(merge, {});
  const config = checked(Config, { values: merged, file: user?.file ?? shipped.file });
  return {
    ...config,
    disabled: [...config.disabled, ...own.disabled],
    userPlugins: places(config.plugins, user?.file ?? shipped.file),
    workspacePlugins: local ? places(own.plugins, local.file) : [],
  };
}

interface Found {
  readonly file: string;
  readonly values: object;
}

/** Only data is ever read: cosmiconfig's own list of places would run scripts it finds. */
const explorer = () => {
  const yaml = defaultLoaders[".yaml"];
  const json = defaultLoaders[".json"];
  return cosmiconfig("metaforge", {
    searchPlaces: ["metaforge.yaml", "metaforge.yml", "metaforge.json", "package.json"],
    loaders: { ".yaml": yaml, ".yml": yaml, ".json": json },
    searchStrategy: "none",
    mergeSearchPlaces: false,
    cache: false,
  });
};

async function find(folder: string): Promise<Found | null> {
  if (!existsSync(folder)) return null;
  try {
    const found = await explorer().search(folder);
    return found && !found.isEmpty
      ? { file: found.filepath, values: found.config as object }
      : null;
  } catch (thrown) {
    throw fail("CONFIG_INVALID", { file: "metaforge.yaml", problem: messageOf(thrown) });
  }
}

async function read(file: string): Promise<Found> {
  try {
    const found = await explorer().load(file);
    return { file, values: (found?.config ?? {}) as object };
  } catch (thrown) {
    throw fail("CONFIG_INVALID", { file, problem: messageOf(thrown) }, { cause: thrown });
  }
}

function checked<S extends z.ZodType>(schema: S, found: Found): z.output<S> {
  const result = schema.safeParse(found.values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue?.path.join(".") ?? "";
  throw fail("CONFIG_INVALID", {
    file: found.file,
    key,
    problem: `${key ? `'${key}': ` : ""}${issue?.message ?? "not valid"}`,
  });
}

function fromEnvironment(env: ConfigSources["env"]): object {
  const { METAFORGE_HOST: host, METAFORGE_PORT: port, METAFORGE_LOG_LEVEL: level } = env;
  return {
    ...(host ? { host } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(level ? { log: { level } } : {}),
  };
}

/** Later values win; groups are merged by key, lists are replaced. */
function merge(base: Record<string, unknown>, over: Record<string, unknown>) {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined || key === "__proto__") continue;
    const below = merged[key];
    merged[key] = isGroup(below) && isGroup(value) ? { ...below, ...value } : value;
  }
  return merged;
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function places(names: readonly string[], file: string): PluginPlace[] {
  const from = dirname(file);
  return names.map((name) =>
    name.startsWith(".") || isAbsolute(name)
      ? { name: join(resolve(from, name)), from }
      : { name, from },
  );
}
