/** Schemas as tables for people: what a field is called, what it holds, what it means. */
import { nameOf } from "./description.ts";
import type { Schema } from "./description.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { inline, markdown } from "./markdown.ts";

export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly description?: string | undefined;
  /** Such as `query`. */
  readonly where?: string;
}

/** The fields of an object, those of what is in it indented below. */
export function fieldsOf({ properties = {}, required = [] }: Schema, before = ""): Field[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    { name: before + name, schema, required: required.includes(name) },
    ...(schema.properties ? fieldsOf(schema, `${before}${name}.`) : []),
  ]);
}

export function fieldTable(fields: readonly Field[], label: string): Html {
  if (fields.length === 0) return html``;
  return html`<table class="fields">
    <caption>
      ${label}
    </caption>
    ${heads("Name", "Holds", "Meaning")}
    <tbody>
      ${fields.map(
        ({ name, schema, required, where, description = schema.description }) =>
          html`<tr>
            <th scope="row">
              <code>${name}</code
              >${where && html` <span class="note">${where}</span>`}${!required && html` <span class="note">optional</span>`}
            </th>
            <td>${typeOf(schema)}</td>
            <td>${description && inline(description)}${bounds(schema)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export const heads = (...names: readonly string[]): Html =>
  html`<thead>
    <tr>
      ${names.map((name) => html`<th scope="col">${name}</th>`)}
    </tr>
  </thead>`;

/** A schema in full, with a name to link to. */
export function namedSchema(name: string, schema: Schema): Html {
  const fields = fieldsOf(schema);
  return html`<section class="schema" id="schema-${name}">
    <h3>${name}</h3>
    ${schema.description && markdown(schema.description)}
    ${fields.length > 0 ? fieldTable(fields, `Fields of ${name}`) : html`<p>Holds ${typeOf(schema)}.${bounds(schema)}</p>`}
    ${fields.length > 0 && schema.additionalProperties === false && html`<p class="note">Unknown fields are refused.</p>`}
  </section>`;
}

const WORDS: Readonly<Record<string, string>> = {
  "date-time": "time",
  integer: "whole number",
  boolean: "true or false",
  binary: "bytes",
};

/** What a value is, in words; names lead to their own table. */
export function typeOf(schema: Schema): Html {
  const { $ref, type, items, enum: choices, anyOf, oneOf, format } = schema;
  if ($ref) return html`<a href="#schema-${nameOf($ref)}">${nameOf($ref)}</a>`;
  if ("const" in schema) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (choices) return listed(choices.map((one) => html`<code>${one as string}</code>`));
  const several = anyOf ?? oneOf;
  if (several) return listed(several.map(typeOf));
  if (Array.isArray(type))
    return listed(type.map((one: string) => typeOf({ ...schema, type: one })));
  if (items) return html`list of ${typeOf(items)}`;
  if (type === "object") return mapOf(schema);
  if (type === undefined) return html`any JSON`;
  return html`${WORDS[format ?? ""] ?? WORDS[type as string] ?? (type as string)}`;
}

function mapOf({ properties, additionalProperties: more }: Schema): Html {
  if (properties) return html`object`;
  return typeof more === "object" ? html`map of ${typeOf(more)}` : html`any object`;
}

const listed = (all: readonly Html[]): Html =>
  html`${all.map((one, n) => (n === 0 ? one : html`${n === all.length - 1 ? " or " : ", "}${one}`))}`;

/** What the type does not say: limits, the form of a text, the default. */
function bounds({ minimum, maximum, maxLength, maxItems, pattern, ...schema }: Schema): Html {
  const said = [
    minimum !== undefined && maximum !== undefined && `${minimum} to ${maximum}.`,
    minimum !== undefined && maximum === undefined && `At least ${minimum}.`,
    maxLength !== undefined && `At most ${maxLength} characters.`,
    maxItems !== undefined && `At most ${maxItems}.`,
  ].filter((one) => one !== false);
  return html`${said.map((one) => html` <span class="note">${one}</span>`)}${pattern && html` <span class="note">Form: <code>${pattern}</code></span>`}${
    schema.default !== undefined &&
    html` <span class="note">Default: <code>${JSON.stringify(schema.default)}</code></span>`
  }`;
}
