/** A skill that goes on until it is cancelled, or for as long as it is told. */
import { defineSkill, z } from "metaforge";
import { setTimeout as sleep } from "node:timers/promises";

export default defineSkill({
  name: "take-time",
  agent: "sleeper",
  version: "1.0.0",
  description: "Takes time.",
  input: { files: [], args: z.strictObject({ ms: z.int().min(0).default(60_000) }) },
  needs: [],
  async run({ input, progress, signal }) {
    progress(0.25, "Sleeping");
    await sleep(input.args.ms, undefined, { signal });
    return { artifacts: [{ path: "slept.txt", content: `${input.args.ms}\n` }] };
  },
});
