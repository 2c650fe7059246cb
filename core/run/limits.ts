/** How much a run may hand over. Sizes in bytes. */
export const LIMITS = {
  /** A progress, log or error message, in characters. */
  message: 4096,
  /** JSON text of an error's or a log line's details, in characters. */
  details: 16 * 1024,
  /** One message of a run process; the largest is a result with all its files. */
  frame: 64 * 1024 * 1024,
  artifacts: 500,
  artifact: 10 * 1024 * 1024,
  total: 50 * 1024 * 1024,
  path: 1024,
  findings: 2000,
  /** JSON text of what a tool action returns. */
  toolResult: 10 * 1024 * 1024,
  /** What is kept of a run process's stdout and stderr. */
  output: 1024 * 1024,
  /** Log lines a run may write. */
  logLines: 2000,
  /** Milliseconds between two progress messages of one process. */
  progressEvery: 50,
} as const;
