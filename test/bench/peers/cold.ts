/** The cold peer: a child that is forked for one run, imports the plugin, runs it and reports. */
import type { SkillPlugin } from "../../../core/define.ts";
import { resolveMetaforge } from "../../../core/run/resolve.ts";

resolveMetaforge();
const [entry, text] = process.argv.slice(2);
const { default: skill } = (await import(entry!)) as { default: SkillPlugin };
const context = {
  input: { files: ["PRD.md"], args: { name: "cold" } },
  read: () => Promise.resolve(text!),
} as unknown as Parameters<SkillPlugin["run"]>[0];
process.send!(await skill.run(context));
process.disconnect();
