/** The models of one run: configured ones or a record of an earlier run, watched for what they ground, and recorded. */
import { fail } from "../errors.ts";
import type { Models, ModelRun, Recorder } from "../models/contract.ts";
import { createExchanges, createReplay } from "../models/record.ts";
import { replayModels } from "../models/replay.ts";
import type { Session } from "./model.ts";
import { witness } from "./origin-check.ts";
import type { Witness } from "./origin-check.ts";
import type { Store } from "./store.ts";

export interface RunModelParts extends Omit<ModelRun, "recorder"> {
  readonly models: Models;
  readonly store: Pick<Store, "exchanges">;
  readonly redact: (text: string) => string;
}

export interface WatchedModels extends Witness {
  /** What was asked and answered, as JSON lines. */
  exchanges(): string;
  /** The models that have answered so far, as provider/model, in this run or in the one that is replayed. */
  answered(): readonly string[];
}

/** Contents are kept only of a verbose run: they hold whatever the inputs hold. */
export function modelsOf(
  { options }: Pick<Session, "options">,
  { models, store, redact, ...run }: RunModelParts,
): WatchedModels {
  const exchanges = createExchanges({ content: options.verbose, redact });
  const names = new Set<string>();
  const recorder: Recorder = {
    add(request, sha256, answer) {
      names.add(`${answer.provider}/${answer.model}`);
      exchanges.add(request, sha256, answer);
    },
  };
  const { replay } = options;
  const inner =
    replay === undefined
      ? models.forRun({ ...run, recorder })
      : replayModels(createReplay(store.exchanges(replay), REPLAY_FIELD), { ...run, recorder });
  return { ...witness(inner), exchanges: exchanges.text, answered: () => [...names] };
}

const REPLAY_FIELD = "options.replay";

/** Throws VALIDATION_ERROR when there is no such session, or its record cannot be replayed. */
export function checkReplay(
  replay: string | undefined,
  store: Pick<Store, "get" | "exchanges">,
): void {
  if (replay === undefined) return;
  if (!store.get(replay)) {
    throw fail("VALIDATION_ERROR", { field: REPLAY_FIELD, problem: "there is no such session" });
  }
  createReplay(store.exchanges(replay), REPLAY_FIELD);
}
