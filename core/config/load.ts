/** Finds and merges the configuration: shipped file, user's file, workspace's file, environment, flags. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { defaultLoaders } from "cosmiconfig";
import { z } from "zod";
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
  /** The user's own file; null when there is none. */
  readonly userFile: string | null;
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
  const own = local
    ? checked(WorkspaceConfig, local.values, () => local.file)
    : { plugins: [], disabled: [] };
  const layers = [
    shipped,
    ...(user ? [user] : []),
    { file: "the environment", values: fromEnvironment(sources.env) },
    { file: "the command line", values: sources.flags },
  ];
  const values = layers.map((layer) => layer.values as Record<string, unknown>).reduce(merge, {});
  const config = checked(Config, values, (key) => saidBy(layers, key));
  return {
    ...config,
    userFile: user?.file ?? null,
    disabled: [...config.disabled, ...own.disabled],
    userPlugins: places(config.plugins, user?.file ?? shipped.file),
    workspacePlugins: local ? places(own.plugins, local.file) : [],
  };
}

interface Found {
  readonly file: string;
  readonly values: object;
}

/** In this order; only data. `package.json` counts for its member `metaforge` alone. */
export const PLACES = ["metaforge.yaml", "metaforge.yml", "metaforge.json", "package.json"];

async function find(folder: string): Promise<Found | null> {
  for (const name of PLACES) {
    const file = join(folder, name);
    if (!existsSync(file)) continue;
    const { values } = await read(file);
    const own = name === "package.json" ? (values as { metaforge?: object }).metaforge : values;
    if (own) return { file, values: own };
  }
  return null;
}

/**
 * Cosmiconfig's loaders without its search: before any search it looks in the working folder for settings of
 * its own, and runs `.config/config.js` there. The working folder is the workspace, which may be anybody's.
 */
async function read(file: string): Promise<Found> {
  const load = defaultLoaders[file.endsWith(".json") ? ".json" : ".yaml"];
  try {
    const text = await readFile(file, "utf8");
    // A file with nothing but comments says nothing; the loader would call it broken.
    const values: unknown = saysNothing(text) ? {} : load(file, text);
    return { file, values: (values ?? {}) as object };
  } catch (thrown) {
    throw fail("CONFIG_INVALID", { file, problem: unreadable(thrown) });
  }
}

/** The reason and the place. A parser's own message quotes the line, and a key may stand there. */
function unreadable(thrown: unknown): string {
  const { reason, mark, code } = thrown as {
    reason?: unknown;
    mark?: { line: number; column: number };
    code?: unknown;
  };
  if (typeof reason === "string" && mark) {
    const words = reason.replace(/"[^"]*"?|!<[^>]*>?/g, "…");
    return `${words} (line ${mark.line + 1}, column ${mark.column + 1})`;
  }
  if (code !== undefined) return messageOf(thrown);
  const place = / \(line \d+ column \d+\)/.exec(messageOf(thrown))?.[0] ?? "";
  return `it is not valid JSON${place}`;
}

const saysNothing = (text: string) => text.split("\n").every((line) => /^\s*(#|$)/.test(line));

function checked<S extends z.ZodType>(
  schema: S,
  values: unknown,
  saidIn: (key: string) => string,
): z.output<S> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue?.path.join(".") ?? "";
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0]! : "";
  const isWorkspace = (schema as z.ZodType) === WorkspaceConfig;
  const says = !unknown
    ? issue?.message
    : isWorkspace
      ? notHere(unknown)
      : unknownKey(unknown, keysAt(schema, issue!.path));
  const problem = `${key ? `'${key}': ` : ""}${says ?? "not valid"}`;
  // An unknown key is named in the message alone.
  const [first = unknown] = issue?.path ?? [];
  throw fail("CONFIG_INVALID", { file: saidIn(String(first)), key, problem });
}

/** The keys that a group of the schema knows. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at = z.toJSONSchema(schema, { io: "input" }) as z.core.JSONSchema.JSONSchema;
  for (const part of path) {
    const { properties = {}, items, additionalProperties } = at;
    at = (properties[String(part)] ?? items ?? additionalProperties ?? {}) as typeof at;
  }
  return Object.keys(at.properties ?? {});
}

function unknownKey(key: string, known: readonly string[]): string {
  const close = known.find((each) => isNear(each.toLowerCase(), key.toLowerCase()));
  const meant =
    close === undefined ? `; there is ${known.join(", ")}` : `; did you mean '${close}'?`;
  return `there is no key '${key}'${meant}`;
}

/** What else a workspace said would be said by whoever wrote it, which may be anybody. */
const notHere = (key: string): string =>
  `'${key}' may not stand in a workspace's file, only ${Object.keys(WorkspaceConfig.shape).join(" and ")}; all else belongs into your own configuration`;

/** The same letters in another order, one too many or too few, or one changed. */
const isNear = (a: string, b: string): boolean => {
  if ([...a].toSorted().join("") === [...b].toSorted().join("")) return true;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && long[at] === short[at]) at += 1;
  return long.slice(at + 1) === short.slice(long.length === short.length ? at + 1 : at);
};

/** The last place that sets a key: its word is the one that counts. */
const saidBy = (layers: readonly Found[], key: string): string =>
  layers.findLast(({ values }) => Object.hasOwn(values, key))?.file ?? layers[0]!.file;

function fromEnvironment(env: ConfigSources["env"]): object {
  const { METAFORGE_HOST: host, METAFORGE_PORT: port, METAFORGE_LOG_LEVEL: level } = env;
  const { METAFORGE_MODEL: model } = env;
  return {
    ...(host ? { host } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(level ? { log: { level } } : {}),
    ...(model ? { models: { use: [model] } } : {}),
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
