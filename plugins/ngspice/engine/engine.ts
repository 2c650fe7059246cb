/** What the rest asks of a simulator: to run one checked deck within limits, and to give back what it made. */

export interface EngineRun {
  /** Null when a signal or the time limit ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** The raw file; null when there is none; "too-large" when it is larger than it may be. */
  readonly raw: Uint8Array | null | "too-large";
}

export interface Engine {
  readonly name: "ngspice" | "ngspice-wasm";
  readonly version: string;
  /** `ltpsa` reads the deck as LTspice and PSpice would. */
  run(deck: string, options: { compat: "none" | "ltpsa"; timeoutMs: number }): Promise<EngineRun>;
}
