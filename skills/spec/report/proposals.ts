/** The last part of the notes: what a language model reads in statements that no rule understood. */
import type { Constraints, Proposal } from "../schema.ts";
import { stated } from "./stated.ts";
import { cell, place, quoted } from "./words.ts";

/** Empty without a model; then the notes are what they are without this part. */
export function proposals({ proposals: made = [], assumptions }: Constraints): string {
  const suggestions = assumptions.filter((one) => "origin" in one);
  const parts = [...(made.length > 0 ? [table(made)] : [])];
  if (suggestions.length > 0) {
    const items = suggestions.map(
      ({ assumed, reason }) => `- ${quoted(assumed)}: ${cell(reason)}.`,
    );
    parts.push(`Set aside, because the documents do not say it so:\n\n${items.join("\n")}`);
  }
  return parts.length === 0 ? "" : `## Proposed by a language model\n\n${parts.join("\n\n")}`;
}

const LEAD = `No constraint was made of these, and nothing above rests on them. Every number and name stands in the line that is
quoted; whether it means that is for you to judge. Write what is right into the document as a limit, then run spec again.`;

function table(made: readonly Proposal[]): string {
  const rows = made.map(({ id, reading, source }) => {
    const { parameter, condition, priority, quote } = reading;
    const cells = [id, parameter.replaceAll("_", " "), value(reading), condition ?? "", priority];
    return `| ${cells.map(cell).join(" | ")} | ${cell(place(source))} | ${quoted(quote)} |`;
  });
  return [
    LEAD,
    "",
    "| Id | Parameter | Limit | Condition | Priority | Where | Words |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function value(reading: Proposal["reading"]): string {
  const { min, typ, max, values } = reading;
  if (min === null && typ === null && max === null && values === null) return "present";
  return stated({ ...reading, statement: reading.quote, minInclusive: true, maxInclusive: true });
}
