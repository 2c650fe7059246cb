/** Follows `.include` and `.lib` inside the workspace, so that ngspice never opens a file that a deck names. */
import { posix } from "node:path";
import { isGatewayError } from "metaforge";
import type { ToolContext } from "metaforge";
import { judgeCommand, judgeOrder } from "./control.ts";
import { INCLUDES } from "./lists.ts";
import { toLines } from "./lines.ts";
import type { DeckLine } from "./lines.ts";
import { shown } from "./report.ts";
import type { DeckReport } from "./report.ts";

const DEEPEST = 10;
/** Files that are asked for, whether they are there or not: each is a question to the gateway. */
const MOST_FILES = 200;
/** Characters of all files together. */
const MOST_TEXT = 20_000_000;
const TOO_MUCH = "too many files, or too deep in one another";

export type WorkspaceFiles = Pick<ToolContext, "readBytes" | "list">;

export interface Gathering {
  readonly workspace: WorkspaceFiles;
  readonly report: DeckReport;
}

interface Budget {
  files: number;
  text: number;
}

/** The lines of a deck with those of all files it includes in their place, and without command blocks. */
export async function gather(
  { workspace, report }: Gathering,
  text: string,
  file: string | null,
  folder: string,
): Promise<DeckLine[]> {
  const budget: Budget = { files: 0, text: 0 };
  const gathered: DeckLine[] = [];
  let listed: Promise<readonly string[]> | undefined;
  const paths = () => (listed ??= pathsOf(workspace));

  async function walk(lines: readonly DeckLine[], dir: string, open: readonly string[]) {
    let block: DeckLine | null = null;
    for (const line of lines) {
      const word = /^\S+/.exec(line.text)![0].toLowerCase();
      // ngspice looks only at how a word begins here, so do we.
      if (block && word.startsWith(".endc")) block = null;
      else if (block) {
        const moved = judgeCommand(line, report);
        if (moved) gathered.push(moved);
      } else if (word.startsWith(".control")) {
        block = line;
        report.drop(line, "info", "a deck's own commands are never run");
      } else if (line.text.startsWith("*")) judgeOrder(line, report);
      else if (word === ".end") break;
      else if (word.startsWith(".") && INCLUDES.has(word.slice(1))) await include(line, dir, open);
      else gathered.push(line);
    }
    if (block) report.add("SYNTAX", "error", block, ".control has no .endc");
  }

  async function include(line: DeckLine, dir: string, open: readonly string[]) {
    const [name, section] = namesIn(line.text);
    if (name === undefined)
      return report.drop(line, "error", "it names no file", "INCLUDE_MISSING");
    budget.files += 1;
    if (open.length >= DEEPEST || budget.files > MOST_FILES) {
      return report.drop(line, "error", TOO_MUCH, "INPUT_INVALID");
    }
    const found = await openFile({ workspace, paths }, name, dir, folder);
    if ("problem" in found) return report.drop(line, "error", found.problem, found.code);
    const { path, content } = found;
    if (open.includes(path)) {
      return report.drop(line, "error", "the file includes itself", "INPUT_INVALID");
    }
    budget.text += content.length;
    if (budget.text > MOST_TEXT) return report.drop(line, "error", TOO_MUCH, "INPUT_INVALID");
    if (content.includes("\0")) {
      return report.drop(line, "error", "the file is not text", "INPUT_INVALID");
    }
    const lines = toLines(content, path);
    const wanted = section === undefined ? lines : sectionOf(lines, section);
    if (!wanted) {
      const reason = `the library has no section '${shown(section!)}'`;
      return report.drop(line, "error", reason, "INCLUDE_MISSING");
    }
    await walk(wanted, posix.dirname(path), [...open, path]);
  }

  await walk(toLines(text, file), file === null ? folder : posix.dirname(file), file ? [file] : []);
  return gathered;
}

/** File and, for `.lib`, section; the file's name may stand in quotes. */
function namesIn(text: string): [name?: string, section?: string] {
  const match = /^\.(\w+)\s+(?:"([^"]*)"|'([^']*)'|(\S+))(?:\s+(\S+))?/.exec(text);
  if (!match) return [];
  const section = match[1]!.toLowerCase() === "lib" ? match[5] : undefined;
  const name = (match[2] ?? match[3] ?? match[4]!).trim();
  return section === undefined ? [name] : [name, section];
}

type Opened =
  | { readonly path: string; readonly content: string }
  | { readonly problem: string; readonly code: "INCLUDE_MISSING" | "INCLUDE_OUTSIDE" };

interface Looking {
  readonly workspace: WorkspaceFiles;
  /** All files of the workspace. */
  paths(): Promise<readonly string[]>;
}

/** Beside the file that includes it, then beside the deck. */
async function openFile(
  { workspace, paths: existing }: Looking,
  name: string,
  dir: string,
  folder: string,
): Promise<Opened> {
  const forward = name.replaceAll("\\", "/");
  const paths = [...new Set([dir, folder])].map((each) =>
    posix.normalize(posix.join(each, forward)),
  );
  const outside = {
    problem: "the file is outside the workspace",
    code: "INCLUDE_OUTSIDE",
  } as const;
  if (/^(?:\/|~|[a-z]:)/i.test(forward)) return outside;
  const inside = paths.filter((path) => !path.startsWith("../") && path !== "..");
  if (inside.length === 0) return outside;
  let refusal: string | null = null;
  for (const path of inside) {
    const content = await read(workspace, path);
    if (typeof content === "string") return { path, content };
    refusal ??= content.refusal;
  }
  for (const path of refusal === null ? inside : []) {
    const like = inOtherLetters(await existing(), path);
    const content = like === null ? null : await read(workspace, like);
    if (typeof content === "string") return { path: like!, content };
  }
  if (refusal !== null) return { problem: refusal, code: "INCLUDE_OUTSIDE" };
  return { problem: `there is no file '${shown(inside[0]!)}'`, code: "INCLUDE_MISSING" };
}

/** The text; or why it may not be read, null when it is only missing. */
async function read(
  workspace: WorkspaceFiles,
  path: string,
): Promise<string | { readonly refusal: string | null }> {
  try {
    return toText(await workspace.readBytes(path));
  } catch (thrown) {
    if (!isGatewayError(thrown) || thrown.code === "INTERNAL_ERROR") throw thrown;
    const problem = String(thrown.details["problem"] ?? thrown.message);
    return { refusal: /is missing|not there|is a folder/.test(problem) ? null : problem };
  }
}

/** Decks from Windows name files in letters of any case; one file alone must fit. */
function inOtherLetters(existing: readonly string[], path: string): string | null {
  const small = path.toLowerCase();
  const fits = existing.filter((each) => each.toLowerCase() === small);
  return fits.length === 1 ? fits[0]! : null;
}

/** None of a workspace with more files than can be listed. */
async function pathsOf(workspace: WorkspaceFiles): Promise<readonly string[]> {
  try {
    return (await workspace.list(".")).map(({ path }) => path);
  } catch (thrown) {
    if (isGatewayError(thrown)) return [];
    throw thrown;
  }
}

/** UTF-8, or what Windows wrote before it: vendors' models hold a lone `µ` or `°` in it. */
export function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function sectionOf(lines: readonly DeckLine[], section: string): DeckLine[] | null {
  const isStart = ({ text }: DeckLine) => {
    const [word, name, more] = text.toLowerCase().split(/\s+/);
    return word === ".lib" && name === section.toLowerCase() && more === undefined;
  };
  const start = lines.findIndex(isStart);
  if (start < 0) return null;
  const length = lines.slice(start + 1).findIndex(({ text }) => /^\.endl\b/i.test(text));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
}
