/** Runs a skill to its end, shows how far it is, and cancels it on Ctrl-C. */
import type {
  MetaForgeClient,
  RunSkillOptions,
  Session,
  RunInput,
} from "../../typescript/src/index.ts";
import { nearest } from "../nearest.ts";
import { usage } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { createBar } from "../terminal/bar.ts";

export interface Job {
  readonly client: MetaForgeClient;
  readonly skill: string;
  readonly input: RunInput;
  readonly options: RunSkillOptions;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  /** Hears of the session before its end. */
  readonly onSession?: (session: Session) => void;
}

/** Null: Ctrl-C, and the run is cancelled. Throws USAGE for a skill or input that the gateway refuses. */
export async function performRun(job: Job, shell: Shell, quiet: boolean): Promise<Session | null> {
  const { client, skill, input, options, timeout, onSession } = job;
  const stop = new AbortController();
  const onSignal = () => {
    // The second one does not wait for the gateway.
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  const bar = quiet ? null : createBar(shell.err, shell.now);
  let session: Session | undefined;
  process.on("SIGINT", onSignal);
  try {
    session = await client.runSkill(skill, input, options).catch((thrown: unknown) => {
      throw refusal(thrown, skill);
    });
    onSession?.(session);
    const { signal } = stop;
    const onProgress = bar?.show;
    return await session.waitForCompletion({ signal, timeout, onProgress });
  } catch (thrown) {
    if (!stop.signal.aborted || !session) throw thrown;
    // It may have ended by itself just then; either way it is over.
    await session.cancel().catch(() => {});
    return null;
  } finally {
    bar?.end();
    process.off("SIGINT", onSignal);
  }
}

function refusal(thrown: unknown, skill: string): unknown {
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
  const close = nearest(skill, allowed);
  const list = allowed.length === 0 ? "no skill is loaded" : `there is: ${allowed.join(", ")}`;
  return usage(`there is no skill '${skill}'`, close ? `did you mean '${close}'? ${list}` : list);
}
