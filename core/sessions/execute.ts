/** Drives one run: hands the job to a run process, stages what comes back, stores how it ended. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SkillResult } from "../define.ts";
import { isGatewayError, toClientReport } from "../errors.ts";
import type { ErrorReport } from "../errors.ts";
import type { Models } from "../models/contract.ts";
import { redactedJson } from "../redaction.ts";
import type { Registry, SkillRow } from "../registry.ts";
import type { Pool } from "../run/pool.ts";
import type { RunSpan } from "../telemetry-recorder.ts";
import { VERSION } from "../version.ts";
import type { Workspace } from "../workspace/files.ts";
import { waitingFiles } from "./after.ts";
import { createBroker } from "./broker.ts";
import type { Session, Status } from "./model.ts";
import type { PluginStorages } from "./plugin-storage.ts";
import type { ProgressMeter } from "./progress.ts";
import { completeEvent, progressEvent } from "./session-events.ts";
import { modelsOf } from "./run-models.ts";
import { toolsOf } from "./measure.ts";
import { stageArtifacts } from "./stage.ts";
import { withStaged } from "./staged-workspace.ts";
import type { Patch, Store } from "./store.ts";
import { toolsFor } from "./tools-for.ts";
import { createTrace } from "./trace.ts";

export interface ExecuteParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly pool: Pool;
  readonly workspace: Workspace;
  readonly storages: PluginStorages;
  readonly models: Models;
  /** Takes secrets out of what is kept or told of a run. */
  readonly redact: (text: string) => string;
  /** Absolute folder under which each run may have a scratch folder of its own. */
  readonly scratchRoot: string;
  /** Absolute folder under which each tool may have a cache of its own. */
  readonly cacheRoot: string;
  readonly timeoutMs: number;
  readonly now: () => string;
  /** Whether the gateway is stopping: then nothing is tried again. */
  readonly closing: () => boolean;
}

export interface Attempt {
  readonly session: Session;
  readonly skill: SkillRow;
  readonly meter: ProgressMeter;
  /** Aborts with CANCELLED, or with the error that the run ends with. */
  readonly signal: AbortSignal;
  /** Null while nobody measures. */
  readonly span: RunSpan | null;
}

export const CANCELLED = "cancelled";

/** Milliseconds between two tries to store how a run ended. */
const STORE_AGAIN_MS = 500;

/** The session after its run; null when it was deleted meanwhile. Rejects only when the end cannot be stored. */
export async function execute(parts: ExecuteParts, attempt: Attempt): Promise<Session | null> {
  const { store, registry, pool, workspace, timeoutMs, now, redact } = parts;
  const { session, skill, meter: progress, signal, span } = attempt;
  const { id, input } = session;
  const { temperature, verbose } = session.options;
  // A replayed run must not know that it is one.
  const options = { temperature, verbose };
  const trace = createTrace(now, redact);
  const scratch = join(parts.scratchRoot, id);
  const storage = parts.storages.of(skill.name);
  const maker = registry.makerOf;
  const over = new AbortController();
  const watched = modelsOf(session, {
    ...{ temperature, progress, store, redact, models: parts.models, trace: trace.add },
    ...{ signal: AbortSignal.any([signal, over.signal]), onCall: span?.model },
  });
  const { models, answered } = watched;
  const seen = withStaged(workspace, waitingFiles(session.options.after, store));
  const asked = createBroker({
    ...{ workspace: seen, storage, progress, trace, models, answered, redact, scratch, maker },
  });
  const callable = toolsFor(registry, skill.facts);
  const tools = toolsOf(registry, Object.keys(callable), span);
  const broker = { ...asked, tool: tools.hear };

  const end = (to: Status, body: NonNullable<Patch["body"]>, staged: Patch["staged"] = []) => {
    over.abort();
    trace.add("end", { status: to, ...(body.error ? { error: body.error } : {}) });
    const unsent = progress.end();
    const { fraction, message } = progress.now();
    const events = [
      ...(unsent ? [progressEvent(session, unsent)] : []),
      completeEvent(id, to, staged, body.error),
    ];
    const sources = broker.sources();
    const used = models.used();
    const patch = {
      body: {
        ...body,
        progress: fraction,
        message,
        sources,
        ran: { gateway: VERSION, skill: skill.facts.version, tools: tools.used() },
        ...(used.length > 0 && { models: used }),
      },
      staged,
      trace: trace.text(),
      exchanges: watched.exchanges(),
      events,
    };
    const stored = () => store.move(id, "running", to, patch);
    // Good results may fail for want of room on the disk; that a run failed must be told in the end.
    return body.error || to === "cancelled" ? untilStored(stored, parts.closing) : stored();
  };

  try {
    signal.throwIfAborted();
    const job = {
      ...{ kind: "skill" as const, id, scratch, input, options, llm: models.available },
      given: await broker.given(input.files),
      plugin: { name: skill.name, entry: skill.entry },
      tools: callable,
      cacheRoot: parts.cacheRoot,
    };
    const result = await pool.run<SkillResult>(job, broker, { signal, timeoutMs });
    await watched.check(result.artifacts);
    const { changed, unchanged } = await stageArtifacts(workspace, result.artifacts);
    trace.add("staged", {
      changed: changed.map(({ path }) => path),
      unchanged: unchanged.map(({ path }) => path),
    });
    progress.say(1, progress.now().message);
    const { findings = [], summary = null } = result;
    const to = changed.length > 0 ? "pending_approval" : "completed";
    const told = [...findings, ...watched.findings()];
    return await end(to, { findings: told, summary, unchanged }, changed);
  } catch (thrown) {
    if (signal.aborted && signal.reason === CANCELLED) return await end("cancelled", {});
    const reason: unknown = signal.aborted ? signal.reason : thrown;
    return await end("failed", { error: reportOf(reason, redact) });
  } finally {
    // Most runs never ask for it. What a run made unremovable is no reason to fail; the next start tries again.
    if (existsSync(scratch)) await rm(scratch, { recursive: true, force: true }).catch(() => {});
  }
}

/** A full disk may have room again; until then the session reads `running`. A stop leaves it to the next start. */
async function untilStored(
  stored: () => Promise<Session | null>,
  closing: () => boolean,
): Promise<Session | null> {
  for (;;) {
    try {
      return await stored();
    } catch (thrown) {
      if (closing()) return null;
      if (!isGatewayError(thrown) || thrown.code !== "STORAGE_ERROR") throw thrown;
      await sleep(STORE_AGAIN_MS);
    }
  }
}

/** Words of a provider, or of a skill that shows them, may hold what nobody should read. */
function reportOf(reason: unknown, redact: (text: string) => string): ErrorReport {
  const report = toClientReport(reason, "AGENT_ERROR");
  return JSON.parse(redactedJson(report, redact)) as ErrorReport;
}
