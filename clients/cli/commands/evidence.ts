/** `metaforge evidence`: the record of what a decision stood on, printed or written to a file. */
import { resolve } from "node:path";
import type { MetaForgeClient, Session } from "../../typescript/src/index.ts";
import { GATEWAY, command } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { writeNew } from "../init/new-file.ts";
import { problem, usage } from "../problem.ts";
import { sessionBy } from "../sessions/pick.ts";
import { howDecided } from "../sessions/words.ts";
import { safeJson } from "../terminal/safe.ts";

export default command({
  args: {
    id: {
      type: "positional",
      required: false,
      description: "an id or its beginning (default: the newest that was approved)",
    },
    ...GATEWAY,
    out: { type: "string", alias: "o", valueHint: "FILE", description: "write it to a new file" },
  },
  notes: [
    "The record is JSON: the files that were read and proposed with their SHA-256, the versions of the gateway, the skill",
    "and the tools, the models, how many findings there were, and the decision. Who decided is kept as the client stated",
    "it; `automatic` is true when it was approved by --yes. A session gives the same record at any time.",
  ],
  examples: [
    ["metaforge evidence", "of the newest approval"],
    ["metaforge evidence 3f2a --out review/evidence.json", "kept as a file"],
  ],
  async run({ args, shell }) {
    if (args.out?.trim() === "") throw usage("--out needs the name of a file");
    const { client } = await connect(args, shell);
    const { out } = shell;
    const session =
      args.id === undefined ? await newestApproved(client) : await sessionBy(client, args.id);
    const record = await session.evidence();
    if (args.out === undefined) {
      if (args.json) return out.json(record);
      return out.line(safeJson(record, 2));
    }
    const path = resolve(shell.cwd, args.out);
    await writeNew(path, `${safeJson(record, 2)}\n`, "name another file, or remove that one");
    if (args.json) return out.json({ session: session.id, path });
    out.line(`${args.out} has the evidence of ${record.skill}, ${howDecided(record.decision)}`);
  },
});

async function newestApproved(client: MetaForgeClient): Promise<Session> {
  for await (const { id } of client.sessions({ status: "approved", pageSize: 2 })) {
    return client.session(id);
  }
  throw problem("NOT_FOUND", "nothing has been approved yet", {
    hint: "`metaforge pending` lists what waits for a decision",
  });
}
