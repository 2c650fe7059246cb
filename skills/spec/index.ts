/** The skill `spec`: reads requirement documents and proposes constraints.json and assumptions.md. */
import { defineSkill, fail } from "metaforge";
import { extract } from "./extract.ts";
import { refuseMany } from "./limits.ts";
import { propose, withProposals } from "./model/propose.ts";
import { assumptionsReport } from "./report/assumptions.ts";
import { findingsOf } from "./report/findings.ts";
import { lossFindings } from "./report/loss.ts";
import { requirementDiff } from "./report/requirement-diff.ts";
import type { Args } from "./schema.ts";
import { ArgsSchema, ConstraintsSchema } from "./schema.ts";

export default defineSkill<Args>({
  name: "spec",
  agent: "requirements",
  version: "1.0.0",
  description:
    "Reads a product requirements document and proposes its constraints with units, lines and stable ids, and what is open or contradictory.",
  input: { files: ["PRD.md"], args: ArgsSchema },
  artifacts: { "constraints.json": ConstraintsSchema },
  diffs: { requirements: { path: "constraints.json", compare: requirementDiff } },
  async run(context) {
    const { files, args } = context.input;
    if (files.length === 0) {
      const problem = "no file is named; give at least one requirements document";
      throw fail("VALIDATION_ERROR", { problem, field: "input.files" });
    }
    const documents = [];
    for (const [index, path] of files.entries()) {
      context.signal.throwIfAborted();
      context.progress((index / files.length) * 0.5, `Reading ${path}`);
      documents.push({ path, text: await context.read(path) });
    }
    context.progress(0.5, "Extracting constraints");
    const read = extract(documents, args);
    context.progress(0.9, `${read.constraints.length} constraints found`);
    const loss = await lossFindings(read, context.read);
    const { llm, signal } = context;
    const added = await propose(documents, read, llm, signal, (problem) =>
      context.log("no readings from a model", { problem }),
    );
    const constraints = await withProposals(read, added, () => context.provenance());
    const findings = [...loss, ...findingsOf(read, args.strict)];
    const content = `${JSON.stringify(constraints, null, 2)}\n`;
    refuseMany(documents, Buffer.byteLength(content), "bytes");
    return {
      artifacts: [
        { path: "constraints.json", content },
        { path: "assumptions.md", content: assumptionsReport(constraints) },
      ],
      findings,
      summary: summaryOf(constraints),
    };
  },
});

function summaryOf({
  constraints,
  open_questions,
  conflicts,
  unmapped,
  proposals = [],
}: ReturnType<typeof extract>): string {
  return `${count(constraints.length, "constraint")}, ${count(conflicts.length, "contradiction")}, ${count(open_questions.length, "open question")}, ${count(unmapped.length, "statement")} not understood.${proposals.length > 0 ? ` A model proposes ${count(proposals.length, "reading")}.` : ""}`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
