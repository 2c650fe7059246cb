/** A picture of the board as it will look, from above or below. */
import { join } from "node:path";
import { action, z } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { BOARD_MS, runCli } from "../cli/run.ts";
import type { FileOut } from "../contract-data.ts";
import type { OnProject, Outcome } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { openProject } from "../project/open.ts";
import { isPng } from "./output-checks.ts";

/** In pixels: large enough for a page, small enough for a report. */
const WIDTH = 1600;
const HEIGHT = 900;

type Options = {
  readonly side?: "top" | "bottom";
  readonly widthPx?: number;
  readonly heightPx?: number;
};

const pixels = z.int().min(16).max(8192).optional();

export const render = action({
  description: "Renders the board from above or below as PNG.",
  input: onProject({
    side: z.enum(["top", "bottom"]).optional(),
    widthPx: pixels,
    heightPx: pixels,
  }),
  run: (context, input) => kept("render", draw)(context, input as OnProject<Options>),
});

async function draw(context: ToolContext, input: OnProject<Options>): Promise<Outcome<FileOut>> {
  const project = await openProject(context, input);
  const { side = "top", widthPx = WIDTH, heightPx = HEIGHT } = input;
  const name = `${project.stem}-${side}.png`;
  const result = await runCli(context, project, {
    action: "render",
    needs: "board",
    timeoutMs: input.timeoutMs ?? BOARD_MS,
    args: ({ project: folder, stem, out }) => [
      ...["pcb", "render", "--side", side, "--quality", "basic", "--background", "opaque"],
      // By itself KiCad shows the layers that were plotted last: often a board without solder mask and legend.
      ...["--preset", "follow_pcb_editor"],
      ...["--width", String(widthPx), "--height", String(heightPx)],
      ...["-o", join(out, name), join(folder, `${stem}.kicad_pcb`)],
    ],
    outputs: [{ name, check: isPng }],
  });
  const file = result.files.find((one) => one.name === name);
  return file ? withAnswer(project, [result], file) : withoutAnswer(project, result);
}
