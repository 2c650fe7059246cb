/** Looks at the files that a call is about before KiCad does: KiCad's own message is the same for all faults. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { textOf } from "./copy.ts";
import { below } from "./name.ts";
import type { OpenProject } from "./open.ts";
import { walkSheets } from "./sheets.ts";

type Kind = "schematic" | "board";

/** What is wrong with the board, or with the schematic and each of its sheets. */
export async function precheck(
  project: OpenProject,
  needs: Kind | "none",
): Promise<readonly Problem[]> {
  if (needs === "none") return [];
  const { master, folder, stem } = project;
  if (needs === "board") {
    const name = `${stem}.kicad_pcb`;
    const found = precheckFile(below(folder, name), await readFile(join(master, name)), "board");
    return found ? [found] : [];
  }
  const sheets = await walkSheets(`${stem}.kicad_sch`, (path) => textOf(join(master, path)));
  return sheets.flatMap(({ path, text }) => {
    const where = below(folder, path);
    if (text === null)
      return [problem("INPUT_MISSING", `the sheet '${where}' is not there`, where)];
    const found = precheckFile(where, Buffer.from(text), "schematic");
    return found ? [found] : [];
  });
}

/** The newest forms that KiCad 9 writes. */
const NEWEST = { schematic: 20250114, board: 20241229 } as const;
const HEAD = { schematic: "(kicad_sch", board: "(kicad_pcb" } as const;

function precheckFile(name: string, bytes: Uint8Array, kind: Kind): Problem | null {
  const text = Buffer.from(bytes).toString("utf8");
  if (text.trim() === "") return problem("INPUT_CORRUPT", `'${name}' is empty`, name);
  if (!text.trimStart().startsWith(HEAD[kind])) {
    return problem("INPUT_FOREIGN", `'${name}' is no KiCad ${kind}`, name);
  }
  const version = Number(/\(version\s+(\d+)\)/.exec(text.slice(0, 2000))?.[1] ?? 0);
  if (version > NEWEST[kind]) {
    const writer =
      /\(generator_version\s+"([^"]*)"\)/.exec(text.slice(0, 2000))?.[1] ?? "a newer one";
    const message = `'${name}' was written by KiCad ${writer} (form ${version}); KiCad 9 reads up to ${NEWEST[kind]}`;
    return problem("INPUT_TOO_NEW", message, name, "Install the KiCad that wrote it.");
  }
  if (!text.trimEnd().endsWith(")") || depthAtEnd(text) > 0) {
    return problem(
      "INPUT_CORRUPT",
      `'${name}' ends in the middle`,
      name,
      "Restore the file from a backup.",
    );
  }
  return null;
}

/** Open parentheses at the end, those in quotes left out; one too many closed is borne, as KiCad does. */
function depthAtEnd(text: string): number {
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"\\]|\\[^])*"|[()]/g)) {
    if (token[0] === "(") depth++;
    else if (token[0] === ")") depth--;
  }
  return depth;
}
