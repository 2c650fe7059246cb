/** Writes reports/check.md: the verdict, what changed, what is to do group by group, and what was not looked at. */
import { amount, cell, requirementSection, table } from "metaforge/report";
import type { Check } from "../schema.ts";
import { groupSections } from "./groups.ts";

export function checkReport(check: Check): string {
  const parts = [
    `# Design check: ${cell(check.project.stem)}`,
    verdictSection(check),
    numbers(check),
    requirementSection(check.requirements),
    baseline(check),
    problemSection(check),
    ...groupSections(check),
    exclusions(check),
    blindSpots(check),
    pictures(check),
    provenance(check),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** One sentence: the verdict and what it rests on. Also the summary of a run. */
export function verdictLine({ verdict, erc, drc, parity, groups, problems }: Check): string {
  const sum = (of: "error" | "warning") =>
    groups.reduce((total, { severity, count }) => total + (severity === of ? count : 0), 0);
  const errors = sum("error");
  const warnings = amount(sum("warning"), "warning");
  if (verdict === "fail") return `FAIL: ${amount(errors, "error")}, ${warnings}`;
  if (verdict === "pass") return `PASS: no errors, ${warnings}`;
  const open = Object.entries({ schematic: erc, board: drc, "board against schematic": parity })
    .filter(([, { status }]) => status === "failed" || status === "not-run")
    .map(([name]) => name);
  if (open.length === 3) {
    const isMissing = problems.some(({ code }) => code === "TOOL_MISSING");
    return `NOT CHECKED: ${isMissing ? "KiCad is not installed" : "no check gave an answer"}`;
  }
  const what = open.length > 0 ? `not checked: ${open.join(", ")}` : "checked in part only";
  return `NOT COMPLETE: no errors and ${warnings} found, ${what}`;
}

function verdictSection(check: Check): string {
  const { unconnected } = check.drc;
  const routed = unconnected
    ? ` ${amount(unconnected, "connection is", "connections are")} not routed.`
    : "";
  const open = ["erc", "drc", "parity"] as const;
  const alsoOpen =
    check.verdict === "fail" && open.some((name) => check[name].status !== "ok")
      ? " Not everything was checked in full, see below."
      : "";
  return `**${cell(verdictLine(check))}.**${routed}${alsoOpen}`;
}

const STATUS = {
  ok: "yes",
  partial: "in part",
  failed: { markdown: "**failed**" },
  "not-run": { markdown: "**not run**" },
};

const number = (n: number | null, atLeast = false): string =>
  n === null ? "–" : `${atLeast ? "≥ " : ""}${n}`;

function numbers({ erc, drc, parity, groups }: Check): string {
  const sheets = erc.sheets === null ? "" : `, ${amount(erc.sheets, "sheet")}`;
  const row = (name: string, one: Check["erc"] | Check["drc"] | Check["parity"]) => {
    const isCapped = (of: "error" | "warning") =>
      groups.some(({ severity, type }) => severity === of && one.capped.includes(type));
    const errors = number(one.errors, isCapped("error"));
    const warnings = number(one.warnings, isCapped("warning"));
    return [name, STATUS[one.status], errors, warnings, number(one.excluded)];
  };
  const unrouted = number(drc.unconnected, drc.capped.includes("unconnected_items"));
  return table(
    ["Check", "Ran", "Errors", "Warnings", "Excluded"],
    [
      row(`Schematic rules (ERC${sheets})`, erc),
      row("Board rules (DRC)", drc),
      ["Connections not routed", STATUS[drc.status], unrouted, "", ""],
      row("Board against schematic (parity)", parity),
    ],
    { align: ["l", "l", "r", "r", "r"] },
  );
}

function baseline({ baseline: base }: Check): string {
  const head = "## Since the approved report";
  if (base.status === "none") return `${head}\n\nThere is none yet: everything below is new.`;
  if (base.status === "ignored") return `${head}\n\nNot compared: ${cell(base.reason!)}.`;
  const excluded = base.excludedSince ? `, **${base.excludedSince}** excluded in the project` : "";
  const counts = `**${base.new}** new, **${base.fixed}** fixed${excluded}, **${base.unchanged}** as before.`;
  const lists = [
    ...listed("New", base.newOnes),
    ...listed("Fixed", base.fixedOnes),
    ...base.notCompared.map((words) => `- Not compared: ${cell(words)}`),
  ];
  return [head, counts, ...(lists.length > 0 ? [lists.join("\n")] : [])].join("\n\n");
}

/** Lines of a list that a person would read; check.json holds all. */
const LISTED = 20;

function listed(word: string, ones: readonly { title: string }[]): string[] {
  const shown = ones.slice(0, LISTED).map(({ title }) => `- ${word}: ${cell(title)}`);
  const rest = ones.length - shown.length;
  return rest > 0 ? [...shown, `- ${word}: ${rest} more, see check.json`] : shown;
}

function problemSection({ findings }: Check): string {
  const rows = findings.filter(({ source }) => source === "project");
  if (rows.length === 0) return "";
  const told = table(
    ["", "What", "File", "Told", "What to do"],
    rows.map(({ severity, title, where, evidence, action }) => [
      ...[severity, title, where.file, evidence, action],
    ]),
    { isPadded: false },
  );
  return `## What stood in the way\n\n${told}`;
}

function exclusions({ exclusions: rows }: Check): string {
  if (rows.length === 0) return "";
  const excluded = table(
    ["Type", "What", "Reason given in the project"],
    rows.map(({ type, title, comment }) => [
      ...[{ markdown: `\`${type}\`` }, title, comment ?? "none"],
    ]),
  );
  return `## Excluded in the project\n\nNot counted above.\n\n${excluded}`;
}

function blindSpots({ erc, drc, omitted }: Check): string {
  const off = (name: string, types: readonly string[]) =>
    types.length === 0
      ? []
      : [
          `- ${name} that the project switches off: ${types.map((one) => `\`${one}\``).join(", ")}.`,
        ];
  const lines = [
    ...off("Schematic rules", erc.ignored),
    ...off("Board rules", drc.ignored),
    ...[...new Set([...erc.capped, ...drc.capped])].map(
      (type) => `- KiCad counts only the first of \`${type}\`: there may be more.`,
    ),
    ...(omitted.count === 0
      ? []
      : [`- ${omitted.count} findings are counted and not listed: there are too many of them.`]),
    ...(drc.errors === null
      ? []
      : [
          "- Zones are not refilled before the check: an old fill gives an old answer. Fill all zones (B) and save.",
        ]),
  ];
  return lines.length === 0 ? "" : `## Not looked at\n\n${lines.join("\n")}`;
}

function pictures({ pictures: list }: Check): string {
  if (list.length === 0) return "";
  const shown = list.map(({ path, shows }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return `![${cell(shows)}](${encodeURI(name)})`;
  });
  return `## Pictures\n\nMarks bear the numbers of the groups above.\n\n${shown.join("\n\n")}`;
}

function provenance({ inputs, tools, mode }: Check): string {
  const programs = tools.map(({ name, version }) => `${name} ${version ?? "(version unknown)"}`);
  const files = inputs.map(({ path, sha256 }) => [
    path,
    { markdown: `\`${sha256.slice(0, 12)}\`` },
  ]);
  const read = files.length === 0 ? "No file was read." : table(["File", "SHA-256"], files);
  return `## What it rests on\n\n${cell(programs.join(", ") || "no tool")}; ${cell(mode)}.\n\n${read}`;
}
