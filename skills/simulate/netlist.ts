/** Makes a SPICE deck out of a KiCad project, and finds the one analysis its simulator window has. */
import { fail } from "metaforge";
import type { ToolActions } from "metaforge";
import { parseAnalysis } from "./asking/analysis.ts";
import type { Analysis } from "./asking/analysis.ts";
import type { Circuit } from "./asking/inputs.ts";
import type { Problem } from "./schema.ts";

type Deck = Parameters<ToolActions<"ngspice">["simulate"]>[0]["deck"];

export interface Ready {
  /** Null: there is none, and `problems` say why. */
  readonly deck: Deck | null;
  /** Analyses of the project's simulator window. */
  readonly workbook: readonly Analysis[];
  readonly problems: readonly Problem[];
}

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
    ...(where === undefined ? {} : { file: where }),
    ...(action === undefined ? {} : { action }),
  }));
  if (data === null) {
    const silent = { code: "TOOL_FAILED", severity: "error" as const };
    const message = `KiCad gave no netlist (${status})`;
    return {
      deck: null,
      workbook: [],
      problems: told.length > 0 ? told : [{ ...silent, message }],
    };
  }
  return {
    deck: { text: data.text, folder },
    workbook: analysesOf(data.workbook),
    problems: told,
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
