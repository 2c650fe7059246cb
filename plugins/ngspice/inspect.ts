/** Tells what is in a deck and what a simulation would leave out of it, without running anything. */
import { action } from "metaforge";
import type { NgspiceActions, SimulateInput } from "./contract.ts";
import { isDeck, openDeck } from "./deck/open.ts";
import { hasError } from "./deck/report.ts";
import { InspectInputSchema } from "./schema.ts";

type Inspection = Awaited<ReturnType<NgspiceActions["inspectDeck"]>>;

export const inspectDeck = action({
  description:
    "Reads a deck: its analyses, measures and nodes, and the lines that would be left out.",
  input: InspectInputSchema,
  async run(context, { deck }): Promise<Inspection> {
    const found = await openDeck(context, deck as SimulateInput["deck"]);
    if (!isDeck(found)) return { ...NOTHING, problems: [found] };
    const { title, analyses, measures, nodes, problems, dropped } = found;
    return {
      status: hasError(problems) ? "failed" : "ok",
      title,
      analyses,
      measures: measures.map(({ name, expression }) => ({ name, expression })),
      nodes,
      problems,
      dropped,
    };
  },
});

const NOTHING = {
  status: "failed",
  title: "",
  analyses: [],
  measures: [],
  nodes: [],
  dropped: [],
} as const;
