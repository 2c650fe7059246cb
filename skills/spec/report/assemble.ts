/** Builds constraints.json from what the statements said. */
import { createHash } from "node:crypto";
import type { Analysis, Drafted } from "../meaning/analyse.ts";
import { normalise, toSi } from "../quantity/index.ts";
import type { SourceDocument, Statement } from "../reading/index.ts";
import { placeAt } from "../reading/index.ts";
import type { Args, Constraint, Constraints } from "../schema.ts";
import { findConflicts } from "./conflicts.ts";
import { reachWords, stated } from "./stated.ts";
import { unmappedIn } from "./unmapped.ts";
import { unreadOf } from "./unread.ts";
import { statedMethod } from "./methods.ts";
import { stableIds } from "./ids.ts";

export interface Read {
  readonly document: SourceDocument;
  readonly analyses: readonly Analysis[];
}

type Quoted = Constraints["unmapped"][number];

export function assemble(read: readonly Read[], args: Args): Constraints {
  const drafts = read.flatMap(({ document, analyses }) =>
    analyses.flatMap((analysis) =>
      analysis.constraints.map((drafted) => ({ document, statement: analysis.statement, drafted })),
    ),
  );
  const ids = stableIds(
    drafts.map(({ statement, drafted }) => ({
      section: statement.section.at(-1) ?? "",
      subject: drafted.subject,
      parameter: drafted.parameter,
      skeleton: skeletonOf(statement, drafted),
    })),
    args.idPrefix,
  );
  const constraints = drafts.map(({ document, statement, drafted }, index) =>
    toConstraint(ids[index]!, document, statement, drafted, args),
  );
  const quoted = (wanted: (analysis: Analysis) => boolean): Quoted[] =>
    read.flatMap(({ document, analyses }) =>
      analyses.filter(wanted).map(({ statement }) => quote(document, statement)),
    );
  const assumptions = drafts.flatMap(({ document, statement, drafted }) => {
    const assumed = assumedIn(statement, drafted);
    return assumed === null ? [] : [{ ...quote(document, statement), assumed }];
  });
  const unmapped = new Set(read.flatMap(({ analyses }) => [...unmappedIn(analyses)]));
  const isTold = (analysis: Analysis): boolean =>
    analysis.constraints.length > 0 || analysis.open || analysis.excluded || unmapped.has(analysis);
  return {
    schema: "metaforge/constraints@1",
    product: productOf(read),
    mode: "deterministic",
    inputs: read.map(({ document }) => ({
      path: document.path,
      sha256: createHash("sha256").update(document.text).digest("hex"),
    })),
    constraints,
    non_requirements: quoted((analysis) => analysis.excluded),
    assumptions,
    open_questions: quoted((analysis) => analysis.open),
    conflicts: findConflicts(
      constraints.map((constraint, index) => ({ constraint, sure: drafts[index]!.drafted.sure })),
    ),
    unmapped: quoted((analysis) => unmapped.has(analysis)),
    unread: read.flatMap(({ document, analyses }) =>
      unreadOf(document, analyses, new Set(analyses.filter(isTold)), (statement) =>
        quote(document, statement),
      ),
    ),
  };
}

/** What the reader took for granted about a statement, for people to confirm. */
function assumedIn(statement: Statement, { quantity, parameter }: Drafted): string | null {
  if (quantity === null) return null;
  if (quantity.beside !== null) {
    return `${parameter.replaceAll("_", " ")} is taken without “${quantity.beside}”, which cannot be added to it`;
  }
  if (quantity.approximate)
    return `${parameter.replaceAll("_", " ")} is taken as a typical value; no tolerance is stated`;
  if (
    quantity.unit.dimension === "money" &&
    /\$/.test(statement.text) &&
    !/US\$|USD/.test(statement.text)
  ) {
    return `$ is taken as ${quantity.unit.code}`;
  }
  return null;
}

function toConstraint(
  id: string,
  document: SourceDocument,
  statement: Statement,
  drafted: Drafted,
  args: Args,
): Constraint {
  const { quantity } = drafted;
  const dollar =
    quantity?.unit.code === "USD" &&
    args.currency !== undefined &&
    /(?<![A-Z])\$/.test(statement.text);
  const unit = quantity === null ? null : dollar ? args.currency! : quantity.unit.code;
  const difference =
    quantity?.difference === true ||
    /accuracy|tolerance|resolution|hysteresis|drift|error/.test(drafted.parameter);
  const base = {
    id,
    category: drafted.category,
    parameter: drafted.parameter,
    subject: drafted.subject,
    min: quantity?.min ?? null,
    typ: quantity?.typ ?? null,
    max: quantity?.max ?? null,
    unit,
    minInclusive: quantity?.minInclusive ?? true,
    maxInclusive: quantity?.maxInclusive ?? true,
    si:
      quantity === null
        ? null
        : {
            ...toSi(quantity, quantity.unit, difference),
            ...(dollar ? { unit: args.currency! } : {}),
          },
    values: drafted.values === null ? null : [...drafted.values],
    condition: drafted.condition,
    priority: drafted.priority,
    statement: statementText(statement),
    source: {
      file: document.path,
      line: drafted.line,
      column: drafted.column,
      section: statement.section.join(" › "),
      ...referenceOf(statement),
    },
    origin: "stated" as const,
    confidence: drafted.confidence,
  };
  const verification = verificationOf(base as Constraint, quantity?.isReach === true);
  const method = statedMethod(statement.row?.verification, verification.method);
  return { ...base, verification: { ...verification, method } };
}

function verificationOf(constraint: Constraint, isReach: boolean): Constraint["verification"] {
  const name = constraint.parameter.replaceAll("_", " ");
  const under = constraint.condition === null ? "" : `, ${constraint.condition}`;
  if (constraint.unit === null) {
    const feature = constraint.values?.[0];
    const criterion =
      feature === "true"
        ? `${name} present`
        : feature === "false"
          ? `${name} absent`
          : `${name}: ${stated(constraint)}${isWider(constraint) ? ` ${constraint.condition}` : ""}`;
    return { method: constraint.category === "compliance" ? "analysis" : "inspection", criterion };
  }
  const inspected =
    constraint.unit === "1" || constraint.category === "cost" || constraint.category === "schedule";
  const analysed = constraint.category === "reliability";
  return {
    method: inspected ? "inspection" : analysed ? "analysis" : "test",
    criterion: isReach
      ? `${name}${under} ${reachWords(constraint)}`
      : `${name}${under} ${stated(constraint)}`,
  };
}

/** "0603 or larger", "Betaflight or similar". */
const isWider = ({ condition }: Constraint): boolean => condition?.startsWith("or ") === true;

function statementText({ label, bodyAt, text, row }: Statement): string {
  const cells = row?.bounds === undefined ? text : boundsText(row);
  const words = label !== null && bodyAt === 0 ? `${label}: ${cells}` : text;
  return words.length > QUOTED ? `${words.slice(0, QUOTED)}…` : words;
}

/** The min, typ and max cells of a row as one phrase. */
function boundsText({ bounds, unit }: NonNullable<Statement["row"]>): string {
  const { min, typ, max } = bounds!;
  const parts = [min && `min ${min}`, typ && `typ ${typ}`, max && `max ${max}`];
  return `${parts.filter((part) => part !== undefined).join(", ")}${unit === undefined ? "" : ` ${unit}`}`;
}

/** Characters of a statement that are quoted. */
const QUOTED = 600;

/** The words without the figure or names this constraint sets, and without any other number. */
function skeletonOf(statement: Statement, { quantity, values }: Drafted): string {
  const { text, label } = statement;
  if (quantity !== null) {
    const clean = normalise(text);
    const kept = `${clean.slice(0, quantity.start)}#${clean.slice(quantity.end)}`;
    return `${label ?? ""} ${kept.replace(/[\d.,]+\s?[A-Za-zµΩ°%]{0,4}/g, "#")}`;
  }
  const feature = values?.[0] === "true" || values?.[0] === "false";
  return feature
    ? text
    : `${label ?? ""} ${(values ?? []).reduce((rest, value) => rest.replace(value, "#"), text)}`;
}

function quote(document: SourceDocument, statement: Statement): Quoted {
  return {
    text: statementText(statement),
    source: {
      file: document.path,
      ...placeAt(statement, 0),
      section: statement.section.join(" › "),
      ...referenceOf(statement),
    },
  };
}

const referenceOf = ({ reference }: Statement): { reference?: string } =>
  reference === undefined ? {} : { reference };

/** The first heading, without "requirements" and the like; the file's name when there is none. */
function productOf(read: readonly Read[]): string {
  const first = read[0]!;
  const title =
    first.analyses.find(({ statement }) => statement.section.length > 0)?.statement.section[0] ??
    "";
  const name = title
    .replace(
      /\s*[—–:-]*\s*\(?\b(?:product|hardware|system|technical|design)?\s*(?:requirements?|specifications?|prd|hrd|srs)\b(?:\s*(?:document|specification|definition))?\)?\s*/gi,
      " ",
    )
    .replace(/^[\s—–:-]+|[\s—–:-]+$/g, "")
    .replace(/\s+/g, " ");
  return name !== "" ? name : title || first.document.path.replace(/^.*\/|\.\w+$/g, "");
}
