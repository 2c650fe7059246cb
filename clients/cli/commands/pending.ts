/** `metaforge pending`: what waits for a decision, oldest first. */
import { GATEWAY, command } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { idsIn } from "../sessions/words.ts";
import { writeTable } from "../terminal/table.ts";
import { ago } from "../terminal/time.ts";

export default command({
  args: GATEWAY,
  examples: [["metaforge pending", "then `metaforge diff`, and `metaforge approve` or `reject`"]],
  async run({ args, shell }) {
    const { client } = await connect(args, shell);
    const { out } = shell;
    const pending = await client.pending();
    if (args.json) {
      for (const entry of pending) out.json(entry);
      return;
    }
    if (pending.length === 0) return out.line("nothing waits for a decision");
    const shown = idsIn(
      out,
      pending.map((entry) => entry.session_id),
    );
    for (const { session_id: id, skill, created, artifacts } of pending) {
      const head = `${skill}, ${ago(created, shell.now())}`;
      out.line(`${out.paint("yellow", shown(id))}  ${head}`);
      const rows = artifacts.map(({ path, size, diff }) => [diff, `${size} bytes`, path]);
      writeTable(out, rows, 2);
    }
  },
});
