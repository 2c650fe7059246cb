/** The analysis as a request names it: an object, or SPICE's own line such as ".tran 1u 10m". */
import type { ToolActions } from "metaforge";
import { parseQuantity } from "./number.ts";

export type Analysis = NonNullable<Parameters<ToolActions<"ngspice">["simulate"]>[0]["analysis"]>;

/** The analysis, or a sentence on what is wrong with the line. */
export function parseAnalysis(text: string): Analysis | string {
  const [command = "", ...words] = text.trim().replace(/^\./, "").split(/\s+/);
  const kind = command.toLowerCase();
  switch (kind) {
    case "op":
      return words.length === 0 ? { kind } : "op takes nothing behind it";
    case "tran":
      return transient(words);
    case "ac":
      return sweep(words, (found) => ({ kind, ...found }));
    case "dc": {
      const [source = "", ...range] = words;
      const read = numbers(range);
      if (typeof read === "string") return read;
      const [from, to, step] = read;
      if (source === "" || step === undefined || read.length > 3) {
        return "dc takes one source, start, stop and step, such as .dc V1 0 5 0.1";
      }
      return { kind, source, from: from!, to: to!, step };
    }
    case "noise": {
      const [output = "", source = "", ...rest] = words;
      return sweep(rest, (found) => ({ kind, output, source, ...found }));
    }
    default:
      return `'${command}' is none of tran, ac, dc, op, noise`;
  }
}

function transient(words: readonly string[]): Analysis | string {
  const read = numbers(words.filter((word) => word.toLowerCase() !== "uic"));
  if (typeof read === "string") return read;
  const [step, stop, start, maxStep] = read;
  if (step === undefined || stop === undefined || read.length > 4) {
    return "tran takes step and stop time, such as .tran 1u 10m";
  }
  const uic = words.some((word) => word.toLowerCase() === "uic");
  return {
    ...{ kind: "tran", step, stop },
    ...(start === undefined ? {} : { start }),
    ...(maxStep === undefined ? {} : { maxStep }),
    ...(uic ? { uic } : {}),
  };
}

interface Sweep {
  readonly sweep: "dec" | "oct" | "lin";
  readonly points: number;
  readonly from: number;
  readonly to: number;
}

function sweep(words: readonly string[], toAnalysis: (found: Sweep) => Analysis) {
  const [kind = "", ...rest] = words;
  const read = numbers(rest);
  if (typeof read === "string") return read;
  const [points, from, to] = read;
  const word = kind.toLowerCase();
  if ((word !== "dec" && word !== "oct" && word !== "lin") || to === undefined || read.length > 3) {
    return "a sweep is dec, oct or lin with points, first and last frequency, such as .ac dec 100 10 1Meg";
  }
  return toAnalysis({ sweep: word, points: points!, from: from!, to });
}

function numbers(words: readonly string[]): number[] | string {
  const read = words.map(parseQuantity);
  const wrong = read.find((one) => typeof one === "string");
  return wrong ?? read.map((one) => (one as { value: number }).value);
}

/** The same analysis, written as SPICE does. */
export function toLine(analysis: Analysis): string {
  switch (analysis.kind) {
    case "op":
      return ".op";
    case "tran": {
      const { step, stop, start, maxStep, uic } = analysis;
      const more = maxStep === undefined ? [start] : [start ?? 0, maxStep];
      return [".tran", step, stop, ...more, uic ? "uic" : undefined]
        .filter((word) => word !== undefined)
        .join(" ");
    }
    case "dc":
      return `.dc ${analysis.source} ${analysis.from} ${analysis.to} ${analysis.step}`;
    case "ac":
      return `.ac ${sweepLine(analysis)}`;
    case "noise":
      return `.noise ${analysis.output} ${analysis.source} ${sweepLine(analysis)}`;
  }
}

const sweepLine = (found: Sweep) => `${found.sweep} ${found.points} ${found.from} ${found.to}`;
