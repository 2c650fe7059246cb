/** The test kit for plugin authors: run a skill in memory, and the contract every plugin keeps. */
export { skillContract, toolContract } from "./testing/contract.ts";
export type { Case, SkillContractOptions } from "./testing/contract.ts";
export { providerContract } from "./testing/provider-contract.ts";
export type { ProviderContractOptions } from "./testing/provider-contract.ts";
export { runSkill } from "./testing/run-skill.ts";
export type { SkillRun, SkillRunOptions } from "./testing/run-skill.ts";
export { runTool } from "./testing/run-tool.ts";
export type { ToolRunOptions } from "./testing/run-tool.ts";
