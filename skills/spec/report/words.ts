/** How the notes put the author's words, so that no document can change their form. */
import type { Constraints } from "../schema.ts";

export function section(title: string, lead: string, items: Constraints["unmapped"]): string {
  if (items.length === 0) return "";
  const lines = items.map(
    ({ text, source }) => `- ${place(source)}${aboveShort(text, source)}: ${quoted(text)}`,
  );
  return `## ${title}\n\n${lead}\n\n${lines.join("\n")}`;
}

/** "TBD" alone says nothing without the heading that it stands under. */
function aboveShort(text: string, { section: above }: Constraints["unmapped"][number]["source"]) {
  const heading = above.split(" › ").at(-1)!;
  return !/\s/.test(text) && heading !== "" ? ` (${cell(heading)})` : "";
}

export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;
/** "PRD.md:12", with the document's own id where there is one. */
export const place = ({
  file,
  line,
  reference,
}: Constraints["unmapped"][number]["source"]): string =>
  `${file}:${line}${reference === undefined ? "" : ` (${cell(reference)})`}`;
/** One line of the author's words, safe inside a list or a table. */
export const quoted = (words: string): string =>
  `“${cell(words.length > 160 ? `${words.slice(0, 157)}…` : words)}”`;
export const cell = (words: string): string =>
  words.replace(/[\r\n]+/g, " ").replace(/([|`*_<>[\]\\])/g, "\\$1");
