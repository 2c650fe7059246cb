/** What a reviewer should know: broken requirements, contradictions, and requirements that cannot be judged. */
import { createHash } from "node:crypto";
import type { Finding } from "metaforge";
import type { Body } from "./coverage.ts";

const MOST = 400;

export function findingsOf(
  { requirements, gaps, evidence, totals }: Body,
  file: string,
): Finding[] {
  const failed = requirements
    .filter(({ verdict }) => verdict === "fail")
    .map(({ id, statement, source, priority, evidence: said }) => ({
      id: idOf("fails", id),
      // A wish that is not kept is for a person to weigh.
      severity: priority === "must" ? ("error" as const) : ("warning" as const),
      title: cut(`Not kept: ${statement}`),
      where: { file: source.file, line: source.line, item: id },
      evidence: cut(
        said
          .filter(({ verdict }) => verdict === "fail")
          .map((one) => `${one.file}: ${one.note}`)
          .join("; "),
        1500,
      ),
      action: "change the design or the requirement, and run the skill that judged it again",
      requirement: id,
    }));
  const open = gaps
    .filter(({ kind }) => kind !== "unmapped" && kind !== "open-question")
    .map(({ kind, requirement, text, where }) => ({
      id: idOf(kind, `${requirement}\n${text}`),
      severity: kind === "conflict" ? ("error" as const) : ("warning" as const),
      title: cut(`${requirement ?? ""}: ${text}`),
      where: { file: where.replace(/:\d+$/, "") },
      action: ACTIONS[kind] ?? "",
      ...(requirement === null ? {} : { requirement }),
    }));
  const stale = evidence
    .filter(({ status }) => status === "stale" || status === "unreadable")
    .map(({ path, reason }) => ({
      id: idOf("evidence", path),
      severity: "warning" as const,
      title: cut(`Not counted: ${path}`),
      where: { file: path },
      evidence: reason ?? "",
      action: "run that skill again",
    }));
  const empty =
    totals.requirements === 0
      ? [
          {
            id: "test-no-requirement",
            severity: "error" as const,
            title: "There is no requirement, so there is nothing to test",
            where: { file },
            action: "run `spec` on a document with requirements",
          },
        ]
      : [];
  return [...empty, ...failed, ...stale, ...open].slice(0, MOST);
}

const ACTIONS: Record<string, string> = {
  limit: "state limits or a tolerance in the requirement",
  equipment: "state how it is measured and how well",
  conflict: "decide which of the two holds",
  "not-addressed": "address it in the architecture, or drop it",
};

const idOf = (kind: string, about: string) =>
  `test-${kind}-${createHash("sha256").update(about).digest("hex").slice(0, 8)}`;

const cut = (text: string, longest = 300) =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
