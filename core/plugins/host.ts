/** Loads plugins and keeps them current: find, trust, describe, order, start, and the same again after a change. */
import { mkdir, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
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
  /** The first load, until each plugin is ready or failed; starts to watch. Never fails because of a plugin. */
  load(): Promise<void>;
  /**
   * Looks at every folder again, until each plugin is ready or failed. The registry has the quick ones before,
   * and the others as `starting`; a call meanwhile does not wait for those.
   */
  refresh(): Promise<void>;
  /** A ready plugin with the hash of its folder. */
  ready(name: string): Loaded | undefined;
  /** When tools were last asked whether they are there; a test waits for it. */
  detected(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds a plugin may take to say what it is before the others are published without it. */
const QUICK = 1000;

export function createPluginHost(options: PluginHostOptions): PluginHost {
  const { find, registry, pool, inside, trust, describer, now } = options;
  const closing = new AbortController();
  const took = new Map<string, number>();
  let loaded: readonly Loaded[] = [];
  let current: Promise<readonly Slow[]> | null = null;
  let next: Promise<readonly Slow[]> | null = null;
  let detecting = Promise.resolve();
  let unwatch: (() => void) | null = null;

  /** Publishes what is known after a short wait; returns what is not known by then. */
  async function reload(): Promise<readonly Slow[]> {
    await ownFolder(options.scratchRoot);
    const candidates = await findPlugins(find);
    const known = new Map(loaded.map(({ row, hash }) => [row.dir, hash]));
    // At the first start a person who looks at /status sees what is being loaded.
    if (loaded.length === 0) registry.replace(candidates.map(startingRow));
    const seen = await Promise.all(candidates.map(look));
    const { described, slow } = await quickOnes(seen, candidates.map(describe(seen)));
    const ordered = inOrder(refuseDuplicates(keepDetected(described, registry)));
    const rows = await startInside(ordered, known, inside);
    if (closing.signal.aborted) return [];
    const before = loaded;
    loaded = rows;
    registry.replace(rows.map(({ row }) => row));
    await describer.save();
    if (codeOf(before) !== codeOf(rows) && before.length > 0) pool.refresh();
    for (const change of changes(before, rows)) options.onChange(change);
    detecting = detectTools(registry, pool, options.scratchRoot, closing.signal);
    return slow;
  }

  /** One reload at a time; while one runs, any number of calls ask for exactly one more. */
  function oneReload(): Promise<readonly Slow[]> {
    if (closing.signal.aborted) return Promise.resolve([]);
    if (!current) {
      current = reload().finally(() => (current = null));
      return current;
    }
    next ??= current
      .catch(() => {})
      .then(() => {
        next = null;
        return oneReload();
      });
    return next;
  }

  async function refresh(): Promise<void> {
    let slow = await oneReload();
    while (slow.length > 0) {
      await Promise.all(slow);
      // What was slow is remembered by now, so this one is quick.
      slow = await oneReload();
    }
  }

  return {
    async load() {
      await refresh();
      if (!options.watch) return;
      const report = (thrown: unknown) => options.onError(messageOf(thrown));
      unwatch = watchFolders(watchedFolders(find), () => refresh().catch(report), options.watch);
    },
    refresh,
    ready: (name) => loaded.find(({ row }) => row.name === name && row.state === "ready"),
    detected: () => detecting,
    async close() {
      closing.abort(fail("UNAVAILABLE", { problem: "the gateway is shutting down" }));
      unwatch?.();
      await describer.close();
      await current?.catch(() => {});
      await detecting;
      await inside.close();
    },
  };

  /** A row that may be described (`starting`), or why it may not. Runs nothing of the plugin. */
  async function look(candidate: Candidate): Promise<Loaded> {
    const row = startingRow(candidate);
    const { name, source, dir, absent } = candidate;
    let hash = "";
    try {
      if (absent) throw fail("PLUGIN_IMPORT_FAILED", { plugin: name, problem: absent });
      if (candidate.outside) throw outside(name);
      const print = await fingerprint(dir);
      hash = print.hash;
      if (source !== "package" && print.unsafe) throw unsafe(name, print.unsafe);
      if (source !== "workspace") return { row, hash };
      const trusted = await trust.trusted(dir, hash);
      const code = trusted === "no" ? "PLUGIN_UNTRUSTED" : "PLUGIN_CHANGED";
      return trusted === "yes"
        ? { row, hash }
        : { row: toUntrusted(row, fail(code, { plugin: name })), hash };
    } catch (thrown) {
      return { row: toFailed(row, asPluginError(name, thrown)), hash };
    }
  }

  function describe(seen: readonly Loaded[]) {
    return async (candidate: Candidate, at: number): Promise<Loaded> => {
      const { row, hash } = seen[at]!;
      if (row.state !== "starting") return { row, hash };
      const began = now();
      const spent = () => {
        const key = `${row.dir}\0${hash}`;
        // Remembered: asked again, the describer answers at once.
        const ms = took.get(key) ?? Math.round(now() - began);
        took.set(key, ms);
        return ms;
      };
      try {
        return { row: toReady(row, await describer.describe(candidate, hash), spent()), hash };
      } catch (thrown) {
        return { row: toFailed(row, asPluginError(row.name, thrown), spent()), hash };
      }
    };
  }
}

/** Makes the folder; what a plugin has put in its place goes, or no later reload would come through. */
async function ownFolder(path: string): Promise<void> {
  const make = () => mkdir(path, { recursive: true, mode: 0o700 });
  await make().catch(async (thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
    await rm(path, { force: true });
    await make();
  });
}

type Slow = Promise<Loaded>;

/** What is there in a short time; the others stay as they were seen. */
async function quickOnes(seen: readonly Loaded[], all: readonly Slow[]) {
  const timer = new AbortController();
  const late = sleep(QUICK, null, { signal: timer.signal }).catch(() => null);
  const answers = await Promise.all(all.map((one) => Promise.race([one, late])));
  timer.abort();
  const described = answers.map((answer, at) => answer ?? seen[at]!);
  return { described, slow: all.filter((_, at) => answers[at] === null) };
}

/** Starts new and changed extensions, stops those that are no longer there. */
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
  row.state === "ready" && row.facts?.kind === "extension";

function asPluginError(plugin: string, thrown: unknown): GatewayError {
  if (isGatewayError(thrown)) return thrown;
  return fail("PLUGIN_IMPORT_FAILED", { plugin, problem: codeIn(thrown) }, { cause: thrown });
}

/** With the file system's word (ENOENT, EACCES) alone: its message would name an absolute path. */
function codeIn(thrown: unknown): string {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return `its folder could not be read${code === undefined ? "" : ` (${String(code)})`}`;
}

const unsafe = (plugin: string, problem: string) =>
  fail("PLUGIN_UNSAFE", { plugin }, { message: `'${plugin}' ${problem}` });

const outside = (plugin: string) => unsafe(plugin, "lies outside the workspace it is named in");
