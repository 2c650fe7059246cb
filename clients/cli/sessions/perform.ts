/** Runs a skill to its end, shows how far it is, and cancels it on Ctrl-C. */
import type {
  MetaForgeClient,
  PluginStatus,
  RunSkillOptions,
  Session,
  RunInput,
} from "../../typescript/src/index.ts";
import { nearest } from "../nearest.ts";
import { problem, usage } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { createBar } from "../terminal/bar.ts";
import { shortId } from "./words.ts";

export interface Job {
  readonly client: MetaForgeClient;
  /** Whether the gateway's process still lives. */
  readonly isThere: () => boolean;
  readonly skill: string;
  readonly input: RunInput;
  readonly options: RunSkillOptions;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  /** Hears of the session before its end. */
  readonly onSession?: (session: Session) => void;
}

/** Milliseconds. */
const ECHO = 250;
const LOOK = 500;

/** Null: Ctrl-C, and the run is cancelled. Throws USAGE for a skill or input that the gateway refuses, NO_GATEWAY when that has ended. */
export async function performRun(job: Job, shell: Shell, quiet: boolean): Promise<Session | null> {
  const { client, isThere, skill, input, options, timeout, onSession } = job;
  // The client waits for a gateway to come back; one whose process has ended does not.
  const gone = new AbortController();
  const look = setInterval(() => isThere() || gone.abort(), LOOK);
  const stop = new AbortController();
  let first = 0;
  const onSignal = () => {
    // What comes twice at once is one key: the terminal's own, and what a program above us passes on.
    if (stop.signal.aborted && shell.now() - first < ECHO) return;
    // The second one does not wait for the gateway.
    if (stop.signal.aborted) process.exit(130);
    first = shell.now();
    stop.abort();
  };
  const bar = quiet ? null : createBar(shell.err, shell.now);
  let session: Session | undefined;
  process.on("SIGINT", onSignal);
  try {
    session = await client.runSkill(skill, input, options).catch(async (thrown: unknown) => {
      throw await refusal(thrown, job);
    });
    onSession?.(session);
    const signal = AbortSignal.any([stop.signal, gone.signal]);
    const onProgress = bar?.show;
    return await session.waitForCompletion({ signal, timeout, onProgress });
  } catch (thrown) {
    if (gone.signal.aborted && session) throw lost(session);
    if (!stop.signal.aborted || !session) throw thrown;
    // It may have ended by itself just then; either way it is over.
    await session.cancel().catch(() => {});
    return null;
  } finally {
    bar?.end();
    clearInterval(look);
    process.off("SIGINT", onSignal);
  }
}

const lost = ({ id, skill }: Session) =>
  problem("NO_GATEWAY", `the gateway ended while '${skill}' was under way`, {
    hint: `metaforge show ${shortId(id)} says what came of it`,
    details: { session_id: id },
  });

async function refusal(thrown: unknown, { client, skill }: Job): Promise<unknown> {
  const { code, message, details } = thrown as {
    code?: string;
    message: string;
    details?: { field?: string; allowed?: string[] };
  };
  if (code !== "VALIDATION_ERROR") return thrown;
  const { field, allowed } = details ?? {};
  if (field !== "skill" || !allowed) {
    const starter = "`metaforge init` writes a PRD.md";
    return usage(message, message.includes("'PRD.md' does not exist") ? starter : undefined);
  }
  const { plugins } = await client.status();
  const row = plugins.find(({ name }) => name === skill);
  if (row) return notReady(row);
  const close = nearest(skill, allowed);
  const list = allowed.length === 0 ? "no skill is loaded" : `there is: ${allowed.join(", ")}`;
  return usage(`there is no skill '${skill}'`, close ? `did you mean '${close}'? ${list}` : list);
}

/** There is a plugin of that name, and it is no skill that could be run. */
function notReady({ name, kind, state, error }: PluginStatus): unknown {
  if (state === "ready") return usage(`'${name}' is a ${kind}, no skill`);
  if (state === "untrusted") {
    return problem(error?.code ?? "PLUGIN_UNTRUSTED", error?.message ?? `'${name}' is ${state}`, {
      hint: `read it, then let it run: metaforge trust ${name}`,
    });
  }
  const why = error ? `: ${error.message}` : "";
  return problem(error?.code ?? "UNAVAILABLE", `'${name}' is ${state}${why}`, {
    hint: error?.hint ?? "`metaforge status` says when it is ready",
  });
}
