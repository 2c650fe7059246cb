/** What changed between two reports/check.json: violations that are new or fixed, not lines that moved. */
import { fail } from "metaforge";
import { oneLine } from "metaforge/report";
import { Approved, changes, json } from "./baseline.ts";

/**
 * The first line counts; below it a line a violation, `+` new and `-` fixed, then what was not compared. Throws
 * CONFLICT for a text that is no report of this skill.
 * @example
 * // 1 new, 2 fixed, 60 as before
 * // + error erc pin_not_connected U1 pin 3: Pin not connected
 */
export function violationDiff(before: string, after: string): string {
  const [old, now] = [parsed(before, "earlier"), parsed(after, "proposed")];
  const { added, gone, both, notCompared } = changes(old, now);
  const line = (sign: string) => (one: Approved["findings"][number]) =>
    `${sign} ${one.severity} ${one.source} ${one.type} ${oneLine(one.title)}`;
  const lines = [
    `${added.length} new, ${gone.length} fixed or excluded, ${both.length} as before`,
    ...added.map(line("+")),
    ...gone.map(line("-")),
    ...notCompared.map((words) => `? ${words}`),
    ...otherProject(old, now),
  ];
  return `${lines.join("\n")}\n`;
}

function otherProject({ project: old }: Approved, { project: now }: Approved): string[] {
  const same = old.stem === now.stem && old.folder === now.folder;
  return same ? [] : [`! the earlier report is about another project: ${oneLine(old.stem)}`];
}

function parsed(text: string, which: string): Approved {
  const { success, data } = Approved.safeParse(json(text));
  if (success) return data;
  throw fail("CONFLICT", { problem: `the ${which} check.json is not one of check's` });
}
