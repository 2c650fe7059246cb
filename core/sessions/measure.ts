/** Measures a run from its first step to its stored end, while somebody listens. */
import type { Registry, SkillRow } from "../registry.ts";
import type { TelemetryRecorder, RunSpan, ToolCall } from "../telemetry-recorder.ts";
import type { Session } from "./model.ts";

export async function measured(
  telemetry: TelemetryRecorder,
  { session, skill }: { readonly session: Session; readonly skill: SkillRow },
  work: (span: RunSpan | null) => Promise<Session | null>,
): Promise<Session | null> {
  if (!telemetry.heard()) return work(null);
  const { id, agent } = session;
  const { version } = skill.facts;
  const span = telemetry.run({ session: id, skill: skill.name, agent, version });
  try {
    const after = await work(span);
    span.end(after?.status ?? "deleted", after?.error?.code ?? null);
    return after;
  } catch (thrown) {
    span.end("unstored", "STORAGE_ERROR");
    throw thrown;
  }
}

/** Hears of tool actions from the run process. Only names that are known count: a plugin can send any. */
export function toolsOf(registry: Registry, { facts }: SkillRow, span: RunSpan | null) {
  return (call: ToolCall): void => {
    if (!span || !facts.needs.includes(call.tool)) return;
    const actions = registry.tool(call.tool)?.facts.tool.actions ?? [];
    if (actions.some(({ name }) => name === call.action)) span.tool(call);
  };
}
