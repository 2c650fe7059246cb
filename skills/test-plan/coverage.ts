/** The matrix of requirements: who addresses each, which case verifies it, and what other artifacts say of it. */
import type { Inputs } from "./input/read.ts";
import { addressedBy } from "./input/architecture.ts";
import type { Constraint } from "./input/constraints.ts";
import type { Verdict } from "./input/evidence.ts";
import type { Case } from "./planning/cases.ts";
import { limitWords } from "./planning/limit-words.ts";
import type { Coverage, CoverageRow } from "./schema.ts";

export type Body = Omit<Coverage, "schema" | "mode" | "inputs" | "tools" | "findings">;

export function coverageOf(
  inputs: Inputs,
  cases: readonly Case[],
  guard: "tightened" | "none",
): Body {
  const { constraints, evidence } = inputs;
  const requirements = constraints.constraints.map((one) => rowOf(one, inputs, cases));
  return {
    product: constraints.product,
    verdict: worst(requirements.filter(isBinding).map(({ verdict }) => verdict)),
    guard,
    totals: totalsOf(requirements, cases.length),
    requirements,
    gaps: gapsOf(inputs, requirements, cases),
    evidence: evidence.map(({ path, status, reason }) => ({ path, status, reason })),
  };
}

/** What should or may be kept decides nothing. */
export const isBinding = ({ priority }: Pick<CoverageRow, "priority">): boolean =>
  priority === "must";

function rowOf(
  constraint: Constraint,
  { architecture, evidence }: Inputs,
  cases: readonly Case[],
): CoverageRow {
  const { id, category, priority, parameter, statement, source, verification } = constraint;
  const own = cases.filter(({ requirement }) => requirement === id);
  const { status, by, note } = addressedBy(id, architecture);
  const said = evidence.flatMap(({ path, said: all }) =>
    all
      .filter(({ requirement }) => requirement === id)
      .map(({ verdict, note: words }) => ({ file: path, verdict, note: words })),
  );
  return {
    ...{ id, category, priority, parameter, statement, limit: limitWords(constraint) },
    source: { file: source.file, line: source.line },
    ...{ status, addressedBy: [...by], note },
    method: own[0]?.method ?? verification.method,
    verifiedBy: own.map((one) => one.id),
    verdict: worst(said.map(({ verdict }) => verdict)),
    evidence: said,
    gaps: [...new Set(own.flatMap(({ gaps }) => gaps))],
  };
}

/** Nothing that says so is no pass. */
function worst(all: readonly Verdict[]): Verdict {
  if (all.includes("fail")) return "fail";
  return all.length > 0 && all.every((one) => one === "pass") ? "pass" : "not_measured";
}

function totalsOf(rows: readonly CoverageRow[], cases: number): Coverage["totals"] {
  const count = (is: (row: CoverageRow) => boolean) => rows.filter(is).length;
  const withCase = count(({ verifiedBy }) => verifiedBy.length > 0);
  return {
    ...{ requirements: rows.length, withCase, cases },
    withoutGap: count(({ gaps, verifiedBy }) => verifiedBy.length > 0 && gaps.length === 0),
    addressed: count(({ status }) => status === "addressed"),
    partly: count(({ status }) => status === "partly"),
    notAddressed: count(({ status }) => status === "not-addressed"),
    notKnown: count(({ status }) => status === "not-known"),
    pass: count(({ verdict }) => verdict === "pass"),
    fail: count(({ verdict }) => verdict === "fail"),
    notMeasured: count(({ verdict }) => verdict === "not_measured"),
    percent: rows.length === 0 ? null : Number(((100 * withCase) / rows.length).toFixed(1)),
  };
}

function gapsOf(
  { constraints, path }: Inputs,
  rows: readonly CoverageRow[],
  cases: readonly Case[],
): Coverage["gaps"] {
  const place = ({ source }: { source: { file: string; line: number } }) =>
    `${source.file}:${source.line}`;
  return [
    ...cases.flatMap(({ requirement, gaps, where }) =>
      gaps
        .filter((text) => !text.startsWith("contradiction"))
        .map((text) => ({
          kind: text.startsWith("no equipment") ? ("equipment" as const) : ("limit" as const),
          ...{ requirement, text, where },
        })),
    ),
    ...constraints.conflicts.map(({ reason, constraints: ids }) => ({
      ...{ kind: "conflict" as const, requirement: ids[0] ?? null },
      ...{ text: `${ids.join(" and ")}: ${reason}`, where: path },
    })),
    ...rows
      .filter(({ status }) => status === "not-addressed" || status === "partly")
      .map((row) => ({
        ...{ kind: "not-addressed" as const, requirement: row.id, where: place(row) },
        text: `${row.status === "partly" ? "partly" : "not"} addressed by the architecture${row.note ? `: ${row.note}` : ""}`,
      })),
    ...constraints.open_questions.map((one) => ({
      ...{ kind: "open-question" as const, requirement: null, text: one.text, where: place(one) },
    })),
    ...constraints.unmapped.map((one) => ({
      ...{ kind: "unmapped" as const, requirement: null, text: one.text, where: place(one) },
    })),
  ];
}
