/** Makes a SPICE deck out of a KiCad project, and finds the one analysis its simulator window has. */
import { fail } from "metaforge";
import type { Artifact, ToolActions } from "metaforge";
import { parseAnalysis } from "./asking/analysis.ts";
import type { Analysis } from "./asking/analysis.ts";
import type { Circuit } from "./asking/inputs.ts";
import { adviceFor } from "./advice.ts";
import type { Problem } from "./schema.ts";

type Deck = Parameters<ToolActions<"ngspice">["simulate"]>[0]["deck"];

export interface Ready {
  /** Null: there is none, and `problems` say why. */
  readonly deck: Deck | null;
  /** Analyses of the project's simulator window. */
  readonly workbook: readonly Analysis[];
  readonly problems: readonly Problem[];
  /** The deck of a schematic as a file to read: numbers of lines in problems are its. */
  readonly listing: Artifact | null;
}

/** Text, not a deck by its name: it is a listing, and its words are the schematic's. */
const LISTING = "sim/netlist.txt";
const MOST = 4 * 1024 * 1024;

/** Throws VALIDATION_ERROR when the project is not there. */
export async function exportDeck(
  kicad: ToolActions<"kicad">,
  { path, folder }: Extract<Circuit, { kind: "project" }>,
  timeoutMs: number | undefined,
): Promise<Ready> {
  const { status, data, problems } = await kicad.spiceNetlist({
    project: path,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const missing = problems.find(({ code }) => code === "INPUT_MISSING");
  if (data === null && missing) {
    throw fail("VALIDATION_ERROR", { problem: missing.message, field: "input.files", path });
  }
  const told = problems.map(({ code, message, where, action }): Problem => ({
    code,
    severity: data === null || INCOMPLETE.has(code) ? "error" : "warning",
    message,
    action: action ?? adviceFor(code, "warning"),
    ...(where === undefined ? {} : { file: where }),
  }));
  if (data === null) {
    const silent = { code: "TOOL_FAILED", severity: "error" as const };
    const message = `KiCad gave no netlist (${status})`;
    const said =
      told.length > 0 ? told : [{ ...silent, message, action: adviceFor(silent.code, "error") }];
    return { deck: null, workbook: [], problems: said, listing: null };
  }
  return {
    deck: { text: data.text, folder },
    workbook: analysesOf(data.workbook),
    problems: told,
    listing: data.text.length > MOST ? null : { path: LISTING, content: data.text },
  };
}

/** What is simulated then is not the circuit that was drawn. */
const INCOMPLETE: ReadonlySet<string> = new Set(["MODEL_MISSING", "LIBRARY_OUTSIDE"]);

/** A tab's command may have several lines; `.save` and KiCad's own among them are no analysis. */
function analysesOf(commands: readonly string[]): Analysis[] {
  const found = commands
    .flatMap((command) => command.split(/\r?\n/))
    .map(parseAnalysis)
    .filter((read) => typeof read !== "string");
  // Two tabs may show the same analysis.
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}
