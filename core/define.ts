/** What a plugin author writes: the four kinds of plugin, and what each is given. */
import type * as Zod from "zod";
import type { Llm, ProviderDefinition } from "./define-models.ts";
import type { Provenance, WorkspaceAccess } from "./define-workspace.ts";
import type { Token } from "./tokens.ts";

export type * from "./define-models.ts";
export type * from "./define-workspace.ts";

/** A zod schema that yields T. Only the type is used here, so plugins pay for zod only when they import it. */
export type Schema<T> = Zod.ZodType<T>;

/** Marks what a define function made, so a plain object is not taken for a plugin. */
export const PLUGIN = "metaforge.plugin" as const;
export type PluginKind = "skill" | "tool" | "provider" | "extension";

export interface PluginBase {
  /** The folder's name, in kebab-case. */
  readonly name: string;
  /** Semantic version, such as "1.0.0". */
  readonly version: string;
  /** One sentence for people who choose. */
  readonly description: string;
  /** Names of the plugins that have to be there first. A plugin may call only tools that it names here or in `uses`. */
  readonly needs?: readonly string[];
  /** Tools that it can do without: calling one that is not there is UNAVAILABLE. */
  readonly uses?: readonly string[];
}

// ---- skills ---------------------------------------------------------------

/** A file a skill proposes; the path is relative to the workspace, with forward slashes. */
export interface Artifact {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Something a reviewer should know; `id` stays the same from run to run. */
export interface Finding {
  readonly id: string;
  readonly severity: "error" | "warning" | "info";
  readonly title: string;
  readonly where?: { readonly file: string; readonly line?: number; readonly item?: string };
  readonly evidence?: string;
  readonly action?: string;
  readonly requirement?: string;
}

export interface SkillResult {
  readonly artifacts: readonly Artifact[];
  readonly findings?: readonly Finding[];
  /** One sentence for the person who decides. */
  readonly summary?: string;
}

/** A plugin's own durable key-value data: JSON values, apart from every other plugin's. */
export interface PluginStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/** Maps a tool's name to its actions; an adapter adds its own by `declare module "metaforge"`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- open for augmentation
export interface ToolMap {}

/** A tool's actions as functions; unknown to the types unless the adapter augments ToolMap. */
export type ToolActions<N extends string> = N extends keyof ToolMap
  ? ToolMap[N]
  : Record<string, (input?: unknown) => Promise<unknown>>;

/** What whoever asked for a run wants of it. */
export interface RunOptions {
  readonly temperature?: number | undefined;
  readonly verbose: boolean;
}

export interface SkillContext<Args> extends WorkspaceAccess {
  /** Workspace-relative files, and the arguments after their schema. */
  readonly input: { readonly files: readonly string[]; readonly args: Args };
  readonly options: RunOptions;
  /** Inputs, tools and models of this run up to now: for the head of an artifact. */
  provenance(): Promise<Provenance>;
  /** The actions of a tool named in `needs` or `uses`. */
  tool<N extends string>(name: N): Promise<ToolActions<N>>;
  readonly llm: Llm;
  /** How far the run is, 0 to 1, and what it is doing. Never falls; at most ten a second are sent. */
  progress(fraction: number, message: string): void;
  /** A line of the run's trace. */
  log(message: string, details?: Record<string, unknown>): void;
  readonly storage: PluginStorage;
  /** Aborts when the run is cancelled or out of time. */
  readonly signal: AbortSignal;
}

/** Compares two versions of one of a skill's artifacts in the words of its domain. */
export interface SkillDiff {
  /** The artifact's path. */
  readonly path: string;
  /** Lines of text. Needs nothing but the two texts; `before` may be of an older version, or edited by hand. */
  compare(before: string, after: string): string;
}

export interface SkillDefinition<Args = unknown> extends PluginBase {
  /** The agent's short name; `/status` shows it, run answers say `<agent>-agent`. */
  readonly agent: string;
  readonly input: {
    /** The files taken when a request names none. */
    readonly files: readonly string[];
    readonly args?: Schema<Args>;
  };
  /** Artifact path → what a schema-checked JSON artifact holds; published at GET /skills. */
  readonly artifacts?: Readonly<Record<string, Schema<unknown>>>;
  /** Diffs beside the unified one, by what `GET /session/:id/diff?format=` calls them (kebab-case). */
  readonly diffs?: Readonly<Record<string, SkillDiff>>;
  run(context: SkillContext<Args>): Promise<SkillResult>;
}

// ---- tools ----------------------------------------------------------------

export interface ExecOptions {
  /** Working folder; the scratch folder when absent. */
  readonly cwd?: string;
  /** Milliseconds until SIGTERM to the whole process group; SIGKILL follows 5 s later. */
  readonly timeoutMs: number;
  readonly input?: string;
  /** Added to the allow-listed environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ExecResult {
  /** Null when a signal ended it. Exit 0 is not success: check what was written. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** First and last 512 KiB. */
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly ms: number;
}

/** Values that outlive runs: what `structuredClone` takes, bytes too. Any of them may be gone at the next look. */
export interface ToolCache {
  /** Null when nothing is kept under this key, or when it is not what was kept there. */
  get<T>(key: string): Promise<T | null>;
  /**
   * Whole or not at all; that it cannot be kept costs time alone, so it never throws for that. `key`: at most 200
   * letters, digits, dots and dashes, else TOOL_ERROR; whatever decides on the value belongs into it, as a digest.
   */
  set(key: string, value: unknown): Promise<void>;
}

export interface ToolContext extends WorkspaceAccess {
  /** Of this tool's own, shared by all runs that happen at one time; the longest unused goes first. */
  readonly cache: ToolCache;
  /** The absolute path of a program on PATH (never in the workspace), or null. */
  which(program: string): Promise<string | null>;
  /** The actions of another tool, named in `needs` or `uses`. */
  tool<N extends string>(name: N): Promise<ToolActions<N>>;
  /** Runs a program by absolute path with an argument array, never through a shell. */
  exec(program: string, args: readonly string[], options: ExecOptions): Promise<ExecResult>;
  log(message: string, details?: Record<string, unknown>): void;
  readonly signal: AbortSignal;
}

/** Whether the program behind a tool is there; `reason` says why not. */
export interface Detected {
  readonly available: boolean;
  readonly version?: string;
  readonly reason?: string;
}

export interface ToolAction<In, Out> {
  readonly description: string;
  readonly input: Schema<In>;
  run(context: ToolContext, input: In): Promise<Out>;
}

export interface ToolDefinition extends PluginBase {
  detect(context: ToolContext): Promise<Detected>;
  // oxlint-disable-next-line typescript/no-explicit-any -- each action has its own types; `action()` checks them
  readonly actions: Readonly<Record<string, ToolAction<any, any>>>;
}

// ---- providers and extensions ----------------------------------------------

/** What an extension is given to add itself to the gateway. */
export interface ExtensionContext {
  /** Serves GET requests below `/ext/<name>/`; returns its undo. */
  route(path: string, handler: (request: Request) => Response | Promise<Response>): () => void;
  /** Leads who opens `/` in a browser to this extension's page `/`; of several the last one does. Returns its undo. */
  front(): () => void;
  /** Hears events of the log; returns its undo. */
  on(
    event: string,
    handler: (event: { event: string; data: unknown; seq: number }) => void,
  ): () => void;
  get<T>(what: Token<T>): T;
  readonly storage: PluginStorage;
}

export interface ExtensionDefinition extends PluginBase {
  /** Started in the gateway. What it registers is undone at unload; a returned function runs then, too. */
  setup(context: ExtensionContext): void | (() => void) | Promise<void | (() => void)>;
}

// ---- makers -----------------------------------------------------------------

export type SkillPlugin = SkillDefinition & { readonly [PLUGIN]: "skill" };
export type ToolPlugin = ToolDefinition & { readonly [PLUGIN]: "tool" };
export type ProviderPlugin = ProviderDefinition & { readonly [PLUGIN]: "provider" };
export type ExtensionPlugin = ExtensionDefinition & { readonly [PLUGIN]: "extension" };
export type Plugin = SkillPlugin | ToolPlugin | ProviderPlugin | ExtensionPlugin;

/** Declares a skill: an agent that reads files and proposes files. */
export function defineSkill<Args>(definition: SkillDefinition<Args>): SkillPlugin {
  return { ...definition, [PLUGIN]: "skill" } as unknown as SkillPlugin;
}

/** Declares a tool adapter: what is installed, and what it can be asked to do. */
export function defineTool(definition: ToolDefinition): ToolPlugin {
  return { ...definition, [PLUGIN]: "tool" };
}

/** Types one action of a tool: the schema's output is what `run` gets. */
export function action<In, Out>(definition: ToolAction<In, Out>): ToolAction<In, Out> {
  return definition;
}

/** Declares a provider of language models. */
export function defineProvider<Options>(definition: ProviderDefinition<Options>): ProviderPlugin {
  return { ...definition, [PLUGIN]: "provider" } as unknown as ProviderPlugin;
}

/** Declares an extension: further HTTP surfaces and listeners inside the gateway. */
export function defineExtension(definition: ExtensionDefinition): ExtensionPlugin {
  return { ...definition, [PLUGIN]: "extension" };
}
