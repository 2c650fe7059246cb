/** Findings for the reviewer: contradictions, open questions, words without a threshold. */
import { digestOf } from "./ids.ts";
import type { Finding } from "metaforge";
import type { Constraint, Constraints } from "../schema.ts";
import { exampleLines } from "./examples.ts";
import { seemsForeign } from "./language.ts";
import { stated } from "./stated.ts";

/** Words that sound like a requirement and cannot be tested (Mavin et al., EARS; INCOSE GtWR rule R7). */
const VAGUE =
  /\b(?:fast|quick(?:ly)?|easy|easily|simple|user[- ]friendly|intuitive|robust|reliable|reliably|sufficient(?:ly)?|adequate(?:ly)?|minimal|compact|lightweight|low[- ](?:power|cost|noise|latency)|high[- ](?:quality|performance|resolution|speed)|appropriate|suitable|flexible|durable|rugged|efficient(?:ly)?|cost[- ]effective|as (?:small|low|fast|thin|light|cheap) as possible|state[- ]of[- ]the[- ]art|good|graceful(?:ly)?|comfortable)\b/i;

/** A run may tell no more. */
const MOST = 2000;

export function findingsOf(constraints: Constraints, strict: boolean): Finding[] {
  const all = [
    ...silenceFindings(constraints, strict),
    ...languageFindings(constraints, strict),
    ...conflictFindings(constraints, strict),
    ...exampleFindings(constraints, strict),
    ...questionFindings(constraints, strict),
    ...vagueFindings(constraints),
  ];
  return all.length <= MOST ? all : [...all.slice(0, MOST - 1), more(all.length - MOST + 1)];
}

const more = (count: number): Finding => ({
  id: "more-findings",
  severity: "warning",
  title: `${count.toLocaleString("en-US")} more findings`,
  action:
    "assumptions.md has those about questions and contradictions; the input may be no requirements document.",
});

function conflictFindings({ conflicts, constraints }: Constraints, strict: boolean): Finding[] {
  return conflicts.map(({ reason, lines, files, constraints: [a, b] }) => {
    const [first, second] = [a, b].map((id) => constraints.find((c) => c.id === id)!);
    return {
      id: `conflict-${a}-${b}`,
      severity: strict ? "error" : "warning",
      title: `Contradiction: ${reason}`,
      where: { file: files[0], line: lines[0] },
      evidence: `${files[0]}:${lines[0]} "${first!.statement}" (${stated(first!)}); ${files[1]}:${lines[1]} "${second!.statement}" (${stated(second!)})`,
      action: "Correct one of the two lines, then run spec again.",
      requirement: a,
    };
  });
}

/** An empty file, or one of headings and prose: its author believes that it says something. */
function silenceFindings(read: Constraints, strict: boolean): Finding[] {
  const { constraints, unmapped, open_questions, non_requirements, unread = [] } = read;
  // Prose that was not read is no requirement; a figure in it may be one.
  const figures = unread.filter(({ text }) => /\d/.test(text));
  const said = [constraints, unmapped, open_questions, non_requirements, figures].flat();
  const heard = new Set(said.map(({ source }) => source.file));
  return read.inputs
    .filter(({ path }) => !heard.has(path))
    .map(({ path }) => ({
      id: `silent-${digestOf(path)}`,
      severity: strict ? "error" : "warning",
      title: "No requirement was found in this document",
      where: { file: path },
      evidence: "Nothing stands under its headings that sets a limit, chooses or asks.",
      action: "Check that it is the right file; write one requirement a line, with value and unit.",
    }));
}

/** Silence would be worst here: "höchstens 5 µA" is read as 5 µA, and "1.200 g" as 1.2 g. */
function languageFindings(constraints: Constraints, strict: boolean): Finding[] {
  if (!seemsForeign(constraints)) return [];
  return [
    {
      id: "language",
      severity: strict ? "error" : "warning",
      title: "This does not seem to be English: limits may be misread",
      where: { file: constraints.inputs[0]!.path },
      evidence: (constraints.constraints[0]?.statement ?? constraints.unmapped[0]?.text)!,
      action:
        "Translate it, or check each limit: “at most” is known in English only, 1.200 is 1.2.",
    },
  ];
}

function exampleFindings({ constraints }: Constraints, strict: boolean): Finding[] {
  const [first, ...others] = exampleLines(constraints);
  if (first === undefined) return [];
  const many = others.length > 0;
  return [
    {
      id: "examples",
      severity: strict ? "error" : "warning",
      title: many
        ? `${others.length + 1} lines are still examples, marked (example)`
        : "A line is still an example, marked (example)",
      where: { file: first.source.file, line: first.source.line },
      evidence: [first, ...others].map(({ source }) => `${source.file}:${source.line}`).join(", "),
      action: "Put your own in place of each, without the mark, or delete it.",
    },
  ];
}

function questionFindings({ open_questions }: Constraints, strict: boolean): Finding[] {
  return unique("open", open_questions).map(({ id, text, source }) => ({
    id,
    severity: strict ? "error" : "info",
    title: `Open question: ${text.length > 90 ? `${text.slice(0, 89).trimEnd()}…` : text}`,
    where: { file: source.file, line: source.line },
    evidence: text,
    action: "Replace it by a value, or accept that nothing checks it.",
  }));
}

/** In what set nothing, and in features: "robust housing required" is as hard to test. A limit on the line is the threshold. */
function vagueFindings({ inputs, unmapped, constraints }: Constraints): Finding[] {
  const limited = new Set(constraints.flatMap(({ si, source }) => (si ? [placeOf(source)] : [])));
  const features = constraints.flatMap(({ values, statement, source }) =>
    values?.[0] === "true" && !limited.has(placeOf(source)) ? [{ text: statement, source }] : [],
  );
  const vague = [...unmapped, ...features].filter(({ text }) => VAGUE.test(text));
  const order = new Map(inputs.map(({ path }, index) => [path, index]));
  const sorted = vague.toSorted(
    ({ source: a }, { source: b }) => order.get(a.file)! - order.get(b.file)! || a.line - b.line,
  );
  return unique("vague", sorted).map(({ id, text, source }) => ({
    id,
    severity: "info",
    title: `No threshold behind "${VAGUE.exec(text)![0].toLowerCase()}"`,
    where: { file: source.file, line: source.line },
    evidence: text,
    action: "Say how much: a limit with a unit can be tested.",
  }));
}

const placeOf = ({ file, line }: Constraint["source"]): string => `${file}:${line}`;

/** Ids from the words, so they stay when lines move. */
function unique<T extends { text: string }>(
  kind: string,
  items: readonly T[],
): (T & { id: string })[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const nth = (seen.get(item.text) ?? 0) + 1;
    seen.set(item.text, nth);
    const id = `${kind}-${digestOf(`${item.text}|${nth}`)}`;
    return { ...item, id };
  });
}
