/** `metaforge diff`: what an approval would write. */
import { GATEWAY, command } from "../command.ts";
import { parseDiff } from "../diff/parse.ts";
import { formOf } from "../diff/form.ts";
import { WIDE, diffLines, readingOrder } from "../diff/show.ts";
import { connect } from "../gateway/connect.ts";
import { usage } from "../problem.ts";
import { newestWaiting, sessionBy } from "../sessions/pick.ts";
import { shortId } from "../sessions/words.ts";
import { page } from "../terminal/pager.ts";

export default command({
  args: {
    id: {
      type: "positional",
      required: false,
      description: "a session's id or its beginning (default: the newest that waits)",
    },
    ...GATEWAY,
    unified: { type: "boolean", alias: "u", description: "one below the other" },
    "side-by-side": {
      type: "boolean",
      alias: "s",
      description: `old and new beside each other (default from ${WIDE} columns on)`,
    },
    stat: { type: "boolean", description: "only count the lines of each file" },
    raw: { type: "boolean", description: "bytes as they are, for `git apply`; not to a terminal" },
    requirements: { type: "boolean", description: "requirements that are tighter, looser, new" },
  },
  notes: [
    "On a terminal it opens in METAFORGE_PAGER, PAGER, or less. Characters that a terminal would act on, or",
    "that are not to be seen, are shown as escapes such as \\x1b.",
  ],
  examples: [
    ["metaforge diff", "the newest proposal"],
    ["metaforge diff --requirements", "the limits that the newest proposal of spec changes"],
    ["metaforge diff 3f2a --stat", "lines of each file of the session that begins with 3f2a"],
    ["metaforge diff 3f2a --raw | git apply --check", "whether it would apply here"],
  ],
  async run({ args, shell }) {
    const { out } = shell;
    const form = formOf(args as Record<string, unknown>, out);
    if (args.raw && out.isTerminal) {
      throw usage("--raw is not for a terminal: the text may hold sequences that control it");
    }
    const { client } = await connect(args, shell);
    const session =
      args.id === undefined ? await newestWaiting(client) : await sessionBy(client, args.id);
    const format = args.requirements ? "requirements" : undefined;
    const diff = await session.diff({ format });
    if (args.json) return out.json({ session: session.id, status: session.status, diff });
    if (args.raw) return void out.stream.write(diff);
    if (diff === "") return out.line(`${shortId(session.id)} (${session.status}) changes nothing`);
    if (args.requirements) return page(diff.trimEnd().split("\n"), shell);
    await page(diffLines(out, readingOrder(parseDiff(diff)), form), shell);
  },
});
