/** What the document rules out: kept only where a rule knows what is meant, and no block or part has it. */
import { RULES } from "./asks/read.ts";
import type { Rule } from "./asks/rule.ts";
import type { Design, Row } from "./coverage.ts";
import type { Constraint } from "./input.ts";

export function refusalRow(one: Constraint, { blocks, chosen }: Design): Row {
  const meant = RULES.filter((rule) => isMeant(rule, one));
  if (meant.length === 0) {
    return {
      status: "not-addressed",
      by: [],
      note: "Ruled out by the document; no block could show that it is kept: for review",
    };
  }
  const there = meant.flatMap(({ id, inside }) => [
    ...blocks.filter((block) => block.id === id || block.id.startsWith(`${id}-`)).map((b) => b.id),
    ...chosen
      .filter(({ part }) => inside !== undefined && part.interfaces.includes(inside))
      .map(({ block }) => block.id),
  ]);
  if (there.length === 0) {
    const names = meant.map(({ name }) => name).join(", ");
    return {
      status: "addressed",
      by: [],
      note: `Ruled out by the document: no block has ${names}`,
    };
  }
  return {
    status: "partly",
    by: [...new Set(there)],
    note: "Ruled out by the document, and there all the same: left unused, or another part",
  };
}

/** The parameter names it: "no app" in a sentence about control is about control. */
const isMeant = ({ parameter, words }: Rule, one: Constraint): boolean =>
  parameter?.test(one.parameter) === true ||
  words?.test(one.parameter.replaceAll("_", " ")) === true;
