/** Standard output or error as commands write to it: safe, coloured only where colours are seen. */
import { styleText } from "node:util";
import { safeColoured, safeJson, safeLine, safeText } from "./safe.ts";
import { wrap } from "./width.ts";

export type Style = Parameters<typeof styleText>[0];

export interface Output {
  readonly stream: NodeJS.WriteStream;
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
  /** A terminal on which a line can be drawn anew. */
  readonly isDrawn: boolean;
  /** Width in characters; where there is no terminal, lines are not cut. */
  readonly columns: number;
  /** Colours a piece of one line, and makes it safe. Pieces are joined, not nested. */
  paint(style: Style, text: string): string;
  /** What `line` makes of a text. */
  safe(text: string): string;
  /** Writes a line. Colours by `paint` pass; all else that a terminal would act on is shown as an escape. */
  line(text?: string): void;
  /** Writes a sentence: on a terminal it is broken between words, and goes on behind `hang`. */
  prose(text: string, hang?: string): void;
  /** Writes a JSON value as a line of its own. */
  json(value: unknown): void;
}

/**
 * Colours go to a terminal, unless NO_COLOR or TERM=dumb forbid them; FORCE_COLOR sends them into a pipe, too.
 */
export function createOutput(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output {
  const isTerminal = stream.isTTY === true;
  const isColoured = hasColours(isTerminal, env);
  const clean = isColoured ? safeColoured : safeText;
  const write = (text: string) => void stream.write(`${text}\n`);
  return {
    stream,
    isTerminal,
    isColoured,
    isDrawn: isTerminal && env["TERM"] !== "dumb",
    get columns() {
      return isTerminal ? stream.columns || 80 : Number.POSITIVE_INFINITY;
    },
    paint(style, text) {
      const safe = safeLine(text);
      return isColoured ? styleText(style, safe, { validateStream: false }) : safe;
    },
    safe: clean,
    line: (text = "") => write(clean(text)),
    prose(text, hang = "") {
      for (const line of wrap(clean(text), this.columns, hang)) stream.write(`${line}\n`);
    },
    json: (value) => write(safeJson(value)),
  };
}

/** As https://no-color.org says: any value but an empty one. */
function hasColours(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env["NO_COLOR"]) return false;
  const { FORCE_COLOR: forced } = env;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal && env["TERM"] !== "dumb";
}
