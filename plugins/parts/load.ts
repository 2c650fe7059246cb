/** The catalogue that comes with the plugin: read from its files, checked once, and kept for the next process. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { fail, messageOf, z } from "metaforge";
import type { ToolContext } from "metaforge";
import { parse } from "yaml";
import type { Part } from "./contract.ts";
import { FamilyFile } from "./schema.ts";

export interface Catalogue {
  /** Sorted by id; no id twice. */
  readonly parts: readonly Part[];
  readonly version: string;
}

export const CATALOGUE = join(import.meta.dirname, "catalogue");

/** Raised when the compiled form changes. */
const FORM = "metaforge-parts-3";

/** The last one of this process, with what is prepared of it. */
let latest: { readonly key: string; readonly catalogue: Catalogue } | null = null;

type Place = Pick<ToolContext, "cache" | "signal">;

/**
 * Reads the catalogue; the first time about a second of work.
 * @throws TOOL_ERROR naming file and place when a file is not as the format wants it
 */
export async function loadCatalogue({ cache, signal }: Place, folder: string): Promise<Catalogue> {
  const files = await readFiles(folder);
  const key = keyOf(files);
  if (latest?.key === key) return latest.catalogue;
  const entry = `catalogue-${key}`;
  const kept = await cache.get<Part[]>(entry);
  const parts = kept ?? (await compile(files, signal));
  if (!kept) await cache.set(entry, parts);
  const catalogue = { parts, version: versionOf(files) };
  latest = { key, catalogue };
  return catalogue;
}

/** Which catalogue this is, without reading the parts: how many, and which state of them, as "152 parts, 3f9a1c0e". */
export const catalogueVersion = async (folder: string): Promise<string> =>
  versionOf(await readFiles(folder));

function versionOf(files: Files): string {
  const count = files.reduce((sum, [, text]) => sum + text.split(/^ *- mpn:/m).length - 1, 0);
  return `${count} parts, ${keyOf(files).slice(0, 8)}`;
}

const keyOf = (files: Files) =>
  createHash("sha256")
    .update(JSON.stringify([FORM, files]))
    .digest("hex");

type Files = readonly (readonly [name: string, text: string])[];

async function readFiles(folder: string): Promise<Files> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).toSorted();
  return await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const),
  );
}

/** Every part of the files. Throws as `loadCatalogue` does, and the signal's reason when the run is aborted. */
export async function compile(files: Files, signal: AbortSignal): Promise<Part[]> {
  const seen = new Map<string, string>();
  const parts: Part[] = [];
  for (const [name, text] of files) {
    // Between two files the process hears whether the run was aborted, and answers whether it is alive.
    // oxlint-disable-next-line no-await-in-loop -- a pause, not work that could go on beside
    await turn();
    signal.throwIfAborted();
    for (const part of parseFamily(name, text)) {
      const first = seen.get(part.id);
      if (first !== undefined) throw broken(name, `${part.id} is in ${first}, too`);
      seen.set(part.id, name);
      parts.push(part);
    }
  }
  return parts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function parseFamily(name: string, text: string): Part[] {
  let content: unknown;
  try {
    content = parse(text);
  } catch (thrown) {
    throw broken(name, messageOf(thrown));
  }
  const checked = FamilyFile.safeParse(content);
  if (!checked.success) throw broken(name, z.prettifyError(checked.error));
  const { family } = content as { family: string };
  if (`${family}.yaml` !== name) throw broken(name, `holds the family ${family}`);
  return checked.data;
}

const broken = (name: string, problem: string) =>
  fail("TOOL_ERROR", { tool: "parts", problem: `catalogue/${name}: ${problem}` });
