/** Examples as what one types and what one gets: a curl line and the answer. */
import type { Operation, Placed } from "./description.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { inline } from "./markdown.ts";

/** All of an operation's examples; the first is open, the others can be opened. */
export function examplesOf(placed: Placed, base: string): Html {
  const [type, { examples = {} }] = Object.entries(placed.operation.responses["200"]!.content)[0]!;
  return html`${Object.entries(examples).map(([name, { summary = name, value }], n) => {
    const shown = typeof value === "string" ? value : JSON.stringify(value, null, 2);
    return html`<details class="example" ${n === 0 && html` open`}>
      <summary>${inline(summary)}</summary>
      ${codeBlock(curlLine(placed, name, base), "Request")}
      ${codeBlock(shown, `Answer, ${type}`)}${
        n === 0 &&
        triable(placed) &&
        html` <div class="try" data-try="${targetOf(placed, name)}"></div>`
      }
    </details>`;
  })}`;
}

export const codeBlock = (text: string, label: string): Html =>
  html`<figure class="code">
    <figcaption>${label}</figcaption>
    <pre tabindex="0"><code>${text}</code></pre>
  </figure>`;

/** A read that needs nothing of the reader's own and that ends. */
const triable = ({ method, path, operation }: Placed): boolean =>
  method === "GET" && !path.includes("{") && operation.operationId !== "streamEvents";

export function curlLine(placed: Placed, name: string, base: string): string {
  const { method, operation } = placed;
  const url = base + targetOf(placed, name);
  const headers = valuesOf(operation, "header", name).map(
    ([key, value]) => `-H ${quoted(`${key}: ${value}`)}`,
  );
  const body = operation.requestBody?.content["application/json"]?.examples?.[name]?.value;
  const sent =
    body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`];
  const how = [
    "curl",
    ...(endless(operation) ? ["-N"] : []),
    ...(method === "GET" || (method === "POST" && body !== undefined) ? [] : [`-X ${method}`]),
    /[?&]/.test(url) ? quoted(url) : url,
  ].join(" ");
  return [how, ...headers, ...sent].join(" \\\n  ");
}

const endless = ({ responses }: Operation) => "text/event-stream" in responses["200"]!.content;

function targetOf({ path, operation }: Placed, name: string): string {
  const inPath = new Map(valuesOf(operation, "path", name));
  const query = new URLSearchParams(Object.fromEntries(valuesOf(operation, "query", name)));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => inPath.get(key) ?? `{${key}}`);
  return filled + (query.size > 0 ? `?${query}` : "");
}

const valuesOf = ({ parameters }: Operation, where: string, name: string): [string, string][] =>
  parameters.flatMap((parameter) => {
    const example = parameter.in === where ? parameter.examples?.[name] : undefined;
    return example ? [[parameter.name, String(example.value)]] : [];
  });

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
