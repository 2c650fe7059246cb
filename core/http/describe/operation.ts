/** What a description says of an operation beyond its route: prose, headers and examples. */
import type { ErrorCode } from "../../errors.ts";

/** The groups of operations, in the order a reader wants them. */
export const TAGS = {
  Sessions:
    "What a skill works on and what it put out. A session is created, run and decided once.",
  Agents: "Runs: start one, ask how it stands, end it.",
  Approval: "Nothing is written to the workspace before a person has approved it here.",
  System: "The gateway itself: is it well, what has it loaded, what does it speak.",
  Plugins: "What skills can be run and what tools can be called.",
  Events: "What happens, as it happens, and what was missed since.",
} as const;

export interface HeaderDoc {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A request as it can be sent, and what is answered; its name says how the session stands. */
export interface Example {
  readonly summary: string;
  /** Of path and query, by name. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly answer: unknown;
}

export interface OperationDoc {
  readonly tag: keyof typeof TAGS;
  readonly description: string;
  /** What a 200 means, in a sentence. */
  readonly returns: string;
  /** The parts of the path, by name. */
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, HeaderDoc>>;
  readonly answerHeaders?: Readonly<Record<string, HeaderDoc>>;
  /** When this operation gives a code, where that is more than the code says itself. */
  readonly errors?: Partial<Readonly<Record<ErrorCode, string>>>;
}

/** By the operation's name. */
export type OperationDocs = Readonly<Record<string, OperationDoc>>;
