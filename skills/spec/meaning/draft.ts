/** What one statement yields, before ids are given. */
import type { Quantity } from "../quantity/index.ts";
import type { Statement } from "../reading/index.ts";
import { placeAt } from "../reading/index.ts";
import type { Category } from "./category.ts";
import { slug } from "./slug.ts";
import type { Priority } from "./priority.ts";
import { priorityOf } from "./priority.ts";
import type { SectionSense } from "./sections.ts";

/** A constraint before it has an id. */
export interface Drafted {
  readonly category: Category;
  readonly parameter: string;
  /** The statement's own words name it, not only its heading. */
  readonly sure: boolean;
  readonly subject: string | null;
  readonly quantity: Quantity | null;
  readonly values: readonly string[] | null;
  readonly condition: string | null;
  readonly priority: Priority;
  readonly confidence: number;
  /** Offset in the statement. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

/** Whose property it is: the list item or heading above. */
export function subjectOf(statement: Statement, parameter: string): string | null {
  const heading = statement.section.length > 1 ? statement.section.at(-1) : undefined;
  const owner = statement.parents.at(-1) ?? heading;
  if (owner === undefined) return null;
  const name = slug(owner.split(/[:(]/)[0]!);
  return name === "" || name === parameter ? null : name;
}

/** A choice or a feature: a constraint with values instead of bounds. */
export function draftValues(
  statement: Statement,
  sense: SectionSense,
  what: {
    parameter: string;
    category: Category;
    values: readonly string[];
    at: number;
    confidence: number;
    /** "or larger": what else would do. */
    wider?: string | null;
  },
): Drafted {
  const { text } = statement;
  const { wider: _, ...drafted } = what;
  return {
    ...drafted,
    subject: subjectOf(statement, what.parameter),
    sure: true,
    quantity: null,
    condition: statement.row?.condition ?? what.wider ?? null,
    priority: priorityOf(
      { clause: clauseTo(text, what.at), text, label: statement.label },
      sense,
      statement.row?.priority,
    ),
    ...placeAt(statement, what.at),
  };
}

/** The words up to a name and a little behind it; a bracket with more than a word or two is an aside. */
function clauseTo(text: string, at: number): string {
  const words = text.replace(/\((?:[^()]*\s){2,}[^()]*\)/g, (aside) => " ".repeat(aside.length));
  const behind = /^(?:(?!\b(?:and|but)\b)[^,;.])*/.exec(words.slice(at, at + 80))![0];
  return words.slice(0, at) + behind;
}
