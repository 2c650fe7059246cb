/** Keeps whole answers of KiCad by what decides on them: the same files, options and version give the same bytes. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "metaforge";
import type { CliCall, CliResult } from "./cli/run.ts";
import type { Tables } from "./cli/config.ts";
import type { OpenProject } from "./project/open.ts";

/** Raised when what is kept, or how it is judged, changes: older entries are then never met again. */
const FORM = "metaforge-kicad-1";
/** A larger answer is cheaper to get again than to keep. */
const MAX_BYTES = 64 * 1024 * 1024;

export function cacheKey(
  project: OpenProject,
  call: Pick<CliCall, "action" | "args" | "salt">,
  version: string,
  tables: Tables,
): string {
  const args = call.args({ project: "<project>", stem: project.stem, out: "<out>" });
  return digest(
    JSON.stringify([
      FORM,
      version,
      call.action,
      args,
      call.salt ?? null,
      project.folder,
      project.inputs,
      digest(tables.symbols),
      digest(tables.footprints),
    ]),
  );
}

/** Null when nothing is kept, or when it is not what was kept. */
export async function fromCache(folder: string, key: string): Promise<CliResult | null> {
  const file = join(folder, key);
  const bytes = await readFile(file).catch(() => null);
  const result = bytes && parseEntry(key, bytes);
  if (!result) return null;
  const now = new Date();
  // The longest unused goes first; that it may be gone already does not matter any more.
  await utimes(file, now, now).catch(() => {});
  return { ...result, evidence: { ...result.evidence, fromCache: true } };
}

/** A cache that cannot be written costs time, and nothing else. */
export async function toCache(folder: string, key: string, result: CliResult): Promise<void> {
  const bytes = toEntry(key, result);
  if (bytes.length > MAX_BYTES) return;
  const fresh = join(folder, `${key}.${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(fresh, bytes);
    await rename(fresh, join(folder, key));
  } catch {
    await rm(fresh, { force: true }).catch(() => {});
  }
}

const Head = z.object({
  key: z.string(),
  result: z.custom<Omit<CliResult, "files">>((value) => typeof value === "object"),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number() })),
});

/** A line with the digest of all that follows, a line of JSON, then the files' bytes one after the other. */
function toEntry(key: string, { files, ...result }: CliResult): Buffer {
  const list = files.map(({ name, sha256, content }) => ({ name, sha256, bytes: content.length }));
  const head = Buffer.from(`${JSON.stringify({ key, result, files: list })}\n`);
  const body = Buffer.concat([head, ...files.map(({ content }) => content)]);
  return Buffer.concat([Buffer.from(`${digest(body)}\n`), body]);
}

function parseEntry(key: string, bytes: Buffer): CliResult | null {
  const first = bytes.indexOf(0x0a);
  const body = bytes.subarray(first + 1);
  if (first < 0 || digest(body) !== bytes.toString("latin1", 0, first)) return null;
  const second = body.indexOf(0x0a);
  const head = Head.parse(JSON.parse(body.toString("utf8", 0, second)));
  if (head.key !== key) return null;
  let at = second + 1;
  const files = head.files.map(({ name, sha256, bytes: length }) => {
    const content = Uint8Array.from(body.subarray(at, at + length));
    at += length;
    return { name, sha256, content };
  });
  return { ...head.result, files };
}

const digest = (what: string | Uint8Array): string =>
  createHash("sha256").update(what).digest("hex");
