/** Writes dfm-report.md: the verdict, by whose limits, what was found, and what it stands on. */
import { posix } from "node:path";
import { amount, cell, requirementSection, table } from "metaforge/report";
import { LIMITS } from "../findings.ts";
import type { Dfm, DfmFinding } from "../schema.ts";

export function dfmReport(dfm: Dfm): string {
  const { project, profile, pictures, findings } = dfm;
  const parts = [
    `# Can it be made? ${cell(posix.basename(project, posix.extname(project)))} by ${cell(profile.name)}`,
    `**${cell(verdictLine(dfm))}**`,
    profileNote(dfm),
    numbers(dfm),
    pictures.length === 0
      ? ""
      : pictures.map((path) => `![${sideOf(path)}](${posix.basename(path)})`).join("\n\n"),
    problemsSection(findings),
    makersSection(dfm),
    limitsSection(dfm),
    requirementSection(dfm.requirements),
    ownSection(dfm),
    figuresSection(dfm),
    basis(dfm),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

export function verdictLine({ verdict, own, fab, limits, rulesProven, findings }: Dfm): string {
  const failed = limits.filter((one) => one.verdict === "fail").length;
  const told = [
    fab.errors ? `${least(fab)}${amount(fab.errors, "error")} by the maker's rules` : "",
    own.errors ? `${least(own)}${amount(own.errors, "error")} by the board's own rules` : "",
    own.unconnected ? `${amount(own.unconnected, "open connection")}` : "",
    failed > 0 ? amount(failed, "limit") + " missed" : "",
  ].filter((part) => part !== "");
  if (verdict === "fail") {
    const but = rulesProven ? "" : "; the maker's rules were not in force";
    return `FAIL: ${told.join(", ") || "the board breaks the maker's rules where its own only warn"}${but}.`;
  }
  if (verdict === "pass") {
    const warnings = (fab.warnings ?? 0) + (own.warnings ?? 0);
    return `PASS: no errors, ${amount(warnings, "warning")}.`;
  }
  const problems = findings.filter(
    ({ source, severity }) => source === "problem" && severity !== "info",
  );
  const why = problems.find(({ severity }) => severity === "error") ?? problems[0];
  return `NOT MEASURED: ${why?.title ?? "the board's facts could not be read"}.`.replace(
    /\.\.$/,
    ".",
  );
}

const least = ({ capped }: { readonly capped: readonly string[] }) =>
  capped.length > 0 ? "at least " : "";

function profileNote({ profile }: Dfm): string {
  const { id, date, status, origin } = profile;
  const from = origin === "shipped" ? "" : ` from \`${origin}\``;
  return `Profile \`${id}\`${from}: figures gathered on ${date}, the least sure of them **${status}**. They are not the maker's current offer: compare before you order.`;
}

const shown = (n: number | null) => (n === null ? "not measured" : String(n));

const numbers = ({ own, fab }: Dfm) =>
  table(
    ["Pass", "Errors", "Warnings", "Waived", "Open connections"],
    [
      [
        "The board's own rules",
        atLeast(own),
        shown(own.warnings),
        shown(own.excluded),
        shown(own.unconnected),
      ],
      [
        "The maker's rules, beyond these",
        atLeast(fab),
        shown(fab.warnings),
        shown(fab.excluded),
        "",
      ],
    ],
    { align: ["l", "r", "r", "r", "r"] },
  );

const atLeast = (counts: { readonly errors: number | null; readonly capped: readonly string[] }) =>
  counts.errors === null ? "not measured" : `${least(counts)}${counts.errors}`;

const sideOf = (path: string) =>
  path.includes("front")
    ? "Front, with findings marked"
    : "Back, seen from behind, with findings marked";

function problemsSection(findings: readonly DfmFinding[]): string {
  const problems = findings.filter(({ source }) => source === "problem");
  if (problems.length === 0) return "";
  const rows = problems.map(({ severity, title, action = "" }) => [severity, title, action]);
  return `## What stands between this and the truth\n\n${table(["", "Problem", "What to do"], rows)}`;
}

/** Places shown of each rule; all of them are in dfm.json. */
const SHOWN = 40;

function makersSection({ findings, fab, profile }: Dfm): string {
  const found = findings.filter(({ source }) => source === "fab");
  if (fab.errors === null) return "## The maker's rules\n\nNot measured: see above.";
  const shared =
    fab.shared === 0 || fab.shared === null
      ? ""
      : `\n\n${amount(fab.shared, "finding")} of the board's own pass ${fab.shared === 1 ? "breaks" : "break"} the maker's rules, too, and ${fab.shared === 1 ? "is" : "are"} counted there.`;
  if (found.length === 0)
    return `## The maker's rules\n\nNothing is found beyond the board's own rules.${shared}`;
  const rules = Map.groupBy(found, ({ rule }) => rule ?? "");
  const sections = [...rules].map(([id, all]) => {
    const figure = profile.figures.find((one) => one.id === id);
    const capped = all.some(({ type }) => type !== undefined && fab.capped.includes(type));
    const rows = all
      .slice(0, SHOWN)
      .map(({ mark = "", title, where }) => [mark, title, where?.item ?? ""]);
    const more = all.length > SHOWN ? `\n\n${all.length - SHOWN} more are in dfm.json.` : "";
    return `### ${id}: ${figure?.required ?? ""}, ${capped ? "at least " : ""}${amount(all.length, all[0]!.severity)}\n\n${all[0]!.action}\n\n${table(["Mark", "Finding", "Where"], rows)}${more}`;
  });
  return `## The maker's rules\n\n${sections.join("\n\n")}${shared}`;
}

function limitsSection({ limits }: Dfm): string {
  const rows = limits.map(({ id, required, measured, verdict, status, source }) => [
    LIMITS[id]!,
    required ?? "not in the profile",
    measured ?? "not measured",
    verdict.replace("_", " "),
    status === null ? "" : `${status}: ${source}`,
  ]);
  return `## Size, layers and drills\n\n${table(["", "Asked", "Board", "Result", "How sure"], rows)}`;
}

function ownSection({ own, findings }: Dfm): string {
  const found = findings.filter(({ source }) => source === "own");
  if (found.length === 0) return "";
  const errors = found.filter(({ severity }) => severity === "error");
  const types = Object.entries(own.byType).map(([type, number]) => [
    type,
    `${own.capped.includes(type) ? "at least " : ""}${number}`,
  ]);
  const parts = [
    "## The board's own rules",
    table(["Type", "Number"], types, { align: ["l", "r"] }),
  ];
  if (errors.length > 0) {
    const rows = errors
      .slice(0, SHOWN)
      .map(({ mark = "", title, where }) => [mark, title, where?.item ?? ""]);
    parts.push(table(["Mark", "Error", "Where"], rows));
    if (errors.length > SHOWN) parts.push(`${errors.length - SHOWN} more are in dfm.json.`);
  }
  return parts.join("\n\n");
}

function figuresSection({ profile }: Dfm): string {
  const rows = profile.figures.map(({ id, required, severity, status, source, note }) => [
    id,
    required,
    severity,
    status,
    source,
    note ?? "",
  ]);
  return `## The profile's rules\n\n${table(["Rule", "Asked", "Severity", "How sure", "Source", "Note"], rows)}`;
}

function basis({ tools, inputs, mode, rulesProven }: Dfm): string {
  return [
    "## What this stands on",
    "",
    `- ${tools.map(({ name, version }) => `${name} ${version ?? "of unknown version"}`).join(", ") || "no tool"}; ${mode}; ${amount(inputs.length, "input file")} with their SHA-256 in dfm.json`,
    "- Two passes: one with the board's own rules, one with the maker's alone. What the second finds at items for which the first tells the same type is counted once, with the board's own.",
    rulesProven
      ? "- Rules that must be broken were found broken: the maker's rules were in force."
      : "- The maker's rules were not shown to be in force.",
    "- Copper areas are checked as they are filled in the file: fill them in KiCad before you order.",
  ].join("\n");
}
