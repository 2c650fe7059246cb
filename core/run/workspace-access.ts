/** What a skill and a tool see of the workspace, asked of the gateway. */
import type { FileFilter, WorkspaceAccess } from "../define.ts";
import { fail } from "../errors.ts";
import type { Line } from "./line.ts";

/** `given` are files that came along with the job. */
export function workspaceAccess(
  line: Pick<Line, "call">,
  given?: ReadonlyMap<string, Uint8Array>,
): Omit<WorkspaceAccess, "scratch"> {
  const readBytes = async (path: string) => {
    // A copy, so that a skill that works in place does not change what its next read gives.
    const known = given?.get(path);
    return known ? known.slice() : ((await line.call("read", { path })) as Uint8Array);
  };
  return {
    readBytes,
    read: async (path) => decode(await readBytes(path), path),
    list: (dir, only?: FileFilter) =>
      line.call("list", { path: dir, only }) as ReturnType<WorkspaceAccess["list"]>,
    copyTree: (dir, only?: FileFilter) =>
      line.call("copyTree", { path: dir, only }) as Promise<string>,
  };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const problem = `'${path}' is not text in UTF-8`;
    throw fail("VALIDATION_ERROR", { problem, field: "input.files", path }, { cause });
  }
}
