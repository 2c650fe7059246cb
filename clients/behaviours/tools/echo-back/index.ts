/** A tool that gives back what it is given, or fails. */
import { action, defineTool, fail, z } from "metaforge";

export default defineTool({
  name: "echo-back",
  version: "1.0.0",
  description: "Gives back what it is given.",
  detect: async () => ({ available: true, version: "1" }),
  actions: {
    echo: action({
      description: "Gives back its input.",
      input: z.strictObject({ text: z.string() }),
      run: async (_context, input) => ({ echoed: input.text }),
    }),
    fail: action({
      description: "Fails.",
      input: z.unknown(),
      run: async () =>
        Promise.reject(fail("TOOL_ERROR", { tool: "echo-back", problem: "as it was told" })),
    }),
  },
});
