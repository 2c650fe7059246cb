/** Lines of the document that hold no constraint, and name a part all the same. */
import type { Constraint, Requirements } from "../input.ts";

/** No category of a requirement, so that a line is told from one. */
const LINE = "line without a constraint";

export const isLine = ({ category }: Pick<Constraint, "category">): boolean => category === LINE;

/** "PRD.md:17 “Buzzer for lost model alarm”". */
export const quoteLine = ({ id, statement }: Constraint): string => `${id} “${statement}”`;

/** Under such headings nothing is asked of this version, or of its circuit. */
const ASIDE =
  /\b(?:nice to have|should have|could have|wish(?:es)?|optional|future|purpose|overview|background|success|risks?|document\w*|timeline|schedule|manufactur\w+|testing|sourcing|cost|development)\b/i;
const DOUBT =
  /\b(?:no|not|without|never|instead|optional\w*|future|nice to have|may|might|could|would|e\.g\.|such as)\b/i;
/** Longer ones tell a story. */
const WORDS = 14;

/** As requirements without a limit, called by their place: "PRD.md:17". */
export function linesOf({ unmapped }: Pick<Requirements, "unmapped">): Constraint[] {
  return unmapped
    .filter(
      ({ text, source }) =>
        !ASIDE.test(source.section.split(" › ").at(-1) ?? "") &&
        !DOUBT.test(text) &&
        text.split(/\s+/).length <= WORDS,
    )
    .map(({ text, source }) => ({
      ...{ id: `${source.file}:${source.line}`, category: LINE, parameter: "", subject: null },
      ...{ min: null, typ: null, max: null, unit: null, si: null, values: null, condition: null },
      ...{ priority: "must" as const, statement: text, source },
    }));
}
