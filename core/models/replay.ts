/** Models of a run that is replayed: a record answers, and nothing here knows a network. */
import { createAsking } from "./asking.ts";
import type { ModelRun, RunModels } from "./contract.ts";
import type { Replay } from "./record.ts";

/** `used` stays empty: no tokens are spent. */
export function replayModels(
  replay: Replay,
  { temperature, trace, recorder }: Pick<ModelRun, "temperature" | "trace" | "recorder">,
): RunModels {
  const asking = createAsking(temperature, async (request, sha256) => {
    const answer = replay.next(request, sha256);
    const { provider, model } = answer;
    trace("model", { provider, model, outcome: "replayed", request_sha256: sha256 });
    // So that a replayed run has a record of its own.
    recorder?.add(request, sha256, answer);
    return answer;
  });
  return { available: true, ...asking, used: () => [] };
}
