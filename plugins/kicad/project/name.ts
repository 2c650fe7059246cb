/** What a project is called: any of its three files names it. */
import { posix } from "node:path";

export interface ProjectName {
  /** Workspace-relative; "." for the workspace. */
  readonly folder: string;
  readonly stem: string;
  readonly kind: "project" | "schematic" | "board";
}

const KINDS = {
  ".kicad_pro": "project",
  ".kicad_sch": "schematic",
  ".kicad_pcb": "board",
} as const;

/** Null for a path that is of none of the three kinds. */
export function parseProjectName(path: string): ProjectName | null {
  const ending = posix.extname(path);
  if (!(ending in KINDS)) return null;
  const clean = posix.normalize(path);
  return {
    folder: posix.dirname(clean),
    stem: posix.basename(clean, ending),
    kind: KINDS[ending as keyof typeof KINDS],
  };
}

/** A path below a workspace-relative folder, without a leading "./". */
export const below = (folder: string, name: string): string =>
  folder === "." ? name : `${folder}/${name}`;
