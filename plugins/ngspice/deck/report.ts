/** Collects what a deck has wrong and what was left out of it, each with its line. */
import type { SimulationData, SpiceProblem, SpiceProblemCode } from "../contract.ts";
import type { DeckLine } from "./lines.ts";

/** A hostile deck has more than anybody reads. */
const MOST = 200;
const LONGEST_TEXT = 200;

export type Place = Pick<DeckLine, "file" | "line">;
export type Severity = SpiceProblem["severity"];

export interface DeckReport {
  readonly problems: SpiceProblem[];
  readonly dropped: SimulationData["dropped"][number][];
  add(code: SpiceProblemCode, severity: Severity, at: Place, message: string, todo?: string): void;
  /** Left out with a reason; the problem is a LINE_DROPPED unless another code says more. */
  drop(line: DeckLine, severity: Severity, reason: string, code?: SpiceProblemCode): void;
}

export function createReport(): DeckReport {
  const problems: SpiceProblem[] = [];
  const dropped: SimulationData["dropped"][number][] = [];
  const add: DeckReport["add"] = (code, severity, at, message, todo) => {
    // An error is what decides, so it is never the one that finds no room.
    if (problems.length >= MOST && severity !== "error") return;
    if (problems.length >= 2 * MOST) return;
    problems.push({
      code,
      severity,
      message,
      ...placeOf(at),
      ...(todo === undefined ? {} : { action: todo }),
    });
  };
  return {
    problems,
    dropped,
    add,
    drop(line, severity, reason, code = "LINE_DROPPED") {
      const text = shown(line.text);
      if (dropped.length < MOST) dropped.push({ line: line.line, text, reason });
      add(code, severity, line, `'${text}': ${reason}`);
    },
  };
}

export const placeOf = ({ file, line }: Place) => ({
  ...(line > 0 ? { line } : {}),
  ...(file === null ? {} : { file }),
});

/** Text of a deck as it may stand in a report: short, and without letters that a terminal obeys. */
export function shown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
  return plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT - 1)}…` : plain;
}

export const hasError = (problems: readonly SpiceProblem[]): boolean =>
  problems.some(({ severity }) => severity === "error");
