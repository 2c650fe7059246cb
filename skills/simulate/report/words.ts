/** Foreign words in the report: nothing in a cell becomes markup, a link or a picture. */
import { visible } from "metaforge/report";

const LONGEST = 200;

/** One line of plain text, in a cell or a sentence. */
export function words(text: string, longest = LONGEST): string {
  const short = visible(text.slice(0, longest * 4)).trim();
  const cut = short.length > longest ? `${short.slice(0, longest - 1)}…` : short;
  return cut.replace(/[\\`*_[\]<>|#~&!]/g, (sign) => ESCAPES[sign] ?? `\\${sign}`);
}

/** Those that HTML in Markdown would see in spite of a backslash. */
const ESCAPES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
