/** What a decision stands on, as one record: inputs, versions, models, differences, and who said what. */
import { fail } from "../errors.ts";
import { sha256 } from "../workspace/files.ts";
import { unifiedDiff } from "./diff.ts";
import type { Session } from "./model.ts";
import { isFinal, shownStatus } from "./states.ts";
import type { Store } from "./store.ts";

/**
 * Everything in it was fixed when the session was decided, so the same session gives the same record at any time.
 * Throws CONFLICT for a session that nobody has decided.
 */
export async function evidenceOf(session: Session, store: Pick<Store, "staged">) {
  const { id, skill, agent, status, created, input, options, sources, ran, models, findings } =
    session;
  const { decision, unchanged } = session;
  if (!decision || !isFinal(status)) {
    const problem = `The session is ${shownStatus(status)}; evidence is kept of decided ones`;
    throw fail("CONFLICT", { problem, status: shownStatus(status) });
  }
  const artifacts = [];
  for (const file of store.staged(id)) {
    // oxlint-disable-next-line no-await-in-loop -- one diff at a time
    const diff = await unifiedDiff([file]);
    artifacts.push({
      ...{ path: file.path, size: file.size, sha256: file.newHash, base_sha256: file.baseHash },
      diff: `+${file.added} -${file.removed}`,
      diff_sha256: sha256(diff),
    });
  }
  const count = (severity: string) => findings.filter((one) => one.severity === severity).length;
  return {
    schema: "metaforge/evidence@1" as const,
    session_id: id,
    skill,
    agent: `${agent}-agent`,
    created,
    ran,
    input,
    ...(options.replay === undefined ? {} : { replay_of: options.replay }),
    inputs: sources,
    models: models.map(({ provider, model, calls, inputTokens, outputTokens }) => ({
      ...{ provider, model, calls, input_tokens: inputTokens, output_tokens: outputTokens },
    })),
    artifacts,
    unchanged,
    findings: { errors: count("error"), warnings: count("warning"), notes: count("info") },
    decision,
  };
}
