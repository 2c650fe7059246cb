/** Opens the project that an action's input names: finds its files, copies them once a run, and says what is wrong. */
import { join, posix } from "node:path";
import { isGatewayError } from "metaforge";
import type { GatewayError, ToolContext } from "metaforge";
import type { DraftInput, Problem, ProjectInput } from "../contract.ts";
import { problem } from "../problem.ts";
import { copyDraft, copyProject, textOf } from "./copy.ts";
import type { Copy } from "./copy.ts";
import { libraryProblems } from "./libraries.ts";
import { below, parseProjectName } from "./name.ts";
import type { ProjectName } from "./name.ts";
import { settingsProblems } from "./settings.ts";
import { sheetProblems } from "./lone-sheet.ts";

export interface OpenProject {
  readonly stem: string;
  /** Workspace-relative folder; "." for the workspace, and for a draft. */
  readonly folder: string;
  /** Absolute: the project's folder in the copy of this run. To be read, never to be changed. */
  readonly master: string;
  /** Absolute: the copy of all that the project needs; above `master` when it names something beside its folder. */
  readonly root: string;
  readonly has: {
    readonly project: boolean;
    readonly schematic: boolean;
    readonly board: boolean;
    readonly rules: boolean;
  };
  /** Workspace path → SHA-256 in hex, of every file of the copy. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  /** One of `problems` that forbids to ask KiCad at all; null when it may be asked. */
  readonly refused: Problem | null;
}

/** Calls of one run share its copy. */
const opened = new WeakMap<ToolContext, Map<string, Promise<OpenProject>>>();

/**
 * The project named by an action's input, copied once a run into scratch; remembered as long as `context`.
 * What is wrong with it is in `problems`; throws only what the workspace does, such as PAYLOAD_TOO_LARGE.
 */
export async function openProject(
  context: ToolContext,
  input: ProjectInput | DraftInput,
): Promise<OpenProject> {
  const known = opened.get(context) ?? new Map<string, Promise<OpenProject>>();
  opened.set(context, known);
  const key = "project" in input ? input.project : JSON.stringify([input.stem, input.files]);
  const project =
    known.get(key) ?? ("project" in input ? open(context, input.project) : draft(context, input));
  known.set(key, project);
  return project;
}

async function open(context: ToolContext, path: string): Promise<OpenProject> {
  const name = parseProjectName(path);
  if (!name) {
    const message = `'${path}' is no KiCad project, schematic or board`;
    return refuse(
      path,
      problem("INPUT_FOREIGN", message, path, "Name a .kicad_pro, .kicad_sch or .kicad_pcb file."),
    );
  }
  try {
    const copy = await copyProject(context, name.folder, name.stem);
    return await look(context, name, copy, posix.normalize(path));
  } catch (thrown) {
    if (!isGatewayError(thrown) || thrown.code !== "VALIDATION_ERROR") throw thrown;
    return refuse(path, problem("INPUT_MISSING", reasonOf(thrown), path));
  }
}

async function draft(context: ToolContext, { stem, files }: DraftInput): Promise<OpenProject> {
  const name: ProjectName = { folder: ".", stem, kind: "schematic" };
  const named = `${stem}.kicad_sch`;
  if (!Object.hasOwn(files, named)) {
    return refuse(stem, problem("INPUT_MISSING", `the draft has no '${named}'`, named));
  }
  return look(context, name, await copyDraft(context, files), named);
}

/** `named` is the file that the input names: it has to be there. */
async function look(
  context: ToolContext,
  { stem, folder }: ProjectName,
  { root, inside, inputs }: Copy,
  named: string,
): Promise<OpenProject> {
  const has = (ending: string) => Object.hasOwn(inputs, below(folder, stem + ending));
  const master = join(root, inside);
  const [refused = null] = Object.hasOwn(inputs, named)
    ? await sheetProblems(context, { stem, folder, master }, has(".kicad_pro"))
    : [problem("INPUT_MISSING", await whyMissing(context, named), named)];
  const settings = below(folder, `${stem}.kicad_pro`);
  const problems = refused
    ? [refused]
    : [
        ...settingsProblems(settings, await textOf(join(master, `${stem}.kicad_pro`))),
        ...(await libraryProblems(root, master, folder)),
      ];
  return {
    stem,
    folder,
    master,
    root,
    has: {
      project: has(".kicad_pro"),
      schematic: has(".kicad_sch"),
      board: has(".kicad_pcb"),
      rules: has(".kicad_dru"),
    },
    inputs,
    problems,
    refused,
  };
}

/** A link is left out of the copy without a word: the workspace says what it has against the file. */
async function whyMissing(context: ToolContext, path: string): Promise<string> {
  try {
    await context.readBytes(path);
  } catch (thrown) {
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") {
      return reasonOf(thrown);
    }
  }
  return `'${path}' is not there`;
}

const reasonOf = ({ details, message }: GatewayError) => String(details["problem"] ?? message);

function refuse(path: string, refused: Problem): OpenProject {
  const has = { project: false, schematic: false, board: false, rules: false };
  return {
    stem: path,
    folder: ".",
    master: "",
    root: "",
    has,
    inputs: {},
    problems: [refused],
    refused,
  };
}
