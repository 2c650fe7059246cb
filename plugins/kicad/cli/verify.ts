/** Looks at what a call has written: KiCad's own word for success is worth nothing. */
import { createHash } from "node:crypto";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { FileOut } from "../contract-data.ts";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";

/** All outputs of one call together: a board of 70 MB gives 40 MB of them. */
export const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

export interface ExpectedOutput {
  /** Below the output folder, with forward slashes; "*": any, at least one. */
  readonly name: string;
  /** What is wrong with it in a few words, or null. */
  check?(bytes: Uint8Array): string | null;
}

export interface Verified {
  readonly files: readonly FileOut[];
  readonly problems: readonly Problem[];
}

/** Reads the output folder: regular files only, sorted by name, with the sandbox's paths taken out of texts. */
export async function verifyOutputs(
  out: string,
  expected: readonly ExpectedOutput[],
  scrub: (text: string) => string,
): Promise<Verified> {
  const names = await regularFiles(out);
  if (names === null) {
    const message = `KiCad wrote more than ${MAX_OUTPUT_BYTES} bytes`;
    return { files: [], problems: [problem("OUTPUT_TOO_LARGE", message)] };
  }
  const files: FileOut[] = [];
  for (const name of names) files.push(toFile(name, await readFile(join(out, name)), scrub));
  return { files, problems: expected.flatMap((one) => wrong(one, files)) };
}

function wrong({ name, check }: ExpectedOutput, files: readonly FileOut[]): Problem[] {
  const meant = name === "*" ? files : files.filter((file) => file.name === name);
  if (meant.length === 0) {
    const what = name === "*" ? "no file at all" : `no '${name}'`;
    return [problem("OUTPUT_MISSING", `KiCad said that all went well and wrote ${what}`, name)];
  }
  return meant.flatMap((file) => {
    const fault = file.content.length === 0 ? "it is empty" : (check?.(file.content) ?? null);
    if (fault === null) return [];
    return [problem("OUTPUT_INVALID", `'${file.name}' cannot be used: ${fault}`, file.name)];
  });
}

/** Null when they are too large together. A link could lead to a file that is none of KiCad's. */
async function regularFiles(out: string): Promise<string[] | null> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const names: string[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const stats = await lstat(path);
    if (!stats.isFile()) continue;
    bytes += stats.size;
    names.push(relative(out, path).replaceAll(sep, "/"));
  }
  return bytes > MAX_OUTPUT_BYTES ? null : names.toSorted();
}

/** Netlists, job files and drawings hold where their source was. */
function toFile(name: string, bytes: Buffer, scrub: (text: string) => string): FileOut {
  const content = bytes.includes(0) ? bytes : scrubbed(bytes, scrub);
  return { name, sha256: createHash("sha256").update(content).digest("hex"), content };
}

function scrubbed(bytes: Buffer, scrub: (text: string) => string): Buffer {
  const text = bytes.toString("utf8");
  const clean = scrub(text);
  return clean === text ? bytes : Buffer.from(clean);
}
