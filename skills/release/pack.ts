/** Packs files into a zip that is the same to the byte for the same files, and keeps to what a run may propose. */
import { createHash } from "node:crypto";
import type { Artifact } from "metaforge";
import { zipSync } from "fflate";
import type { FileEntry, ReleaseFinding } from "./schema.ts";
import { size } from "./words.ts";

export interface NamedBytes {
  readonly path: string;
  readonly content: Uint8Array;
}

/** Zip knows local time only, so this is the same everywhere: its first moment. */
const LONG_AGO = new Date(1980, 0, 1);

/** Bytes of one proposed file, and of all, less room for manifest and report. */
const ONE = 10 * 1024 * 1024;
const ALL = 48 * 1024 * 1024;

export function packed(files: readonly NamedBytes[]): Uint8Array {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const entries = sorted.map(({ path, content }) => [path, content] as const);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: LONG_AGO });
}

export function entryOf({ path, content }: NamedBytes): FileEntry {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { path, sha256, bytes: content.byteLength };
}

export interface Fitting {
  readonly artifacts: readonly Artifact[];
  readonly kept: readonly NamedBytes[];
  readonly findings: readonly ReleaseFinding[];
}

/** What is too large is left out and told: a release without it must not look whole. */
export function withinLimits(files: readonly NamedBytes[]): Fitting {
  const kept: NamedBytes[] = [];
  const findings: ReleaseFinding[] = [];
  let total = 0;
  for (const file of files) {
    const bytes = file.content.byteLength;
    if (bytes <= ONE && total + bytes <= ALL) {
      total += bytes;
      kept.push(file);
      continue;
    }
    const limit = bytes > ONE ? `${size(ONE)} for a file` : `${size(ALL)} for all`;
    findings.push({
      id: `too-large-${file.path}`,
      severity: file.path.endsWith(".zip") ? "error" : "warning",
      title: `${file.path} is too large to propose`,
      where: { file: file.path },
      evidence: `${size(bytes)}; the limit is ${limit}`,
      action: "Make it in KiCad (File › Fabrication Outputs), or split the board's project.",
    });
  }
  return { artifacts: kept.map(({ path, content }) => ({ path, content })), kept, findings };
}
