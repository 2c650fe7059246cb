/** `metaforge show`: one session with all that is known of it. */
import { GATEWAY, command } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { newestWaiting, sessionBy } from "../sessions/pick.ts";
import { writeOutcome } from "../sessions/outcome.ts";
import { colourOf, howDecided, shortId, statusWord } from "../sessions/words.ts";
import { writeFields, writeTable } from "../terminal/table.ts";
import type { Cell } from "../terminal/table.ts";
import { ago } from "../terminal/time.ts";

export default command({
  args: {
    id: {
      type: "positional",
      required: false,
      description: "an id or its beginning (default: the newest that waits)",
    },
    ...GATEWAY,
  },
  examples: [["metaforge show 3f2a", "state, findings, files and decision"]],
  async run({ args, shell }) {
    const { client } = await connect(args, shell);
    const session =
      args.id === undefined ? await newestWaiting(client) : await sessionBy(client, args.id);
    const artifacts = await session.artifacts();
    const { out, now } = shell;
    const { id, skill, status, created, input, summary, findings, error, decision } = session;
    if (args.json) {
      const staleInputs = session.staleInputs;
      return out.json({
        ...{ id, skill, status, created, input, artifacts, summary, findings },
        ...{ stale_inputs: staleInputs, error, decision },
      });
    }
    const rows: [string, Cell][] = [
      ["session", id],
      ["skill", skill],
      ["status", [colourOf(status), statusWord(status)]],
      ["created", `${ago(created, now())} (${created})`],
      ["files read", input.files.join(", ") || "the skill's own"],
    ];
    if (Object.keys(input.args).length > 0) {
      rows.push(["arguments", JSON.stringify(input.args)]);
    }
    if (decision) {
      const why = decision.comment ?? decision.reason;
      rows.push(["decision", howDecided(decision) + (why ? `: ${why}` : "")]);
    }
    if (error) rows.push(["error", ["red", `${error.code}: ${error.message}`]]);
    writeFields(out, rows);
    if (artifacts.length > 0) out.line(`\n${out.paint("bold", "files it puts out")}`);
    const files = artifacts.map(({ path, size, diff }) => [diff, `${size} bytes`, path]);
    writeTable(out, files, 2);
    if (summary || findings.length > 0 || session.staleInputs.length > 0) out.line();
    writeOutcome(out, session, Number.POSITIVE_INFINITY);
    if (status === "pending_approval") {
      out.line(`\n\`metaforge diff ${shortId(id)}\` shows the changes`);
    }
  },
});
