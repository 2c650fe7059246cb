/** Runs the shared table of behaviours: what each verb means in this client, and what matches an expectation. */
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type * as api from "./src/index.ts";
import type { MetaForgeClient, Session, Stated } from "./src/index.ts";

type Json = Record<string, unknown>;
export interface Step extends Json {
  readonly do: string;
}
export interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly files?: Readonly<Record<string, string>>;
  readonly config?: Json;
  readonly client?: Json;
}

/** The gateway of a case. */
export interface Stage {
  readonly base: () => string;
  at(path: string): string;
  kill(signal: NodeJS.Signals): Promise<unknown>;
  restart(): Promise<void>;
}

export type MakeClient = (baseUrl: string, options: Json) => MetaForgeClient;

interface World {
  client: MetaForgeClient;
  readonly make: MakeClient;
  readonly stage: Stage;
  readonly kept: Record<string, unknown>;
  readonly sessions: Record<string, Session>;
  readonly background: Map<string, Promise<Outcome>>;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

/** Throws a sentence about the step that went otherwise. */
export async function runCase(one: Case, stage: Stage, make: MakeClient): Promise<void> {
  const client = make(stage.base(), one.client ?? {});
  const world: World = {
    ...{ client, make, stage },
    ...{ kept: {}, sessions: {}, background: new Map() },
  };
  for (const [n, raw] of one.steps.entries()) {
    const step = filled(raw, world.kept) as Step;
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    const problem = await take(step, world);
    if (problem) throw new TypeError(`step ${n + 1}, ${JSON.stringify(raw)}: ${problem}`);
  }
}

async function take(step: Step, world: World): Promise<string | null> {
  if (typeof step["background"] === "string") {
    world.background.set(step["background"], outcomeOf(step, world));
    return null;
  }
  const outcome =
    step.do === "join"
      ? await world.background.get(String(step["of"]))!
      : await outcomeOf(step, world);
  if ("error" in outcome) {
    const seen = toFacts(outcome.error);
    if (step["error"] === undefined) return `failed with ${JSON.stringify(seen)}`;
    return mismatch(seen, step["error"], "error");
  }
  if (step["error"] !== undefined) return `did not fail but gave ${JSON.stringify(outcome.result)}`;
  world.kept[String(step["as"] ?? "")] = outcome.result;
  return step["expect"] === undefined ? null : mismatch(outcome.result, step["expect"], step.do);
}

async function outcomeOf(step: Step, world: World): Promise<Outcome> {
  try {
    return { result: await VERBS[step.do]!(step, world) };
  } catch (error) {
    return { error };
  }
}

function toFacts(thrown: unknown): Json {
  const { name, code, status, message, details } = thrown as Json;
  return { class: name, code, status, message, details };
}

const VERBS: Record<string, (step: Step, world: World) => Promise<unknown>> = {
  async run(step, world) {
    const { options, sessionId } = step as { options?: api.StartOptions; sessionId?: string };
    const session = await world.client.runSkill(String(step["skill"]), inputOf(step), {
      ...options,
      sessionId,
    });
    return keep(step, world, session);
  },
  async create(step, world) {
    const make = () => world.client.createSession(String(step["skill"]), inputOf(step));
    if (step["times"] === undefined) return keep(step, world, await make());
    const ids: string[] = [];
    // oxlint-disable-next-line no-await-in-loop -- their order is the order of the list
    while (ids.length < Number(step["times"])) ids.push((await make()).id);
    return { ids };
  },
  start: async (step, world) => toJson(await of(step, world).run()),
  session: async (step, world) => keep(step, world, await world.client.session(String(step["id"]))),
  look: async (step, world) => toJson(of(step, world)),
  refresh: async (step, world) => toJson(await of(step, world).refresh()),
  async wait(step, world) {
    const progress: number[] = [];
    const messages: string[] = [];
    const session = await of(step, world).waitForCompletion({
      timeout: step["timeoutMs"] as number | undefined,
      onProgress(now) {
        progress.push(now.progress);
        messages.push(now.message);
      },
    });
    return { ...toJson(session), progress, messages };
  },
  approve: (step, world) => of(step, world).approve(step["comment"] as string, stated(step)),
  reject: (step, world) => of(step, world).reject(String(step["reason"]), stated(step)),
  evidence: (step, world) => of(step, world).evidence(),
  workspace: async (_, world) => ({ artifacts: await world.client.workspace() }),
  cancel: (step, world) => of(step, world).cancel(),
  delete: (step, world) => of(step, world).delete(),
  diff: async (step, world) => ({
    text: await of(step, world).diff({ format: step["format"] as string | undefined }),
  }),
  artifacts: async (step, world) => ({ artifacts: await of(step, world).artifacts() }),
  async artifact(step, world) {
    const side = step["side"] === undefined ? {} : { side: step["side"] as "base" };
    const bytes = Buffer.from(await of(step, world).artifact(String(step["path"]), side));
    return { text: bytes.toString("utf8"), base64: bytes.toString("base64") };
  },
  pending: async (_step, { client }) => ({ pending: await client.pending() }),
  async sessions({ status, pageSize }, { client }) {
    const ids: string[] = [];
    const options = { status: status as "created", pageSize: pageSize as number };
    for await (const { id } of client.sessions(options)) ids.push(id);
    return { ids };
  },
  health: (_step, { client }) => client.health(),
  callTool: async ({ tool, action, input }, { client }) => ({
    result: await client.callTool(String(tool), String(action), input as Json | undefined),
  }),
  async events({ since, session, until }, { client }) {
    const seen: api.GatewayEvent[] = [];
    const options = { since: since as number, session: session as string };
    for await (const event of client.events(options)) {
      seen.push(event);
      if (mismatch(event, until, "event") === null) break;
    }
    const seqs = seen.flatMap((event) => ("seq" in event ? [event.seq] : []));
    return { names: seen.map(({ event }) => event), seqs, last: seqs.at(-1) };
  },
  async client({ apiKey, baseUrl, path = "" }, world) {
    const key = apiKey === undefined ? {} : { apiKey };
    world.client = world.make(String(baseUrl ?? `${world.stage.base()}${String(path)}`), key);
    return {};
  },
  async gateway({ to }, { stage }) {
    await (to === "start" ? stage.restart() : stage.kill(to === "kill" ? "SIGKILL" : "SIGTERM"));
    return {};
  },
  async write({ path, text }, { stage }) {
    writeFileSync(stage.at(String(path)), String(text));
    return {};
  },
  async file({ path }, { stage }) {
    try {
      return { text: readFileSync(stage.at(String(path)), "utf8") };
    } catch {
      return {};
    }
  },
  async pause({ ms }) {
    await sleep(Number(ms));
    return {};
  },
};

const inputOf = ({ files, args }: Step): api.RunInput => ({
  ...(files === undefined ? {} : { files: files as string[] }),
  ...(args === undefined ? {} : { args: args as Json }),
});

const stated = ({ by, automatic }: Step) => ({ by, automatic }) as Stated;
const of = (step: Step, { sessions }: World): Session => sessions[String(step["of"] ?? "session")]!;

function keep(step: Step, { sessions, kept }: World, session: Session): Json {
  const names = ["session", ...(typeof step["as"] === "string" ? [step["as"]] : [])];
  for (const name of names) {
    sessions[name] = session;
    kept[name] = toJson(session);
  }
  return toJson(session);
}

function toJson({ staleInputs, ...session }: Session): Json {
  return { ...session, stale_inputs: staleInputs };
}

/** `$NAME.FIELD` in a value, replaced by what was kept. */
function filled(value: unknown, kept: Record<string, unknown>): unknown {
  if (typeof value === "string") {
    const [, name, field] = /^\$(\w+)\.(\w+)$/.exec(value) ?? [];
    return name === undefined ? value : (kept[name] as Json)[field!];
  }
  if (Array.isArray(value)) return value.map((inner) => filled(inner, kept));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, filled(inner, kept)]),
  );
}

const MATCHERS: Record<string, (seen: unknown, wanted: unknown) => boolean> = {
  $absent: (seen) => seen === undefined || seen === null,
  $contains: (seen, text) => typeof seen === "string" && seen.includes(String(text)),
  $lacks: (seen, text) => typeof seen === "string" && !seen.includes(String(text)),
  $includes: (seen, value) => Array.isArray(seen) && seen.some((one) => equal(one, value)),
  $rises: (seen) => rises(seen, 1, (before, after) => before < after),
  $climbsTo: (seen, end) =>
    rises(seen, 2, (before, after) => before <= after) && (seen as number[]).at(-1) === end,
  $reversed: (seen, wanted) => equal(seen, (wanted as unknown[]).toReversed()),
};

function rises(seen: unknown, least: number, inOrder: (before: number, after: number) => boolean) {
  if (!Array.isArray(seen) || seen.length < least) return false;
  return (seen as number[]).every((one, n, all) => n === 0 || inOrder(all[n - 1]!, one));
}

const equal = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Null when it matches, else where it does not. */
export function mismatch(seen: unknown, wanted: unknown, where: string): string | null {
  const differs = `${where} is ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`;
  if (typeof wanted !== "object" || wanted === null) return seen === wanted ? null : differs;
  const [key = ""] = Object.keys(wanted);
  if (MATCHERS[key]) return MATCHERS[key](seen, (wanted as Json)[key]) ? null : differs;
  if (typeof seen !== "object" || seen === null) return differs;
  if (Array.isArray(wanted) && (seen as unknown[]).length !== wanted.length) return differs;
  const problems = Object.entries(wanted).map(([name, value]) =>
    mismatch((seen as Json)[name], value, `${where}.${name}`),
  );
  return problems.find((problem) => problem !== null) ?? null;
}
