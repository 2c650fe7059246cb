/** The log: JSON lines on stderr, with secrets taken out by value; pino is loaded with the first line. */
import { createRequire } from "node:module";
import type { Logger } from "pino";
import { createRedaction } from "./redaction.ts";
import type { Redaction } from "./redaction.ts";
import { token } from "./tokens.ts";

export type Level = "error" | "warn" | "info" | "debug";

export interface Log {
  error(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  info(message: string, details?: object): void;
  debug(message: string, details?: object): void;
  /** From here on the value never appears in a line, wherever it would stand. */
  redact(secret: string): void;
}

export const LOG = token<Log>("log");

const ORDER: readonly Level[] = ["error", "warn", "info", "debug"];

/** `write` takes one line with its newline; stderr when absent. */
export function createLog(
  level: Level,
  write?: (line: string) => void,
  redaction: Redaction = createRedaction(),
): Log {
  let logger: Logger | undefined;

  const sink = {
    write(line: string) {
      const clean = redaction.text(line);
      if (write) write(clean);
      else process.stderr.write(clean);
    },
  };
  const line =
    (at: Level) =>
    (message: string, details: object = {}) => {
      if (ORDER.indexOf(at) > ORDER.indexOf(level)) return;
      // Most starts log nothing, so they need not pay for the logger.
      const pino = createRequire(import.meta.url)("pino") as typeof import("pino");
      logger ??= pino({ level, base: null }, sink);
      logger[at](details, message);
    };
  return {
    error: line("error"),
    warn: line("warn"),
    info: line("info"),
    debug: line("debug"),
    redact: redaction.add,
  };
}

/** Values of variables that are secrets by their name: what a log must never show. */
export const secretsIn = (env: NodeJS.ProcessEnv): string[] =>
  Object.entries(env).flatMap(([name, value]) => (value && SECRET.test(name) ? [value] : []));

const SECRET = /key|token|secret|passw|credential/i;
