/** The bill of materials as KiCad sees it: a row for each component, and lines of those that are alike. */
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { action, z } from "metaforge";
import type { ToolContext } from "metaforge";
import { withAnswer, withoutAnswer } from "../checks/outcome.ts";
import { runCli, SCHEMATIC_MS } from "../cli/run.ts";
import type { CliCall } from "../cli/run.ts";
import type { BomData } from "../contract-data.ts";
import type { OnProject, Outcome } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { bodyProblems } from "../project/bodies.ts";
import { openProject } from "../project/open.ts";
import { fileText } from "./file-text.ts";

/** A comma would be taken for the end of a name. */
const names = z.array(z.string().regex(/^[^,"\r\n]{1,200}$/)).max(200);

type Options = { readonly fields?: readonly string[]; readonly groupBy?: readonly string[] };

export const bom = action({
  description:
    "Lists the components of a schematic, one by one and grouped: Refs, Value, Footprint, Qty, DNP and further fields by name.",
  input: onProject({ fields: names.optional(), groupBy: names.optional() }),
  run: (context, input) => kept("bom", list)(context, input as OnProject<Options>),
});

/** KiCad's names of what every BOM has, and the columns they become. */
const COLUMNS: readonly (readonly [string, string])[] = [
  ["Reference", "Refs"],
  ["Value", "Value"],
  ["Footprint", "Footprint"],
  ["${QUANTITY}", "Qty"],
  ["${DNP}", "DNP"],
];
const GROUP_BY = ["Value", "Footprint", "${DNP}"];

async function list(context: ToolContext, input: OnProject<Options>): Promise<Outcome<BomData>> {
  const project = await openProject(context, input);
  const own = new Set(COLUMNS.flat());
  const further = [...new Set(input.fields)].filter((name) => !own.has(name));
  const columns = [...COLUMNS, ...further.map((name) => [name, name] as const)];
  const call = (groupBy: readonly string[]) =>
    runCli(context, project, bomCall(columns, groupBy, input.timeoutMs ?? SCHEMATIC_MS));
  const [single, grouped] = await Promise.all([call([]), call(input.groupBy ?? GROUP_BY)]);
  for (const result of [single, grouped]) {
    if (result.files.length === 0) return withoutAnswer(project, result);
  }
  const data = { rows: readRows(single.files), lines: readRows(grouped.files) };
  return withAnswer(project, [single, grouped], data, await bodyProblems(project));
}

const FILE = "bom.csv";

const bomCall = (
  columns: readonly (readonly [string, string])[],
  groupBy: readonly string[],
  timeoutMs: number,
): CliCall => ({
  action: "bom",
  needs: "schematic",
  timeoutMs,
  args: ({ project, stem, out }) => [
    ...["sch", "export", "bom", "--fields", columns.map(([field]) => field).join(",")],
    ...["--labels", columns.map(([, label]) => label).join(",")],
    // Else "C5,C6,C7" comes as "C5-C7", which no one can look up.
    ...["--ref-range-delimiter", ""],
    ...(groupBy.length === 0 ? [] : ["--group-by", groupBy.join(",")]),
    ...["-o", join(out, FILE), join(project, `${stem}.kicad_sch`)],
  ],
  outputs: [{ name: FILE, check: wrongTable }],
});

export const parseBom = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, bom: true, skip_empty_lines: true });

const readRows = (files: Parameters<typeof fileText>[0]) => parseBom(fileText(files, FILE));

function wrongTable(bytes: Uint8Array): string | null {
  try {
    const rows: string[][] = parse(Buffer.from(bytes), { bom: true, skip_empty_lines: true });
    return rows[0]?.[0] === COLUMNS[0]![1] ? null : "it does not begin with the columns asked for";
  } catch {
    return "it is not a table";
  }
}
