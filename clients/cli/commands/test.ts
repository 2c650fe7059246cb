/** `metaforge test`: runs the tests of your plugins, with the `metaforge` they import being this installation's. */
import { findPlugins } from "../../../core/plugins/find.ts";
import type { Candidate } from "../../../core/plugins/find.ts";
import { createTrust } from "../../../core/plugins/trust.ts";
import type { Reviewed } from "../../../core/plugins/trust.ts";
import { findOptions } from "../../../core/settings.ts";
import { WORKSPACE, command } from "../command.ts";
import { nearest } from "../nearest.ts";
import { runTests, testsIn } from "../new/test-files.ts";
import { EXIT, problem } from "../problem.ts";
import { settingsOf } from "../settings.ts";

export default command({
  args: {
    "name…": { type: "positional", required: false, description: "these plugins alone" },
    ...WORKSPACE,
  },
  notes: [
    "Runs every *.test.ts, *.test.js and *.test.mjs of the workspace's plugins and of those in your configuration,",
    "by Node's test runner. Tests run with your rights: a plugin that was never trusted is tested only when",
    "it is named. Exit code 0: all passed; 1: some failed, or there was none.",
  ],
  examples: [
    ["metaforge test hello", "the tests of one plugin"],
    ["metaforge test", "of all"],
  ],
  async run({ args, words, shell }) {
    const settings = settingsOf(args, shell);
    const find = await findOptions(settings);
    const own = (await findPlugins(find)).filter(
      ({ source, absent, outside }) => source !== "package" && absent === null && !outside,
    );
    const reviewed = await createTrust(settings.userFolder, find.workspace).review(find);
    const isNew = ({ name, source }: Candidate) =>
      source === "workspace" && stateOf(name, reviewed) === "untrusted";
    const chosen =
      words.length > 0
        ? words.map((name) => named(name, own))
        : own.filter((plugin) => {
            if (isNew(plugin)) shell.err.line(`left out: '${plugin.name}' was never trusted`);
            return !isNew(plugin);
          });
    const files: string[] = [];
    for (const { name, dir } of chosen) {
      const tests = await testsIn(dir);
      if (tests.length === 0) shell.err.line(`'${name}' has no test`);
      files.push(...tests);
    }
    if (files.length === 0) {
      throw problem("NO_TESTS", "there is nothing to test", {
        hint: "`metaforge new skill NAME` writes a plugin with its test",
      });
    }
    const passed = await runTests(files, { cwd: find.workspace, to: shell.out.stream });
    return passed ? EXIT.ok : EXIT.failed;
  },
});

const stateOf = (name: string, reviewed: readonly Reviewed[]) =>
  reviewed.find((plugin) => plugin.name === name)?.state;

function named(name: string, own: readonly Candidate[]): Candidate {
  const found = own.find((plugin) => plugin.name === name);
  if (found) return found;
  const close = nearest(
    name,
    own.map((plugin) => plugin.name),
  );
  throw problem("NOT_FOUND", `there is no plugin '${name}' of yours`, {
    hint: close ? `did you mean '${close}'?` : "`metaforge status` lists those that are loaded",
  });
}
