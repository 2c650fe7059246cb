/** Runs `kicad-cli` once: in a sandbox of its own, within limits, believed only for what it has written. */
import { availableParallelism } from "node:os";
import { stripVTControlCharacters } from "node:util";
import type { ExecResult, ToolContext } from "metaforge";
import { cacheKey } from "../cache.ts";
import type { FileOut } from "../contract-data.ts";
import type { Evidence, Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { below } from "../project/name.ts";
import { precheckProject } from "../project/precheck.ts";
import type { OpenProject } from "../project/open.ts";
import { stockTables } from "./config.ts";
import type { Tables } from "./config.ts";
import { endingProblem } from "./ending.ts";
import { createGate } from "./gate.ts";
import { findProgram } from "./program.ts";
import { createSandbox } from "./sandbox.ts";
import type { Sandbox } from "./sandbox.ts";
import { MAX_OUTPUT_BYTES, verifyOutputs } from "./verify.ts";
import type { ExpectedOutput } from "./verify.ts";

/** Milliseconds for one call when the input names none: 50 times what an ordinary design takes. */
export const SCHEMATIC_MS = 60_000;
export const BOARD_MS = 300_000;

export interface CliCall {
  /** Part of the cache's key, and of the log: "erc". */
  readonly action: string;
  /** The arguments after "kicad-cli". Files have to be named by absolute paths below `project` and `out`. */
  args(place: {
    /** Absolute: the project's folder in this call's sandbox. */
    readonly project: string;
    readonly stem: string;
    /** Absolute, empty: where outputs belong. */
    readonly out: string;
  }): readonly string[];
  readonly timeoutMs: number;
  /** Without that file the call is `not-run`; its text is looked at before KiCad is. */
  readonly needs: "schematic" | "board" | "none";
  /** The outputs that the answer is judged by. */
  readonly outputs: readonly ExpectedOutput[];
  /** Exit codes whose outputs count as "partial" (2: models are missing). */
  readonly partialExits?: readonly number[];
  /** Changes the sandbox's copy before the call, such as the rules of a maker. */
  prepare?(projectFolder: string): Promise<void>;
  /** What else decides on the answer, such as what `prepare` writes. */
  readonly salt?: string;
  /** False: neither looked up in the cache nor kept there. */
  readonly cacheable?: boolean;
  /** Whether a whole answer may be kept; absent: yes. False for one that another call might not give again. */
  isStable?(files: readonly FileOut[]): boolean;
}

export interface CliResult {
  /** As in `Outcome`; "partial" only by `partialExits`. */
  readonly status: "ok" | "partial" | "failed" | "not-run";
  /** All regular files below `out` by name, sorted; texts without paths of the sandbox. Empty unless "ok" or "partial". */
  readonly files: readonly FileOut[];
  /** Without colours and without paths of the sandbox. */
  readonly stdout: string;
  readonly stderr: string;
  /** Those of this call alone: the project's own are in `OpenProject.problems`. */
  readonly problems: readonly Problem[];
  readonly evidence: Evidence;
  /** KiCad's own libraries are not installed: what a check says of libraries is no fault of the design. */
  readonly lacksLibraries?: true;
}

/** One program a core; all calls of this process wait for each other here, and time limits begin behind it. */
const gate = createGate(availableParallelism());

/**
 * Asks KiCad once. Never throws for what KiCad does or what is in the project: that is in `problems`.
 * Throws the signal's reason when the run is aborted.
 */
export async function runCli(
  context: ToolContext,
  project: OpenProject,
  call: CliCall,
): Promise<CliResult> {
  const refused = project.refused ?? lacking(project, call.needs);
  const program = await findProgram(context);
  if (program.path === null) {
    const missing = problem(
      "TOOL_MISSING",
      program.reason,
      undefined,
      "Install KiCad 9 (https://www.kicad.org).",
    );
    return without("not-run", [missing], evidenceOf(project, "", []));
  }
  const nothing = evidenceOf(project, program.version, []);
  if (refused) return without(project.refused ? "failed" : "not-run", [refused], nothing);
  const tables = await stockTables(program.path);
  const key = cacheKey(project, call, program, tables);
  // Such a library is on this machine alone, and no part of the key: its next version would get this one's answer.
  const isOpen = project.problems.some(({ code }) => code === "LIBRARY_OUTSIDE");
  const cacheable = call.cacheable !== false && !isOpen;
  const known = cacheable ? await context.cache.get<CliResult>(key) : null;
  if (known) return { ...known, evidence: { ...known.evidence, fromCache: true } };
  const faults = await precheckProject(project, call.needs, program.version);
  if (faults.length > 0) return without("failed", faults, nothing);
  const result = await gate.through(() => ask(context, project, call, program, tables));
  const isWhole = result.status === "ok" || result.status === "partial";
  if (isWhole && cacheable && (call.isStable?.(result.files) ?? true)) {
    await context.cache.set(key, result);
  }
  return result;
}

async function ask(
  context: ToolContext,
  project: OpenProject,
  call: CliCall,
  program: { readonly path: string; readonly version: string },
  tables: Tables,
): Promise<CliResult> {
  context.signal.throwIfAborted();
  await using sandbox = await createSandbox(context.scratch, project, tables, program.version);
  await call.prepare?.(sandbox.project);
  const args = call.args({ project: sandbox.project, stem: project.stem, out: sandbox.out });
  const result = await execute(context, program.path, args, sandbox, call.timeoutMs);
  const stdout = clean(result.stdout, sandbox);
  const stderr = clean(result.stderr, sandbox);
  const evidence = evidenceOf(project, program.version, args.map(sandbox.scrub), result);
  const about = rootFile(project, call.needs);
  const ended = endingProblem(
    { ...result, stdout, stderr },
    call.partialExits ?? [],
    call.timeoutMs,
    about,
  );
  if (ended) return { ...without("failed", [ended], evidence), stdout, stderr };
  const { files, problems } = await verifyOutputs(sandbox.out, call.outputs, sandbox.scrub);
  if (problems.length > 0) return { ...without("failed", problems, evidence), stdout, stderr };
  const outputs = files.map(({ name, sha256, content }) => ({
    name,
    sha256,
    bytes: content.length,
  }));
  const status = result.exitCode === 0 ? "ok" : "partial";
  return {
    ...{ status, files, stdout, stderr, problems, evidence: { ...evidence, outputs } },
    ...(tables.found ? {} : { lacksLibraries: true }),
  };
}

/** Where the system can hold a file to a size it does so: a program could fill the disk before its time is up. */
async function execute(
  { which, exec }: ToolContext,
  program: string,
  args: readonly string[],
  { out, env }: Sandbox,
  timeoutMs: number,
): Promise<ExecResult> {
  const limit = await which("prlimit");
  const options = { cwd: out, env, timeoutMs };
  if (!limit) return exec(program, args, options);
  return exec(limit, [`--fsize=${MAX_OUTPUT_BYTES}`, "--core=0", program, ...args], options);
}

const clean = (text: string, { scrub }: Sandbox) => scrub(stripVTControlCharacters(text));

function lacking(project: OpenProject, needs: CliCall["needs"]): Problem | null {
  if (needs === "none" || project.has[needs]) return null;
  const file = rootFile(project, needs)!;
  return problem("INPUT_MISSING", `the project has no ${needs} '${file}'`, file);
}

function rootFile({ folder, stem }: OpenProject, needs: CliCall["needs"]): string | undefined {
  const ending = { schematic: ".kicad_sch", board: ".kicad_pcb", none: null }[needs];
  if (ending === null) return undefined;
  return below(folder, stem + ending);
}

function evidenceOf(
  { inputs }: OpenProject,
  version: string,
  argv: readonly string[],
  result: Pick<ExecResult, "exitCode" | "signal" | "ms"> = { exitCode: null, signal: null, ms: 0 },
): Evidence {
  const { exitCode, signal, ms } = result;
  return {
    tool: "kicad-cli",
    version,
    argv,
    inputs,
    exitCode,
    signal,
    ms,
    fromCache: false,
    outputs: [],
  };
}

const without = (
  status: "failed" | "not-run",
  problems: readonly Problem[],
  evidence: Evidence,
): CliResult => ({ status, files: [], stdout: "", stderr: "", problems, evidence });
