/** The errors that the client throws: each has a code to act on, details and, for an answer, its HTTP status. */

export interface ErrorFacts {
  readonly details?: Record<string, unknown>;
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** The base of them all; itself it says that the client was used wrongly (CLIENT_OPTION_INVALID). */
export class MetaForgeError extends Error {
  override readonly name: string = "MetaForgeError";
  readonly code: string;
  readonly details: Record<string, unknown>;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;

  constructor(code: string, message: string, { details = {}, status, cause }: ErrorFacts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
    if (status !== undefined) this.status = status;
  }
}

/** The gateway answered with an error; `code` and `details` are the API's. */
export class ApiError extends MetaForgeError {
  override readonly name = "ApiError";
}

/** No answer of a gateway: unreachable, too slow, cut off, or something else answers there. */
export class ConnectionError extends MetaForgeError {
  override readonly name = "ConnectionError";
  /** The connection was refused, so that nothing of the request can have arrived. */
  readonly unsent: boolean;

  constructor(message: string, facts: ErrorFacts & { readonly unsent?: boolean } = {}) {
    super("CONNECTION_FAILED", message, facts);
    this.unsent = facts.unsent ?? false;
  }
}

/** The run went on for longer than the `timeout` of `waitForCompletion`; it is not cancelled by that. */
export class WaitTimeoutError extends MetaForgeError {
  override readonly name = "WaitTimeoutError";

  constructor(message: string, facts: ErrorFacts = {}) {
    super("WAIT_TIMEOUT", message, facts);
  }
}

export function badOption(option: string, problem: string): MetaForgeError {
  return new MetaForgeError("CLIENT_OPTION_INVALID", `${option}: ${problem}`, {
    details: { option },
  });
}
