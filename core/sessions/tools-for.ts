/** The tools that a run may need: those that its plugin names, and those that they name themselves. */
import type { PluginFacts, Registry } from "../registry.ts";
import type { Job } from "../run/pool.ts";

/** Those that are not ready are left out: whoever calls one is told so. */
export function toolsFor(
  registry: Pick<Registry, "tool">,
  plugin: Pick<PluginFacts, "needs" | "uses">,
): Job["tools"] {
  const found: Record<string, Job["tools"][string]> = {};
  const add = ({ needs, uses = [] }: Pick<PluginFacts, "needs" | "uses">) => {
    for (const name of [...needs, ...uses]) {
      const row = registry.tool(name);
      if (!row || Object.hasOwn(found, name)) continue;
      found[name] = { entry: row.entry, version: row.facts.tool.detected.version ?? null };
      add(row.facts);
    }
  };
  add(plugin);
  return found;
}
