/** A workspace out of a record, as skills and tools see one: reads, lists and copies, each read with its hash. */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileFilter } from "../define.ts";
import { fail } from "../errors.ts";
import { sha256 } from "../workspace/files.ts";

/** Path → content. */
export type MemoryFiles = Readonly<Record<string, string | Uint8Array>>;

interface Params {
  readonly path: string;
  readonly only?: FileFilter;
}

export interface MemoryWorkspace {
  read(params: Params): Uint8Array;
  list(params: Params): { path: string; size: number }[];
  copyTree(params: Params): Promise<string>;
  /** Sorted by path. */
  sources(): { path: string; sha256: string }[];
}

/** `scratch` is where copies are put; `reads` gets the path of each read. */
export function memoryWorkspace(
  files: MemoryFiles,
  scratch: string,
  reads: string[] = [],
): MemoryWorkspace {
  const sources = new Map<string, string>();
  const bytesOf = (path: string) => {
    const content = files[path]!;
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  const handOut = (path: string) => {
    const bytes = bytesOf(path);
    sources.set(path, sha256(bytes));
    return bytes;
  };
  const below = ({ path, only }: Params) =>
    Object.keys(files)
      .filter((name) => path === "." || name.startsWith(`${path}/`))
      .filter((name) => !only || only.endings.some((end) => isEnding(name, end)))
      .toSorted();
  return {
    read({ path }) {
      if (!Object.hasOwn(files, path)) {
        const problem = `'${path}' is missing`;
        throw fail("VALIDATION_ERROR", { problem, field: "input.files", path });
      }
      reads.push(path);
      return handOut(path);
    },
    list: (params) => below(params).map((path) => ({ path, size: bytesOf(path).length })),
    async copyTree(params) {
      const into = await mkdtemp(join(scratch, "tree-"));
      const cut = params.path === "." ? 0 : params.path.length + 1;
      for (const name of below(params)) {
        const file = join(into, name.slice(cut));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, handOut(name));
      }
      return into;
    },
    sources: () =>
      [...sources]
        .map(([path, hash]) => ({ path, sha256: hash }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

const isEnding = (name: string, ending: string) =>
  name.toLowerCase().endsWith(ending.toLowerCase());
