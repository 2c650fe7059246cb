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

/**
 * Hears of tool actions from the run process. Only names that are known count: a plugin can send any. `used` are the
 * tools that were asked, with the version of the program behind each.
 */
export function toolsOf(registry: Registry, callable: readonly string[], span: RunSpan | null) {
  const versions = new Map<string, string | null>();
  return {
    hear(call: ToolCall): void {
      if (!callable.includes(call.tool)) return;
      const tool = registry.tool(call.tool)?.facts.tool;
      if (!tool?.actions.some(({ name }) => name === call.action)) return;
      versions.set(call.tool, tool.detected.version ?? null);
      span?.tool(call);
    },
    used: () =>
      [...versions]
        .map(([name, version]) => ({ name, version }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
