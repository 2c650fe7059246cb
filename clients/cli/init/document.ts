/** Writes the requirements document from the answers of an interview, or from marked examples. */
import { QUESTIONS } from "./questions.ts";
import type { Question } from "./questions.ts";

export interface Answers {
  readonly name: string;
  /** One sentence, or "". */
  readonly purpose: string;
  /** By label; "" or absent: it was not answered. */
  readonly said: Readonly<Record<string, string>>;
}

/**
 * What was not answered stands as TBD, which `spec` lists as an open question: no figure is invented.
 * @example toDocument({ name: "Pump", purpose: "", said: { Weight: "< 50 g" } })
 */
export function toDocument({ name, purpose, said }: Answers): string {
  return document(
    name,
    [clean(purpose) || "TBD: one sentence that says what it does, and for whom."],
    (question) => linesOf(question, clean(said[question.label] ?? "")),
  );
}

/** The same with an example for every answer, each marked as one. */
export function toStarter(name: string): string {
  const overview = [
    "TBD: one sentence that says what it does, and for whom.",
    "",
    "> Every line marked (example) shows a form that is read, not a recommendation: put your own in its place",
    "> without the mark, or delete it.",
  ];
  return document(name, overview, (question) =>
    linesOf(question, question.example).map((line) => `${line} (example)`),
  );
}

function document(
  name: string,
  overview: readonly string[],
  answer: (question: Question) => readonly string[],
): string {
  const sections = Map.groupBy(QUESTIONS, ({ section }) => section);
  const parts = [...sections].flatMap(([section, questions]) => {
    const lines = questions.flatMap(answer);
    return lines.length === 0 ? [] : ["", `## ${section}`, "", ...lines];
  });
  const lines = [
    `# ${escaped(clean(name))}: Product Requirements`,
    "",
    "## Overview",
    "",
    ...overview,
    ...parts,
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf({ label, undecided = label, list, bare }: Question, answer: string): string[] {
  if (answer === "") return bare ? [] : [`- ${undecided}: TBD`];
  const items = list ? answer.split(bare ? /\s*;\s*/ : /\s*[,;]\s*/).filter(Boolean) : [answer];
  return items.map((item) => (bare ? `- ${item}` : `- ${label}: ${item}`));
}

/** On one line, without what a terminal or an editor would act on. */
const clean = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

/** A heading shows the name as it is, also one with Markdown's own characters. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);
