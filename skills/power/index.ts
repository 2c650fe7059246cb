/** The skill `power`: adds up what an architecture takes, by states and rails, and holds it against the requirements. */
import { defineSkill } from "metaforge";
import type { ToolActions } from "metaforge";
import { artifactJson, headOf } from "metaforge/report";
import { assemble } from "./assemble.ts";
import type { Body } from "./assemble.ts";
import type { Part } from "./figure.ts";
import { findingsOf } from "./findings.ts";
import type { Architecture } from "./input/architecture.ts";
import { readInputs } from "./input/read.ts";
import { draw } from "./pictures.ts";
import { report } from "./report/index.ts";
import { ArgsSchema, PowerBudgetSchema } from "./schema.ts";
import type { Args, PowerBudget } from "./schema.ts";
import { countsOf, tallyOf } from "./tally.ts";

const BUDGET = "power-budget.json";

export default defineSkill<Args>({
  name: "power",
  agent: "power-budget",
  version: "1.0.0",
  description:
    "Adds up the currents of an architecture by states and rails from catalogue figures, and holds runtime, pulses, heat and consumption against the requirements.",
  needs: ["parts", "chart"],
  input: { files: [], args: ArgsSchema },
  artifacts: { [BUDGET]: PowerBudgetSchema },
  async run(context) {
    const { input, signal, progress } = context;
    const inputs = await readInputs(context);
    progress(0.2, "Looking up the figures of the parts");
    const parts = await partsOf(inputs.architecture, await context.tool("parts"), signal);
    progress(0.6, "Adding up");
    const all = assemble(inputs, parts, input.args.ambientC);
    signal.throwIfAborted();
    progress(0.8, "Drawing");
    const drawn = await draw(await context.tool("chart"), all, inputs.usage);
    const findings = findingsOf(all.body, inputs.paths);
    const budget: PowerBudget = {
      ...headOf("metaforge/power-budget@1", await context.provenance()),
      ...all.body,
      pictures: drawn.pictures,
      findings,
    };
    return {
      artifacts: [
        { path: BUDGET, content: artifactJson(budget) },
        { path: "power-budget.md", content: report(budget) },
        ...drawn.artifacts,
      ],
      findings,
      summary: summaryOf(all.body),
    };
  },
});

/** Each part once; what the catalogue does not have is left out. */
async function partsOf(
  { blocks, sources }: Architecture,
  parts: ToolActions<"parts">,
  signal: AbortSignal,
): Promise<Map<string, Part>> {
  const ids = new Set([
    ...blocks.flatMap(({ part }) => (part ? [part.id] : [])),
    ...sources.flatMap(({ part }) => (part ? [part] : [])),
  ]);
  const found = new Map<string, Part>();
  for (const id of ids) {
    signal.throwIfAborted();
    // oxlint-disable-next-line no-await-in-loop -- one at a time: a cancelled run asks no further
    const { part } = await parts.get({ id });
    if (part) found.set(id, part);
  }
  return found;
}

function summaryOf({ verdict, ...body }: Body): string {
  const word = { pass: "Kept", fail: "Not kept", not_measured: "Not proven" }[verdict];
  return `${word}: ${countsOf(tallyOf(body))}`;
}
