/** Does one job inside a run process: imports the plugin and calls what the job names. */
import { flushCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { PLUGIN } from "../define.ts";
import type { Plugin, PluginKind, SkillPlugin, ToolPlugin } from "../define.ts";
import { fail, messageOf } from "../errors.ts";
import { checkInput } from "./input.ts";
import type { Line } from "./line.ts";
import { checkResult } from "./result.ts";
import { cut, isRecord, parseDetected } from "./rpc.ts";
import type { DiffJob, Job, SkillJob, ToolJob } from "./rpc.ts";
import { lazyFolder } from "./scratch.ts";
import { skillContext } from "./skill-context.ts";
import { callAction } from "./tool-context.ts";
import { createToolbox } from "./toolbox.ts";
import type { ToolSource } from "./toolbox.ts";

export async function perform(job: Job, line: Line): Promise<unknown> {
  switch (job.kind) {
    case "skill":
      return performSkill(job, line);
    case "tool":
      return performTool(job, line);
    case "diff":
      return performDiff(job);
    case "detect":
      return detect(await importPlugin(job.plugin, "tool"), job, line);
    case "describe": {
      // Imported here, because it brings zod along.
      const { describePlugin } = await import("./facts.ts");
      const plugin = await importPlugin(job.plugin);
      // So that its first run finds it compiled.
      flushCompileCache();
      return describePlugin(plugin, (tool) => detect(tool, job, line));
    }
  }
}

async function performSkill(job: Job & SkillJob, line: Line) {
  const skill = (await importPlugin(job.plugin, "skill")) as SkillPlugin;
  const args = checkInput(skill.input.args, job.input.args, "input.args");
  // Cancelled during the import: a skill that only listens for the event would never hear of it.
  line.signal.throwIfAborted();
  return checkResult(
    await skill.run(skillContext(job, args, { skill, source: sourceOf(job) }, line)),
  );
}

async function performTool(job: Job & ToolJob, line: Line) {
  const tool = (await importPlugin(job.plugin, "tool")) as ToolPlugin;
  const context = contextOf(tool, job, line);
  const result = await callAction(tool, job.action, job.input, context, "client");
  return JSON.stringify(result ?? null, bytesAsBase64);
}

/** JSON has no word for bytes. */
const bytesAsBase64 = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;

async function performDiff({ plugin, format, before, after }: Job & DiffJob): Promise<string> {
  const { diffs = {} } = (await importPlugin(plugin, "skill")) as SkillPlugin;
  const diff = Object.hasOwn(diffs, format) ? diffs[format] : undefined;
  // The file was saved a moment ago, and is about to be loaded again.
  if (!diff) throw fail("UNAVAILABLE", { problem: `it has no diff '${format}' any more` });
  return diff.compare(before, after);
}

const contextOf = (tool: ToolPlugin, job: Job, line: Line) =>
  createToolbox(job, sourceOf(job), line, lazyFolder(job.scratch)).contextOf(tool);

const sourceOf = (job: Job): ToolSource => ({
  load: (name) => loadTool(job, name),
  version: (name) => job.tools[name]?.version ?? null,
});

async function loadTool(job: Job, name: string): Promise<ToolPlugin> {
  const found = Object.hasOwn(job.tools, name) ? job.tools[name] : undefined;
  if (!found)
    throw fail("UNAVAILABLE", { problem: `the tool '${name}' is not loaded`, tool: name });
  return (await importPlugin({ name, entry: found.entry }, "tool")) as ToolPlugin;
}

/** A `detect` that throws is a tool that is not there, with the reason. */
async function detect(tool: Plugin, job: Job, line: Line) {
  try {
    const found = await (tool as ToolPlugin).detect(contextOf(tool as ToolPlugin, job, line));
    return parseDetected(found) ?? { available: false, reason: "detect() answered something else" };
  } catch (thrown) {
    return { available: false, reason: cut(messageOf(thrown)).slice(0, 300) };
  }
}

/** The plugin a module exports; PLUGIN_IMPORT_FAILED or PLUGIN_NOT_DEFINED says what is wrong with it. A `query` gives the entry file a new life in this process. */
export async function importPlugin(
  plugin: Job["plugin"],
  kind?: PluginKind,
  query = "",
): Promise<Plugin> {
  const imported = await import(pathToFileURL(plugin.entry).href + query).catch(
    (thrown: unknown) => {
      throw fail("PLUGIN_IMPORT_FAILED", { plugin: plugin.name, problem: cut(messageOf(thrown)) });
    },
  );
  const made: unknown = imported.default;
  const problem = !isRecord(made)
    ? "there is none"
    : typeof made[PLUGIN] !== "string"
      ? "it was made by hand"
      : kind !== undefined && made[PLUGIN] !== kind
        ? `it is a ${String(made[PLUGIN])}, not a ${kind}`
        : null;
  if (problem !== null) throw fail("PLUGIN_NOT_DEFINED", { plugin: plugin.name, problem });
  return made as unknown as Plugin;
}
