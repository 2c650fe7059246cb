/** Writes bom-report.md: whether one can order by this list, then what is wrong, the lines and the cost. */
import { posix } from "node:path";
import { amount, cell, table } from "metaforge/report";
import { shownMoney } from "../cost/money.ts";
import type { Bom, Costing, Group } from "../schema.ts";

export function bomReport(bom: Bom, costing: Costing): string {
  const { findings, groups, excluded } = bom;
  const parts = [
    `# Bill of materials: ${cell(posix.basename(bom.project, posix.extname(bom.project)))}`,
    verdict(bom, costing),
    numbers(bom, costing),
    findings.length === 0 ? "" : `## Findings\n\n${findingsTable(findings)}`,
    groups.length === 0 ? "" : `## Lines\n\n${linesTable(groups.filter(({ dnp }) => !dnp))}`,
    dnpSection(groups),
    excluded.length === 0
      ? ""
      : `## Not in the bill of materials\n\n${table(
          ["Part", "Value", "Footprint", "Reason"],
          excluded.map(({ ref, value, footprint, reason }) => [
            ref,
            value,
            footprint ?? "none",
            reason,
          ]),
        )}`,
    costSection(costing),
    basis(bom, costing),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function verdict({ status, findings }: Bom, { targets }: Costing): string {
  if (status === "failed" || status === "not-run") {
    return "**No bill of materials: the parts could not be read.** See the findings; nothing below was measured.";
  }
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  const over = targets.some(({ verdict: one }) => one === "fail");
  if (errors > 0 || over) {
    const why = [
      errors > 0 ? amount(errors, "error") : "",
      over ? "the cost target is missed" : "",
    ].filter((part) => part !== "");
    return `**Do not order by this list yet: ${why.join(", and ")}.**`;
  }
  return warnings > 0
    ? `**Not ready to order: ${amount(warnings, "open point")}.**`
    : "**Ready to order: every line names its part.**";
}

function numbers({ rows, lines, components, dnp, excluded }: Bom, costing: Costing): string {
  const shown = (n: number | null) => (n === null ? "not measured" : String(n));
  const cost =
    costing.totals.length === 0
      ? "not measured"
      : costing.totals
          .map(({ perBoard, currency }) => shownMoney(perBoard, currency))
          .join(" and ") + (costing.status === "priced" ? "" : " (incomplete)");
  return table(
    ["", ""],
    [
      ["Components of the schematic", shown(components)],
      ["Components of the bill of materials", shown(rows)],
      ["Lines", shown(lines)],
      ["Of these components not populated (DNP)", shown(dnp)],
      ["Left out of the bill of materials", shown(rows === null ? null : excluded.length)],
      [`Parts of one board, for ${amount(costing.quantity, "board")}`, cost],
    ],
    { align: ["l", "r"] },
  );
}

const findingsTable = (findings: Bom["findings"]) =>
  table(
    ["", "Finding", "Evidence", "What to do"],
    findings.map(({ severity, title, evidence = "", action = "" }) => [
      severity,
      title,
      evidence,
      action,
    ]),
  );

const linesTable = (groups: readonly Group[]) =>
  table(
    ["Qty", "References", "Value", "Footprint", "Tolerance", "Voltage", "Part number", "Maker"],
    groups.map((group) => [
      String(group.quantity),
      group.refs.join(", "),
      group.value,
      group.footprint ?? "**none**",
      group.tolerance ?? "",
      group.voltage ?? "",
      group.mpn ?? (group.supplierParts.join(", ") || "TBD"),
      group.manufacturer ?? "",
    ]),
    { align: ["r"] },
  );

function dnpSection(groups: readonly Group[]): string {
  const left = groups.filter(({ dnp }) => dnp);
  return left.length === 0 ? "" : `## Not populated\n\n${linesTable(left)}`;
}

function costSection({
  status,
  reason,
  quantity,
  priceFile,
  lines,
  targets,
  notMeasured,
}: Costing) {
  const parts = [`## Cost of the parts, for ${amount(quantity, "board")}`];
  if (reason !== null) parts.push(`Not measured: ${cell(reason)}.`);
  if (targets.length > 0) {
    parts.push(
      table(
        ["Requirement", "Limit", "At", "Result", "Why"],
        targets.map((target) => [
          `${target.requirement}: ${target.statement}`,
          shownMoney(target.max, target.currency),
          amount(target.quantity, "board"),
          target.verdict.replace("_", " "),
          target.reason,
        ]),
      ),
    );
  }
  const priced = lines.filter((line) => line.status === "priced");
  if (priced.length > 0) {
    parts.push(
      `Prices of \`${priceFile}\`; they are as old as their dates.`,
      table(
        [
          "Part number",
          "Per board",
          "To buy",
          "Unit price",
          "From",
          "Line per board",
          "Date",
          "Source",
        ],
        priced.map((line) => [
          line.mpn ?? "",
          String(line.perBoard),
          String(line.needed),
          shownMoney(line.unitPrice!, line.currency!),
          `${line.priceBreak}${line.belowSmallestBreak ? " (more than needed)" : ""}`,
          shownMoney(line.linePerBoard!, line.currency!),
          line.date!,
          line.source!,
        ]),
        { align: ["l", "r", "r", "r", "r", "r"] },
      ),
    );
  }
  if (status === "incomplete") {
    parts.push(
      `**Incomplete**: ${amount(notMeasured.length, "part")} without a price: ${notMeasured.map(cell).join(", ")}.`,
    );
  }
  return parts.join("\n\n");
}

function basis({ tools, inputs, mode, fields }: Bom, { priceFile }: Costing): string {
  const used = Object.entries(fields)
    .filter(([, names]) => names.length > 0)
    .map(([meaning, names]) => `${meaning}: ${names.map(cell).join(", ")}`);
  return [
    "## What this stands on",
    `- ${tools.map(({ name, version }) => `${name} ${version ?? "of unknown version"}`).join(", ") || "no tool"}; ${mode}`,
    `- ${amount(inputs.length, "input file")} with their SHA-256 in bom.json${priceFile === null ? "" : "; prices in costing.json"}`,
    `- Fields read: ${used.join("; ") || "value, footprint and DNP alone"}`,
    "- Lines are grouped by value and footprint as they are written, tolerance, voltage, part number and DNP.",
  ]
    .join("\n")
    .replace("\n", "\n\n");
}
