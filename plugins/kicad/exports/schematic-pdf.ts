/** All sheets of a schematic as one PDF. */
import { join } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { runCli, SCHEMATIC_MS } from "../cli/run.ts";
import type { FileOut } from "../contract-data.ts";
import type { OnProject, Outcome } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { openProject } from "../project/open.ts";
import { isPdf } from "./output-checks.ts";
import { stableResult } from "./stable-result.ts";

export const schematicPdf = action({
  description: "Plots all sheets of a schematic into one PDF.",
  input: onProject({}),
  run: (context, input) => kept("schematicPdf", plot)(context, input as OnProject),
});

async function plot(context: ToolContext, input: OnProject): Promise<Outcome<FileOut>> {
  const project = await openProject(context, input);
  const name = `${project.stem}.pdf`;
  const result = await runCli(context, project, {
    action: "schematicPdf",
    needs: "schematic",
    timeoutMs: input.timeoutMs ?? SCHEMATIC_MS,
    args: ({ project: folder, stem, out }) => [
      ...["sch", "export", "pdf", "-o", join(out, name), join(folder, `${stem}.kicad_sch`)],
    ],
    outputs: [{ name, check: isPdf }],
  });
  const stable = stableResult(result);
  const file = stable.files.find((one) => one.name === name);
  return file ? withAnswer(project, [stable], file) : withoutAnswer(project, result);
}
