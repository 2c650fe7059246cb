/** The findings of a report by group: what it is, what to do, and a table of places. */
import { amount, cell, table } from "metaforge/report";
import { adviceFor } from "../advice/index.ts";
import { mm, namesOf } from "../findings.ts";
import type { Check, CheckFinding, Group } from "../schema.ts";

/** Rows of a table that a person would read; the rest is named by reference. */
const ROWS = 15;

const SOURCE: Readonly<Record<Group["source"], string>> = {
  erc: "schematic",
  drc: "board",
  unconnected: "board",
  parity: "board against schematic",
  project: "project",
};

export function groupSections({ groups, findings }: Check): string[] {
  const severities = ["error", "warning"] as const;
  return severities.flatMap((severity) => {
    const some = groups.filter((group) => group.severity === severity);
    if (some.length === 0) return [];
    const heading = severity === "error" ? "## Errors" : "## Warnings";
    return [heading, ...some.map((group) => section(group, findings))];
  });
}

function section({ label, source, type, count }: Group, findings: readonly CheckFinding[]): string {
  const { title, action } = adviceFor(source === "project" ? "drc" : source, type);
  const members = findings.filter(({ group }) => group === label);
  const shown = members.slice(0, ROWS);
  const rest = members.slice(ROWS);
  const unlisted = count - members.length;
  const head = `### ${label}. ${cell(title)} (${count})`;
  const what = `\`${type}\`, ${SOURCE[source]}. **To do:** ${cell(action)}`;
  return [
    head,
    what,
    ...(shown.length > 0 ? [places(source, shown)] : []),
    ...(rest.length > 0 ? [others(rest)] : []),
    ...(unlisted > 0 ? [`${unlisted} more are not listed anywhere.`] : []),
  ].join("\n\n");
}

function places(source: Group["source"], members: readonly CheckFinding[]): string {
  const inSchematic = source === "erc";
  const rows = members.map(({ sheet, items, where, evidence }) => {
    const at = items[0];
    const [text] = evidence.split("\n", 1);
    return [
      namesOf(items) || "–",
      inSchematic ? (sheet ?? where.file) : layersOf(items) || "–",
      at ? mm(at.xMm) : "–",
      at ? mm(at.yMm) : "–",
      [text, ...items.map((item) => item.text)].join("; "),
    ];
  });
  const head = ["Part", inSchematic ? "Sheet" : "Layer", "x (mm)", "y (mm)", "KiCad says"];
  return table(head, rows, { align: ["l", "l", "r", "r", "l"], isPadded: false });
}

const layersOf = (items: CheckFinding["items"]): string =>
  [...new Set(items.flatMap(({ layer }) => (layer ? [layer] : [])))].join(", ");

function others(rest: readonly CheckFinding[]): string {
  const refs = [...new Set(rest.flatMap(({ items }) => items.flatMap(({ ref }) => ref ?? [])))];
  const names = refs.length > 0 ? `: ${refs.map(cell).join(", ")}` : "";
  return `And ${amount(rest.length, "more", "more")} of the same${names}. All of them are in check.json.`;
}
