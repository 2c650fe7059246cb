/** The skill `release`: proposes what makers of a board need in one zip, with a manifest and a verdict. */
import { defineSkill, fail } from "metaforge";
import { artifactJson, headOf } from "metaforge/report";
import { askAll } from "./ask.ts";
import type { Answers } from "./ask.ts";
import { bomTable } from "./bom-table.ts";
import { gateNumbers, reasonsOf, violationFindings } from "./gate.ts";
import { entryOf, packed, withinLimits } from "./pack.ts";
import type { NamedBytes } from "./pack.ts";
import { partFindings, partsOf, placementOf } from "./placement.ts";
import type { Placement } from "./placement.ts";
import { problemFindings } from "./problems.ts";
import { releaseReport, verdictLine } from "./report.ts";
import { ArgsSchema, ManifestSchema } from "./schema.ts";
import type { Args, Manifest, ReleaseFinding } from "./schema.ts";

const FOLDER = "manufacturing";
const MANIFEST = `${FOLDER}/manifest.json`;
const REPORT = `${FOLDER}/release-report.md`;

export default defineSkill<Args>({
  name: "release",
  agent: "manufacturing",
  version: "1.0.0",
  description:
    "Proposes Gerbers, drill, placement file and BOM in one zip, with schematic, views, hashes and a verdict on whether the design is ready.",
  needs: ["kicad"],
  input: { files: [], args: ArgsSchema },
  artifacts: { [MANIFEST]: ManifestSchema },
  async run(context) {
    const { input, signal, progress } = context;
    const kicad = await context.tool("kicad");
    const chosen = await kicad.choose({ files: input.files });
    if (chosen.project === null) {
      const { problem, allowed } = chosen;
      throw fail("VALIDATION_ERROR", { problem, field: "input.files", allowed });
    }
    const { project } = chosen;
    progress(0.02, `Reading ${project.stem}`);
    const answers = await askAll(kicad, project, input.args.timeoutMs, (fraction, message) => {
      signal.throwIfAborted();
      progress(fraction, message);
    });
    signal.throwIfAborted();
    progress(0.9, "Packing");
    const { netlist, bom } = answers;
    const dnp = new Set(netlist.data?.components.flatMap((one) => (one.dnp ? [one.ref] : [])));
    const placement = placed(answers, dnp);
    const parts = partsOf(
      netlist.data?.components ?? null,
      placement,
      bom.data?.lines.length ?? null,
    );
    const inside = zipped(answers, placement, project.stem);
    const zipPath = `${FOLDER}/${project.stem}.zip`;
    const zip = inside.length === 0 ? [] : [{ path: zipPath, content: packed(inside) }];
    const fitting = withinLimits([...zip, ...beside(answers, project.stem)]);
    const findings = sorted([
      ...problemFindings(answers, project),
      ...violationFindings(answers, project),
      ...partFindings(parts, placement?.removed ?? [], project.file),
      ...fitting.findings,
    ]);
    const gate = gateNumbers(answers);
    const reasons = reasonsOf(gate, findings);
    const hasZip = fitting.kept.some(({ path }) => path === zipPath);
    const release = {
      ...headOf("metaforge/release@1", await context.provenance()),
      project: { stem: project.stem, folder: project.folder, ...titleOf(answers) },
      verdict: reasons.length === 0 && hasZip ? ("ready" as const) : ("not_ready" as const),
      reasons,
      gate,
      board: answers.facts.data === null ? null : { ...answers.facts.data },
      parts,
      zip: hasZip ? { ...entryOf(zip[0]!), files: inside.map(entryOf) } : null,
      files: fitting.kept.filter(({ path }) => path !== zipPath).map(entryOf),
      findings,
    };
    const report = Buffer.from(releaseReport(release));
    const files = [...release.files, entryOf({ path: REPORT, content: report })];
    const manifest: Manifest = { ...release, files };
    return {
      artifacts: [
        ...fitting.artifacts,
        { path: MANIFEST, content: artifactJson(manifest) },
        { path: REPORT, content: report },
      ],
      findings,
      summary: `${verdictLine(manifest)}.`,
    };
  },
});

/** KiCad names the placement file "pos/…-pos.csv". */
const isPlacement = (name: string) => name.startsWith("pos/") && name.endsWith(".csv");

function placed({ made }: Answers, dnp: ReadonlySet<string>): Placement | null {
  const file = made.data?.files.find(({ name }) => isPlacement(name));
  return file ? placementOf(new TextDecoder().decode(file.content), dnp) : null;
}

/** Without Gerbers there is nothing to order, so no zip. */
function zipped({ made, bom }: Answers, placement: Placement | null, stem: string): NamedBytes[] {
  if (made.data === null) return [];
  const files = made.data.files.map(({ name, content }) => ({
    path: name,
    content: placement && isPlacement(name) ? Buffer.from(placement.text) : content,
  }));
  const table = bom.data === null ? [] : [bomTable(bom.data.lines)];
  const boms = table.map((text) => ({ path: `bom/${stem}-bom.csv`, content: Buffer.from(text) }));
  return [...files, ...boms].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function beside({ pdf, top, bottom }: Answers, stem: string): NamedBytes[] {
  const files = [
    [`${stem}-schematic.pdf`, pdf.data],
    [`${stem}-top.png`, top.data],
    [`${stem}-bottom.png`, bottom.data],
  ] as const;
  return files.flatMap(([name, file]) =>
    file === null ? [] : [{ path: `${FOLDER}/${name}`, content: file.content }],
  );
}

const NO_TITLE = { title: "", revision: "", date: "", company: "" };

function titleOf({ inspect }: Answers) {
  const { title, revision, date, company } = inspect.data?.title ?? NO_TITLE;
  return { title, revision, date, company };
}

const RANK = { error: 0, warning: 1, info: 2 };

const sorted = (findings: readonly ReleaseFinding[]): ReleaseFinding[] =>
  findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
