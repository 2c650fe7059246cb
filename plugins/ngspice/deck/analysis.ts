/** Reads the one analysis of a deck out of its dot command, and writes it back as ngspice takes it. */
import type { Analysis } from "../contract.ts";
import { evaluate } from "./expression.ts";
import { toAscii } from "./letters.ts";

/** A source or an element; no letter that ends a command or means something to ngspice's command language. */
export const SOURCE = /^[\p{L}@][\p{L}\p{M}\p{N}_@[\].+:/#-]{0,99}$/u;
/** One node's voltage, or that between two. */
export const OUTPUT = /^v\([\p{L}\p{M}\p{N}_/.+#-]+(?:,[\p{L}\p{M}\p{N}_/.+#-]+)?\)$/iu;

/** ngspice's own default: a step that gives this many points. */
const POINTS = 1000;

/** The analysis, or a sentence on what is wrong with it. `text` begins with the command, with or without its dot. */
export function parseAnalysis(
  text: string,
  parameters: ReadonlyMap<string, string>,
): Analysis | string {
  const [command = "", ...words] = piecesOf(text.replace(/^\./, ""));
  const number = (word: string | undefined): number =>
    word === undefined ? NaN : (evaluate(word, parameters) ?? NaN);
  const kind = command.toLowerCase();
  switch (kind) {
    case "op":
      return { kind };
    case "tran":
      return transient(words, number);
    case "ac":
      return sweepOf(words, number, (sweep) => ({ kind, ...sweep }));
    case "dc":
      return direct(words, number);
    case "noise": {
      const [output = "", source = "", ...rest] = words;
      if (!OUTPUT.test(output) || !SOURCE.test(source)) {
        return "noise wants an output such as v(out) and a source, then dec, oct or lin";
      }
      return sweepOf(rest, number, (sweep) => ({ kind, output, source, ...sweep }));
    }
    default:
      return `'${kind}' is no analysis`;
  }
}

/** What is wrong with an analysis, or null; also for one that a caller has given. */
export function analysisProblem(analysis: Analysis): string | null {
  if (analysis.kind === "tran") {
    const { step, stop, start = 0, maxStep } = analysis;
    if (!(step > 0 && stop > 0)) return "step and stop time have to be above 0 s";
    if (start < 0 || start >= stop) return "the start time has to be before the stop time";
    if (maxStep !== undefined && !(maxStep > 0)) return "the longest step has to be above 0 s";
  }
  if (analysis.kind === "ac" || analysis.kind === "noise") {
    const { points, from, to, sweep } = analysis;
    if (!(Number.isInteger(points) && points > 0)) return "the number of points is no whole number";
    if (!(from > 0 || (sweep === "lin" && from === 0)))
      return "the first frequency has to be above 0 Hz";
    if (to < from) return "the last frequency is below the first";
  }
  if (analysis.kind === "dc") {
    const { from, to, step } = analysis;
    if (step === 0 || (to - from) * step < 0) return "the step does not lead from start to stop";
  }
  return null;
}

/** The dot command, from numbers and names alone; names as the deck's lines have them. */
export function toCommand(analysis: Analysis): string {
  switch (analysis.kind) {
    case "op":
      return ".op";
    case "tran": {
      const { step, stop, start, maxStep, uic } = analysis;
      const more =
        maxStep !== undefined ? [start ?? 0, maxStep] : start === undefined ? [] : [start];
      return [".tran", step, stop, ...more, ...(uic ? ["uic"] : [])].join(" ");
    }
    case "ac":
      return `.ac ${analysis.sweep} ${analysis.points} ${analysis.from} ${analysis.to}`;
    case "dc":
      return `.dc ${toAscii(analysis.source)} ${analysis.from} ${analysis.to} ${analysis.step}`;
    case "noise": {
      const { output, source, sweep, points, from, to } = analysis;
      return `.noise ${toAscii(output)} ${toAscii(source)} ${sweep} ${points} ${from} ${to}`;
    }
  }
}

type Read = (word: string | undefined) => number;

function transient(words: readonly string[], number: Read): Analysis | string {
  const uic = words.some((word) => word.toLowerCase() === "uic");
  // LTspice's further words change how it starts, not what it computes.
  const times = words
    .filter((word) => !/^(?:uic|startup|steady|nodiscard)$/i.test(word))
    .map(number);
  if (times.length === 0 || times.length > 4 || times.some(Number.isNaN)) {
    return "tran wants step, stop and perhaps start and longest step, as constant times";
  }
  // LTspice leaves the step out, or writes 0 for it.
  const [first = 0, stop = first, start, maxStep] = times;
  const step = times.length === 1 || first === 0 ? stop / POINTS : first;
  const analysis: Analysis = {
    kind: "tran",
    step,
    stop,
    ...(start === undefined ? {} : { start }),
    ...(maxStep === undefined || maxStep === 0 ? {} : { maxStep }),
    ...(uic ? { uic } : {}),
  };
  return analysisProblem(analysis) ?? analysis;
}

function direct(words: readonly string[], number: Read): Analysis | string {
  const [source = "", ...range] = words;
  const [from = NaN, to = NaN, step = NaN] = range.map(number);
  if (range.length > 3) return "a sweep of two sources at one time is not taken: sweep one";
  if (!SOURCE.test(source) || [from, to, step].some(Number.isNaN)) {
    return "dc wants a source, start, stop and step as constant numbers";
  }
  const analysis: Analysis = { kind: "dc", source, from, to, step };
  return analysisProblem(analysis) ?? analysis;
}

interface Sweep {
  readonly sweep: "dec" | "oct" | "lin";
  readonly points: number;
  readonly from: number;
  readonly to: number;
}

function sweepOf(
  words: readonly string[],
  number: Read,
  toAnalysis: (sweep: Sweep) => Analysis,
): Analysis | string {
  const sweep = words[0]?.toLowerCase();
  const [points = NaN, from = NaN, to = NaN] = words.slice(1, 4).map(number);
  if (sweep !== "dec" && sweep !== "oct" && sweep !== "lin")
    return "the sweep is none of dec, oct, lin";
  if ([points, from, to].some(Number.isNaN)) {
    return "the sweep wants points, first and last frequency as constant numbers";
  }
  const analysis = toAnalysis({ sweep, points, from, to });
  return analysisProblem(analysis) ?? analysis;
}

/** Words, with what stands in braces, quotes or round brackets kept whole. */
export function piecesOf(text: string): string[] {
  return text.match(/\{[^}]*\}|'[^']*'|[^\s(){}']+(?:\([^)]*\))?|\([^)]*\)/g) ?? [];
}
