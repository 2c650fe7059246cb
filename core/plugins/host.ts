/** Loads plugins and keeps them current: find, trust, describe, order, start, and the same again after a change. */
import { mkdir } from "node:fs/promises";
import { fail, isGatewayError, messageOf } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { Registry } from "../registry.ts";
import type { Pool } from "../run/pool.ts";
import type { Describer } from "./describe.ts";
import { detectTools } from "./detect.ts";
import { findPlugins, watchedFolders } from "./find.ts";
import type { Candidate, FindOptions } from "./find.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Inside } from "./inside.ts";
import { changes, codeOf, inOrder, keepDetected, refuseDuplicates } from "./rows.ts";
import type { Loaded, PluginChange } from "./rows.ts";
import { startingRow, toFailed, toReady, toUntrusted } from "./state.ts";
import type { Trust } from "./trust.ts";
import { watchFolders } from "./watch.ts";

export interface PluginHostOptions {
  readonly find: FindOptions;
  readonly describer: Describer;
  readonly registry: Registry;
  readonly pool: Pool;
  readonly trust: Trust;
  readonly inside: Inside;
  /** A folder for the scratch folders of `detect`. */
  readonly scratchRoot: string;
  /** Called once for each row that came, went or changed, after the registry holds the new rows. */
  readonly onChange: (change: PluginChange) => void;
  /** Told when a reload itself fails; what was loaded stays. */
  readonly onError: (problem: string) => void;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Null: folders are not watched. */
  readonly watch: { readonly debounceMs: number; readonly pollMs: number } | null;
}

export interface PluginHost {
  /** The first load; starts to watch. Never fails because of a plugin. */
  load(): Promise<void>;
  /** Looks at every folder again; calls during a reload are answered by one more. */
  refresh(): Promise<void>;
  /** When tools were last asked whether they are there; a test waits for it. */
  detected(): Promise<void>;
  close(): Promise<void>;
}

export function createPluginHost(options: PluginHostOptions): PluginHost {
  const { find, registry, pool, inside, now } = options;
  const closing = new AbortController();
  let loaded: readonly Loaded[] = [];
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let detecting = Promise.resolve();
  let unwatch: (() => void) | null = null;

  async function reload(): Promise<void> {
    await mkdir(options.scratchRoot, { recursive: true, mode: 0o700 });
    const candidates = await findPlugins(find);
    const known = new Map(loaded.map(({ row, hash }) => [row.dir, hash]));
    // At the first start a person who looks at /status sees what is being loaded.
    if (loaded.length === 0) registry.replace(candidates.map(startingRow));
    const described = await Promise.all(candidates.map((candidate) => look(candidate, options)));
    const ordered = inOrder(refuseDuplicates(keepDetected(described, registry)));
    const rows = await startInside(ordered, known, inside);
    if (closing.signal.aborted) return;
    const before = loaded;
    loaded = rows;
    registry.replace(rows.map(({ row }) => row));
    await options.describer.save();
    if (codeOf(before) !== codeOf(rows) && before.length > 0) pool.refresh();
    for (const change of changes(before, rows)) options.onChange(change);
    detecting = detectTools(registry, pool, options.scratchRoot, closing.signal);
  }

  /** One reload at a time; while one runs, any number of calls ask for exactly one more. */
  function refresh(): Promise<void> {
    if (closing.signal.aborted) return Promise.resolve();
    if (!current) {
      current = reload().finally(() => (current = null));
      return current;
    }
    next ??= current
      .catch(() => {})
      .then(() => {
        next = null;
        return refresh();
      });
    return next;
  }

  return {
    async load() {
      await refresh();
      if (!options.watch) return;
      const report = (thrown: unknown) => options.onError(messageOf(thrown));
      unwatch = watchFolders(watchedFolders(find), () => refresh().catch(report), options.watch);
    },
    refresh,
    detected: () => detecting,
    async close() {
      closing.abort(fail("UNAVAILABLE", { problem: "the gateway is shutting down" }));
      unwatch?.();
      await current?.catch(() => {});
      await detecting;
      await inside.close();
    },
  };

  async function look(
    candidate: Candidate,
    { trust, describer }: PluginHostOptions,
  ): Promise<Loaded> {
    const began = now();
    const row = startingRow(candidate);
    const { name, source, dir } = candidate;
    const spent = () => Math.round(now() - began);
    let hash = "";
    try {
      if (candidate.outside) throw outside(name);
      const print = await fingerprint(dir);
      hash = print.hash;
      if (source !== "package" && print.unsafe) throw unsafe(name, print.unsafe);
      if (source === "workspace") {
        const trusted = await trust.trusted(dir, hash);
        const code = trusted === "no" ? "PLUGIN_UNTRUSTED" : "PLUGIN_CHANGED";
        if (trusted !== "yes") return { row: toUntrusted(row, fail(code, { plugin: name })), hash };
      }
      return { row: toReady(row, await describer.describe(candidate, hash), spent()), hash };
    } catch (thrown) {
      return { row: toFailed(row, asPluginError(name, thrown), spent()), hash };
    }
  }
}

/** Starts new and changed providers and extensions, stops those that are no longer there. */
async function startInside(
  all: readonly Loaded[],
  known: ReadonlyMap<string, string>,
  inside: Inside,
): Promise<Loaded[]> {
  const wanted = new Map(
    all.filter(isInside).map(({ row, hash }) => [row.name, known.get(row.dir) === hash]),
  );
  for (const name of inside.running().toReversed()) {
    if (!wanted.get(name)) await inside.stop(name);
  }
  const rows: Loaded[] = [];
  for (const one of all) rows.push(isInside(one) ? await startOne(one, inside) : one);
  return rows;
}

async function startOne({ row, hash }: Loaded, inside: Inside): Promise<Loaded> {
  if (inside.running().includes(row.name)) return { row, hash };
  try {
    await inside.start(row, hash);
    return { row, hash };
  } catch (thrown) {
    return { row: toFailed(row, asPluginError(row.name, thrown)), hash };
  }
}

const isInside = ({ row }: Loaded): boolean =>
  row.state === "ready" && (row.facts?.kind === "provider" || row.facts?.kind === "extension");

function asPluginError(plugin: string, thrown: unknown): GatewayError {
  if (isGatewayError(thrown)) return thrown;
  return fail("PLUGIN_IMPORT_FAILED", { plugin, problem: codeIn(thrown) }, { cause: thrown });
}

/** The file system's word (ENOENT, EACCES); its message would name an absolute path. */
const codeIn = (thrown: unknown) =>
  String((thrown as { code?: unknown } | null)?.code ?? "its folder could not be read");

const unsafe = (plugin: string, problem: string) =>
  fail("PLUGIN_UNSAFE", { plugin }, { message: `'${plugin}' ${problem}` });

const outside = (plugin: string) => unsafe(plugin, "lies outside the workspace it is named in");
