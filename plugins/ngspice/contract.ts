/** What a skill may ask of the circuit simulator, and what it gets; SI units throughout: V, A, s, Hz, °C. */

export type SpiceProblemCode =
  | "TOOL_MISSING"
  | "INPUT_MISSING"
  | "INPUT_INVALID"
  | "UNSAFE_DECK"
  | "LINE_DROPPED"
  | "INCLUDE_MISSING"
  | "INCLUDE_OUTSIDE"
  | "ANALYSIS_MISSING"
  | "ANALYSIS_INVALID"
  | "MEASURE_FAILED"
  | "NO_CONVERGENCE"
  | "STOPPED_SHORT"
  | "SYNTAX"
  | "MODEL_MISSING"
  | "TOOL_COMPLAINED"
  | "TOOL_FAILED"
  | "CRASHED"
  | "TIMEOUT"
  | "OUTPUT_MISSING"
  | "OUTPUT_INVALID"
  | "OUTPUT_TOO_LARGE"
  | "UNIT_SUSPECT";

export interface SpiceProblem {
  readonly code: SpiceProblemCode;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** Line of the deck, from 1, when one is meant; `file` when it is an included one. */
  readonly line?: number;
  readonly file?: string;
  readonly action?: string;
}

/** One analysis a run. Times in s, frequencies in Hz, sweep in the source's unit. */
export type Analysis =
  | { readonly kind: "op" }
  | {
      readonly kind: "tran";
      readonly step: number;
      readonly stop: number;
      readonly start?: number;
      readonly maxStep?: number;
      readonly uic?: boolean;
    }
  | {
      readonly kind: "ac";
      readonly sweep: "dec" | "oct" | "lin";
      readonly points: number;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: "dc";
      readonly source: string;
      readonly from: number;
      readonly to: number;
      readonly step: number;
    }
  | {
      readonly kind: "noise";
      readonly output: string;
      readonly source: string;
      readonly sweep: "dec" | "oct" | "lin";
      readonly points: number;
      readonly from: number;
      readonly to: number;
    };

/** `expression` is what stands after `.meas <analysis> <name>`: "MAX v(out) FROM=1m TO=2m". */
export interface MeasureInput {
  readonly name: string;
  readonly expression: string;
}

export interface SimulateInput {
  /** The deck: a workspace file, or the text itself with the folder its includes are looked for in. */
  readonly deck: { readonly path: string } | { readonly text: string; readonly folder?: string };
  /** Absent: the deck's own, which must be exactly one. */
  readonly analysis?: Analysis;
  readonly measures?: readonly MeasureInput[];
  /** "auto": as it is, then with LTspice/PSpice syntax when the first try fails on syntax. */
  readonly compat?: "auto" | "none" | "ltpsa";
  readonly timeoutMs?: number;
  /** Points kept of each waveform; by default 2000. */
  readonly maxPoints?: number;
}

export interface Waveform {
  readonly name: string;
  /** ngspice's word: "voltage", "current", "time", "frequency", … */
  readonly type: string;
  readonly unit: string;
  /** Decimated so that minima and maxima stay. Complex results: magnitude and phase (rad) instead. */
  readonly values: readonly number[];
  readonly phase?: readonly number[];
  /** Of all points, before decimation; null when there is none. */
  readonly min: number | null;
  readonly max: number | null;
}

export interface MeasureResult {
  readonly name: string;
  readonly expression: string;
  /** Null: it failed, see problems. */
  readonly value: number | null;
  /** SI unit when it can be told from the expression, else null. */
  readonly unit: string | null;
}

export interface SimulationData {
  readonly engine: { readonly name: "ngspice" | "ngspice-wasm"; readonly version: string };
  readonly analysis: Analysis;
  readonly compat: "none" | "ltpsa";
  readonly title: string;
  /** Points and variables of the whole result, before decimation. */
  readonly points: number;
  readonly variables: number;
  /** Time or frequency axis first. */
  readonly waveforms: readonly Waveform[];
  readonly measures: readonly MeasureResult[];
  /** Lines of the deck that were left out, with the reason. */
  readonly dropped: readonly {
    readonly line: number;
    readonly text: string;
    readonly reason: string;
  }[];
}

export interface SimulationOutcome {
  readonly status: "ok" | "partial" | "failed" | "not-run";
  readonly data: SimulationData | null;
  readonly problems: readonly SpiceProblem[];
  /** Last lines the program said, without paths of this machine. */
  readonly said: string;
  readonly ms: number;
}

export interface NgspiceActions {
  simulate(input: SimulateInput): Promise<SimulationOutcome>;
  /** What `simulate` would do with the deck, without running it. */
  inspectDeck(input: Pick<SimulateInput, "deck">): Promise<{
    readonly status: "ok" | "failed";
    readonly title: string;
    readonly analyses: readonly Analysis[];
    readonly measures: readonly MeasureInput[];
    readonly nodes: readonly string[];
    readonly problems: readonly SpiceProblem[];
    readonly dropped: SimulationData["dropped"];
  }>;
}

declare module "metaforge" {
  interface ToolMap {
    readonly ngspice: NgspiceActions;
  }
}
