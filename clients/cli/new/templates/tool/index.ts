/** Makes the program `my-tool` usable: says whether it is there, and passes a text through it. */
import { action, defineTool, fail, z } from "metaforge";

const PROGRAM = "my-tool";

export default defineTool({
  name: "my-tool",
  version: "0.1.0",
  description: "The program my-tool.",
  async detect({ which, exec }) {
    const program = await which(PROGRAM);
    if (!program) return { available: false, reason: `${PROGRAM} is not on PATH` };
    const { stdout } = await exec(program, ["--version"], { timeoutMs: 3000 });
    const version = /\d+(?:\.\d+)+/.exec(stdout)?.[0];
    if (!version) return { available: false, reason: `${PROGRAM} does not say its version` };
    return { available: true, version };
  },
  actions: {
    lines: action({
      description: "Gives the program a text; returns the lines it answers.",
      input: z.object({ text: z.string() }),
      async run({ which, exec }, { text }) {
        const program = await which(PROGRAM);
        if (!program) throw failed("it is not on PATH");
        const { exitCode, stdout } = await exec(program, [], { input: text, timeoutMs: 10_000 });
        if (exitCode !== 0) throw failed(`it ended with exit code ${exitCode}`);
        // Many programs end well and have done nothing: look at what came out, too.
        if (stdout.trim() === "") throw failed("it said nothing");
        return { lines: stdout.trimEnd().split("\n") };
      },
    }),
  },
});

const failed = (problem: string) => fail("TOOL_ERROR", { tool: PROGRAM, problem });
