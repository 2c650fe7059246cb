/** One line of the doctor's list: what was looked at, how it is, and what to do about it. */

export interface Check {
  readonly area:
    | "machine"
    | "workspace"
    | "network"
    | "configuration"
    | "plugins"
    | "models"
    | "tools";
  readonly what: string;
  readonly verdict: "ok" | "warning" | "problem";
  readonly says: string;
  /** What a person can do; absent where there is nothing to do. */
  readonly todo?: string;
}

/** Makes the checks of one area. */
export function checksOf(area: Check["area"]) {
  const make =
    (verdict: Check["verdict"]) =>
    (what: string, says: string, todo?: string): Check => ({
      ...{ area, what, verdict, says },
      ...(todo === undefined ? {} : { todo }),
    });
  return { ok: make("ok"), warning: make("warning"), problem: make("problem") };
}
