/** What is not known and would change a sum: each block without a figure, each converter with half its data. */
import type { Budget } from "./budget.ts";
import { uncounted } from "./input/usage.ts";
import type { Usage } from "./input/usage.ts";
import type { Network, Stage } from "./network.ts";
import type { PowerBudget } from "./schema.ts";

type Missing = PowerBudget["notMeasured"][number];

export function missingOf(usage: Usage, network: Network, budget: Budget): Missing[] {
  /** At the heaviest load. */
  const efficiencyOf = (stage: Stage) => {
    const rail = { kind: "rail", id: stage.rail.id } as const;
    const sums = usage.states.map((state) => budget.at(rail, state, "worst").value);
    const most = Math.max(...sums);
    return most === 0 ? { complete: true, source: "" } : budget.efficiency(stage, most);
  };
  const loads = network.loads.flatMap(({ block }) => {
    const draws = usage.states.map((state) => ({ state, draw: budget.draw(block, state) }));
    const lacking = draws.filter(({ draw }) => !draw.complete);
    if (lacking.length === 0) return [];
    const where =
      lacking.length === draws.length
        ? ""
        : ` in ${lacking.map(({ state }) => state.name).join(", ")}`;
    const isPart = lacking.every(({ draw }) => draw.worst !== null);
    const what = `${isPart ? "all of the current" : "current"} of ${block.id}${where}`;
    return [{ what, reason: lacking[0]!.draw.source }];
  });
  const stages = network.stages.flatMap((stage) => {
    const { rail, converter, feeds } = stage;
    const found: Missing[] = [];
    const add = (what: string, reason: string) => void found.push({ what, reason });
    if (feeds.length === 0)
      add(`input of ${rail.id}`, "architecture.json does not say what feeds it");
    if (!converter) return found;
    const part = converter.part;
    const why = (figure: string) =>
      part
        ? budget.part(part.id)
          ? `${part.mpn ?? part.id} has no figure ${figure}`
          : `no part '${part.id}' in the catalogue`
        : "no part is chosen (TBD)";
    const topology = budget.topology(stage);
    if (topology === null)
      add(
        `kind of ${converter.id}`,
        "neither its part nor the power tree says whether it is linear or switching",
      );
    if (topology === "direct") return found;
    const eta = topology === "ldo" ? null : efficiencyOf(stage);
    if (topology !== "ldo" && !eta?.complete)
      add(
        `efficiency of ${converter.id}`,
        eta ? `only at best, or at a heavier load: ${eta.source}` : why("efficiency at this load"),
      );
    if (!budget.quiescent(stage)) add(`own current of ${converter.id}`, why("quiescent current"));
    return found;
  });
  const sources = network.sources.flatMap((source) =>
    budget.voltage({ kind: "source", id: source.id })
      ? []
      : [
          {
            what: `voltage of ${source.id}`,
            reason: "neither architecture.json nor its part says it",
          },
        ],
  );
  const unplaced = network.unplaced.map((block) => {
    const told = budget.draw(block, usage.states[0]!);
    const why = told.worst === null ? `; ${told.source}` : "";
    return {
      what: `current of ${block.id}`,
      reason: `architecture.json puts it on no rail${why}`,
    };
  });
  const stated = uncounted(usage).map(({ requirement, text, words }) => ({
    what: `current of what ${requirement} speaks of`,
    reason: `no block of architecture.json is it, so its ${words} is not counted: "${text}"`,
  }));
  const unique = new Map(
    [...loads, ...stages, ...sources, ...unplaced, ...stated].map((one) => [one.what, one]),
  );
  return [...unique.values()];
}
