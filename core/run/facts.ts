/** Reads inside a run process what a plugin says of itself, as JSON text. */
import { z } from "zod";
import { PLUGIN } from "../define.ts";
import type { Detected, Plugin, Schema, ToolPlugin } from "../define.ts";
import type { PluginFacts } from "../registry.ts";

/** The JSON text of the plugin's `PluginFacts`; the gateway checks each field, nothing is checked here. */
export async function describePlugin(
  plugin: Plugin,
  detect: (tool: ToolPlugin) => Promise<Detected>,
): Promise<string> {
  const { name, version, description, needs = [], uses } = plugin;
  const facts: PluginFacts = {
    kind: plugin[PLUGIN],
    name,
    version,
    description,
    needs,
    ...(uses === undefined ? {} : { uses }),
    ...(plugin[PLUGIN] === "skill"
      ? {
          skill: {
            agent: plugin.agent,
            files: plugin.input.files,
            args: plugin.input.args ? toJsonSchema(plugin.input.args) : null,
            artifacts: mapValues(plugin.artifacts ?? {}, toJsonSchema),
            ...(plugin.diffs ? { diffs: mapValues(plugin.diffs, ({ path }) => path) } : {}),
          },
        }
      : {}),
    ...(plugin[PLUGIN] === "provider" ? { provider: { key: plugin.key ?? null } } : {}),
    ...(plugin[PLUGIN] === "tool"
      ? {
          tool: {
            actions: Object.entries(plugin.actions).map(
              ([action, { description: does, input }]) => ({
                name: action,
                description: does,
                input: toJsonSchema(input),
              }),
            ),
            detected: await detect(plugin),
          },
        }
      : {}),
  };
  return JSON.stringify(facts);
}

/** What a client may send, so defaults are optional; what JSON Schema has no word for allows anything. */
function toJsonSchema(schema: Schema<unknown>) {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
