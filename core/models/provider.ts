/** From an entry of `models.use` to a provider that can be asked: its row, its options, its key, its one address. */
import type { ProviderAccess, ProviderPlugin } from "../define.ts";
import { fail, isGatewayError } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Redaction } from "../redaction.ts";
import type { Registry } from "../registry.ts";
import { createGuard } from "./guarded-fetch.ts";
import type { FetchLimits, Guard } from "./guarded-fetch.ts";

export interface ProviderParts {
  /** By provider name, from the user's configuration; `apiKey` is the key, all else the provider's own options. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly limits: FetchLimits;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly registry: Registry;
  /** Imports a provider that is ready, on its first use. */
  readonly load: (name: string) => Promise<ProviderPlugin>;
  readonly redaction: Redaction;
  readonly log: Log;
}

export interface Entry {
  /** As configured: "provider/model". */
  readonly name: string;
  readonly provider: string;
  readonly model: string;
}

export interface Opened {
  readonly plugin: ProviderPlugin;
  readonly options: unknown;
  /** What `model` and `check` get, and the guard behind its fetch; `name` is what its errors say. */
  access(
    name: string,
    signal: AbortSignal,
  ): { readonly access: ProviderAccess; readonly guard: Guard };
}

export interface Providers {
  /** What keeps it from being asked, from memory, before anything is imported; null when nothing is known. */
  problem(entry: Entry): "not_configured" | "unreachable" | null;
  /** Throws UNAVAILABLE, in a sentence that says what to do. */
  open(entry: Entry): Promise<Opened>;
}

/** A model's id may have slashes, a provider's name has none. */
export function toEntry(name: string): Entry {
  const cut = name.indexOf("/");
  return { name, provider: name.slice(0, cut), model: name.slice(cut + 1) };
}

export function createProviders(parts: ProviderParts): Providers {
  const { registry, env, redaction, log } = parts;
  const warned = new Set<string>();

  const warnOnce = (message: string, details: object) => {
    const key = JSON.stringify([message, details]);
    if (!warned.has(key)) log.warn(message, details);
    warned.add(key);
  };
  const rowOf = (provider: string) => registry.providers().find(({ name }) => name === provider);
  const given = (provider: string) =>
    Object.hasOwn(parts.options, provider) ? parts.options[provider]! : {};

  function keyOf(provider: string, variable: string | undefined): string | null {
    const own = given(provider)["apiKey"];
    const key = (variable && env[variable]) || (typeof own === "string" ? own : null);
    // Known as a secret before anything is done with it.
    if (key && !redaction.addKey(key)) {
      warnOnce("a provider's key is too short to be taken out of logs and errors", { provider });
    }
    return key;
  }

  async function open({ provider }: Entry): Promise<Opened> {
    const row = rowOf(provider);
    if (!row) throw unavailable(provider, notReady(registry, provider));
    const plugin = await parts.load(provider).catch((thrown: unknown) => {
      throw isGatewayError(thrown) ? thrown : unavailable(provider, "cannot be imported");
    });
    const key = keyOf(provider, plugin.key?.env);
    if (key === null && plugin.key?.required) throw unavailable(provider, noKey(plugin));
    const { apiKey: _key, ...rest } = given(provider);
    const options = checkedOptions(plugin, rest);
    const origin = originOf(provider, options);
    return {
      ...{ plugin, options },
      access(name, signal) {
        const guard = createGuard({ name, origin, limits: parts.limits, signal });
        return { guard, access: { key, fetch: guard.fetch } };
      },
    };
  }

  return {
    problem({ provider }) {
      const { facts } = rowOf(provider) ?? {};
      if (!facts) return "unreachable";
      const key = keyOf(provider, facts.provider?.key?.env);
      return key === null && facts.provider?.key?.required ? "not_configured" : null;
    },
    open,
  };
}

function notReady(registry: Registry, provider: string): string {
  const row = registry.rows().find(({ name }) => name === provider);
  if (!row) return "is not there: no plugin has that name";
  if (row.facts && row.facts.kind !== "provider") return `is a ${row.facts.kind}, no provider`;
  return `is ${row.state}, see /status`;
}

const noKey = ({ name, key }: ProviderPlugin) =>
  `has no key: set ${key!.env}, or models.providers.${name}.apiKey in your configuration`;

/** Throws UNAVAILABLE that names the option, and never shows its value. */
function checkedOptions(plugin: ProviderPlugin, given: object): unknown {
  if (!plugin.options) return given;
  const result = plugin.options.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const path = [...(issue?.path ?? []), ...unknown.slice(0, 1)].map(String).join(".");
  const where = `models.providers.${plugin.name}${path && `.${path}`}`;
  throw unavailable(plugin.name, `has an option that does not fit: ${where}`);
}

/** The origin of `baseUrl`, which every provider's options have: nothing else is ever fetched. */
function originOf(provider: string, options: unknown): string {
  const { baseUrl } = (options ?? {}) as { baseUrl?: unknown };
  const url = typeof baseUrl === "string" ? URL.parse(baseUrl) : null;
  const where = `models.providers.${provider}.baseUrl`;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw unavailable(provider, `has no address: ${where} has to be an http or https URL`);
  }
  if (url.username !== "" || url.password !== "" || url.search !== "") {
    throw unavailable(provider, `keeps a secret in its address; use apiKey instead of ${where}`);
  }
  return url.origin;
}

const unavailable = (provider: string, problem: string): GatewayError =>
  fail("UNAVAILABLE", { problem: `the provider '${provider}' ${problem}`, provider });
