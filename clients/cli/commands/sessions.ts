/** `metaforge sessions`: a list, newest first. */
import type { SessionHead } from "../../typescript/src/index.ts";
import { GATEWAY, command } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { usage } from "../problem.ts";
import { STATUSES, colourOf, idsIn, statusWord } from "../sessions/words.ts";
import { writeTable } from "../terminal/table.ts";
import type { Cell } from "../terminal/table.ts";
import { ago } from "../terminal/time.ts";

const MOST = 100_000;

export default command({
  args: {
    ...GATEWAY,
    status: {
      type: "enum",
      options: [...STATUSES],
      description: "only these (`approved`: completed ones that were approved)",
    },
    limit: { type: "string", alias: "n", valueHint: "N", default: "20", description: "how many" },
  },
  examples: [
    ["metaforge sessions --status failed -n 5", "the last five that failed"],
    ["metaforge sessions --json", "one session a line, for a script"],
  ],
  async run({ args, shell }) {
    const limit = Number(args.limit);
    if (!/^\d+$/.test(args.limit) || limit < 1 || limit > MOST) {
      throw usage(`--limit takes a whole number from 1 to ${MOST}, not '${args.limit}'`);
    }
    const { client } = await connect(args, shell);
    const { out } = shell;
    const status = args.status as (typeof STATUSES)[number] | undefined;
    const listed: SessionHead[] = [];
    const found = client.sessions({
      ...(status ? { status } : {}),
      pageSize: Math.min(limit, 500),
    });
    let count = 0;
    for await (const session of found) {
      if (args.json) out.json(session);
      else listed.push(session);
      if (++count >= limit) break;
    }
    if (args.json) return;
    if (count === 0)
      return out.line(status ? `no session is ${statusWord(status)}` : "no sessions yet");
    const shown = idsIn(
      out,
      listed.map(({ id }) => id),
    );
    const rows = listed.map(({ id, status: how, created, skill }): Cell[] => [
      shown(id),
      [colourOf(how), statusWord(how)],
      ago(created, shell.now()),
      skill,
    ]);
    writeTable(out, rows);
  },
});
