/** Finds the statements under requirement headings that set nothing: each has to be read by a person. */
import type { Analysis } from "../meaning/analyse.ts";
import type { Statement } from "../reading/index.ts";
import { placeAt } from "../reading/index.ts";

/** Those of one document, in order; a line that only introduces others, or the words beside what a row sets, are none. */
export function unmappedIn(analyses: readonly Analysis[]): ReadonlySet<Analysis> {
  const introduced = introductionsOf(analyses);
  const told = new Set<number>();
  for (const analysis of analyses)
    if (isTold(analysis)) told.add(placeAt(analysis.statement, 0).line);
  return new Set(
    analyses.filter((analysis) => {
      const { statement, sense } = analysis;
      if (sense.kind !== "requirement" || isTold(analysis)) return false;
      if (statement.form !== "row") return !introduces(statement, introduced);
      // A cell of words beside a limit explains it; a row of nothing but words says something of its own.
      return /\d/.test(statement.text) || !told.has(placeAt(statement, 0).line);
    }),
  );
}

const isTold = ({ constraints, open, excluded }: Analysis): boolean =>
  constraints.length > 0 || open || excluded;

/** What stands above statements: the words of list items, and the last sentence of a paragraph before a list. */
export function introductionsOf(analyses: readonly Analysis[]): ReadonlySet<string> {
  const parents = new Set(analyses.flatMap(({ statement }) => statement.parents));
  return new Set([...parents].flatMap((words) => [bare(words), bare(lastSentence(words))]));
}

/** "The ports are:", "Buttons" above their list; what demands or counts, and what ends a list, is a statement itself. */
export function introduces(
  { text, label, bodyAt }: Statement,
  introduced: ReadonlySet<string>,
): boolean {
  const isLabel = label !== null && bodyAt >= text.length;
  if (isLabel && introduced.has(bare(label))) return true;
  const short = /[:：]\s*$/.test(text) || text.split(/\s+/).length < 2;
  return short && !/\d|\b(?:shall|must|should|will)\b/i.test(text) && introduced.has(bare(text));
}

const bare = (words: string): string => words.replace(/[\s:：]+$/, "");
const lastSentence = (words: string): string => words.split(/[.!?]\s+/).at(-1)!;
