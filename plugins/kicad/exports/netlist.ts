/** The netlist of a schematic: components with their fields, and what is connected to what. */
import { join } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { runCli, SCHEMATIC_MS } from "../cli/run.ts";
import type { CliResult } from "../cli/run.ts";
import type { NetlistData } from "../contract-data.ts";
import type { OnProject, Outcome } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { bodyProblems } from "../project/bodies.ts";
import { openProject } from "../project/open.ts";
import type { OpenProject } from "../project/open.ts";
import { fileText } from "./file-text.ts";
import type { ReadNetlist } from "./netlist-xml.ts";
import { readNetlistXml } from "./netlist-xml.ts";
import { isNetlistXml } from "./output-checks.ts";

export const netlist = action({
  description: "Reads the components, their fields and the nets of a schematic.",
  input: onProject({}),
  run: (context, input) => kept("netlist", read)(context, input as OnProject),
});

async function read(context: ToolContext, input: OnProject): Promise<Outcome<NetlistData>> {
  const project = await openProject(context, input);
  const { result, netlist: found } = await exportNetlist(context, project, input.timeoutMs);
  if (!found) return withoutAnswer(project, result);
  const { components, nets } = found;
  return withAnswer(project, [result], { components, nets }, await bodyProblems(project));
}

const FILE = "netlist.xml";

/** The netlist with the names of the sheets in the order of their pages; null with a result that says why. */
export async function exportNetlist(
  context: ToolContext,
  project: OpenProject,
  timeoutMs = SCHEMATIC_MS,
): Promise<{ readonly result: CliResult; readonly netlist: ReadNetlist | null }> {
  const result = await runCli(context, project, {
    action: "netlist",
    needs: "schematic",
    timeoutMs,
    args: ({ project: folder, stem, out }) => [
      ...["sch", "export", "netlist", "--format", "kicadxml"],
      ...["-o", join(out, FILE), join(folder, `${stem}.kicad_sch`)],
    ],
    outputs: [{ name: FILE, check: wrongNetlist }],
  });
  return { result, netlist: readNetlistXml(fileText(result.files, FILE)) };
}

function wrongNetlist(bytes: Uint8Array): string | null {
  const cut = isNetlistXml(bytes);
  if (cut !== null) return cut;
  const known = readNetlistXml(Buffer.from(bytes).toString("utf8"));
  return known ? null : "it does not hold what a netlist holds";
}
