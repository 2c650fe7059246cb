/** Looks at a file before KiCad does, because KiCad's own answer does not tell one cause from another. */
import type { Problem } from "../contract.ts";
import { findImbalance } from "../sexpr/balance.ts";
import type { Imbalance } from "../sexpr/balance.ts";
import { countLines } from "../sexpr/lines.ts";
import { foreignKind } from "./foreign.ts";
import { isTooNew } from "./versions.ts";
import type { FileKind } from "./versions.ts";

const ROOT: Record<FileKind, string> = { schematic: "kicad_sch", board: "kicad_pcb" };
/** The head of a file, in which its kind, format and writer are told. */
const HEAD_BYTES = 4096;
const CONFLICT = Buffer.from("\n<<<<<<< ");

/**
 * What is wrong with a file as far as its text tells; null when nothing is. Takes about 0.3 s for a board of 70 MB.
 * @param name how the problem calls the file: its path in the workspace
 * @param toolVersion of the KiCad that shall read it
 */
export function precheck(
  name: string,
  bytes: Uint8Array,
  kind: FileKind,
  toolVersion = "9.0",
): Problem | null {
  const head = headOf(bytes);
  return (
    emptiness(name, bytes, head) ??
    foreignness(name, head, kind) ??
    novelty(name, bytes, kind, toolVersion) ??
    damage(name, bytes)
  );
}

/** What a file says of its format, a date such as 20250114, and of the version of what wrote it, such as "9.0". */
export function formatOf(bytes: Uint8Array): {
  readonly format: number | null;
  readonly generator: string | null;
} {
  const head = headOf(bytes);
  const format = /\(\s*version\s+(\d+)\s*\)/.exec(head)?.[1];
  const generator = /\(\s*generator_version\s+"?([^")\s]+)/.exec(head)?.[1];
  return { format: format === undefined ? null : Number(format), generator: generator ?? null };
}

/** Without comments and leading blanks, which KiCad passes over, too. */
function headOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES));
  return text
    .toString("utf8")
    .replace(/^(?:\s*#.*\n)+/, "")
    .trimStart();
}

function emptiness(name: string, bytes: Uint8Array, head: string): Problem | null {
  if (bytes.length === 0) return corrupt(name, "is empty");
  if (head === "" && bytes.length <= HEAD_BYTES) return corrupt(name, "holds only blanks");
  // Zeros are what a disk or a sync program leaves when it has promised a file and not delivered it.
  const zero = bytes.indexOf(0);
  if (zero === 0) return corrupt(name, "holds zeros instead of text");
  if (zero > 0 && head.startsWith("(")) {
    return corrupt(name, `holds a zero byte in line ${countLines(bytes, zero)}`);
  }
  // KiCad does not load such a file; and many an editor adds the mark unasked.
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return corrupt(name, "begins with a byte order mark", "save it as UTF-8 without a mark");
  }
  return null;
}

function foreignness(name: string, head: string, kind: FileKind): Problem | null {
  const root = /^\(\s*([^\s()"]*)/.exec(head)?.[1];
  const wanted = ROOT[kind];
  if (root === wanted) return null;
  // A file that was cut in its first word is damaged, not foreign.
  if (root !== undefined && head.length < 16 && wanted.startsWith(root)) {
    return corrupt(name, `ends after ${head.length} characters`);
  }
  const { what, action } = foreignKind(head, root ?? null);
  return {
    code: "INPUT_FOREIGN",
    message: `${name} is ${what}, not a KiCad ${kind}`,
    where: name,
    action,
  };
}

function novelty(name: string, bytes: Uint8Array, kind: FileKind, tool: string): Problem | null {
  const { format, generator } = formatOf(bytes);
  if (format === null) {
    return corrupt(name, "does not say the version of its format, without which KiCad refuses it");
  }
  if (!isTooNew(kind, format, generator, tool)) return null;
  const writer = generator === null ? "a later KiCad" : `KiCad ${generator}`;
  return {
    code: "INPUT_TOO_NEW",
    message: `${name} is of format ${format}, written by ${writer}: KiCad ${tool} does not know that format`,
    where: name,
    action:
      generator === null
        ? "install the KiCad that wrote it"
        : `install KiCad ${generator} or later, or save the file for the installed one`,
  };
}

function damage(name: string, bytes: Uint8Array): Problem | null {
  const conflict = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(CONFLICT);
  if (conflict >= 0) {
    const line = countLines(bytes, conflict + 1);
    return corrupt(
      name,
      `holds the marks of a merge that was not finished, in line ${line}`,
      "finish the merge",
    );
  }
  const found = findImbalance(bytes);
  return found && corrupt(name, DAMAGE[found.kind](found.line));
}

const DAMAGE: Record<Imbalance["kind"], (line: number) => string> = {
  string: (line) => `has a text in line ${line} whose closing quote is missing`,
  open: (line) => `ends too early: what begins in line ${line} is not closed; it looks cut off`,
  close: (line) => `closes more parentheses than it opens, in line ${line}`,
  trailing: (line) =>
    `is closed before line ${line}, and KiCad would leave out what follows without a word`,
};

function corrupt(
  name: string,
  what: string,
  action = "restore it from a backup or from version control",
): Problem {
  return { code: "INPUT_CORRUPT", message: `${name} ${what}`, where: name, action };
}
