/** One operation: what it does, what it takes, what it answers, how it can fail, and how that looks. */
import { nameOf } from "./description.ts";
import type { Answer, Placed, Schema } from "./description.ts";
import { examplesOf } from "./example.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { inline, markdown } from "./markdown.ts";
import { fieldTable, fieldsOf, heads, typeOf } from "./schema.ts";

type Schemas = Readonly<Record<string, Schema>>;

export function operationSection(placed: Placed, schemas: Schemas, base: string): Html {
  const { method, path, operation } = placed;
  const { operationId, summary, description, parameters } = operation;
  const taken = parameters.map(
    ({ name, required = false, in: where, schema, description: words }) => ({
      ...{ name, required, where, schema, description: words },
    }),
  );
  return html`<section class="operation" id="${operationId}">
    <h3><a class="self" href="#${operationId}">${summary}</a></h3>
    <p class="address">
      <span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code>
    </p>
    <div class="sides">
      <div class="says">
        ${markdown(description)} ${fieldTable(taken, "Parameters")} ${bodyOf(placed, schemas)}
        ${answerOf(operation.responses["200"]!)} ${errorsOf(operation.responses)}
      </div>
      <div class="shows">${examplesOf(placed, base)}</div>
    </div>
  </section>`;
}

function bodyOf({ operation }: Placed, schemas: Schemas): Html {
  const { requestBody } = operation;
  if (!requestBody) return html``;
  const { schema } = requestBody.content["application/json"]!;
  const fields = fieldsOf(schema.$ref ? schemas[nameOf(schema.$ref)]! : schema);
  const label = `Body${requestBody.required ? "" : ", optional"}`;
  if (fields.length === 0) return html`<p><strong>${label}:</strong> ${typeOf(schema)}</p>`;
  return fieldTable(fields, label);
}

function answerOf({ description, content, headers = {} }: Answer): Html {
  const [type, { schema }] = Object.entries(content)[0]!;
  const shown = schema.$ref ? typeOf(schema) : html`<code>${type}</code>`;
  return html`<p class="answer">
      <span class="status ok">200</span> ${shown}: ${inline(description)}
    </p>
    ${fieldTable(
      Object.entries(headers).map(([name, header]) => ({ name, required: false, ...header })),
      "Headers of the answer",
    )}`;
}

function errorsOf(responses: Readonly<Record<string, Answer>>): Html {
  const rows = Object.entries(responses).flatMap(([status, { description }]) =>
    status === "200" ? [] : description.split("\n\n").map((line) => [status, line] as const),
  );
  return html`<details class="errors">
    <summary>${rows.length} possible errors</summary>
    <table>
      ${heads("Status", "Code", "When")}
      <tbody>
        ${rows.map(([status, line]) => {
          const [, code = "", when = ""] = /^`(\w+)`: (.*)$/s.exec(line) ?? [];
          return html`<tr>
            <td>${status}</td>
            <td>
              <a href="#error-${code}"><code>${code}</code></a>
            </td>
            <td>${inline(when)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}
