/** Writes assumptions.md: what a colleague has to know before trusting constraints.json. */
import type { Constraint, Constraints } from "../schema.ts";
import { exampleLines } from "./examples.ts";
import { reachWords, stated } from "./stated.ts";
import { cell, place, quoted, section, plural } from "./words.ts";
import { proposals } from "./proposals.ts";

/** Markdown: the verdict first, then conflicts, questions, assumptions, what was not understood, and the constraints by section. */
export function assumptionsReport(constraints: Constraints): string {
  const parts = [
    `# ${constraints.product}: reading notes`,
    verdict(constraints),
    conflicts(constraints),
    questions(constraints),
    assumptions(constraints),
    unmapped(constraints),
    exclusions(constraints),
    unread(constraints),
    extracted(constraints),
    inputs(constraints),
    proposals(constraints),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function verdict(all: Constraints): string {
  const { constraints } = all;
  const count = (priority: Constraint["priority"]): number =>
    constraints.filter((c) => c.priority === priority).length;
  const examples = exampleLines(constraints).length;
  const blocking = [
    ...(examples > 0
      ? [`${plural(examples, "line")} marked (example) to replace by your own`]
      : []),
    ...(all.conflicts.length > 0
      ? [`${plural(all.conflicts.length, "contradiction")} to settle`]
      : []),
    ...(all.open_questions.length > 0
      ? [`${plural(all.open_questions.length, "open question")} to answer`]
      : []),
    ...(all.unmapped.length > 0
      ? [`${plural(all.unmapped.length, "statement")} to read by hand`]
      : []),
  ];
  const read = `**${plural(constraints.length, "constraint")}** read (${count("must")} must, ${count("should")} should, ${count("may")} may)`;
  const computed = constraints.some(
    ({ min, typ, max, statement }) =>
      min !== null && typ !== null && max !== null && /[±+]|[-−–]\s?\d/.test(statement),
  );
  const skipped = (all.unread ?? []).filter(hasFigure).length;
  const aside =
    skipped === 0
      ? ""
      : `\n${plural(skipped, "line")} with numbers ${skipped === 1 ? "stands" : "stand"} in sections that were not read.`;
  return `${read}${blocking.length > 0 ? `; **${blocking.join(", ")}**` : "; nothing left open"}.\nEvery value below is quoted from the input; nothing was added.${computed ? " Limits around a value are computed from the tolerance stated with it." : ""}${aside}`;
}

function conflicts({ conflicts: found, constraints }: Constraints): string {
  if (found.length === 0) return "";
  const byId = new Map(constraints.map((constraint) => [constraint.id, constraint]));
  const items = found.map(({ reason, constraints: [a, b] }) => {
    const lines = [a, b].map((id) => {
      const { source, statement } = byId.get(id)!;
      return `   - ${place(source)} (${id}): ${quoted(statement)}`;
    });
    return [`1. ${capital(reason)}.`, ...lines].join("\n");
  });
  return `## Contradictions\n\nBoth lines cannot hold, or one of them is out of date. Decide before design starts.\n\n${items.join("\n")}`;
}

function questions({ open_questions: open }: Constraints): string {
  return section(
    "Open questions",
    "The document leaves these undecided; no value was assumed for them.",
    open,
  );
}

function assumptions({ assumptions: all }: Constraints): string {
  const made = all.flatMap((one) => ("origin" in one ? [] : [one]));
  if (made.length === 0) return "";
  const items = made.map(
    ({ assumed, text, source }) => `- ${capital(assumed)} (${place(source)}: ${quoted(text)}).`,
  );
  return `## Assumptions\n\nHow the words were read where they allow more than one reading. Correct the document if a reading is wrong.\n\n${items.join("\n")}`;
}

function unmapped({ unmapped: rest }: Constraints): string {
  return section(
    "Not turned into constraints",
    "These stand under requirement headings, and the rules of this skill found no limit, choice or feature in them; there may be one. A person has to read them: nothing downstream checks them.",
    rest,
  );
}

function exclusions({ non_requirements: out }: Constraints): string {
  return section(
    "Out of scope",
    "Stated as not wanted, or put off to later; none of it is a requirement now.",
    out,
  );
}

/** Grouped by heading, so that a whole section is seen at once. */
function unread({ unread: lines = [] }: Constraints): string {
  if (lines.length === 0) return "";
  const groups = new Map<string, Constraints["unmapped"]>();
  for (const line of lines) {
    const heading = `${line.source.file}: ${line.source.section.split(" › ").at(-1) || "before the first heading"}`;
    groups.set(heading, [...(groups.get(heading) ?? []), line]);
  }
  const items = [...groups].map(([heading, found]) =>
    [
      `- ${cell(heading)}`,
      ...found.filter(hasFigure).map(({ text, source }) => `  - ${place(source)}: ${quoted(text)}`),
      ...wordsOnly(found.filter((line) => !hasFigure(line))),
    ].join("\n"),
  );
  return `## Sections that were not read\n\nThese lines stand under headings or in tables that set nothing, such as a history or a list of parts. Those with numbers are quoted, the others told by their place. Move a line under a requirement heading if it binds.\n\n${items.join("\n")}`;
}

const hasFigure = ({ text }: Constraints["unmapped"][number]): boolean => /\d/.test(text);

/** "lines 4 to 9 and 12", in one item. */
function wordsOnly(found: Constraints["unmapped"]): string[] {
  if (found.length === 0) return [];
  const runs: [number, number][] = [];
  for (const { source } of found) {
    const last = runs.at(-1);
    if (last !== undefined && source.line <= last[1] + 1) last[1] = source.line;
    else runs.push([source.line, source.line]);
  }
  const places = runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const [file] = found.map(({ source }) => source.file);
  return [`  - without numbers, ${file} line${found.length === 1 ? "" : "s"} ${places.join(", ")}`];
}

function extracted({ constraints }: Constraints): string {
  if (constraints.length === 0) return "## Constraints\n\nNone found.";
  const rows = constraints.map(
    (c) =>
      `| ${c.id} | ${cell(c.subject === null ? name(c.parameter) : `${name(c.subject)}: ${name(c.parameter)}`)} | ${cell(value(c))} | ${cell(c.condition ?? "")} | ${c.priority} | ${place(c.source)} |`,
  );
  return [
    "## Constraints",
    "",
    "| Id | Parameter | Limit | Condition | Priority | Where |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function value(constraint: Constraint): string {
  if (constraint.values?.length === 1 && constraint.values[0] === "true") return "present";
  if (constraint.values?.length === 1 && constraint.values[0] === "false") return "absent";
  const reach = reachWords(constraint);
  return constraint.verification.criterion.endsWith(reach) ? reach : stated(constraint);
}

function inputs({ inputs: files }: Constraints): string {
  return `## Read from\n\n${files.map(({ path, sha256 }) => `- ${path} (SHA-256 ${sha256.slice(0, 12)}…)`).join("\n")}`;
}

const name = (words: string): string => words.replaceAll("_", " ");
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
