/** What the operating system said, in words that name no absolute path. */
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";

const WORDS: Record<string, string> = {
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  EIO: "the disk reported an error",
  EFBIG: "the file would be too large for the file system",
  ENAMETOOLONG: "the name is too long for the file system",
  ENOENT: "it is not there",
  EISDIR: "a folder is in the way",
  ENOTDIR: "a file stands where a folder has to be",
  ENOTEMPTY: "a folder is in the way",
  EEXIST: "something is in the way",
  ELOOP: "a link is in the way",
  EBUSY: "it is in use",
  EXDEV: "it is on another file system",
};

/** The system's error code such as "ENOSPC", or "". */
export function systemCode(thrown: unknown): string {
  const code = typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code;
  return typeof code === "string" ? code : "";
}

/**
 * STORAGE_ERROR about a workspace-relative path.
 * @example throw ioError("docs/a.md", "could not be written", thrown);
 */
export function ioError(path: string, what: string, thrown: unknown): GatewayError {
  const code = systemCode(thrown);
  const problem = `'${path}' ${what}: ${WORDS[code] ?? (code || "unknown reason")}`;
  return fail("STORAGE_ERROR", { path, problem, ...(code ? { code } : {}) }, { cause: thrown });
}

/** The same for reading: what the path's owner does not allow is the caller's mistake, a VALIDATION_ERROR. */
export function readError(path: string, thrown: unknown): GatewayError {
  const code = systemCode(thrown);
  if (!REFUSALS.has(code)) return ioError(path, "could not be read", thrown);
  const problem = `'${path}' may not be read: ${WORDS[code]}`;
  return fail("VALIDATION_ERROR", { path, problem }, { cause: thrown });
}

const REFUSALS = new Set(["EACCES", "EPERM", "ENAMETOOLONG", "ELOOP"]);
