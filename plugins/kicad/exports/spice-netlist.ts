/** The circuit of a schematic as SPICE text that can be taken elsewhere, with the analyses of its workbook. */
import { readFile, realpath } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { runCli, SCHEMATIC_MS } from "../cli/run.ts";
import type { CliResult } from "../cli/run.ts";
import type { OnProject, Outcome, Problem } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { textOf } from "../project/copy.ts";
import { below } from "../project/name.ts";
import { openProject } from "../project/open.ts";
import type { OpenProject } from "../project/open.ts";
import { fileText } from "./file-text.ts";
import { isSpice } from "./output-checks.ts";
import { portableDeck } from "./spice-text.ts";
import { workbookCommands, workbookName } from "./workbook.ts";

export interface SpiceNetlist {
  readonly text: string;
  readonly includes: readonly string[];
  readonly workbook: readonly string[];
}

export const spiceNetlist = action({
  description:
    "Exports a schematic as SPICE text without paths of this machine, with the analyses of its workbook.",
  input: onProject({}),
  run: (context, input) => kept("spiceNetlist", read)(context, input as OnProject),
});

const FILE = "netlist.cir";
/** A model was not found, and the netlist written without it. */
const INCOMPLETE = 2;

async function read(context: ToolContext, input: OnProject): Promise<Outcome<SpiceNetlist>> {
  const project = await openProject(context, input);
  const result = await runCli(context, project, {
    action: "spiceNetlist",
    needs: "schematic",
    timeoutMs: input.timeoutMs ?? SCHEMATIC_MS,
    partialExits: [INCOMPLETE],
    args: ({ project: folder, stem, out }) => [
      ...["sch", "export", "netlist", "--format", "spice"],
      ...["-o", join(out, FILE), join(folder, `${stem}.kicad_sch`)],
    ],
    outputs: [{ name: FILE, check: isSpice }],
  });
  if (result.files.length === 0) return withoutAnswer(project, result);
  const deck = fileText(result.files, FILE);
  const has = (path: string) => Object.hasOwn(project.inputs, inWorkspace(project, path));
  const stock = await stockModels(context, deck);
  const { text, includes, unreachable } = portableDeck(
    deck,
    has,
    (path) => stock.get(path) ?? null,
  );
  const data = { text, includes, workbook: await workbook(project, has) };
  return withAnswer(project, [result], data, [...modelProblems(result), ...outside(unreachable)]);
}

const inWorkspace = ({ folder }: OpenProject, path: string) => posix.normalize(below(folder, path));

async function workbook(project: OpenProject, has: (path: string) => boolean): Promise<string[]> {
  const { master, stem } = project;
  const settings = await textOf(join(master, `${stem}.kicad_pro`));
  const name = workbookName(settings ?? "", stem);
  // A project's settings could name any file of this machine.
  if (!has(name)) return [];
  return workbookCommands((await textOf(join(master, name))) ?? "");
}

/** KiCad's own models, by the path that the netlist names. A sheet's text can name any file of this machine. */
async function stockModels({ which }: ToolContext, deck: string): Promise<Map<string, string>> {
  const models = new Map<string, string>();
  const program = await which("kicad-cli");
  const bin = program === null ? null : dirname(await realpath(program));
  const folders = bin === null ? [] : STOCK.map((folder) => join(bin, folder));
  for (const [, path] of deck.matchAll(/^\.include "([^"]+)"$/gim)) {
    const real = await realpath(path!).catch(() => null);
    if (real !== null && folders.includes(dirname(real))) {
      models.set(path!, await readFile(real, "utf8"));
    }
  }
  return models;
}

/** Where KiCad's libraries lie, seen from its program. */
const STOCK = ["../share/kicad/symbols", "../SharedSupport/symbols"];

/** KiCad's own words: it names the library and the model. */
function modelProblems({ status, stdout, stderr }: CliResult): Problem[] {
  const said = `${stdout}\n${stderr}`.matchAll(/^Error loading simulation model: (.+)$/gm);
  const messages = [...new Set([...said].map(([, message]) => message!.trim()))];
  if (status === "partial" && messages.length === 0) {
    messages.push("a simulation model was not found");
  }
  const advice =
    "Put the model's file into the project, or correct the symbol's simulation fields.";
  return messages.map((message) => problem("MODEL_MISSING", message, undefined, advice));
}

function outside(names: readonly string[]): Problem[] {
  if (names.length === 0) return [];
  const message = `the circuit needs ${names.map((name) => `'${name}'`).join(", ")}, which the project does not hold: these lines are left out`;
  const advice = names.every((name) => name.endsWith(".cache"))
    ? "KiCad makes these of IBIS models while it simulates: simulate this circuit in KiCad."
    : "Put the files into the project's folder.";
  return [problem("LIBRARY_OUTSIDE", message, names[0], advice)];
}
