/** The catalogue that comes with the plugin: read from its files, checked once, and kept as JSON for the next process. */
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
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
const FORM = "metaforge-parts-1";

/** The last one of this process, with what is prepared of it. */
let latest: { readonly key: string; readonly catalogue: Catalogue } | null = null;

type Place = Pick<ToolContext, "cacheFolder" | "signal">;

/**
 * Reads the catalogue; the first time about a second of work.
 * @throws TOOL_ERROR naming file and place when a file is not as the format wants it
 */
export async function loadCatalogue(
  { cacheFolder, signal }: Place,
  folder: string,
): Promise<Catalogue> {
  const files = await readFiles(folder);
  const key = keyOf(files);
  if (latest?.key === key) return latest.catalogue;
  const kept = await keptParts(cacheFolder, key);
  const parts = kept ?? (await compile(files, signal));
  if (!kept) await keepParts(cacheFolder, key, parts);
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

const fileOf = (cacheFolder: string, key: string) => join(cacheFolder, `catalogue-${key}.json`);

async function keptParts(cacheFolder: string, key: string): Promise<Part[] | null> {
  const file = fileOf(cacheFolder, key);
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return null;
  const [seal, body] = [text.slice(0, 64), text.slice(64)];
  // Cut short or damaged, it would be another catalogue than the one that was checked.
  if (seal !== sealOf(key, body)) return null;
  const now = new Date();
  // The longest unused goes first; that it may be gone already does not matter any more.
  await utimes(file, now, now).catch(() => {});
  return JSON.parse(body) as Part[];
}

/** Whole or not at all: others read the folder at the same time. That it cannot be written costs time alone. */
async function keepParts(cacheFolder: string, key: string, parts: readonly Part[]): Promise<void> {
  const file = fileOf(cacheFolder, key);
  const fresh = `${file}.${randomUUID()}`;
  const body = JSON.stringify(parts);
  try {
    await writeFile(fresh, sealOf(key, body) + body);
    await rename(fresh, file);
  } catch {
    await rm(fresh, { force: true }).catch(() => {});
  }
}

const sealOf = (key: string, body: string) =>
  createHash("sha256").update(key).update(body).digest("hex");
