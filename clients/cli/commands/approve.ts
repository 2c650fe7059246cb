/** `metaforge approve`: writes the files of sessions that wait for a decision. */
import { DECIDES, GATEWAY, command, shellAs } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { EXIT, report } from "../problem.ts";
import { approve, sayWritten } from "../sessions/decide.ts";
import { sessionBy, waitingSession } from "../sessions/pick.ts";

export default command({
  args: {
    "id…": {
      type: "positional",
      required: false,
      description: "ids or their beginnings (default: the only one that waits)",
    },
    ...GATEWAY,
    comment: {
      type: "string",
      alias: "m",
      valueHint: "TEXT",
      description: "kept with the decision",
    },
    ...DECIDES,
  },
  notes: [
    "Writes all files of a session or none. A file that somebody changed since the run is never overwritten.",
  ],
  examples: [
    ["metaforge approve", "the one that waits"],
    ["metaforge approve 3f2a 91bc -m 'checked against the datasheet'", "two, with a comment"],
  ],
  async run({ args, words, shell: given }) {
    const shell = shellAs(args.as, given);
    const { client } = await connect(args, shell);
    const { out } = shell;
    const json = args.json === true;
    const one = async (session: Awaited<ReturnType<typeof sessionBy>>) => {
      const paths = await approve(session, shell, { automatic: false, comment: args.comment });
      if (json) out.json({ session: session.id, status: "approved", artifacts: paths });
      else sayWritten(out, paths);
    };
    if (words.length === 0) {
      const canAsk = shell.isInteractive && !json;
      const session = await waitingSession(client, "approve", shell, canAsk);
      return session ? one(session) : EXIT.interrupted;
    }
    let code: number = EXIT.ok;
    for (const word of words) {
      try {
        await one(await sessionBy(client, word));
      } catch (thrown) {
        // The others were named, too; the exit code tells that not all went well.
        code = Math.max(code, report(thrown, shell, json));
      }
    }
    return code;
  },
});
