/** tests/coverage.md: the verdict first, then what was counted, the matrix, and every gap by name. */
import { tableOfMarkdown as table, words } from "metaforge/report";
import { isBinding } from "../coverage.ts";
import type { Coverage } from "../schema.ts";

const MARK = { pass: "pass", fail: "**FAIL**", not_measured: "not measured" } as const;

export function coverageReport(coverage: Coverage): string {
  const { product, totals, requirements, gaps, evidence } = coverage;
  const sections = [
    `# Requirement coverage${product ? ` of ${words(product)}` : ""}`,
    `**${headline(coverage)}**`,
    wishesOf(coverage),
    table(
      ["", "Requirements"],
      [
        ["in all", String(totals.requirements)],
        [
          "with a test case",
          `${totals.withCase}${totals.percent === null ? "" : ` (${totals.percent} %)`}`,
        ],
        ["whose cases can be judged as they stand", String(totals.withoutGap)],
        [
          "addressed / partly / not / not known",
          [totals.addressed, totals.partly, totals.notAddressed, totals.notKnown].join(" / "),
        ],
        [
          "pass / fail / not measured, wishes included",
          [totals.pass, totals.fail, totals.notMeasured].join(" / "),
        ],
      ],
      [1],
    ),
    `## What was counted\n\n${table(
      ["Artifact", "Status", ""],
      evidence.map(({ path, status, reason }) => [words(path), status, words(reason ?? "")]),
    )}`,
    `## Matrix\n\n${table(
      [
        "Requirement",
        "Priority",
        "Statement",
        "Addressed by",
        "Verified by",
        "Method",
        "Verdict",
        "Evidence",
      ],
      requirements.map((row) => [
        row.id,
        row.priority,
        words(row.statement, 160),
        row.addressedBy.length > 0
          ? words(`${row.addressedBy.join(", ")}${row.status === "partly" ? " (partly)" : ""}`)
          : `**${row.status.replaceAll("-", " ")}**`,
        row.verifiedBy.join(", "),
        row.method,
        MARK[row.verdict],
        words(row.evidence.map(({ file, note }) => `${file}: ${note}`).join("; "), 300),
      ]),
    )}`,
    gapList(gaps),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

export function headline({
  verdict,
  totals,
  requirements,
}: Pick<Coverage, "verdict" | "totals" | "requirements">): string {
  if (totals.requirements === 0) return "NOTHING TO TEST: there is no requirement.";
  const cases = `${totals.withCase} of ${totals.requirements} requirements have a test case`;
  const word = { pass: "PASS", fail: "FAIL", not_measured: "NOT MEASURED" }[verdict];
  const bound = countsOf(requirements.filter(isBinding));
  return `${word}: ${cases}; of ${bound.all} that bind (must) ${bound.pass} pass, ${bound.fail} fail, ${bound.open} are not measured yet.`;
}

/** "Besides, of 3 wishes …"; empty where there are none. */
export function wishesOf({ requirements }: Pick<Coverage, "requirements">): string {
  const { all, pass, fail, open } = countsOf(requirements.filter((row) => !isBinding(row)));
  return all === 0
    ? ""
    : `Besides, of ${all} wish${all === 1 ? "" : "es"} (should, may), which decide nothing: ${pass} kept, ${fail} not kept, ${open} not measured.`;
}

/** How many rows there are of each verdict. */
export function countsOf(rows: Coverage["requirements"]) {
  const count = (wanted: string): number => rows.filter(({ verdict }) => verdict === wanted).length;
  return {
    ...{ all: rows.length, pass: count("pass"), fail: count("fail") },
    open: count("not_measured"),
  };
}

const TITLES: Record<Coverage["gaps"][number]["kind"], string> = {
  limit: "Requirements without limits that a result can be held against",
  equipment: "Requirements without a class of equipment",
  conflict: "Contradictions",
  "not-addressed": "Not or partly addressed by the architecture",
  "open-question": "Open questions of the requirements",
  unmapped: "Statements that gave no requirement, and so have no test",
};

function gapList(gaps: Coverage["gaps"]): string {
  if (gaps.length === 0) return "## Gaps\n\nNone.";
  const kinds = [...Map.groupBy(gaps, ({ kind }) => kind)];
  const lists = kinds.map(([kind, all]) => {
    const lines = all.map(
      ({ requirement, text, where }) =>
        `- ${requirement === null ? "" : `${requirement}: `}${words(text)} (${words(where)})`,
    );
    return `### ${TITLES[kind]} (${all.length})\n\n${lines.join("\n")}`;
  });
  return `## Gaps\n\n${lists.join("\n\n")}`;
}
