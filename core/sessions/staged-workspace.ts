/** The workspace as it would read if files that wait for a decision were written already. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isGatewayError } from "../errors.ts";
import { sha256 } from "../workspace/files.ts";
import type { Workspace } from "../workspace/files.ts";
import { checkedPath } from "../workspace/paths.ts";
import type { StagedContent } from "./model.ts";

/** What a run reads. */
export type ReadWorkspace = Pick<Workspace, "read" | "exists" | "list" | "copyTree">;

/** Of two staged files at one path the later one counts. Nothing is written to the workspace. */
export function withStaged(
  workspace: ReadWorkspace,
  staged: readonly Pick<StagedContent, "path" | "content" | "mode">[],
): ReadWorkspace {
  if (staged.length === 0) return workspace;
  const files = new Map(staged.map((file) => [file.path, file]));
  const below = (dir: string, endings?: readonly string[]) =>
    [...files.values()].filter(({ path }) => isBelow(path, dir) && hasEnding(path, endings));
  return {
    async read(given, limits) {
      const file = files.get(checkedPath(given, "read"));
      return file ? { bytes: file.content, mode: file.mode } : workspace.read(given, limits);
    },
    exists: async (given) =>
      files.has(checkedPath(given, "read")) || (await workspace.exists(given)),
    async list(dir, only) {
      const waiting = below(dir, only?.endings);
      const written = await orNone(waiting, () => workspace.list(dir, only), []);
      const sizes = new Map([
        ...written.map(({ path, size }) => [path, size] as const),
        ...waiting.map(({ path, content }) => [path, content.length] as const),
      ]);
      return [...sizes]
        .map(([path, size]) => ({ path, size }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    async copyTree(dir, into, options = {}) {
      const waiting = below(dir, options.only?.endings);
      const nothing = { files: [], bytes: 0, skipped: [] };
      const copied = await orNone(waiting, () => workspace.copyTree(dir, into, options), nothing);
      for (const { path, content } of waiting) {
        const file = join(into, dir === "." ? path : path.slice(dir.length + 1));
        // oxlint-disable-next-line no-await-in-loop -- a handful of files
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        // oxlint-disable-next-line no-await-in-loop
        await writeFile(file, content, { mode: 0o600 });
      }
      const replaced = new Set(waiting.map(({ path }) => path));
      return {
        ...copied,
        files: [
          ...copied.files.filter(({ path }) => !replaced.has(path)),
          ...waiting.map(({ path, content }) => ({
            ...{ path, size: content.length, sha256: sha256(content) },
          })),
        ],
      };
    },
  };
}

/** A folder that is still to be written cannot be looked at; one that nothing is written to is an error. */
async function orNone<T>(waiting: readonly unknown[], look: () => Promise<T>, none: T): Promise<T> {
  if (waiting.length === 0) return look();
  return look().catch((thrown: unknown) => {
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") return none;
    throw thrown;
  });
}

const isBelow = (path: string, dir: string) => dir === "." || path.startsWith(`${dir}/`);

const hasEnding = (path: string, endings?: readonly string[]) =>
  !endings || endings.some((ending) => path.toLowerCase().endsWith(ending.toLowerCase()));
