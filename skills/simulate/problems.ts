/** Problems as people read them: what is said of many lines is said once. */
import type { Problem } from "./schema.ts";

export interface Told extends Problem {
  /** All lines it was said of, rising. */
  readonly lines: readonly number[];
  readonly count: number;
}

const ORDER = { error: 0, warning: 1, info: 2 } as const;

/** Errors first; those of one kind, file and message are one. */
export function gathered(problems: readonly Problem[]): Told[] {
  const groups = Map.groupBy(problems, ({ code, severity, file, message }) =>
    JSON.stringify([code, severity, file, reasonOf(code, severity, message)]),
  );
  return [...groups.values()]
    .map((all): Told => {
      const [first] = all as [Problem, ...Problem[]];
      const lines = all.flatMap(({ line }) => (line === undefined ? [] : [line]));
      const message =
        all.length > 1 ? reasonOf(first.code, first.severity, first.message) : first.message;
      return { ...first, message, lines: lines.toSorted((a, b) => a - b), count: all.length };
    })
    .toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

/** What was left out without harm is quoted in the message; the reason is what counts. */
function reasonOf(code: string, severity: Problem["severity"], message: string): string {
  if (code !== "LINE_DROPPED" || severity !== "info") return message;
  return message.replace(/^'.*': /s, "lines were left out: ");
}
