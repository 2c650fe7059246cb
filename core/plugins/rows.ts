/** Works on the list of plugins as a whole: one holder a name, the order of starting, what a reload changed. */
import { isDeepStrictEqual } from "node:util";
import { fail } from "../errors.ts";
import type { PluginRow, Registry } from "../registry.ts";
import { startOrder } from "./order.ts";
import { toFailed, toStarting } from "./state.ts";

/** A row with the hash of the folder it was made from. */
export interface Loaded {
  readonly row: PluginRow;
  readonly hash: string;
}

export interface PluginChange {
  readonly name: string;
  readonly before: PluginRow | null;
  readonly after: PluginRow | null;
}

/** The first of a name stays, by the order in which the places were looked at. */
export function refuseDuplicates(all: readonly Loaded[]): Loaded[] {
  const first = new Map<string, PluginRow>();
  return all.map(({ row, hash }) => {
    if (row.state !== "ready" && row.state !== "starting") return { row, hash };
    const holder = first.get(row.name);
    if (!holder) first.set(row.name, row);
    if (!holder) return { row, hash };
    const details = { plugin: row.name, first: `the ${holder.source}'s plugins` };
    return { row: toFailed(row, fail("PLUGIN_DUPLICATE", details)), hash };
  });
}

/** Ready rows sorted by their needs and put first; those that cannot start turn failed, or wait for what is starting. */
export function inOrder(given: readonly Loaded[]): Loaded[] {
  const all = waiting(given);
  const ready = all.filter(({ row }) => row.state === "ready");
  const needing = ready.map((one) => ({ ...one, name: one.row.name, needs: one.row.facts!.needs }));
  const { order, failed } = startOrder(needing);
  const refused = ready.flatMap(({ row, hash }) => {
    const error = failed.get(row.name);
    return error ? [{ row: toFailed(row, error), hash }] : [];
  });
  const others = all.filter(({ row }) => row.state !== "ready");
  return [...order.map(({ row, hash }) => ({ row, hash })), ...refused, ...others];
}

/** A plugin whose need is still starting is starting, too: calling it failed would be early. */
function waiting(all: readonly Loaded[]): readonly Loaded[] {
  const names = new Set(all.flatMap(({ row }) => (row.state === "starting" ? [row.name] : [])));
  const now = all.map(({ row, hash }) => {
    const waits = row.state === "ready" && row.facts!.needs.some((need) => names.has(need));
    return waits ? { row: toStarting(row), hash } : { row, hash };
  });
  return now.every(({ row }, at) => row === all[at]!.row) ? all : waiting(now);
}

/** Facts come from a cache; what a tool found since is newer. */
export function keepDetected(all: readonly Loaded[], registry: Registry): Loaded[] {
  return all.map(({ row, hash }) => {
    const before = registry.tool(row.name);
    if (!row.facts?.tool || before?.dir !== row.dir) return { row, hash };
    const tool = { ...row.facts.tool, detected: before.facts.tool.detected };
    return { row: { ...row, facts: { ...row.facts, tool } }, hash };
  });
}

/** What run processes may have imported. */
export function codeOf(all: readonly Loaded[]): string {
  const ready = all.filter(({ row }) => row.state === "ready");
  return ready
    .map(({ row, hash }) => `${row.dir}\0${hash}`)
    .toSorted()
    .join("\n");
}

export function changes(before: readonly Loaded[], after: readonly Loaded[]): PluginChange[] {
  const old = new Map(before.map((one) => [one.row.dir, one]));
  const current = new Map(after.map((one) => [one.row.dir, one]));
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((dir) => {
    const [was, is] = [old.get(dir), current.get(dir)];
    if (was && is && was.hash === is.hash && isDeepStrictEqual(told(was.row), told(is.row)))
      return [];
    return [{ name: (is ?? was)!.row.name, before: was?.row ?? null, after: is?.row ?? null }];
  });
}

/** A row without what differs from load to load although nothing happened. */
function told(row: PluginRow): unknown {
  const { detected: _, ...tool } = row.facts?.tool ?? {};
  return { ...row, ms: 0, facts: { ...row.facts, tool } };
}
