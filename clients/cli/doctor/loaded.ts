/** What is loaded for a workspace: asked of the gateway that runs, or found out without one, which stays not running. */
import { rehearse } from "../../../core/rehearsal.ts";
import type { SettingsOptions } from "../../../core/settings.ts";
import { MetaForgeClient } from "../../typescript/src/index.ts";
import type { Found } from "../gateway/find.ts";
import type { ModelAnswer } from "./models.ts";
import type { CallCanary, ToolFacts } from "./tools.ts";

export interface PluginState {
  readonly name: string;
  readonly kind: string | null;
  readonly state: string;
  readonly error: { readonly message: string; readonly hint?: string | undefined } | null;
}

export interface Loaded extends AsyncDisposable {
  readonly plugins: readonly PluginState[];
  readonly tools: readonly ToolFacts[];
  readonly canary: CallCanary;
  /** What the gateway says of its model; null when none runs. */
  readonly model: string | null;
  /** Asks each configured model for one word, from here. */
  readonly models: () => Promise<readonly ModelAnswer[]>;
}

/** Milliseconds that a canary, or all models together, may take. */
const PATIENCE = 60_000;

/** Throws what the client throws. */
export async function askGateway({ url }: Found, settings: SettingsOptions): Promise<Loaded> {
  const apiKey = settings.env["METAFORGE_API_KEY"] || undefined;
  const client = new MetaForgeClient(url, { apiKey });
  const [{ plugins }, tools, { components }] = await Promise.all([
    client.status(),
    client.tools(),
    client.health(),
  ]);
  return {
    plugins: plugins.map(({ name, kind, state, error }) => ({
      name,
      kind,
      state,
      error: error ?? null,
    })),
    tools: tools.map(({ actions, ...tool }) => ({
      ...tool,
      actions: actions.map(({ name }) => name),
    })),
    canary: (tool) => client.callTool(tool, "canary", {}, { timeoutMs: PATIENCE }),
    model: components.llm_provider.replaceAll("_", " "),
    // No request makes a gateway spend money: its providers are asked from here, with this shell's keys.
    async models() {
      await using rehearsal = await rehearse(settings);
      return await rehearsal.probe(AbortSignal.timeout(PATIENCE));
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Throws CONFIG_INVALID or START_REFUSED, as a start would. */
export async function loadAlone(settings: SettingsOptions): Promise<Loaded> {
  const rehearsal = await rehearse(settings);
  const rows = rehearsal.rows();
  return {
    plugins: rows.map(({ name, facts, state, error }) => ({
      name,
      kind: facts?.kind ?? null,
      state,
      error,
    })),
    tools: rows.flatMap(({ name, state, facts }) =>
      state === "ready" && facts?.tool
        ? [{ name, ...facts.tool.detected, actions: facts.tool.actions.map((one) => one.name) }]
        : [],
    ),
    canary: (tool) => rehearsal.call(tool, "canary", {}, AbortSignal.timeout(PATIENCE)),
    model: null,
    models: () => rehearsal.probe(AbortSignal.timeout(PATIENCE)),
    [Symbol.asyncDispose]: () => rehearsal[Symbol.asyncDispose](),
  };
}
