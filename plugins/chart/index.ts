/** chart: draws waveforms, budgets and power trees as SVG, by Vega; it needs no program. */
import { readFile } from "node:fs/promises";
import { action, defineTool } from "metaforge";
import { barsSpec } from "./bars.ts";
import { linesSpec } from "./lines.ts";
import { toSvg } from "./render.ts";
import { Bars, Lines, Tree } from "./schema.ts";
import { treeSpec } from "./tree.ts";

export default defineTool({
  name: "chart",
  version: "1.0.0",
  description: "Pictures for reports: lines with limits, stacked bars, power trees, as SVG.",
  async detect() {
    // Vega itself is imported when the first picture is asked for: it takes longer than all the rest of the gateway.
    const manifest = new URL("../package.json", import.meta.resolve("vega"));
    const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
    return { available: true, version };
  },
  actions: {
    lines: action({
      description: "Draws series over a common axis, with limits as dashed lines.",
      input: Lines,
      run: async (_, input) => ({ svg: await toSvg(linesSpec(input)) }),
    }),
    bars: action({
      description: "Draws horizontal bars of stacked parts, each with its limit.",
      input: Bars,
      run: async (_, input) => ({ svg: await toSvg(barsSpec(input)) }),
    }),
    tree: action({
      description: "Draws boxes and arrows from left to right, such as a power tree.",
      input: Tree,
      run: async (_, input) => ({ svg: await toSvg(treeSpec(input)) }),
    }),
  },
});
