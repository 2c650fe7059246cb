/** Title and advice for every type of violation and every problem: what a reviewer does next. */
import { BOARD } from "./board.ts";
import { SCHEMATIC } from "./schematic.ts";

export interface Advice {
  /** Names the whole group. */
  readonly title: string;
  readonly action: string;
}

/** What both checks know, written once. */
const BOTH: Readonly<Record<string, readonly [string, string]>> = {
  assertion_failure: [
    "A rule of the project's own is broken",
    "See the rule in the project's rules.",
  ],
  generic_error: ["An error", "Read what KiCad says."],
  generic_warning: ["A warning", "Read what KiCad says."],
  unresolved_variable: [
    "A text variable has no value",
    "Set it in the project's text variables, or correct its name.",
  ],
};

const OTHERWISE =
  "Open the place in KiCad and correct it, or exclude it there with a comment that says why it is right.";

/** Types that are not known (a newer KiCad) are named by their own words. */
export function adviceFor(source: "erc" | "drc" | "unconnected" | "parity", type: string): Advice {
  const tables = source === "erc" ? [SCHEMATIC, BOTH, BOARD] : [BOARD, BOTH, SCHEMATIC];
  const row = tables.find((table) => Object.hasOwn(table, type))?.[type];
  if (row) return { title: row[0], action: row[1] };
  const words = type.replaceAll(/[_-]+/g, " ");
  return { title: words.charAt(0).toUpperCase() + words.slice(1), action: OTHERWISE };
}

/** What to do when a check gave no answer, or not the whole one. */
const PROBLEMS: Readonly<Record<string, Advice>> = {
  TOOL_MISSING: {
    title: "KiCad is not installed",
    action:
      "Install KiCad 8 or later (https://www.kicad.org/download, or `apt install kicad`), see that `kicad-cli` is on the PATH of the gateway, and run the check again.",
  },
  INPUT_MISSING: {
    title: "A part of the project is missing",
    action: "Add the file, or take this part as not checked.",
  },
  INPUT_CORRUPT: {
    title: "A file is damaged",
    action: "Restore the file from a backup or from version control, then check again.",
  },
  INPUT_FOREIGN: {
    title: "A file is not what its name says",
    action: "Save it from KiCad again, or remove it from the project.",
  },
  INPUT_TOO_NEW: {
    title: "A file is from a newer KiCad",
    action: "Install a KiCad that is at least as new as the one that wrote the file.",
  },
  INPUT_IS_SUBSHEET: {
    title: "The schematic is a sheet of another one",
    action: "Name the project or its root sheet instead: a sheet alone has open labels.",
  },
  INPUT_CHANGED: {
    title: "Files changed during the check",
    action: "Save everything in KiCad, then check again.",
  },
  SETTINGS_MISSING: {
    title: "The project's settings are missing",
    action:
      "Add the .kicad_pro and the library tables: without them KiCad applies rules and libraries of its own, and other violations show.",
  },
  SETTINGS_CORRUPT: {
    title: "The project's settings cannot be read",
    action: "Restore the .kicad_pro: KiCad applied its own rules in place of the project's.",
  },
  TIMEOUT: {
    title: "KiCad did not end in time",
    action: "Give more time by the argument `timeoutMs`.",
  },
  CRASHED: {
    title: "KiCad crashed",
    action:
      "Open the file in KiCad, see whether it can be opened and saved there, and check again.",
  },
  TOOL_FAILED: {
    title: "KiCad failed",
    action: "Ask `metaforge doctor` about it, or install KiCad anew.",
  },
  PARITY_NOT_RUN: {
    title: "Board and schematic were not compared",
    action: "Put the annotated schematic of the same name beside the board, and check again.",
  },
  RULES_INVALID: {
    title: "The project's own rules cannot be read",
    action: "Correct the .kicad_dru: KiCad ignores all of it in silence.",
  },
  COUNT_CAPPED: {
    title: "KiCad stopped counting",
    action: "Correct what is listed and check again: there may be more of the kind.",
  },
  COORDINATES_UNSURE: {
    title: "Places may be wrong",
    action: "Find the item by its reference, not by its coordinates.",
  },
  LIBRARY_MISSING: {
    title: "A library is missing",
    action: "Add the library to the project's tables, or install it.",
  },
  LIBRARY_OUTSIDE: {
    title: "A library lies outside the project",
    action: "Copy it into the project: here it was not looked at, so its parts may be reported.",
  },
};

export function adviceForProblem(code: string): Advice {
  const other = { title: "The check is not complete", action: "Read the message and check again." };
  return Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code]! : other;
}
