/** What a board measures, by the files that its maker gets. */
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { BOARD_MS } from "../cli/run.ts";
import type { BoardFacts } from "../contract-data.ts";
import type { OnProject, Outcome } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { openProject } from "../project/open.ts";
import type { DrillFacts } from "./drill-file.ts";
import { drillFile, makerFacts, plotGerbers } from "./fabrication.ts";
import type { JobFacts } from "./gerber-job.ts";

export const boardFacts = action({
  description: "Measures a board by its Gerber job and drill files.",
  input: onProject({}),
  run: (context, input) => kept("boardFacts", measure)(context, input as OnProject),
});

async function measure(context: ToolContext, input: OnProject): Promise<Outcome<BoardFacts>> {
  const project = await openProject(context, input);
  const timeoutMs = input.timeoutMs ?? BOARD_MS;
  const [gerbers, drill] = await Promise.all([
    plotGerbers(context, project, timeoutMs),
    drillFile(context, project, timeoutMs),
  ]);
  for (const result of [gerbers, drill]) {
    if (result.files.length === 0) return withoutAnswer(project, result);
  }
  const { job, holes, problems } = makerFacts(project, [...gerbers.files, ...drill.files]);
  return withAnswer(project, [gerbers, drill], toFacts(job, holes), problems);
}

export function toFacts(job: JobFacts, holes: DrillFacts): BoardFacts {
  const { minPlatedMm } = holes;
  const { thicknessMm } = job;
  const ratio = thicknessMm === null || minPlatedMm === null ? null : thicknessMm / minPlatedMm;
  return {
    ...job,
    minDrillMm: holes.minMm,
    maxDrillMm: holes.maxMm,
    holes: { plated: holes.plated, unplated: holes.unplated },
    aspectRatio: ratio === null ? null : Math.round(ratio * 1000) / 1000,
  };
}
