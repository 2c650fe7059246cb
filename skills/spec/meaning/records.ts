/** A requirement written as a record: a line "Priority: should" below it says how much it binds. */
import type { Analysis } from "./analyse.ts";
import { ofColumn } from "./priority.ts";

const PRIORITY = /^(?:priority|prio\.?|moscow|obligation|importance)$/i;

/** Lines above that may belong to the same record. */
const REACH = 4;

/** Gives the statements right above a priority line its priority; the line itself sets nothing. */
export function withRecords(analyses: readonly Analysis[]): Analysis[] {
  const out = [...analyses];
  out.forEach((one, at) => {
    const { label, text, bodyAt, form, section } = one.statement;
    const priority = isField(one) ? ofColumn(text.slice(bodyAt)) : undefined;
    if (label === null || form === "row" || priority === undefined) return;
    out[at] = { ...one, constraints: [], sense: { ...one.sense, kind: "background" } };
    for (let above = at - 1; above >= Math.max(0, at - REACH); above--) {
      const other = out[above]!;
      if (isField(other) || other.statement.section.join() !== section.join()) break;
      if (other.constraints.length === 0) continue;
      const constraints = other.constraints.map((draft) => ({ ...draft, priority }));
      out[above] = { ...other, constraints };
      break;
    }
  });
  return out;
}

const isField = ({ statement }: Analysis): boolean => PRIORITY.test(statement.label ?? "");
