/** The little Markdown that descriptions are written in: paragraphs, lists, tables, headings, code. */
import { html } from "./html.ts";
import type { Html } from "./html.ts";

/** Blocks stand apart by an empty line, but for code, which may hold some. */
export function markdown(text: string): Html {
  const blocks = text.trim().split(/(?<=^|\n)(```[^]*?\n```)(?=\n|$)|\n{2,}/);
  return html`${blocks.filter((one) => one?.trim()).map((one) => block(one.trim()))}`;
}

function block(text: string): Html {
  const lines = text.split("\n");
  const [first = ""] = lines;
  if (first.startsWith("```"))
    return html`<pre><code>${lines.slice(1, -1).join("\n")}</code></pre>`;
  if (first.startsWith("## ")) return html`<h3>${inline(first.slice(3))}</h3>`;
  if (first.startsWith("- "))
    return html`<ul>
      ${items(lines, /^- /)}
    </ul>`;
  if (/^\d+\. /.test(first))
    return html`<ol>
      ${items(lines, /^\d+\. /)}
    </ol>`;
  if (first.startsWith("|")) return table(lines);
  return html`<p>${inline(lines.join(" "))}</p>`;
}

const items = (lines: readonly string[], mark: RegExp): Html[] =>
  lines.map((line) => html`<li>${inline(line.replace(mark, ""))}</li>`);

function table([head = "", , ...rows]: readonly string[]): Html {
  const cells = (row: string) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => inline(cell.trim()));
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          ${cells(head).map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${cells(row).map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Code and strong words; all else is text. */
export function inline(text: string): Html {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return html`${parts.map((part) => {
    if (part.startsWith("`")) return html`<code>${part.slice(1, -1)}</code>`;
    return part.startsWith("**") ? html`<strong>${part.slice(2, -2)}</strong>` : part;
  })}`;
}
