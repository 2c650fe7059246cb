/** Decides the order plugins start in, from what each says it needs. */
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";

export interface Needing {
  readonly name: string;
  readonly needs: readonly string[];
}

export interface Order<T> {
  /** Each after everything it needs; otherwise in the order given. */
  readonly order: readonly T[];
  /** Name → why it cannot start: PLUGIN_NEEDS_MISSING or PLUGIN_NEEDS_CYCLE. */
  readonly failed: ReadonlyMap<string, GatewayError>;
}

/** Names are unique here. A plugin whose need cannot start cannot start either; the rest is not touched. */
export function startOrder<T extends Needing>(plugins: readonly T[]): Order<T> {
  const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));
  const failed = new Map<string, GatewayError>();
  const order: T[] = [];
  const done = new Set<string>();

  function visit(plugin: T, trail: readonly string[]): void {
    const { name } = plugin;
    if (done.has(name)) return;
    if (trail.includes(name)) {
      const ring = trail.slice(trail.indexOf(name));
      const cycle = [...ring, name].join(" → ");
      for (const member of ring) failed.set(member, fail("PLUGIN_NEEDS_CYCLE", { cycle }));
      return;
    }
    for (const need of plugin.needs) {
      const needed = byName.get(need);
      if (needed) visit(needed, [...trail, name]);
    }
    done.add(name);
    const missing = plugin.needs.find((need) => !byName.has(need) || failed.has(need));
    if (missing !== undefined && !failed.has(name)) {
      failed.set(name, fail("PLUGIN_NEEDS_MISSING", { plugin: name, missing }));
    }
    if (!failed.has(name)) order.push(plugin);
  }

  for (const plugin of plugins) visit(plugin, []);
  return { order, failed };
}
