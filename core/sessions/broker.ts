/** What the gateway does for one run: reads under the path rules, copies, storage, progress, trace. */
import { fail } from "../errors.ts";
import type { RunModels } from "../models/contract.ts";
import type { Broker } from "../run/pool.ts";
import type { PluginStorage } from "../define.ts";
import type { ProgressMeter } from "./progress.ts";
import type { Trace } from "./trace.ts";
import { createWorkspaceCalls } from "./workspace-calls.ts";
import type { WorkspaceCalls, WorkspaceCallsParts } from "./workspace-calls.ts";

export interface BrokerParts extends WorkspaceCallsParts {
  readonly storage: PluginStorage;
  readonly progress: ProgressMeter;
  readonly trace: Trace;
  readonly models: RunModels;
  /** The models that have answered in this run, as provider/model. */
  readonly answered: () => readonly string[];
  /** Takes secrets out of what the run says. */
  readonly redact: (text: string) => string;
}

export type RunBroker = Broker & Pick<WorkspaceCalls, "given" | "sources">;

export function createBroker(parts: BrokerParts): RunBroker {
  const { storage, progress, trace, models, answered, redact } = parts;
  const calls = createWorkspaceCalls(parts);
  return {
    given: calls.given,
    sources: calls.sources,
    async call(method, params) {
      const { key, value } = params as { key?: string; value?: unknown };
      switch (method) {
        case "read":
        case "list":
        case "copyTree":
          return calls[method](params);
        case "provenance":
          return { inputs: calls.sources(), mode: modeOf(answered()) };
        case "storage.get":
          return storage.get(String(key));
        case "storage.set":
          return storage.set(String(key), value);
        case "storage.remove":
          return storage.remove(String(key));
        case "storage.keys":
          return storage.keys();
        case "llm.text":
          return models.text(params);
        case "llm.object":
          return models.object(params);
        case "llm.grounded":
          return models.grounded(params);
        default:
          throw fail("AGENT_ERROR", { problem: `the run asked for '${String(method)}'` });
      }
    },
    progress: (fraction, message) => progress.say(fraction, redact(message)),
    log: (message, details = {}) => trace.add("log", { message, details }),
  };
}

const modeOf = (answered: readonly string[]) =>
  answered.length === 0 ? "deterministic" : `deterministic+model:${answered.join(",")}`;
