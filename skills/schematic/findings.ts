/** What a reviewer of a draft should know, worst first; ids stay the same from run to run. */
import { slug } from "./asking/request.ts";
import type { Plan, PlanFinding } from "./schema.ts";

export const sheetOf = (name: string): string => `eda/kicad/${name}.kicad_sch`;

export function findingsOf(plan: Omit<Plan, "findings">): PlanFinding[] {
  const sheet = sheetOf(plan.name);
  const findings: PlanFinding[] = [
    ...plan.problems.map(({ code, message }) => ({
      ...{ id: `problem-${slug(`${code} ${message}`)}`, severity: "error" as const },
      ...{ title: `KiCad: ${code}`, where: { file: sheet }, evidence: message },
      action:
        ACTIONS[code] ?? "See that KiCad (kicad-cli) and its libraries work, then draw again.",
    })),
    ...(plan.status === "not-run" ? [notDrawn(plan)] : []),
    ...plan.erc.violations.map(({ type, severity, text, items }) => ({
      ...{ id: `erc-${slug(`${type} ${items.join(" ")}`)}`, severity },
      ...{
        title: `ERC ${type}: ${text}`,
        where: { file: sheet },
        evidence: items.join("; ") || text,
      },
      action: "Look at the place on the sheet, and at the wish that led to it.",
    })),
    ...(plan.nets.differences ?? []).map(({ net, missing, extra }) => ({
      ...{ id: `net-${slug(net)}`, severity: "error" as const },
      ...{ title: `Net ${net} is not what was asked for`, where: { file: sheet, item: net } },
      evidence: `missing: ${missing.join(", ") || "none"}; extra: ${extra.join(", ") || "none"}`,
      action: "See which pins touch, and what the symbol hides.",
    })),
    ...plan.tbd.map(({ id, severity, item, what, reason, action }) => ({
      ...{ id, severity, title: `${item}: ${what}`, where: { file: sheet, item } },
      ...{ evidence: reason, action },
    })),
    ...plan.repairs.map((text) => ({
      ...{ id: `repair-${slug(text)}`, severity: "warning" as const },
      ...{ title: "The sheet was changed to pass KiCad's check", where: { file: sheet } },
      ...{ evidence: text, action: "See that it is what you want." },
    })),
  ];
  const seen = new Set<string>();
  const once = findings.filter(({ id }) => !seen.has(id) && seen.add(id));
  return once.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const RANK = { error: 0, warning: 1, info: 2 };

const ACTIONS: Record<string, string> = {
  TOOL_MISSING: "Install KiCad 8 or later with its command line (kicad-cli), then draw again.",
  LIBRARY_MISSING: "Install KiCad's symbol libraries (package kicad-symbols), then draw again.",
};

const notDrawn = ({ name, source, reason }: Omit<Plan, "findings">): PlanFinding => ({
  ...{ id: "not-drawn", severity: "error", title: "No sheet was drawn" },
  ...{ where: { file: source.file, item: name }, evidence: reason },
  action: "Take away the cause, then draw again.",
});
