/** Checks a schematic by KiCad's electrical rules, with each finding where it really is. */
import { join, posix } from "node:path";
import { action } from "metaforge";
import type { ToolContext } from "metaforge";
import { runCli, SCHEMATIC_MS } from "../cli/run.ts";
import type { CliCall } from "../cli/run.ts";
import type { ErcData } from "../contract-checks.ts";
import type { OnProject, Outcome } from "../contract.ts";
import { kept } from "../kept.ts";
import { onProject } from "../input.ts";
import { problem } from "../problem.ts";
import { textOf } from "../project/copy.ts";
import { below } from "../project/name.ts";
import { openProject } from "../project/open.ts";
import type { OpenProject } from "../project/open.ts";
import { ignoredRules } from "../project/settings.ts";
import { walkSheets } from "../project/sheets.ts";
import { emptyReport } from "./belief.ts";
import { libraryDoubts, withAnswer, withoutAnswer } from "./outcome.ts";
import { findPlaces } from "./places.ts";
import type { Place, SheetEntry } from "./places.ts";
import { parseErc, wrongErc } from "./report.ts";
import type { ErcReport } from "./report.ts";
import { scaleOf } from "./scale.ts";
import { whoseSheet } from "./whose-sheet.ts";
import type { KnownSheet, Standing } from "./whose-sheet.ts";
import { count, toViolation, withOwnIds } from "./violation.ts";

export const erc = action({
  description: "Checks a schematic by KiCad's electrical rules.",
  input: onProject({}),
  run: (context, input) => kept("erc", check)(context, input as OnProject),
});

const REPORT = "erc.json";

const call = (timeoutMs: number): CliCall => ({
  action: "erc",
  needs: "schematic",
  timeoutMs,
  args: ({ project, stem, out }) => [
    ...["sch", "erc", "--format", "json", "--units", "mm", "--severity-all"],
    ...["-o", join(out, REPORT), join(project, `${stem}.kicad_sch`)],
  ],
  outputs: [{ name: REPORT, check: wrongErc }],
});

async function check(context: ToolContext, input: OnProject): Promise<Outcome<ErcData>> {
  const project = await openProject(context, input);
  const result = await runCli(context, project, call(input.timeoutMs ?? SCHEMATIC_MS));
  const file = result.files.find(({ name }) => name === REPORT);
  if (!file) return withoutAnswer(project, result);
  const report = parseErc(file.content);
  const raw = report.sheets.flatMap((sheet) => sheet.violations);
  const uuids = raw.flatMap((one) => one.items.map(({ uuid }) => uuid));
  const { places, sheets, standing } = await readSheets(project, new Set(uuids));
  const scale = scaleOf(raw, places);
  const known = knownSheets(report, project, sheets);
  const violations = withOwnIds(
    report.sheets.flatMap(({ violations: found }, at) =>
      found.map((one) => {
        const sheet = whoseSheet(one, known[at]!, known, standing);
        return toViolation(one, { source: "erc", sheet, scale: scale ?? 1 });
      }),
    ),
  );
  const settings = await textOf(join(project.master, `${project.stem}.kicad_pro`));
  const data: ErcData = {
    ...count(violations),
    capped: [],
    ignored: ignoredRules(settings, "erc"),
    sheets: known.map(({ path, file: at }) => ({
      path,
      file: at === null ? null : posix.normalize(below(project.folder, at)),
    })),
    violations,
  };
  const against = [
    ...(raw.length === 0 ? await emptyReport(context) : []),
    ...(scale === null ? [unsure] : []),
    ...libraryDoubts(result, data),
  ];
  return withAnswer(project, [result], data, against);
}

const unsure = problem(
  "COORDINATES_UNSURE",
  "the places in KiCad's report are not those of the items in the schematic: they are given as reported",
);

type Sheets = ReadonlyMap<string, readonly SheetEntry[]>;

/** Where all sheets' items are, and the sheets that each file (relative to the project) holds. */
async function readSheets({ master, stem }: OpenProject, wanted: ReadonlySet<string>) {
  const places = new Map<string, Place>();
  const sheets = new Map<string, readonly SheetEntry[]>();
  const standing = new Map<string, Standing>();
  const files = await walkSheets(`${stem}.kicad_sch`, (path) => textOf(join(master, path)));
  for (const { path, text } of files) {
    const found = findPlaces(text ?? "", wanted);
    sheets.set(path, found.sheets);
    for (const [uuid, place] of found.places) {
      places.set(uuid, place);
      standing.set(uuid, { file: path, references: found.references.get(uuid) ?? [] });
    }
  }
  return { places, sheets, standing };
}

/** A sheet's file is found along the uuids of its path: the root's, then those of the sheets in one another. */
function knownSheets({ sheets }: ErcReport, { stem }: OpenProject, files: Sheets): KnownSheet[] {
  return sheets.map(({ path, uuid_path }) => {
    const way = uuid_path.split("/").filter(Boolean).slice(1);
    const file = way.reduce<string | null>(
      (at, uuid) => (at === null ? null : next(files, at, uuid)),
      `${stem}.kicad_sch`,
    );
    return { path, uuidPath: uuid_path, file };
  });
}

function next(files: Sheets, at: string, uuid: string): string | null {
  const entry = files.get(at)?.find((one) => one.uuid === uuid);
  return entry ? posix.normalize(posix.join(posix.dirname(at), entry.file)) : null;
}
