/** Models of a run that is replayed: a record answers, and nothing here knows a network. */
import type { Asking } from "./asking.ts";
import type { ModelRun, RunModels } from "./contract.ts";
import type { Replay } from "./record.ts";

/** `used` stays empty: no tokens are spent. */
export function replayModels(
  replay: Replay,
  { temperature, trace, recorder }: Pick<ModelRun, "temperature" | "trace" | "recorder">,
): RunModels {
  let made: Promise<Asking> | undefined;
  // Imported with the first question: most gateways never replay.
  const asking = () => (made ??= make());

  async function make(): Promise<Asking> {
    const { createAsking } = await import("./asking.ts");
    return createAsking(temperature, async (request, sha256) => {
      const answer = replay.next(request, sha256);
      const { provider, model } = answer;
      trace("model", { provider, model, outcome: "replayed", request_sha256: sha256 });
      // So that a replayed run has a record of its own.
      recorder?.add(request, sha256, answer);
      return answer;
    });
  }

  return {
    available: true,
    text: async (params) => (await asking()).text(params),
    object: async (params) => (await asking()).object(params),
    grounded: async (params) => (await asking()).grounded(params),
    used: () => [],
  };
}
