/** Looks at the files that a call is about before KiCad does: KiCad's own message is the same for all faults. */
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Problem } from "../contract.ts";
import { precheck } from "../inspect/precheck.ts";
import { problem } from "../problem.ts";
import { below } from "./name.ts";
import type { OpenProject } from "./open.ts";
import { walkSheets } from "./sheets.ts";

/** What is wrong with the board, or with the schematic and each of its sheets. `version` is KiCad's. */
export async function precheckProject(
  project: OpenProject,
  needs: "schematic" | "board" | "none",
  version: string,
): Promise<readonly Problem[]> {
  if (needs === "none") return [];
  const { root, master, folder, stem } = project;
  // KiCad follows a sheet's path to anywhere on the machine, and would print what it finds there.
  const isInside = (file: string) => !relative(root, file).startsWith("..");
  const bytesOf = async (path: string) => {
    const file = join(master, path);
    return isInside(file) ? readFile(file).catch(() => null) : null;
  };
  const found: (Problem | null)[] = [];
  const look = async (path: string, kind: "schematic" | "board") => {
    const where = below(folder, path);
    const bytes = await bytesOf(path);
    found.push(bytes ? precheck(where, bytes, kind, version) : missing(where));
    return bytes?.toString("utf8") ?? null;
  };
  if (needs === "board") await look(`${stem}.kicad_pcb`, "board");
  else await walkSheets(`${stem}.kicad_sch`, (path) => look(path, "schematic"));
  return found.filter((one) => one !== null);
}

const missing = (where: string) =>
  problem(
    "INPUT_MISSING",
    `the sheet '${where}' is not there`,
    where,
    "Restore the file of the sheet.",
  );
