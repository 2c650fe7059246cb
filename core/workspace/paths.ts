/** Rules for paths that requests, skills and models name: which may be read, which may be written. */
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";

export type PathUse = "read" | "write";

const LONGEST_PATH = 1_024;
/** The longest name ext4, APFS and NTFS can all hold, in UTF-8 bytes. */
const LONGEST_NAME = 255;
const DEEPEST = 32;

/**
 * A workspace-relative path with forward slashes; `.` parts are dropped, letters stay as they are.
 * Pure: it does not look at the disk, and refuses on every platform what is dangerous on one, so that a
 * workspace may move. Nothing is decoded: `%2e%2e` is a name like any other.
 * Throws VALIDATION_ERROR with `field` (when given), `path` (cut and escaped) and `problem`.
 * @example checkedPath("./docs/PRD.md", "read"); // "docs/PRD.md"
 */
export function checkedPath(path: unknown, use: PathUse, field?: string): string {
  if (typeof path !== "string") throw refused(String(typeof path), "is not text", field);
  const problem = problemOf(path);
  if (problem) throw refused(path, problem, field);
  const names = path.split("/");
  if (names.at(-1) === ".") throw refused(path, "names a folder", field);
  const kept = names.filter((name) => name !== ".");
  // A shell would take it for a home folder.
  if (kept[0]?.startsWith("~")) throw refused(path, "begins with '~'", field);
  if (kept.length > DEEPEST) throw refused(path, `is deeper than ${DEEPEST} folders`, field);
  for (const [depth, name] of kept.entries()) {
    const wrong =
      nameProblem(name) ?? (use === "write" ? writeProblem(name, depth, kept.length) : null);
    if (wrong) throw refused(path, wrong, field);
  }
  return kept.join("/");
}

/**
 * The paths of one set of artifacts, each checked for writing. Throws VALIDATION_ERROR when two are one
 * file somewhere (`PRD.md` and `prd.MD`, composed and decomposed letters), or one is a folder of another.
 */
export function checkedSet(paths: readonly unknown[]): string[] {
  const seen = new Map<string, { path: string; prefix: string; whole: boolean }>();
  return paths.map((each) => {
    const path = checkedPath(each, "write");
    for (let end = path.indexOf("/"); ; end = path.indexOf("/", end + 1)) {
      const whole = end < 0;
      const prefix = whole ? path : path.slice(0, end);
      const key = prefix.split("/").map(foldedName).join("/");
      const other = seen.get(key);
      if (other && (other.prefix !== prefix || other.whole || whole)) throw clash(path, other.path);
      if (!other) seen.set(key, { path, prefix, whole });
      if (whole) return path;
    }
  });
}

/** True for names that are never read, written or copied: `.git`, `.metaforge…` and `node_modules`, in any disguise. */
export function isPrivateName(name: string): boolean {
  const folded = foldedName(name);
  return folded === ".git" || folded === "node_modules" || folded.startsWith(".metaforge");
}

/** A path as it may be shown: at most 100 characters, control characters escaped. */
export function shownPath(path: string): string {
  const cut = path.length > 100 ? `${path.slice(0, 99)}…` : path;
  return cut.toWellFormed().replace(HIDDEN, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

// Controls of both sets and the two line separators break logs and terminals.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// Marks that turn the direction of text make a name look like another one.
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const HIDDEN = new RegExp(`${CONTROL.source}|${BIDI.source}`, "g");
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

function problemOf(path: string): string | null {
  if (path === "") return "is empty";
  if (path.length > LONGEST_PATH) return `is longer than ${LONGEST_PATH} characters`;
  if (!path.isWellFormed()) return "is not valid Unicode";
  if (CONTROL.test(path)) return "has a control character in it";
  if (path.includes("\\")) return "has a backslash in it; folders are separated by '/'";
  // A colon is a drive, a URL, or a second stream of a file on NTFS.
  if (path.includes(":")) return "has a colon in it";
  if (path.startsWith("/")) return "is not relative to the workspace";
  if (path.endsWith("/")) return "names a folder";
  return null;
}

function nameProblem(name: string): string | null {
  if (name === "") return "has an empty part";
  // Windows drops dots and spaces at the end, so that ".. " is ".." there.
  if (/^[. ]+$/.test(name)) return "leaves the workspace or names a folder";
  if (Buffer.byteLength(name) > LONGEST_NAME) return `has a name longer than ${LONGEST_NAME} bytes`;
  if (isPrivateName(name)) return "is in a folder that is never read or written";
  // NTFS and FAT answer to a second, short name: git~1 is .git.
  if (/^[^.]{1,6}~\d{1,6}(\.[^.]{0,3})?$/.test(name)) return "looks like a short name of Windows";
  return null;
}

// What an approved file must never become: something that a program runs or obeys by itself.
const CODE_FOLDERS = new Set(["plugins", "skills"]);
const CODE_FILES = /^(package\.json|metaforge\.(ya?ml|json5?|toml|[cm]?[jt]s))$/;
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/;

function writeProblem(name: string, depth: number, depths: number): string | null {
  const folded = foldedName(name);
  if (folded.startsWith(".")) return "is hidden, and hidden files steer other programs";
  if (depth === 0 && CODE_FOLDERS.has(folded)) return "is in a folder whose code is run";
  if (depth === depths - 1 && CODE_FILES.test(folded)) return "would change which code is run";
  if (DEVICES.test(folded.split(".")[0]!.trimEnd())) return "has the name of a Windows device";
  if (/[. ]$/.test(name)) return "has a name that ends in a dot or space";
  if (name.startsWith(" ")) return "has a name that begins with a space";
  if (/[<>"|?*]/.test(name)) return "has a character in it that Windows cannot store";
  if (BIDI.test(name)) return "has a character in it that turns the direction of text";
  return null;
}

/**
 * One spelling for all names that some file system takes for the same one: case, Unicode form,
 * characters that HFS+ ignores, dots and spaces that Windows drops.
 */
function foldedName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\u0000-\u007f]*$/.test(name)) return name.toLowerCase().replace(/[. ]+$/, "");
  const plain = name.normalize("NFD").replace(IGNORABLE, "");
  // Upper-casing first folds what has no lower-case partner of its own, such as the long s.
  return plain
    .toUpperCase()
    .toLowerCase()
    .normalize("NFD")
    .replace(/[. ]+$/, "");
}

function refused(path: string, problem: string, field: string | undefined): GatewayError {
  const shown = shownPath(path);
  return fail("VALIDATION_ERROR", {
    ...(field === undefined ? {} : { field }),
    path: shown,
    problem: `the path '${shown}' ${problem}`,
  });
}

function clash(path: string, other: string): GatewayError {
  return fail("VALIDATION_ERROR", {
    path: shownPath(path),
    problem: `the paths '${shownPath(path)}' and '${shownPath(other)}' cannot stand side by side`,
  });
}
