/** What to do about each kind of problem, where the tool's own message does not say it. */

const ADVICE: Readonly<Record<string, string>> = {
  TOOL_MISSING: "install the program, see that it is on PATH, then ask `metaforge doctor`",
  TOOL_FAILED: "see what the simulator said at the end of sim/sim-report.md",
  TOOL_COMPLAINED: "see whether what it names matters to what is measured",
  CRASHED: "leave out parts of the circuit until it runs; the last one is the cause",
  TIMEOUT: "shorten the analysis, widen its step, or raise the argument timeoutMs",
  INPUT_INVALID: "give a deck as text, with its title in the first line",
  UNSAFE_DECK: "take the line out: it could start a program or touch a file, so it is never run",
  LINE_DROPPED: "write the line as ngspice takes it, or take it out if it is not needed",
  INCLUDE_MISSING: "put the file where the deck looks for it",
  INCLUDE_OUTSIDE: "put the file into the deck's folder or below it",
  MODEL_MISSING: "put the model's file into the project and include it",
  SYNTAX: "correct the line, or try the argument compat with ltpsa",
  ANALYSIS_MISSING:
    'give one by the argument analysis, such as ".tran 1u 10m", or as a line of the deck',
  ANALYSIS_INVALID: "correct the analysis; one is run at a time",
  MEASURE_FAILED: "see that its event happens within the analysis, and that it names what is there",
  NO_CONVERGENCE:
    "look at the node it names: a floating node, an ideal switch or a source that jumps",
  STOPPED_SHORT: "what lies behind the last point was not simulated: see the other problems",
  OUTPUT_MISSING: "see what the simulator said at the end of sim/sim-report.md",
  OUTPUT_INVALID: "run it again; if it stays, the simulator's version may be unknown here",
  OUTPUT_TOO_LARGE: "shorten the analysis, or name the needed waveforms in a .save line",
  UNIT_SUSPECT: "write Meg for mega, and leave units out behind a scale",
  WAVEFORMS_LEFT_OUT: "name the needed waveforms in a .save line",
  SETTINGS_MISSING: "put the project's .kicad_pro beside the schematic",
};

/** Of notices: they are no faults. */
const NOTICES: Readonly<Record<string, string>> = {
  LINE_DROPPED: "nothing: the result does not depend on it",
  SYNTAX: "nothing, if the deck is written for LTspice or PSpice; else choose compat none",
};

export const adviceFor = (code: string, severity: "error" | "warning" | "info"): string =>
  (severity === "info" ? NOTICES[code] : undefined) ??
  ADVICE[code] ??
  "see the message; the report has the rest";
