/** What a skill may ask of KiCad, and what it gets: lengths in mm, angles in degrees, y downwards as in KiCad's files. */

import type { DrcData, ErcData, FabCheckData, FabRule, ParityData } from "./contract-checks.ts";
import type {
  BoardFacts,
  BomData,
  FileOut,
  InspectData,
  Mark,
  NetlistData,
  SymbolDetail,
  SymbolSummary,
} from "./contract-data.ts";

export type * from "./contract-checks.ts";
export type * from "./contract-data.ts";

/** A workspace-relative `.kicad_pro`, `.kicad_sch` or `.kicad_pcb`: any of the three names its whole project. */
export interface ProjectInput {
  readonly project: string;
}

/** A draft that is in no workspace: name → text, one of them `<stem>.kicad_sch`. */
export interface DraftInput {
  readonly stem: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Every action that works on a project takes either. */
export type OnProject<Options = unknown> = (ProjectInput | DraftInput) & {
  /** Milliseconds for one call of the program. */
  readonly timeoutMs?: number;
} & Options;

export interface ChooseInput {
  /** As a request names them; empty: the only project of the workspace is meant. */
  readonly files: readonly string[];
  /** What is wanted of it: that file names a project without a `.kicad_pro`. Absent: both. */
  readonly about?: "schematic" | "board" | "both";
}

/** The project, or why none is chosen and which files could be named instead. */
export type ProjectChoice =
  | {
      readonly project: {
        /** Workspace-relative: its `.kicad_pro`, else its schematic or board. */
        readonly file: string;
        /** "." for the workspace itself. */
        readonly folder: string;
        readonly stem: string;
      };
    }
  | {
      readonly project: null;
      readonly problem: string;
      readonly allowed: readonly string[];
    };

export type ProblemCode =
  | "TOOL_MISSING"
  | "INPUT_MISSING"
  | "INPUT_CORRUPT"
  | "INPUT_FOREIGN"
  | "INPUT_TOO_NEW"
  | "INPUT_IS_SUBSHEET"
  | "INPUT_CHANGED"
  | "SETTINGS_MISSING"
  | "SETTINGS_CORRUPT"
  | "BAD_ARGS"
  | "TIMEOUT"
  | "CRASHED"
  | "TOOL_FAILED"
  | "OUTPUT_MISSING"
  | "OUTPUT_INVALID"
  | "OUTPUT_TOO_LARGE"
  | "COORDINATES_UNSURE"
  | "MODEL_MISSING"
  | "PARITY_NOT_RUN"
  | "RULES_NOT_LOADED"
  | "RULES_INVALID"
  | "COUNT_CAPPED"
  | "LIBRARY_MISSING"
  | "LIBRARY_OUTSIDE";

/** What stands between the answer and the truth; `fatal` when there is no answer. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** A file of the project, or what else it is about. */
  readonly where?: string;
  /** What a person can do about it. */
  readonly action?: string;
}

/** How one call of the program went, free of paths of this machine. */
export interface Evidence {
  readonly tool: "kicad-cli";
  readonly version: string;
  readonly argv: readonly string[];
  /** Workspace path → SHA-256 in hex, of every file of the copy it worked on. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly ms: number;
  readonly fromCache: boolean;
  readonly outputs: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly bytes: number;
  }[];
}

/**
 * `ok`: the whole answer. `partial`: an answer with something missing, see `problems`. `failed`: no answer, because
 * something is wrong. `not-run`: no answer, because there was nothing to ask (no board, no schematic, no program).
 */
export type Outcome<T> =
  | {
      readonly status: "ok" | "partial";
      readonly data: T;
      readonly problems: readonly Problem[];
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly status: "failed" | "not-run";
      readonly data: null;
      readonly problems: readonly Problem[];
      readonly evidence: readonly Evidence[];
    };

/** The actions as a skill sees them: `(await tool("kicad")).erc({ project: "hw/board.kicad_pro" })`. */
export interface KicadActions {
  /** Files of one project mean that project; needs no program. */
  choose(input: ChooseInput): Promise<ProjectChoice>;
  inspect(input: OnProject): Promise<Outcome<InspectData>>;
  erc(input: OnProject): Promise<Outcome<ErcData>>;
  /** One pass with the project's own rules; parity needs the schematic. */
  drc(
    input: OnProject,
  ): Promise<Outcome<{ readonly drc: DrcData; readonly parity: Outcome<ParityData> }>>;
  fabCheck(
    input: OnProject<{ readonly profile: string; readonly rules: readonly FabRule[] }>,
  ): Promise<Outcome<FabCheckData>>;
  boardFacts(input: OnProject): Promise<Outcome<BoardFacts>>;
  /** `fields`: further ones beside reference, value, footprint, quantity and DNP. */
  bom(
    input: OnProject<{ readonly fields?: readonly string[]; readonly groupBy?: readonly string[] }>,
  ): Promise<Outcome<BomData>>;
  netlist(input: OnProject): Promise<Outcome<NetlistData>>;
  /** SPICE text without paths of this machine; files it includes are named relative to the project, in `includes`. */
  spiceNetlist(input: OnProject): Promise<
    Outcome<{
      readonly text: string;
      readonly includes: readonly string[];
      readonly workbook: readonly string[];
    }>
  >;
  /** One SVG a sheet, in sheet order. */
  plotSchematic(input: OnProject<{ readonly marks?: readonly Mark[] }>): Promise<
    Outcome<{
      readonly sheets: readonly {
        readonly path: string;
        readonly name: string;
        readonly svg: string;
      }[];
    }>
  >;
  plotBoard(
    input: OnProject<{ readonly side?: "front" | "back"; readonly marks?: readonly Mark[] }>,
  ): Promise<Outcome<{ readonly svg: string }>>;
  schematicPdf(input: OnProject): Promise<Outcome<FileOut>>;
  /** Gerbers with job file, drill, pick-and-place; `step` and `glb` are `model3d`'s. */
  fabricationOutputs(input: OnProject): Promise<Outcome<{ readonly files: readonly FileOut[] }>>;
  model3d(
    input: OnProject<{ readonly format: "step" | "glb" }>,
  ): Promise<Outcome<{ readonly file: FileOut; readonly missingModels: readonly string[] }>>;
  render(
    input: OnProject<{
      readonly side?: "top" | "bottom";
      readonly widthPx?: number;
      readonly heightPx?: number;
    }>,
  ): Promise<Outcome<FileOut>>;
  /** Full-text over names, descriptions and keywords of the installed libraries, best first. */
  searchSymbols(input: {
    readonly query: string;
    readonly library?: string;
    readonly limit?: number;
  }): Promise<Outcome<{ readonly total: number; readonly symbols: readonly SymbolSummary[] }>>;
  getSymbol(input: { readonly id: string }): Promise<Outcome<SymbolDetail>>;
}

declare module "metaforge" {
  interface ToolMap {
    readonly kicad: KicadActions;
  }
}
