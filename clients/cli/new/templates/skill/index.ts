/** Lists what is still open in a document: every line that says TBD. */
import { defineSkill, z } from "metaforge";

export default defineSkill({
  name: "my-skill",
  agent: "my-skill",
  version: "0.1.0",
  description: "Lists the open points of a document.",
  input: {
    // Read when a run names no file. A document of your own is the better choice, such as PRD.md.
    files: ["skills/my-skill/README.md"],
    args: z.object({ word: z.string().min(1).default("TBD") }),
  },
  async run({ input, read, progress }) {
    const open: string[] = [];
    for (const [done, file] of input.files.entries()) {
      progress(done / input.files.length, `Reading ${file}`);
      const lines = (await read(file)).split("\n");
      for (const [at, line] of lines.entries()) {
        if (line.includes(input.args.word)) open.push(`- ${file}:${at + 1}: ${line.trim()}`);
      }
    }
    const content = `# Open points\n\n${open.join("\n") || "None."}\n`;
    return {
      artifacts: [{ path: "my-skill.md", content }],
      summary: `Open points: ${open.length}`,
    };
  },
});
