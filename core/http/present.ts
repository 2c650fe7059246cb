/** Sessions in the words of the API. */
import { fail } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { ModelUse } from "../models/contract.ts";
import type { Session } from "../sessions/model.ts";
import type { PageEntry } from "../sessions/pages.ts";
import type { LiveRun } from "../sessions/runs.ts";
import { isFinal, shownStatus } from "../sessions/states.ts";

export const agentName = (session: Session): string => `${session.agent}-agent`;

export const toHead = ({ id, skill, status, created }: PageEntry) => ({
  id,
  skill,
  status: shownStatus(status),
  created,
});

export function toView(session: Session, staleInputs: readonly string[] = []) {
  const { updated, input, artifacts, summary, findings, sources, models, error } = session;
  const { decision } = session;
  return {
    ...toHead(session),
    agent: agentName(session),
    updated,
    input,
    output: { artifacts: artifacts.map(({ path, size }) => ({ path, type: "file", size })) },
    summary,
    findings,
    sources,
    ...(models.length > 0 ? { models: models.map(toModelUse) } : {}),
    ...(staleInputs.length > 0 ? { stale_inputs: staleInputs } : {}),
    ...(error ? { error } : {}),
    // While an approval is being applied its decision is in the journal, but not settled.
    ...(decision && isFinal(session.status) ? { decision } : {}),
  };
}

export function toAgentStatus(session: Session, live: LiveRun | null) {
  const { id, status, artifacts, error } = session;
  return {
    session_id: id,
    status: shownStatus(status),
    agent: agentName(session),
    artifacts: artifacts.map(toArtifactDiff),
    progress: live?.progress ?? session.progress,
    message: live?.message ?? session.message,
    ...(live?.queued ? { queued: true } : {}),
    ...(error ? { error } : {}),
  };
}

export const toPendingEntry = ({ id, skill, created, artifacts }: Session) => ({
  session_id: id,
  skill,
  created,
  artifacts: artifacts.map((file) => ({ ...toArtifactDiff(file), size: file.size })),
});

const toArtifactDiff = (file: Session["artifacts"][number]) => ({
  path: file.path,
  diff: `+${file.added} -${file.removed}`,
});

const toModelUse = (use: ModelUse) => ({
  provider: use.provider,
  model: use.model,
  calls: use.calls,
  input_tokens: use.inputTokens,
  output_tokens: use.outputTokens,
  cost: use.cost,
  ms: use.ms,
});

/** A run's stored error as the error it was, for a caller who waited for the end. */
export function toThrown(error: NonNullable<Session["error"]>): GatewayError {
  return fail(error.code, error.details, { message: error.message });
}
