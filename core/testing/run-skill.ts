/** Runs a skill in memory, without a gateway: files from a record, a storage that forgets, fake tools and models. */
import { readFile } from "node:fs/promises";
import type {
  Finding,
  GroundingSource,
  PluginStorage,
  SkillPlugin,
  ToolPlugin,
} from "../define.ts";
import { fail } from "../errors.ts";
import type { Asking } from "../models/asking.ts";
import { groundedBy } from "../models/claims.ts";
import { createReplay } from "../models/record.ts";
import { replayModels } from "../models/replay.ts";
import { checkInput } from "../run/input.ts";
import type { Line } from "../run/line.ts";
import { checkResult } from "../run/result.ts";
import type { Method } from "../run/rpc.ts";
import { skillContext } from "../run/skill-context.ts";
import { memoryWorkspace } from "./memory-workspace.ts";
import type { MemoryFiles, MemoryWorkspace } from "./memory-workspace.ts";
import { tempScratch } from "./scratch.ts";

export interface SkillRunOptions {
  /** The workspace: path → content. */
  readonly files?: MemoryFiles;
  /** The files named in the request; the skill's own list when absent. */
  readonly input?: readonly string[];
  readonly args?: unknown;
  /** Real adapters, or fakes made by `defineTool`. */
  readonly tools?: readonly ToolPlugin[];
  /** Answers what a model is asked: text, the value for `llm.object`, the list of `{item, source, quote}` for
   * `llm.grounded`. Absent: no model is available. */
  readonly llm?: (request: { readonly prompt: string; readonly system?: string }) => unknown;
  /** A record of a session's exchanges (`GET /session/ID/exchanges`), which answers in place of `llm`. */
  readonly replay?: string | URL;
  /** As in the session that was recorded. */
  readonly temperature?: number;
  readonly storage?: PluginStorage;
  readonly signal?: AbortSignal;
  /** Hears each progress message as it is sent. */
  readonly onProgress?: (fraction: number, message: string) => void;
}

export interface SkillRun {
  /** Artifacts as text: path → content. */
  readonly files: Readonly<Record<string, string>>;
  readonly artifacts: readonly { readonly path: string; readonly content: Uint8Array }[];
  readonly findings: readonly Finding[];
  readonly summary: string | null;
  /** What was read, in order. */
  readonly reads: readonly string[];
  readonly progress: readonly { readonly fraction: number; readonly message: string }[];
  readonly log: readonly string[];
}

/**
 * Checks arguments and result as the gateway does, and rejects with the same errors.
 * @example
 * const { files } = await runSkill(skill, { files: { "PRD.md": "one two" } });
 * assert.is(files["words.json"], '{"words":2}');
 */
export async function runSkill(
  skill: SkillPlugin,
  options: SkillRunOptions = {},
): Promise<SkillRun> {
  await using scratch = await tempScratch();
  const { tools = [], input = skill.input.files, signal = new AbortController().signal } = options;
  const args = checkInput(skill.input.args, options.args ?? {}, "input.args");
  const reads: string[] = [];
  const progress: { fraction: number; message: string }[] = [];
  const log: string[] = [];
  const serve = createServe(
    options,
    await askingOf(options),
    memoryWorkspace(options.files ?? {}, scratch.path, reads),
  );
  const line: Line = {
    run: "test",
    signal,
    call: async (method, params) => serve[method](params as Params),
    progress(fraction, message) {
      progress.push({ fraction, message });
      options.onProgress?.(fraction, message);
    },
    log: (message) => void log.push(message),
    tool: () => {},
    group: () => {},
    hear: () => {},
    close: () => {},
  };
  const job = {
    id: "test",
    plugin: { name: skill.name, entry: "" },
    tools: {},
    scratch: scratch.path,
    kind: "skill" as const,
    input: { files: input, args },
    options: { verbose: false, temperature: options.temperature },
    llm: options.llm !== undefined || options.replay !== undefined,
  };
  const load = async (name: string) => {
    const tool = tools.find((one) => one.name === name);
    if (!tool)
      throw fail("UNAVAILABLE", { problem: `the test gave no tool '${name}'`, tool: name });
    return tool;
  };
  const context = skillContext(job, args, { skill, source: { load, version: () => null } }, line);
  const result = checkResult(await skill.run(context));
  const texts = result.artifacts.map(({ path, content }) => [
    path,
    new TextDecoder().decode(content),
  ]);
  return { ...result, files: Object.fromEntries(texts), reads, progress, log };
}

interface Params {
  readonly path: string;
  readonly key: string;
  readonly value: unknown;
  readonly prompt: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly sources: readonly GroundingSource[];
}

/** What answers a model's questions: a record, or the test's own function. */
async function askingOf({ llm, replay, temperature }: SkillRunOptions): Promise<Asking> {
  if (replay !== undefined) {
    const record = createReplay(await readFile(replay, "utf8"), "replay");
    return replayModels(record, { temperature, trace: () => {} });
  }
  const ask = async (params: unknown) => {
    if (!llm) throw fail("UNAVAILABLE", { problem: "the test gave no model" });
    return llm(params as Params);
  };
  return {
    text: ask as Asking["text"],
    object: ask,
    async grounded(params) {
      const { schema, sources } = params as Params;
      return groundedBy(schema, (await ask(params)) as readonly unknown[], sources);
    },
  };
}

/** The gateway's side of each call. */
function createServe(
  { storage = createStorage() }: SkillRunOptions,
  asking: Asking,
  workspace: MemoryWorkspace,
): Record<Method, (params: Params) => unknown> {
  return {
    ...{ read: workspace.read, list: workspace.list, copyTree: workspace.copyTree },
    // A test says itself which model answers, if any.
    provenance: () => ({ inputs: workspace.sources(), mode: "deterministic" }),
    "llm.text": asking.text,
    "llm.object": asking.object,
    "llm.grounded": asking.grounded,
    "storage.get": ({ key }) => storage.get(key),
    "storage.set": ({ key, value }) => storage.set(key, value),
    "storage.remove": ({ key }) => storage.remove(key),
    "storage.keys": () => storage.keys(),
  };
}

/** Values pass through JSON, as they do in the gateway. */
function createStorage(): PluginStorage {
  const values = new Map<string, string>();
  return {
    get: async (key) => (values.has(key) ? JSON.parse(values.get(key)!) : null),
    set: async (key, value) => void values.set(key, JSON.stringify(value)),
    remove: async (key) => void values.delete(key),
    keys: async () => [...values.keys()],
  };
}
