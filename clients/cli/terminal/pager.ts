/** Shows long output in a pager where a person looks at it, as git does: METAFORGE_PAGER, PAGER, else less. */
import { spawn } from "node:child_process";
import type { Shell } from "../shell.ts";

/** Without `-R` the pager would show our colours as escapes; `-F` leaves at once what fits on the screen. */
const LESS = "FRX";

/** Writes the lines; with a terminal through a pager. Ends when the person leaves it. */
export async function page(lines: Iterable<string>, { out, env }: Shell) {
  const wished = env["METAFORGE_PAGER"] ?? env["PAGER"];
  const pager = wished ?? "less";
  if (!out.isTerminal || pager === "" || pager === "cat") {
    for (const line of lines) out.line(line);
    return;
  }
  const child = spawn(pager, {
    // One's own may be a whole command line; a shell would also complain where there is no less.
    shell: wished !== undefined,
    stdio: ["pipe", "inherit", "inherit"],
    env: { LESS, LV: "-c", ...env },
  });
  // Ctrl-C in the pager is the pager's business.
  const ignore = () => {};
  process.on("SIGINT", ignore);
  // A pager may be left before it has read everything.
  child.stdin.on("error", ignore);
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(127));
  });
  const all = [...lines];
  child.stdin.end(all.map((line) => `${out.safe(line)}\n`).join(""));
  const code = await ended;
  process.off("SIGINT", ignore);
  // There is no such program: better without than not at all.
  if (code === 127) for (const line of all) out.line(line);
}
