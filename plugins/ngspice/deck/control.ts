/** Judges what a deck wants ngspice's command language to do; none of it is ever done. */
import { HARMLESS_COMMANDS, UNSAFE_VARIABLE } from "./lists.ts";
import type { DeckLine } from "./lines.ts";
import type { DeckReport } from "./report.ts";

const REASON = "a deck's own commands are never run";
/** Redirections, pipes, substitution of commands, history and escapes. */
const HOSTILE = /[`<>|!\\]|\$[({]/;
const ANALYSIS = /^(?:tran|ac|dc|op|noise|meas|measure)\b/i;

/**
 * Leaves out one line of a `.control` block. Analyses and measures are returned as the dot commands that
 * they could have been, because a deck often has them only there.
 */
export function judgeCommand(line: DeckLine, report: DeckReport): DeckLine | null {
  if (!isHarmless(line.text)) {
    const what = "this command could start a program or touch a file";
    report.drop(line, "error", `${what}; ${REASON}`, "UNSAFE_DECK");
    return null;
  }
  if (ANALYSIS.test(line.text) && !line.text.includes(";")) {
    return { ...line, text: `.${line.text}` };
  }
  report.drop(line, "info", REASON);
  return null;
}

/** Judges a comment line that ngspice would obey: `*# command`. */
export function judgeOrder(line: DeckLine, report: DeckReport): void {
  const command = line.text.slice(2);
  // A row of signs that sets parts of a file apart.
  if (line.text.startsWith("*#") && /^[\s#*=_-]*$/.test(command)) return;
  if (line.text.startsWith("*#") && isHarmless(command)) report.drop(line, "info", REASON);
  else report.drop(line, "error", `ngspice takes this comment for an order`, "UNSAFE_DECK");
}

function isHarmless(text: string): boolean {
  if (HOSTILE.test(text)) return false;
  return text.split(";").every((part) => {
    const [command = "", variable = ""] = part
      .trim()
      .toLowerCase()
      .split(/[\s=]+/);
    if (command === "") return true;
    if (!HARMLESS_COMMANDS.has(command)) return false;
    return command !== "set" || !UNSAFE_VARIABLE.test(variable);
  });
}
