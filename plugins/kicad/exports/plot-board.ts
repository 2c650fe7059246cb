/** A picture of a board from one side, with marks where something is to be looked at. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { action, z } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { BOARD_MS, runCli } from "../cli/run.ts";
import type { FileOut, Mark } from "../contract-data.ts";
import type { OnProject, Outcome, Problem } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { openProject } from "../project/open.ts";
import { boardPicture } from "./board-drawing.ts";
import type { LayerKind, Side } from "./board-drawing.ts";
import { layerNames } from "./layer-names.ts";
import { Marks } from "./mark-schema.ts";
import { isSvg } from "./output-checks.ts";

type Options = { readonly side?: Side; readonly marks?: readonly Mark[] };

export const plotBoard = action({
  description: "Plots a board from one side as SVG, with marks at places in mm.",
  input: onProject({ side: z.enum(["front", "back"]).optional(), marks: Marks }),
  run: (context, input) => kept("plotBoard", plot)(context, input as OnProject<Options>),
});

/** As KiCad asks for them and as its files call them. */
const LAYERS: Readonly<Record<Side, Readonly<Record<LayerKind, string>>>> = {
  front: { copper: "F.Cu", mask: "F.Mask", silkscreen: "F.SilkS", edge: "Edge.Cuts" },
  back: { copper: "B.Cu", mask: "B.Mask", silkscreen: "B.SilkS", edge: "Edge.Cuts" },
};
/** A larger one makes browsers slow. */
const MAX_BYTES = 5_000_000;

async function plot(
  context: ToolContext,
  input: OnProject<Options>,
): Promise<Outcome<{ readonly svg: string }>> {
  const project = await openProject(context, input);
  const { side = "front", marks = [] } = input;
  const layers = LAYERS[side];
  const result = await runCli(context, project, {
    action: "plotBoard",
    needs: "board",
    timeoutMs: input.timeoutMs ?? BOARD_MS,
    args: ({ project: folder, stem, out }) => [
      ...["pcb", "export", "svg", "--mode-multi", "--exclude-drawing-sheet"],
      // The whole page, so that the picture's coordinates are the board's.
      ...["--page-size-mode", "1", "--layers", Object.values(layers).join(",")],
      ...["-o", out, join(folder, `${stem}.kicad_pcb`)],
    ],
    outputs: [{ name: "*", check: isSvg }],
  });
  if (result.files.length === 0) return withoutAnswer(project, result);
  const head = await headOf(join(project.master, `${project.stem}.kicad_pcb`));
  const plots = plotsOf(project.stem, layers, layerNames(head), result.files);
  const title = `${project.stem}, ${side === "front" ? "front" : "back, seen from behind"}`;
  const picture = boardPicture(title, side, plots, marks, MAX_BYTES);
  if (!picture) {
    const wrong = problem("OUTPUT_INVALID", "KiCad's plots of the board cannot be read");
    return withoutAnswer(project, { ...result, status: "failed", problems: [wrong] });
  }
  const lacking = (Object.keys(layers) as LayerKind[]).filter((kind) => !plots.has(kind));
  const problems = [
    ...lacking.map((kind) =>
      problem("OUTPUT_MISSING", `the picture lacks the ${kind}: there is no plot of it`, kind),
    ),
    ...tooLarge(picture.leftOut),
  ];
  return withAnswer(project, [result], { svg: picture.svg }, problems);
}

function tooLarge(leftOut: readonly LayerKind[]): Problem[] {
  if (leftOut.length === 0) return [];
  const what = leftOut.join(" and ");
  const message = `the picture lacks the ${what}: with it, it would be larger than ${MAX_BYTES / 1e6} MB`;
  return [problem("OUTPUT_TOO_LARGE", message, undefined, "Look at the Gerber files instead.")];
}

function plotsOf(
  stem: string,
  layers: Readonly<Record<LayerKind, string>>,
  names: ReadonlyMap<string, string>,
  files: readonly FileOut[],
): Map<LayerKind, string> {
  const plots = new Map<LayerKind, string>();
  for (const [kind, layer] of Object.entries(layers) as [LayerKind, string][]) {
    const file = files.find(({ name }) => name === `${stem}-${names.get(layer) ?? layer}.svg`);
    if (file) plots.set(kind, Buffer.from(file.content).toString("utf8"));
  }
  return plots;
}

/** The table of layers stands in the first lines; a board can have 70 MB. */
const HEAD_BYTES = 128 * 1024;

async function headOf(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 });
  return buffer.toString("utf8", 0, bytesRead);
}
