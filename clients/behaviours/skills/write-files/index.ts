/** A skill that proposes the files its arguments hold, in as many steps of progress as it is asked for. */
import { defineSkill, z } from "metaforge";
import { setTimeout as sleep } from "node:timers/promises";

const Content = z.union([z.string(), z.strictObject({ base64: z.string() })]);

export default defineSkill({
  name: "write-files",
  agent: "writer",
  version: "1.0.0",
  description: "Proposes given files.",
  input: {
    files: [],
    args: z.strictObject({
      files: z.record(z.string(), Content).default({}),
      steps: z.int().min(0).max(20).default(0),
      summary: z.string().optional(),
    }),
  },
  needs: [],
  diffs: {
    lines: {
      path: "a.txt",
      compare: (before, after) => `${countOf(before)} lines, then ${countOf(after)}\n`,
    },
  },
  async run({ input, read, progress, signal }) {
    const { files, steps, summary } = input.args;
    for (const file of input.files) {
      // oxlint-disable-next-line no-await-in-loop -- in their order
      await read(file);
    }
    for (let step = 1; step <= steps; step++) {
      progress(step / (steps + 1), `Step ${step}`);
      // Longer than the pause in which the gateway makes one event of several.
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await sleep(120, undefined, { signal });
    }
    const artifacts = Object.entries(files).map(([path, content]) => ({
      path,
      content: typeof content === "string" ? content : Buffer.from(content.base64, "base64"),
    }));
    return { artifacts, ...(summary === undefined ? {} : { summary }) };
  },
});

const countOf = (text: string) => text.split("\n").length - 1;
