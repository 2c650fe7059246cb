/** The door for what reports and JSON artifacts of skills have in common: heads, tables, words, CSV, requirements. */
export {
  FindingSchema,
  OutcomeStatus,
  artifactHead,
  artifactJson,
  headOf,
} from "./report/artifact.ts";
export { csv } from "./report/csv.ts";
export { quantity } from "./report/quantity.ts";
export {
  RequirementVerdictSchema,
  judged,
  limitOf,
  parseStated,
  statedIn,
} from "./report/requirement.ts";
export type { Measurement, RequirementVerdict, Stated } from "./report/requirement.ts";
export { requirementSection } from "./report/requirement-table.ts";
export { table, tableOfMarkdown } from "./report/table.ts";
export type { Align, Markdown, TableOptions } from "./report/table.ts";
export { amount, cell, clip, oneLine, visible, words } from "./report/words.ts";
