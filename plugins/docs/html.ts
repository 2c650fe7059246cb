/** HTML from templates in which every value is escaped, unless a template made it. */

export interface Html {
  readonly html: string;
}
type Value = Html | string | number | boolean | null | undefined | readonly Value[];

/** @example html`<p>${"1 < 2"}</p>`.html === "<p>1 &lt; 2</p>" */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { html: parts.reduce((text, part, n) => text + toText(values[n - 1]) + part) };
}

function toText(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (isList(value)) return value.map(toText).join("");
  if (typeof value === "object") return value.html;
  return escaped(String(value));
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const NAMED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => NAMED[one]!);
