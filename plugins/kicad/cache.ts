/** Keeps whole answers of KiCad by what decides on them: the same files, options and version give the same bytes. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { CliCall, CliResult } from "./cli/run.ts";
import type { Tables } from "./cli/config.ts";
import type { OpenProject } from "./project/open.ts";

/** Raised when what is kept, or how it is judged, changes: older entries are then never met again. */
const FORM = "metaforge-kicad-2";
/** A larger answer is cheaper to get again than to keep. Bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

export function cacheKey(
  project: OpenProject,
  call: Pick<CliCall, "action" | "args" | "salt">,
  { version, stamp }: { readonly version: string; readonly stamp: string },
  tables: Tables,
): string {
  const args = call.args({ project: "<project>", stem: project.stem, out: "<out>" });
  return digest(
    JSON.stringify([
      FORM,
      version,
      // What one program says is no word of another, which may only call itself by the same version.
      stamp,
      call.action,
      args,
      call.salt ?? null,
      project.folder,
      project.inputs,
      digest(tables.symbols),
      digest(tables.footprints),
      tables.stamp,
    ]),
  );
}

/** What KiCad has answered to the call of this key; null when nothing is kept, or when it is not what was kept. */
export async function fromCache(folder: string, key: string): Promise<CliResult | null> {
  const result = await readEntry<CliResult>(folder, `asked-${key}`);
  return result && { ...result, evidence: { ...result.evidence, fromCache: true } };
}

export const toCache = (folder: string, key: string, result: CliResult): Promise<void> =>
  writeEntry(folder, `asked-${key}`, result);

/** Null when nothing of this name is kept, or when it is not what was kept under it. */
export async function readEntry<T>(folder: string, name: string): Promise<T | null> {
  const file = join(folder, name);
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return null;
  const body = bytes.subarray(DIGEST);
  if (bytes.toString("latin1", 0, DIGEST) !== seal(name, body)) return null;
  const now = new Date();
  // The longest unused goes first; that it may be gone already does not matter any more.
  await utimes(file, now, now).catch(() => {});
  return unpacked<T>(body);
}

/** Null for what a newer Node has packed: an older one cannot read its form. */
function unpacked<T>(body: Uint8Array): T | null {
  try {
    return deserialize(body) as T;
  } catch {
    return null;
  }
}

/** A cache that cannot be written costs time, and nothing else. */
export async function writeEntry(folder: string, name: string, value: unknown): Promise<void> {
  const body = serialize(value);
  if (body.length > MAX_BYTES) return;
  const fresh = join(folder, `${name}.${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(fresh, Buffer.concat([Buffer.from(seal(name, body), "latin1"), body]));
    await rename(fresh, join(folder, name));
  } catch {
    await rm(fresh, { force: true }).catch(() => {});
  }
}

/** Of the name, too: an entry that was put in another's place is none. */
const seal = (name: string, body: Uint8Array): string =>
  createHash("sha256").update(name).update("\n").update(body).digest("hex");

/** Hex digits of a SHA-256. */
const DIGEST = 64;

/** SHA-256 in hex. */
export const digest = (what: string | Uint8Array): string =>
  createHash("sha256").update(what).digest("hex");
