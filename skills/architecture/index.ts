/** The skill `architecture`: from constraints to blocks, parts and a power tree that can be defended line by line. */
import { defineSkill } from "metaforge";
import { artifactJson, headOf } from "metaforge/report";
import { approvedList } from "./approved-list.ts";
import { design } from "./design.ts";
import { readRequirements } from "./input.ts";
import { suggest } from "./model.ts";
import { report, sentence } from "./report/index.ts";
import { ArchitectureSchema, ArgsSchema } from "./schema.ts";
import type { Architecture, Args } from "./schema.ts";

export default defineSkill<Args>({
  name: "architecture",
  agent: "architecture",
  version: "1.0.0",
  description:
    "Turns constraints into blocks, parts from the catalogue, a power tree and a coverage matrix, each line with the requirement, figure or formula behind it.",
  needs: ["parts"],
  input: { files: ["constraints.json"], args: ArgsSchema },
  artifacts: { "architecture.json": ArchitectureSchema },
  async run(context) {
    const { input, llm, signal, progress, log } = context;
    const requirements = await readRequirements(input.files, context.read, context.list);
    progress(0.1, `${requirements.constraints.length} requirements read`);
    const parts = await context.tool("parts");
    const search: typeof parts.search = (asked) => {
      signal.throwIfAborted();
      return parts.search(asked);
    };
    const limits = await approvedList(search);
    if (limits) progress(0.1, limits.title);
    const { findings: found, ...body } = await design(
      requirements,
      { search, get: parts.get },
      input.args.ldoLimit,
      progress,
    );
    // First what limits all that comes after it.
    const isOfList = ({ where }: (typeof found)[number]) => where?.file === "parts.csv";
    const [ofList, others] = [found.filter(isOfList), found.filter((one) => !isOfList(one))];
    const findings = [...(limits ? [limits] : []), ...ofList, ...others];
    progress(0.8, "Writing the report");
    // The deterministic part is complete before a model is asked: nothing it says can reach it.
    const before = await context.provenance();
    const suggestions = await suggest(body, llm, signal, (problem) =>
      log("no suggestions from a model", { problem }),
    );
    const after = suggestions.length > 0 ? await context.provenance() : before;
    const head = headOf("metaforge/architecture@1", after);
    const isMarked = suggestions.length > 0 && head.mode === "deterministic";
    const architecture: Architecture = {
      ...head,
      // A host may not know who answered; that a model did stays said.
      mode: isMarked ? "deterministic+model" : head.mode,
      ...body,
      findings: findings.map((one) => ({ ...one })),
      ...(suggestions.length > 0 ? { suggestions } : {}),
    };
    return {
      artifacts: [
        { path: "architecture.json", content: artifactJson(architecture) },
        { path: "architecture.md", content: report(architecture, requirements) },
      ],
      findings: [...findings],
      summary: sentence(architecture),
    };
  },
});
