/** Writes the matrices as CSV: every cell in quotes, and none that a spreadsheet would take for a formula. */
import { csv } from "metaforge/report";
import type { Case } from "../planning/cases.ts";
import { unitWords } from "../planning/limit-words.ts";
import type { CoverageRow } from "../schema.ts";

const CASES = [
  "Test case",
  "Requirement",
  "Priority",
  "Category",
  "Title",
  "Method",
  "Addressed by",
  "Set-up",
  "Stimulus",
  "Lower limit",
  "Upper limit",
  "Accept from",
  "Accept to",
  "Acceptance",
  "Unit",
  "Uncertainty at most",
  "Guard band",
  "Equipment class",
  "Equipment",
  "Steps",
  "Criterion",
  "Source",
  "Gaps",
] as const;

/** Kinds whose numbers are set points. */
export const APPLIED: ReadonlySet<Case["kind"]> = new Set(["range", "reach", "span", "storage"]);

/** tests/test-matrix.csv. A stimulus has its set points where a measurement has what is accepted. */
export const caseCsv = (cases: readonly Case[]): string =>
  csv(
    CASES,
    cases.map((one) => {
      const { limits, equipment, addressed } = one;
      const doubts = [limits.uncertaintyMin, limits.uncertaintyMax].filter(
        (value) => value !== null,
      );
      return [
        ...[one.id, one.requirement, one.priority, one.category, one.title, one.method],
        ...[addressed.by.join(" "), one.setup, one.stimulus],
        ...[limits.min, limits.max, limits.acceptMin, limits.acceptMax].map(numeral),
        APPLIED.has(one.kind) ? "" : one.acceptance,
        unitWords(limits.unit),
        doubts.length === 0 ? "" : numeral(Math.min(...doubts)),
        limits.guardBand,
        ...[equipment?.class ?? "", equipment?.instrument ?? ""],
        one.steps.map((step, index) => `${index + 1}. ${step}`).join(" "),
        ...[one.criterion, one.where, one.gaps.join("; ")],
      ];
    }),
  );

const ROWS = [
  "Requirement",
  "Priority",
  "Category",
  "Statement",
  "Limit",
  "Source",
  "Status",
  "Addressed by",
  "Method",
  "Verified by",
  "Verdict",
  "Evidence",
  "Gaps",
] as const;

/** tests/coverage.csv. */
export const coverageCsv = (rows: readonly CoverageRow[]): string =>
  csv(
    ROWS,
    rows.map((row) => [
      ...[row.id, row.priority, row.category, row.statement, row.limit],
      ...[`${row.source.file}:${row.source.line}`, row.status, row.addressedBy.join(" ")],
      ...[row.method, row.verifiedBy.join(" "), row.verdict],
      row.evidence.map(({ file, verdict, note }) => `${file}: ${verdict} (${note})`).join("; "),
      row.gaps.join("; "),
    ]),
  );

const numeral = (value: number | null) => (value === null ? "" : String(value));
