/** `metaforge reject`: turns a proposal down; nothing is written. */
import { DECIDES, GATEWAY, command, shellAs } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { EXIT, usage } from "../problem.ts";
import { reject } from "../sessions/decide.ts";
import { sessionBy, waitingSession } from "../sessions/pick.ts";
import { shortId } from "../sessions/words.ts";
import { askText } from "../terminal/ask.ts";

export default command({
  args: {
    id: {
      type: "positional",
      required: false,
      description: "an id or its beginning (default: the only one that waits)",
    },
    ...GATEWAY,
    reason: {
      type: "string",
      alias: "m",
      valueHint: "TEXT",
      description: "why; asked for on a terminal, needed elsewhere",
    },
    ...DECIDES,
  },
  examples: [["metaforge reject 3f2a --reason 'the 5 V rail is missing'", "nothing is written"]],
  async run({ args, shell: given }) {
    const shell = shellAs(args.as, given);
    const canAsk = shell.isInteractive && !args.json;
    if (args.reason === undefined && !canAsk) throw usage("--reason is needed");
    if (args.reason?.trim() === "") throw usage("--reason is empty");
    const { client } = await connect(args, shell);
    const session =
      args.id === undefined
        ? await waitingSession(client, "reject", shell, canAsk)
        : await sessionBy(client, args.id);
    if (!session) return EXIT.interrupted;
    const reason = args.reason ?? (await askText(shell, `Why not ${session.skill}'s proposal?`));
    if (reason === null) return EXIT.interrupted;
    await reject(session, shell, reason);
    const { out } = shell;
    if (args.json) out.json({ session: session.id, status: "rejected", reason });
    else
      out.line(`${out.paint("magenta", "rejected")} ${shortId(session.id)}; nothing was written`);
  },
});
