/** Runs skills for sessions: takes a request, waits for a slot, drives the run process, stages what comes back. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SkillResult } from "../define.ts";
import { fail, isGatewayError, toClientReport } from "../errors.ts";
import type { Registry, SkillRow } from "../registry.ts";
import type { Pool } from "../run/pool.ts";
import type { Workspace } from "../workspace/files.ts";
import { createBroker } from "./broker.ts";
import { checkedInput } from "./input.ts";
import type { AskedInput } from "./input.ts";
import type { RunOptions, Session, Status } from "./model.ts";
import type { PluginStorages } from "./plugin-storage.ts";
import { createProgressMeter } from "./progress.ts";
import type { ProgressMeter } from "./progress.ts";
import { completeEvent, progressEvent } from "./session-events.ts";
import { createSlots } from "./slots.ts";
import { stageArtifacts } from "./stage.ts";
import type { Patch, Store } from "./store.ts";
import { createTrace } from "./trace.ts";

export interface RunRequest {
  readonly skill: string;
  readonly input: AskedInput;
  readonly options: RunOptions;
}

export interface RunsParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly pool: Pool;
  readonly workspace: Workspace;
  readonly storages: PluginStorages;
  /** Absolute folder under which each run gets a scratch folder of its own. */
  readonly scratchRoot: string;
  readonly limits: {
    readonly timeoutMs: number;
    readonly concurrent: number;
    readonly queue: number;
    readonly createdMax: number;
  };
  readonly countCreated: () => number;
  readonly newId: () => string;
  readonly now: () => string;
}

/** How a session that runs in this process stands between two commits. */
export interface LiveRun {
  readonly progress: number;
  readonly message: string;
  readonly queued: boolean;
}

export interface Runs {
  /** Stores a session and starts nothing. */
  create(request: RunRequest): Promise<Session>;
  /** Starts a run; `ended` settles with the session's state after it, null when it was deleted meanwhile. */
  run(
    request: RunRequest,
    named: string | null,
  ): Promise<{ session: Session; ended: Promise<Session | null> }>;
  live(id: string): LiveRun | null;
  /** Ends a run and its process group; CONFLICT when nothing can be cancelled. */
  cancel(id: string): Promise<Session>;
  /** Removes a session; a run of it ends first. NOT_FOUND when there is none. */
  remove(id: string): Promise<void>;
  /** Takes no more; lets runs end for `graceMs`, then marks them interrupted. */
  close(graceMs: number): Promise<void>;
}

interface Active {
  readonly abort: AbortController;
  readonly meter: ProgressMeter;
  readonly ended: Promise<Session | null>;
  waiting: () => boolean;
}

export function createRuns(parts: RunsParts): Runs {
  const { store, registry, pool, workspace, limits, now } = parts;
  const slots = createSlots(limits.concurrent, limits.queue);
  const active = new Map<string, Active>();
  let closing = false;

  async function accepted(request: RunRequest, mustExist: boolean) {
    if (closing) throw fail("UNAVAILABLE", { problem: "the gateway is stopping", retry_after: 5 });
    const skill = knownSkill(registry, request.skill);
    const input = await checkedInput(request.input, skill, { workspace, registry, mustExist });
    const { options } = request;
    const { agent } = skill.facts.skill;
    return { skill, session: { id: parts.newId(), skill: skill.name, agent, input, options } };
  }

  async function begin(request: RunRequest, named: string | null) {
    const { skill, session: fresh } = await accepted(request, true);
    slots.claim();
    // The id is this session's whether it is new or adopted, so it is asked for only once it is stored.
    const session = await store.begin(fresh, named).catch((thrown: unknown) => {
      slots.release();
      throw thrown;
    });
    const abort = new AbortController();
    const meter = createProgressMeter((progress) => {
      // Progress that a full disk refuses is no loss: the state itself is kept here.
      store.record(progressEvent(session, progress)).catch(() => {});
    });
    let settle: (session: Session | null) => void = () => {};
    const ended = new Promise<Session | null>((resolve) => void (settle = resolve));
    const run: Active = { abort, meter, ended, waiting: () => true };
    active.set(session.id, run);
    const turn = slots.take(async () => settle(await execute(session, skill, run)), abort.signal);
    run.waiting = turn.waiting;
    return { session, ended };
  }

  async function execute(session: Session, skill: SkillRow, run: Active): Promise<Session | null> {
    const trace = createTrace(now);
    const scratch = join(parts.scratchRoot, session.id);
    const storage = parts.storages.of(skill.name);
    const maker = registry.makerOf;
    const { meter: progress, abort } = run;
    const broker = createBroker({ workspace, storage, progress, trace, scratch, maker });
    const { id, input, options } = session;
    const sources = () => [...broker.sources].map(([path, hash]) => ({ path, sha256: hash }));
    const end = (to: Status, body: NonNullable<Patch["body"]>, staged: Patch["staged"] = []) => {
      trace.add("end", { status: to, ...(body.error ? { error: body.error } : {}) });
      const unsent = progress.end();
      const { fraction, message } = progress.now();
      const events = [
        ...(unsent ? [progressEvent(session, unsent)] : []),
        completeEvent(id, to, staged, body.error),
      ];
      const patch = {
        body: { ...body, progress: fraction, message, sources: sources() },
        staged,
        trace: trace.text(),
        events,
      };
      const stored = () => store.move(id, "running", to, patch);
      // Good results may fail for want of room on the disk; that a run failed must be told in the end.
      return body.error || to === "cancelled" ? untilStored(stored) : stored();
    };
    try {
      abort.signal.throwIfAborted();
      const job = {
        ...{ kind: "skill" as const, id, scratch, input, options, llm: false },
        plugin: { name: skill.name, entry: skill.entry },
        tools: toolsFor(registry, skill),
      };
      const result = await pool.run<SkillResult>(job, broker, {
        signal: abort.signal,
        timeoutMs: limits.timeoutMs,
      });
      const { changed, unchanged } = await stageArtifacts(workspace, result.artifacts);
      trace.add("staged", { changed: changed.map(({ path }) => path), unchanged });
      progress.say(1, progress.now().message);
      const { findings = [], summary = null } = result;
      const to = changed.length > 0 ? "pending_approval" : "completed";
      return await end(to, { findings, summary }, changed);
    } catch (thrown) {
      if (abort.signal.aborted && abort.signal.reason === CANCELLED) {
        return await end("cancelled", {});
      }
      const reason = abort.signal.aborted ? abort.signal.reason : thrown;
      return await end("failed", { error: toClientReport(reason, "AGENT_ERROR") });
    } finally {
      active.delete(id);
      // What a run made unremovable is no reason to fail; the next start tries again.
      await rm(scratch, { recursive: true, force: true }).catch(() => {});
    }
  }

  /** A full disk may have room again; until then the session reads `running`. A stop leaves it to the next start. */
  async function untilStored(stored: () => Promise<Session | null>): Promise<Session | null> {
    for (;;) {
      try {
        return await stored();
      } catch (thrown) {
        if (closing) return null;
        if (!isGatewayError(thrown) || thrown.code !== "STORAGE_ERROR") throw thrown;
        await sleep(STORE_AGAIN_MS);
      }
    }
  }

  return {
    async create(request) {
      const { session } = await accepted(request, false);
      return store.create(session, () => {
        if (parts.countCreated() < limits.createdMax) return;
        const problem = `${limits.createdMax} sessions were created and never run; delete some`;
        throw fail("RATE_LIMITED", { problem });
      });
    },
    run: begin,
    live(id) {
      const run = active.get(id);
      if (!run) return null;
      const { fraction, message } = run.meter.now();
      return { progress: fraction, message, queued: run.waiting() };
    },
    async cancel(id) {
      const run = active.get(id);
      run?.abort.abort(CANCELLED);
      const session = run ? await run.ended : await cancelCreated(store, id);
      if (session?.status === "cancelled") return session;
      const found = session ?? store.get(id);
      if (!found) throw fail("NOT_FOUND", { what: "Session" });
      throw fail("CONFLICT", { problem: `The session is ${found.status}, not running` });
    },
    async remove(id) {
      // The row goes first: from then on nothing the run still does can be staged.
      const removed = await store.remove(id);
      if (!removed) throw fail("NOT_FOUND", { what: "Session" });
      const run = active.get(id);
      run?.meter.end();
      run?.abort.abort(CANCELLED);
      await run?.ended;
    },
    async close(graceMs) {
      closing = true;
      const timer = setTimeout(() => {
        for (const { abort } of active.values()) abort.abort(INTERRUPTED());
      }, graceMs);
      await slots.idle();
      clearTimeout(timer);
    },
  };
}

/** Milliseconds between two tries to store how a run ended. */
const STORE_AGAIN_MS = 500;
const CANCELLED = "cancelled";
const INTERRUPTED = () => fail("AGENT_ERROR", { problem: "interrupted: the gateway was stopped" });

const cancelCreated = (store: Store, id: string) =>
  store.move(id, "created", "cancelled", { events: [completeEvent(id, "cancelled", [])] });

function knownSkill(registry: Registry, name: string): SkillRow {
  const skill = registry.skill(name);
  if (skill) return skill;
  const allowed = registry.skills().map((row) => row.name);
  const shown = JSON.stringify(name.slice(0, 100));
  throw fail("VALIDATION_ERROR", { field: "skill", allowed, problem: `unknown skill ${shown}` });
}

function toolsFor(registry: Registry, skill: SkillRow): Record<string, { entry: string }> {
  const tools = skill.facts.needs.flatMap((name) => registry.tool(name) ?? []);
  return Object.fromEntries(tools.map((row) => [row.name, { entry: row.entry }]));
}
