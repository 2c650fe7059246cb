/** What a run did, line by line, kept with its session. */

/** Bytes of a trace at most; after that only its end is added. */
const CAP = 1024 * 1024;

export interface Trace {
  add(kind: string, details: Readonly<Record<string, unknown>>): void;
  /** JSON lines; the last one says when lines were dropped. */
  text(): string;
}

export function createTrace(
  now: () => string,
  redact: (line: string) => string = (line) => line,
): Trace {
  const lines: string[] = [];
  let size = 0;
  let dropped = 0;
  return {
    add(kind, details) {
      const line = redact(JSON.stringify({ at: now(), kind, ...details }));
      if (size + line.length > CAP) dropped += 1;
      else {
        lines.push(line);
        size += line.length + 1;
      }
    },
    text() {
      const end =
        dropped > 0 ? [JSON.stringify({ at: now(), kind: "dropped", lines: dropped })] : [];
      return [...lines, ...end].map((line) => `${line}\n`).join("");
    },
  };
}
