/** What is loaded now: one row a plugin, and look-ups by kind and name. */
import type { Detected, PluginKind } from "./define.ts";
import type { ErrorCode } from "./errors.ts";
import { token } from "./tokens.ts";

/** JSON Schema as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a plugin says of itself, read in a process of its own. */
export interface PluginFacts {
  readonly kind: PluginKind;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly needs: readonly string[];
  readonly uses?: readonly string[];
  readonly skill?: {
    readonly agent: string;
    readonly files: readonly string[];
    readonly args: JsonSchema | null;
    readonly artifacts: Readonly<Record<string, JsonSchema>>;
    /** Name of a diff of its own → the artifact that it compares. */
    readonly diffs?: Readonly<Record<string, string>>;
  };
  readonly tool?: {
    readonly actions: readonly {
      readonly name: string;
      readonly description: string;
      readonly input: JsonSchema;
    }[];
    readonly detected: Detected;
  };
  readonly provider?: {
    /** The environment variable with its key; null: it has none. */
    readonly key: { readonly env: string; readonly required: boolean } | null;
  };
}

export type PluginSource = "package" | "user" | "workspace";
export type PluginState = "untrusted" | "starting" | "ready" | "failed";

export interface PluginRow {
  readonly name: string;
  readonly source: PluginSource;
  /** Absolute folder and entry file; never shown to clients. */
  readonly dir: string;
  readonly entry: string;
  readonly state: PluginState;
  /** Milliseconds from finding it to ready or failed. */
  readonly ms: number;
  readonly facts: PluginFacts | null;
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly hint?: string;
  } | null;
}

export type SkillRow = PluginRow & {
  readonly facts: PluginFacts & Required<Pick<PluginFacts, "skill">>;
};
export type ToolRow = PluginRow & {
  readonly facts: PluginFacts & Required<Pick<PluginFacts, "tool">>;
};

/** Holds the rows; `replace` is the only way in, so a reader never sees half a change. */
export interface Registry {
  rows(): readonly PluginRow[];
  /** A ready skill, or undefined. */
  skill(name: string): SkillRow | undefined;
  /** A ready tool, or undefined. */
  tool(name: string): ToolRow | undefined;
  skills(): readonly SkillRow[];
  tools(): readonly ToolRow[];
  providers(): readonly PluginRow[];
  /** The skill that makes this file, to say what to run when it is missing. */
  makerOf(path: string): string | undefined;
  replace(rows: readonly PluginRow[]): void;
  /** Takes what a tool found on the machine, apart from a reload. */
  detected(tool: string, found: Detected): void;
  /** Grows by one with every change; caches key on it. */
  generation(): number;
}

export const REGISTRY = token<Registry>("registry");

export function createRegistry(): Registry {
  let rows: readonly PluginRow[] = [];
  // A Map, so that a client's "__proto__" is just a name that is not there. Ready rows only: a second
  // plugin of one name is a failed row that must not hide the first.
  let ready = new Map<string, PluginRow>();
  let generation = 0;
  const set = (next: readonly PluginRow[]) => {
    rows = next;
    ready = new Map(next.filter((row) => row.state === "ready").map((row) => [row.name, row]));
    generation += 1;
  };
  const one = (name: string, kind: PluginKind) => {
    const row = ready.get(name);
    return row?.facts?.kind === kind ? row : undefined;
  };
  const all = (kind: PluginKind) => [...ready.values()].filter((row) => row.facts?.kind === kind);
  return {
    rows: () => rows,
    skill: (name) => one(name, "skill") as SkillRow | undefined,
    tool: (name) => one(name, "tool") as ToolRow | undefined,
    skills: () => all("skill") as SkillRow[],
    tools: () => all("tool") as ToolRow[],
    providers: () => all("provider"),
    makerOf: (path) =>
      all("skill").find((row) => Object.hasOwn(row.facts?.skill?.artifacts ?? {}, path))?.name,
    replace: set,
    detected(tool, found) {
      set(rows.map((row) => (row === one(tool, "tool") ? withDetected(row, found) : row)));
    },
    generation: () => generation,
  };
}

function withDetected(row: PluginRow, detected: Detected): PluginRow {
  if (!row.facts?.tool) return row;
  return { ...row, facts: { ...row.facts, tool: { ...row.facts.tool, detected } } };
}
