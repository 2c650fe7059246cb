/** The skill `bom`: lists the parts of a KiCad project or of an architecture, reviews them, and prices them by a dated price file. */
import { posix } from "node:path";
import { defineSkill, fail } from "metaforge";
import type { SkillContext, ToolActions } from "metaforge";
import { amount, artifactJson, headOf } from "metaforge/report";
import { costingOf } from "./cost/index.ts";
import { toCsv } from "./csv.ts";
import { fromArchitecture, notOnSheet } from "./from-architecture.ts";
import { isThere } from "./is-there.ts";
import { measure } from "./measure.ts";
import { bomReport } from "./report/bom-report.ts";
import { ArgsSchema, BomSchema, CostingSchema } from "./schema.ts";
import type { Args, Bom } from "./schema.ts";

export default defineSkill<Args>({
  name: "bom",
  agent: "bom",
  version: "1.0.0",
  description:
    "Lists the parts of a KiCad project or an architecture in lines, finds contradictions and what is missing, and prices them by a dated price file.",
  needs: ["kicad"],
  input: { files: [], args: ArgsSchema },
  artifacts: { "bom/bom.json": BomSchema, "bom/costing.json": CostingSchema },
  async run(context) {
    const { input, progress, signal } = context;
    refuseOthers(input.files);
    const architecture = input.files.find(isArchitecture);
    const project = architecture ?? (await chosenProject(context));
    progress(0.1, `Reading the parts of ${project}`);
    const found = architecture
      ? fromArchitecture(await context.read(architecture), architecture)
      : await measure(await context.tool("kicad"), project);
    const absent =
      !architecture && found.rows !== null && (await isThere(context.list, ARCHITECTURE))
        ? notOnSheet(await context.read(ARCHITECTURE), found.groups, project)
        : [];
    signal.throwIfAborted();
    progress(0.7, "Pricing");
    const cost = await costingOf(
      context,
      found.status === "ok" || found.status === "partial" ? found.groups : null,
    );
    const provenance = await context.provenance();
    const findings = [...found.findings, ...absent, ...cost.findings];
    const bom: Bom = { ...headOf("metaforge/bom@1", provenance), ...found, project, findings };
    const costing = { ...headOf("metaforge/costing@1", provenance), ...cost.costing };
    progress(0.9, "Writing the report");
    const isListed = bom.rows !== null;
    return {
      artifacts: [
        // A list of nothing would take the place of an approved one.
        ...(isListed ? [{ path: "bom/bom.csv", content: toCsv(bom.groups) }] : []),
        { path: "bom/bom.json", content: artifactJson(bom) },
        { path: "bom/costing.json", content: artifactJson(costing) },
        { path: "bom/bom-report.md", content: bomReport(bom, costing) },
      ],
      findings,
      summary: summaryOf(bom),
    };
  },
});

async function chosenProject({ input, tool }: SkillContext<Args>): Promise<string> {
  const kicad: ToolActions<"kicad"> = await tool("kicad");
  const files = input.files.filter(isKicad);
  const { project, ...refusal } = await kicad.choose({ files, about: "schematic" });
  if (project !== null) return project.file;
  throw fail("VALIDATION_ERROR", { ...refusal, field: "input.files" });
}

/** What the skill `architecture` writes. */
const ARCHITECTURE = "architecture.json";
const isArchitecture = (path: string) => posix.basename(path) === ARCHITECTURE;
const isKicad = (path: string) => /\.kicad_(?:pro|sch|pcb)$/.test(path);

/** Beside a project, or an architecture, a request may name the price file and the requirements. */
function refuseOthers(files: readonly string[]): void {
  if (files.some(isArchitecture) && files.some(isKicad)) {
    const problem = "name a KiCad project or an architecture.json, not both";
    throw fail("VALIDATION_ERROR", { problem, field: "input.files" });
  }
  for (const path of files) {
    const name = posix.basename(path);
    if (isKicad(path) || isArchitecture(path)) continue;
    if (name.endsWith(".csv") || name === "constraints.json") continue;
    const problem = `'${path}' is neither a file of a KiCad project nor an architecture.json, a price file (.csv) or a constraints.json`;
    throw fail("VALIDATION_ERROR", { problem, field: "input.files" });
  }
}

function summaryOf({ rows, lines, components, findings }: Bom): string {
  if (rows === null) return `No bill of materials: ${findings[0]?.title ?? "unknown"}.`;
  const found = (severity: "error" | "warning") =>
    amount(findings.filter((one) => one.severity === severity).length, severity);
  return `${rows} of ${amount(components!, "component")} in ${amount(lines!, "line")}; ${found("error")}, ${found("warning")}.`;
}
