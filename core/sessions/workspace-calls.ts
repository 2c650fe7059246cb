/** What a run process asks of the workspace: reads, lists and copies under the path rules, each read with its hash. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { FileFilter } from "../define.ts";
import { fail } from "../errors.ts";
import { sha256 } from "../workspace/files.ts";
import { checkedPath } from "../workspace/paths.ts";
import { missing } from "./input.ts";
import type { ReadWorkspace } from "./staged-workspace.ts";
import type { Trace } from "./trace.ts";

/** Bytes of one file that may be read. */
export const MAX_READ = 64 * 1024 * 1024;

/** Bytes of inputs that are sent along with a job. */
const MAX_GIVEN = 256 * 1024;

/** Copied files that the trace names one by one, so that it has room for what else the run does. */
const MAX_TRACED = 1000;

/** Endings that one list or copy may name, and characters of each. */
const MAX_ENDINGS = 100;
const LONGEST_ENDING = 100;

export interface WorkspaceCallsParts {
  readonly workspace: ReadWorkspace;
  readonly scratch: string;
  readonly trace: Pick<Trace, "add">;
  /** The skill that makes a file, to say so when the file is missing. */
  readonly maker: (path: string) => string | undefined;
}

export interface WorkspaceCalls {
  read(params: unknown): Promise<Uint8Array>;
  list(params: unknown): Promise<readonly { path: string; size: number }[]>;
  copyTree(params: unknown): Promise<string>;
  /**
   * The small ones among the inputs, to be sent along with the job: a skill's first read is then a look into
   * its own memory, and every read of a run sees the same bytes. What cannot be read is left to the skill's read.
   */
  given(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Files that were handed out, with the hash they had then; sorted by path. */
  sources(): { path: string; sha256: string }[];
}

export function createWorkspaceCalls({
  workspace,
  scratch,
  trace,
  maker,
}: WorkspaceCallsParts): WorkspaceCalls {
  const sources = new Map<string, string>();
  const snapshot = new Map<string, Uint8Array>();
  let copies = 0;

  function handedOut(path: string, bytes: Uint8Array): void {
    const hash = sha256(bytes);
    source(path, hash);
    trace.add("read", { path, size: bytes.length, sha256: hash });
  }

  /** Of a file that changes while the run goes on, the first bytes count: the run may have used them. */
  function source(path: string, hash: string): void {
    if (!sources.has(path)) sources.set(path, hash);
  }

  return {
    async read(params) {
      const path = checkedPath(asked(params).path, "read");
      // The run has it under this path, but may spell it otherwise.
      const given = snapshot.get(path);
      if (given) return given;
      const found = await workspace.read(path, { maxBytes: MAX_READ });
      if (!found) throw missing(path, maker(path));
      handedOut(path, found.bytes);
      return found.bytes;
    },
    async list(params) {
      const { path, only } = asked(params);
      return workspace.list(folderPath(path), filterOf(only));
    },
    async copyTree(params) {
      const { path, only } = asked(params);
      const dir = folderPath(path);
      const into = join(scratch, `tree-${(copies += 1)}`);
      await mkdir(into, { recursive: true });
      const options = { only: filterOf(only) };
      const { files, bytes, skipped } = await workspace.copyTree(dir, into, options);
      trace.add("copy", { path: dir, files: files.length, bytes, skipped });
      for (const { path: file, sha256: hash } of files) source(file, hash);
      for (const file of files.slice(0, MAX_TRACED)) trace.add("copied", { ...file });
      return into;
    },
    async given(paths) {
      let room = MAX_GIVEN;
      for (const path of paths) {
        const found = await workspace.read(path, { maxBytes: room }).catch(() => null);
        if (!found) continue;
        room -= found.bytes.length;
        snapshot.set(path, found.bytes);
        handedOut(path, found.bytes);
      }
      return snapshot;
    },
    sources: () =>
      [...sources]
        .map(([path, hash]) => ({ path, sha256: hash }))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

const asked = (params: unknown) => params as { path?: unknown; only?: unknown };

const folderPath = (path: unknown): string => (path === "." ? "." : checkedPath(path, "read"));

/** Comes from plugin code, so its shape is checked. */
function filterOf(only: unknown): FileFilter | undefined {
  if (only === undefined) return undefined;
  const { endings } = Object(only) as { endings?: unknown };
  const isText = (ending: unknown) =>
    typeof ending === "string" && ending !== "" && ending.length <= LONGEST_ENDING;
  if (!Array.isArray(endings) || endings.length > MAX_ENDINGS || !endings.every(isText)) {
    const problem = `endings should be a list of at most ${MAX_ENDINGS} endings of names`;
    throw fail("VALIDATION_ERROR", { problem, field: "endings" });
  }
  return { endings: endings as string[] };
}
