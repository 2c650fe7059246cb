/** Runs of sessions: takes a request, waits for a slot, knows what is under way, ends it when asked. */
import { fail, messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Registry, SkillRow } from "../registry.ts";
import { checkAfter, waitingFiles } from "./after.ts";
import { CANCELLED, execute } from "./execute.ts";
import type { ExecuteParts } from "./execute.ts";
import { measured } from "./measure.ts";
import { checkedInput } from "./input.ts";
import type { AskedInput } from "./input.ts";
import type { RunOptions, Session, SessionInput } from "./model.ts";
import { inputKey } from "./rows.ts";
import { checkReplay } from "./run-models.ts";
import { createProgressMeter } from "./progress.ts";
import type { ProgressMeter } from "./progress.ts";
import { completeEvent, progressEvent } from "./session-events.ts";
import { shownStatus } from "./states.ts";
import type { RunSpan, TelemetryRecorder } from "../telemetry-recorder.ts";
import { createSlots } from "./slots.ts";
import { withStaged } from "./staged-workspace.ts";
import type { Store } from "./store.ts";

export interface RunRequest {
  readonly skill: string;
  readonly input: AskedInput;
  readonly options: RunOptions;
}

export interface RunsParts extends Omit<ExecuteParts, "timeoutMs" | "closing"> {
  readonly limits: {
    readonly timeoutMs: number;
    readonly concurrent: number;
    readonly queue: number;
    readonly createdMax: number;
  };
  readonly countCreated: () => number;
  readonly newId: () => string;
  readonly log: Log;
  readonly telemetry: TelemetryRecorder;
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
  const { store, registry, workspace, limits } = parts;
  const slots = createSlots(limits.concurrent, limits.queue);
  const active = new Map<string, Active>();
  let closing = false;
  const running = { ...parts, timeoutMs: limits.timeoutMs, closing: () => closing };

  /** `stored` is the session that a run has named: it runs as it was created, or not at all. */
  async function accepted(request: RunRequest, mustExist: boolean, stored?: Session) {
    if (closing) throw fail("UNAVAILABLE", { problem: "the gateway is stopping", retry_after: 5 });
    const skill = knownSkill(registry, request.skill);
    const { files, args } = request.input;
    const asked = stored && !files && !args ? stored.input : request.input;
    const { options } = request;
    checkAfter(options.after, store);
    const seen = withStaged(workspace, waitingFiles(options.after, store));
    const input = await checkedInput(asked, skill, { workspace: seen, registry, mustExist });
    if (stored) refuseAnother(stored, skill.name, input);
    checkReplay(options.replay, store);
    const { agent } = skill.facts.skill;
    return { skill, session: { id: parts.newId(), skill: skill.name, agent, input, options } };
  }

  async function begin(request: RunRequest, named: string | null) {
    const stored = named === null ? null : store.get(named);
    if (named !== null && !stored) throw fail("NOT_FOUND", { what: "Session" });
    const { skill, session: fresh } = await accepted(request, true, stored ?? undefined);
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
    const attempt = { session, skill, meter, signal: abort.signal };
    const turn = slots.take(async () => {
      try {
        const work = (span: RunSpan | null) => execute(running, { ...attempt, span });
        settle(await measured(parts.telemetry, attempt, work));
      } catch (thrown) {
        // Not the skill's doing: how the run ended could not be stored. The next start marks it.
        const problem = messageOf(thrown);
        parts.log.error("a run's end could not be stored", { session: session.id, problem });
      } finally {
        active.delete(session.id);
        settle(null);
      }
    }, abort.signal);
    run.waiting = turn.waiting;
    return { session, ended };
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
      throw fail("CONFLICT", {
        problem: `The session is ${shownStatus(found.status)}, not running`,
      });
    },
    async remove(id) {
      // The row goes first: from then on nothing the run still does can be staged.
      if (!(await store.remove(id))) throw fail("NOT_FOUND", { what: "Session" });
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

const INTERRUPTED = () => fail("AGENT_ERROR", { problem: "interrupted: the gateway was stopped" });

const cancelCreated = (store: Store, id: string) =>
  store.move(id, "created", "cancelled", { events: [completeEvent(id, "cancelled", [])] });

function refuseAnother(stored: Session, skill: string, input: SessionInput): void {
  const differs = (field: string) => {
    const problem = `the session was created with another ${field}`;
    return fail("VALIDATION_ERROR", { field, problem });
  };
  if (stored.skill !== skill) throw differs("skill");
  if (inputKey(skill, input) !== inputKey(skill, stored.input)) throw differs("input");
}

function knownSkill(registry: Registry, name: string): SkillRow {
  const skill = registry.skill(name);
  if (skill) return skill;
  const allowed = registry.skills().map((row) => row.name);
  const shown = JSON.stringify(name.slice(0, 100));
  throw fail("VALIDATION_ERROR", { field: "skill", allowed, problem: `unknown skill ${shown}` });
}
