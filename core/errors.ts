/** Every way the gateway can fail: one table of codes, one maker, one recogniser. */

/**
 * Code → HTTP status, message and, where there is one, what to do about it.
 * `{name}` in a message is filled from the details. Codes are stable for ever.
 */
export const ERRORS = {
  VALIDATION_ERROR: { status: 400, message: "Invalid input: {problem}" },
  UNAUTHORIZED: { status: 401, message: "An API key is needed" },
  FORBIDDEN: { status: 403, message: "Refused: {problem}" },
  NOT_FOUND: { status: 404, message: "{what} not found" },
  METHOD_NOT_ALLOWED: { status: 405, message: "Method {method} is not allowed here" },
  CONFLICT: { status: 409, message: "{problem}" },
  PAYLOAD_TOO_LARGE: { status: 413, message: "{what} is larger than {limit}" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: "A body must be application/json: {problem}" },
  RATE_LIMITED: { status: 429, message: "Too many: {problem}" },
  AGENT_ERROR: { status: 500, message: "The agent failed: {problem}" },
  TOOL_ERROR: { status: 500, message: "The tool '{tool}' failed: {problem}" },
  INTERNAL_ERROR: { status: 500, message: "Internal error" },
  UNAVAILABLE: { status: 503, message: "Not available: {problem}" },
  TIMEOUT: { status: 504, message: "Timed out: {problem}" },
  STORAGE_ERROR: { status: 507, message: "Storage failed: {problem}" },

  DUPLICATE_SERVICE: { status: 500, message: "The service {token} is registered already" },
  CONFIG_INVALID: {
    status: 500,
    message: "{file}: {problem}",
    hint: "config/metaforge.yaml shows every key with a comment",
  },
  START_REFUSED: { status: 500, message: "{problem}" },
  PLUGIN_UNTRUSTED: {
    status: 503,
    message: "'{plugin}' comes with the workspace and is not trusted",
    hint: "read it, then run `metaforge trust` in the workspace (in a checkout: npm run metaforge -- trust --workspace DIR)",
  },
  PLUGIN_CHANGED: {
    status: 503,
    message: "'{plugin}' changed since it was trusted",
    hint: "read the change, then run `metaforge trust` again",
  },
  PLUGIN_IMPORT_FAILED: {
    status: 500,
    message: "'{plugin}' could not be imported: {problem}",
    hint: "the file has to run under Node's native TypeScript: no enums, no decorators",
  },
  PLUGIN_NOT_DEFINED: {
    status: 500,
    message: "'{plugin}' has no default export made by a define function: {problem}",
    hint: "export default defineSkill({...}), defineTool, defineProvider or defineExtension",
  },
  PLUGIN_NAME_MISMATCH: {
    status: 500,
    message: "the folder '{plugin}' defines a plugin named '{name}'",
    hint: "folder and name must be the same",
  },
  PLUGIN_DUPLICATE: {
    status: 500,
    message: "'{plugin}' is already loaded from {first}",
    hint: "rename one of the two",
  },
  PLUGIN_NEEDS_MISSING: {
    status: 500,
    message: "'{plugin}' needs '{missing}', which is not loaded",
    hint: "add it under plugins: in metaforge.yaml, or see why it failed in /status",
  },
  PLUGIN_NEEDS_CYCLE: { status: 500, message: "these plugins need each other: {cycle}" },
  PLUGIN_START_TIMEOUT: {
    status: 504,
    message: "'{plugin}' was not ready after {afterMs} ms",
    hint: "look for a top-level await that never settles",
  },
  PLUGIN_UNSAFE: {
    status: 500,
    message: "'{plugin}' is writable by other users",
    hint: "chmod go-w on its folder",
  },
} as const satisfies Record<string, { status: number; message: string; hint?: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What a code's details may hold; all of it is shown to clients. */
export type ErrorDetails = Record<string, unknown>;

/** An error that says which code it is; recognise it by `code`, never by class. */
export interface GatewayError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetails;
  readonly hint?: string;
}

/**
 * Makes (does not throw) the error of a code.
 * @example throw fail("NOT_FOUND", { what: "Session" });
 */
export function fail(
  code: ErrorCode,
  details: ErrorDetails = {},
  options: { message?: string; cause?: unknown } = {},
): GatewayError {
  const row: { status: number; message: string; hint?: string } = ERRORS[code];
  const message = options.message ?? fill(row.message, details);
  const error = new Error(message, options.cause === undefined ? {} : { cause: options.cause });
  return Object.assign(error, {
    name: "GatewayError",
    code,
    status: row.status,
    details,
    ...(row.hint === undefined ? {} : { hint: row.hint }),
  }) as GatewayError;
}

/** True for errors made by `fail`, also for copies that crossed a process border. */
export function isGatewayError(value: unknown): value is GatewayError {
  if (typeof value !== "object" || value === null) return false;
  const { code, status } = value as { code?: unknown; status?: unknown };
  return typeof code === "string" && Object.hasOwn(ERRORS, code) && typeof status === "number";
}

/** What an error says, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  if (isGatewayError(thrown)) return thrown.message;
  return String(thrown);
}

/** The form in which an error crosses a border: HTTP body, event, database row. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

export function toErrorReport(
  thrown: unknown,
  otherwise: ErrorCode = "INTERNAL_ERROR",
): ErrorReport {
  if (isGatewayError(thrown)) {
    return { code: thrown.code, message: thrown.message, details: thrown.details ?? {} };
  }
  // An INTERNAL_ERROR never shows its text: it may name files, queries or keys.
  const details = otherwise === "INTERNAL_ERROR" ? {} : { problem: messageOf(thrown) };
  return { code: otherwise, message: fill(ERRORS[otherwise].message, details), details };
}

/** The report as clients get it: words that only complete the message are not repeated beside it. */
export function toClientReport(thrown: unknown, otherwise?: ErrorCode): ErrorReport {
  const { details, ...report } = toErrorReport(thrown, otherwise);
  const { problem: _problem, what: _what, ...shown } = details;
  return { ...report, details: shown };
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(details, key) ? String(details[key]) : whole,
  );
}
