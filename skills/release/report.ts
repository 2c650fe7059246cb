/** Writes manufacturing/release-report.md: ready or not and why, the gate, the board, the parts, the files. */
import { amount, cell, clip, table } from "metaforge/report";
import type { FileEntry, Manifest } from "./schema.ts";
import { size, someOf } from "./words.ts";

/** All but what comes of the report itself. */
export type Reported = Omit<Manifest, "files"> & { readonly files: readonly FileEntry[] };

export function releaseReport(release: Reported): string {
  const { project } = release;
  const revision = project.revision === "" ? "" : `, revision ${cell(project.revision)}`;
  const parts = [
    `# Release: ${cell(project.title || project.stem)}${revision}`,
    verdict(release),
    gate(release),
    findings(release),
    board(release),
    partsSection(release),
    files(release),
    pictures(release),
    provenance(release),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

export function verdictLine({
  verdict: is,
  reasons,
  zip,
}: Pick<Manifest, "verdict" | "reasons" | "zip">): string {
  if (is === "ready") return `READY: ${amount(zip!.files.length, "file")} for makers`;
  const [first, ...others] = reasons;
  return `NOT READY: ${first ?? "not all of it was checked"}${others.length > 0 ? `, and ${others.length} more` : ""}`;
}

function verdict({ verdict: is, reasons }: Reported): string {
  if (is === "ready") {
    return "**READY.** No error is open, and board, schematic, BOM and placement file agree as far as they were compared below.";
  }
  const list = reasons.map((reason) => `- ${cell(reason)}`).join("\n");
  return `**NOT READY.** The files are proposed for review, not for ordering:\n\n${list}`;
}

const number = (n: number | null): string => (n === null ? "–" : String(n));
const RAN = {
  ok: "yes",
  partial: "in part",
  failed: { markdown: "**failed**" },
  "not-run": { markdown: "**not run**" },
};

function gate({ gate: { erc, drc, parity } }: Reported): string {
  const row = (name: string, { status, errors, warnings, excluded }: typeof erc) => [
    ...[name, RAN[status], number(errors), number(warnings), number(excluded)],
  ];
  const checks = table(
    ["Check", "Ran", "Errors", "Warnings", "Excluded"],
    [
      row("Schematic rules (ERC)", erc),
      row("Board rules (DRC)", drc),
      ["Connections not routed", RAN[drc.status], number(drc.unconnected), "", ""],
      row("Board against schematic", parity),
    ],
    { align: ["l", "l", "r", "r", "r"] },
  );
  return `## Gate\n\n${checks}\n\nGerbers hold the zones as they were filled last: fill all zones (B) and save before a release.`;
}

function findings({ findings: rows }: Reported): string {
  if (rows.length === 0) return "";
  const found = table(
    ["", "What", "Evidence", "What to do"],
    rows.map(({ severity, title, evidence, action }) => [
      ...[severity, title, clip(evidence, 200), action],
    ]),
    { isPadded: false },
  );
  return `## Findings\n\n${found}`;
}

function board({ board: facts }: Reported): string {
  if (facts === null) return "";
  const mm = (value: number | null) => (value === null ? "not stated" : `${value} mm`);
  const rows = [
    ["Size", `${facts.widthMm} × ${facts.heightMm} mm`],
    ["Copper layers", String(facts.layers)],
    ["Thickness", mm(facts.thicknessMm)],
    ["Narrowest track", mm(facts.minTrackMm)],
    ["Smallest spacing", mm(facts.minSpacingMm)],
    ["Drills", `${mm(facts.minDrillMm)} to ${mm(facts.maxDrillMm)}`],
    ["Holes", `${facts.holes.plated} plated, ${facts.holes.unplated} unplated`],
    ["Aspect ratio", facts.aspectRatio === null ? "not stated" : `${facts.aspectRatio} : 1`],
    ["Finish", facts.finish ?? "not stated"],
  ];
  return `## Board\n\n${table(["", "By Gerber job and drill file"], rows)}`;
}

function partsSection({ parts }: Reported): string {
  if (parts.components === null && parts.placedTop === null) return "";
  const rows = [
    ["In the schematic", number(parts.components)],
    ["Fitted", number(parts.fitted)],
    ["Lines of the BOM", number(parts.bomLines)],
    ["Placed on top", number(parts.placedTop)],
    ["Placed on the bottom", number(parts.placedBottom)],
    ["Not fitted (DNP)", named(parts.dnp)],
    ["Excluded from the BOM", named(parts.excludedFromBom)],
    ["In the BOM, not placed", named(parts.notPlaced)],
    ["Placed, not in the BOM", named(parts.notOrdered)],
  ];
  return `## Parts\n\n${table(["", "Number"], rows)}`;
}

function named(refs: readonly string[] | null): string {
  if (refs === null) return "–";
  return refs.length === 0 ? "0" : `${refs.length}: ${someOf(refs, 30)}`;
}

function files({ files: beside, zip }: Reported): string {
  const row = (inZip: boolean) => (entry: FileEntry) => [
    { markdown: `${inZip ? "in the zip: " : ""}\`${entry.path.replaceAll("`", "")}\`` },
    size(entry.bytes),
    { markdown: `\`${entry.sha256.slice(0, 16)}\`` },
  ];
  const rows = [
    ...(zip ? [row(false)(zip), ...zip.files.map(row(true))] : []),
    ...beside.map(row(false)),
  ];
  if (rows.length === 0) return "## Files\n\nNone could be made.";
  const listed = table(["File", "Size", "SHA-256 (first 16)"], rows, {
    align: ["l", "r", "l"],
  });
  return `## Files\n\nWhole hashes are in manifest.json.\n\n${listed}`;
}

function pictures({ files: beside }: Reported): string {
  const shown = beside.filter(({ path }) => path.endsWith(".png"));
  return shown
    .map(({ path }) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const side = name.endsWith("-top.png") ? "above" : "below";
      return `![The board from ${side}](${encodeURI(name)})`;
    })
    .join("\n\n");
}

function provenance({ inputs, tools, mode }: Reported): string {
  const programs = tools.map(({ name, version }) => `${name} ${version ?? "(version unknown)"}`);
  const rows = inputs.map(({ path, sha256 }) => [path, { markdown: `\`${sha256.slice(0, 16)}\`` }]);
  const read =
    rows.length === 0 ? "No file was read." : table(["File", "SHA-256 (first 16)"], rows);
  return `## What it rests on\n\n${cell(programs.join(", ") || "no tool")}; ${cell(mode)}.\n\n${read}`;
}
