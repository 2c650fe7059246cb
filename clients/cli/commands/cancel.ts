/** `metaforge cancel`: ends a run and every process that it started. */
import { GATEWAY, command } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { sessionBy } from "../sessions/pick.ts";
import { shortId } from "../sessions/words.ts";

export default command({
  args: {
    id: { type: "positional", required: true, description: "an id or its beginning" },
    ...GATEWAY,
  },
  examples: [["metaforge cancel 3f2a", "`metaforge sessions --status running` lists them"]],
  async run({ args, shell }) {
    const { client } = await connect(args, shell);
    const session = await sessionBy(client, args.id);
    await session.cancel();
    if (args.json) shell.out.json({ session: session.id, status: session.status });
    else shell.out.line(`${shortId(session.id)} is ${session.status}`);
  },
});
