/** Reads one statement: the constraints it sets, what it excludes, what it leaves open. */
import type { Statement } from "../reading/index.ts";
import { choicesOf } from "./choices.ts";
import type { Drafted } from "./draft.ts";
import { findNames } from "./enumerables.ts";
import { featuresOf, isNegative } from "./features.ts";
import { asidesOf } from "./masks.ts";
import { isRemark, wantsNames, wantsQuantity } from "./policy.ts";
import { draftQuantity, quantitiesOf } from "./quantities.ts";
import { isOpen } from "./questions.ts";
import { withRecords } from "./records.ts";
import type { SectionSense } from "./sections.ts";
import { senseOf } from "./sections.ts";
import { triggerOf, triggerText } from "./triggers.ts";

export type { Drafted } from "./draft.ts";

export interface Analysis {
  readonly statement: Statement;
  readonly sense: SectionSense;
  readonly constraints: readonly Drafted[];
  readonly open: boolean;
  readonly excluded: boolean;
}

/** Statements of one document in order; a sentence such as "Features for future revisions:" sets the sense of its section. */
export function analyseAll(statements: readonly Statement[]): Analysis[] {
  let deferred: readonly string[] | null = null;
  const opening = openingOf(statements);
  // Statements under one heading and parent are told the same, often a thousand times.
  const senses = new Map<readonly string[], Map<string, SectionSense>>();
  const senseAt = ({ section, parents }: Statement): SectionSense => {
    const below = senses.get(section) ?? new Map<string, SectionSense>();
    senses.set(section, below);
    const key = parents.length === 0 ? "" : parents.join("\n");
    const known = below.get(key) ?? senseOf(section, parents);
    below.set(key, known);
    return known;
  };
  const analyses = statements.map((statement) => {
    if (deferred && !deferred.every((heading, at) => statement.section[at] === heading))
      deferred = null;
    if (isDeferral(statement)) deferred = statement.section;
    const sense = senseAt(statement);
    if (deferred) return analyse(statement, { ...sense, kind: "excluded" });
    return analyse(statement, opening(statement) ? { ...sense, kind: "background" } : sense);
  });
  return withRecords(analyses);
}

/** Prose between the title and the first section introduces the product. */
function openingOf(statements: readonly Statement[]): (statement: Statement) => boolean {
  const title = statements[0]?.section[0];
  const hasSections = statements.some(({ section }) => section.length > 1);
  return ({ form, section }) =>
    hasSections && form === "sentence" && section.length <= 1 && section[0] === title;
}

const DEFERRAL =
  /\b(?:features?|items?|functions?|ideas?|options?|following|these|list)\b.{0,40}\b(?:(?:for|in|to) (?:a )?(?:future|later|next) (?:hardware )?(?:revisions?|versions?|releases?|iterations?|products?)|out of scope|not (?:part|in scope)|not be (?:included|implemented|part))/i;

const isDeferral = (statement: Statement): boolean =>
  statement.form === "sentence" && statement.text.length < 160 && DEFERRAL.test(statement.text);

/** A longer statement is no requirement but a listing; it is shown as not understood. */
const LONGEST = 4000;

function analyse(statement: Statement, sense: SectionSense): Analysis {
  const excluded = sense.kind === "excluded";
  const asked = isOpen(`${statement.label ?? ""} ${statement.text.slice(0, LONGEST)}`);
  const open = !excluded && (sense.kind === "questions" || asked);
  const silent =
    statement.text.length > LONGEST ||
    excluded ||
    sense.kind === "questions" ||
    isRemark(statement);
  return {
    statement,
    sense,
    constraints: silent ? [] : constraintsOf(statement, sense),
    open,
    excluded,
  };
}

const MOST_FIGURES = 40;

const withoutAsides = (text: string): string => text.replace(/\([^()]*\)/g, " ");

function constraintsOf(statement: Statement, sense: SectionSense): Drafted[] {
  const { text } = statement;
  const asides = asidesOf(text);
  const names = findNames(text);
  const trigger = triggerOf(text);
  const hidden = trigger === null ? asides : [...asides, trigger];
  const kept = names.filter(
    (named) => !hidden.some((span) => span.start <= named.start && named.end <= span.end),
  );
  const quantities = quantitiesOf(statement, [...names, ...hidden]);
  // That many figures in one statement are data, not a requirement.
  if (quantities.length > MOST_FIGURES) return [];
  const drafted = quantities
    .filter((quantity) => wantsQuantity(statement, sense, quantity))
    .map((quantity) => draftQuantity(statement, sense, quantity))
    .map((draft) =>
      trigger === null || draft.condition !== null
        ? draft
        : { ...draft, condition: triggerText(text, trigger) },
    );
  if (wantsNames(statement, sense, kept)) {
    // "may need to be shared", "to be verified": nothing is chosen yet.
    const undecided = statement.label === null && isOpen(withoutAsides(text));
    const wanted = kept.filter(({ start }) => !isNegative(text, start));
    if (!undecided && (wanted.length > 0 || !isNegative(text, 0)))
      drafted.push(...choicesOf(statement, sense, wanted));
    drafted.push(...featuresOf(statement, sense, drafted.length > 0));
  }
  return drafted.toSorted((a, b) => a.at - b.at);
}
