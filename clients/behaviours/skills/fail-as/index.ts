/** A skill that fails with the code and the details it is given. */
import { defineSkill, fail, z } from "metaforge";

export default defineSkill({
  name: "fail-as",
  agent: "failer",
  version: "1.0.0",
  description: "Fails.",
  input: {
    files: [],
    args: z.strictObject({
      code: z.enum(["AGENT_ERROR", "TOOL_ERROR", "VALIDATION_ERROR"]).default("AGENT_ERROR"),
      details: z.record(z.string(), z.unknown()).default({}),
    }),
  },
  needs: [],
  run: async ({ input }) => Promise.reject(fail(input.args.code, input.args.details)),
});
