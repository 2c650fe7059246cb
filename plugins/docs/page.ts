/** The whole page: navigation, the gateway in prose, every operation, the events, the errors, the schemas. */
import { nameOf, operationsOf } from "./description.ts";
import type { AsyncApi, OpenApi, Placed, Schema } from "./description.ts";
import { codeBlock } from "./example.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { inline, markdown } from "./markdown.ts";
import { operationSection } from "./operation.ts";
import { namedSchema, typeOf } from "./schema.ts";

export interface PageParts {
  readonly openapi: Readonly<Record<string, unknown>>;
  readonly asyncapi: Readonly<Record<string, unknown>>;
  /** Where the gateway is, as in `http://localhost:3000`; the examples name it. */
  readonly origin: string;
  readonly style: string;
  readonly script: string;
}

export function toPage({ openapi, asyncapi, origin, style, script }: PageParts): string {
  const api = withWords(openapi as unknown as OpenApi);
  const events = asyncapi as unknown as AsyncApi;
  const base = origin + api.servers[0]!.url;
  const groups = Object.groupBy(operationsOf(api), ({ operation }) => operation.tags[0]!);
  const { title, version, summary, description } = api.info;
  const { schemas } = api.components;
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} API</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${verbatim("style", style)} ${verbatim('script type="module"', script)}
      </head>
      <body>
        <a class="skip" href="#main">To the content</a>
        <header>
          <a class="brand" href="#main">${title}</a> <span class="note">${version}</span>
        </header>
        <nav aria-label="Contents">${navigation(api, groups)}</nav>
        <main id="main" tabindex="-1">
          <section id="overview">
            <h1>${title} API</h1>
            <p class="lead">${summary}</p>
            <p>
              At <code>${base}</code>. For programs:
              <a href="/api/v1/openapi.json">openapi.json</a>,
              <a href="/api/v1/asyncapi.json">asyncapi.json</a>.
            </p>
            ${markdown(description)}
          </section>
          ${api.tags.map(
            ({ name, description: words }) =>
              html`<section class="group" id="group-${name}">
                <h2>${name}</h2>
                <p class="lead">${inline(words)}</p>
                ${groups[name]?.map((placed) => operationSection(placed, schemas, base))}
                ${name === "Events" && channelSection(events)}
              </section>`,
          )}
          <section class="group" id="errors">
            <h2>Errors</h2>
            <p class="lead">As they come, by code.</p>
            ${errorBlocks(api)}
          </section>
          <section class="group" id="schemas">
            <h2>Schemas</h2>
            <p class="lead">What bodies, answers and events hold.</p>
            ${Object.entries(schemas).map(([name, schema]) => namedSchema(name, schema))}
          </section>
        </main>
      </body>
    </html>`.html
  }`;
}

/** Text that a policy knows by its hash: not a space may come to it. */
const verbatim = (tag: string, text: string): Html => ({
  html: `<${tag}>${text}</${tag.split(" ", 1)[0]!}>`,
});

/** Where a field only names a schema, the schema's own words stand beside it, when they are few. */
function withWords(api: OpenApi): OpenApi {
  return JSON.parse(JSON.stringify(api), (_, value: Schema | null) => {
    const described = value?.$ref ? api.components.schemas[nameOf(value.$ref)]?.description : "";
    return described && described.length <= 100 ? { ...value, description: described } : value;
  }) as OpenApi;
}

function navigation(api: OpenApi, groups: Partial<Record<string, Placed[]>>): Html {
  const group = (id: string, name: string, links: readonly Html[]) =>
    html`<li>
      <a href="#${id}">${name}</a>${
        links.length > 0 &&
        html`<ul>
          ${links}
        </ul>`
      }
    </li>`;
  return html`<ul>
    ${group("overview", "Overview", [])}
    ${api.tags.map(({ name }) =>
      group(
        `group-${name}`,
        name,
        groups[name]?.map(
          ({ method, operation }) =>
            html`<li>
              <a href="#${operation.operationId}"
                ><span class="method ${method.toLowerCase()}">${method}</span>
                ${operation.summary}</a
              >
            </li>`,
        ) ?? [],
      ),
    )}
    ${group("errors", "Errors", [])}${group("schemas", "Schemas", [])}
  </ul>`;
}

function channelSection({ info, channels, components }: AsyncApi): Html {
  return html`<section class="operation" id="channels">
      <h3>The event channels</h3>
      ${markdown(info.description)}
      <ul>
        ${Object.values(channels).map(
          ({ address, title, description }) =>
            html`<li>
              <strong>${title}</strong> <code>${address}</code>: ${inline(description)}
            </li>`,
        )}
      </ul>
    </section>
    ${Object.entries(components.messages).map(
      ([id, { name, summary, payload, examples }]) =>
        html`<section class="event" id="event-${id}">
          <h4><code>${name}</code></h4>
          <div class="sides">
            <div class="says">
              <p>${inline(summary)}</p>
              ${payload.$ref && html`<p>Holds ${typeOf(payload)}.</p>`}
            </div>
            <div class="shows">
              ${examples.map(({ payload: value }) => codeBlock(JSON.stringify(value, null, 2), name))}
            </div>
          </div>
        </section>`,
    )}`;
}

const errorBlocks = ({ components }: OpenApi): Html[] =>
  Object.entries(components.examples).map(
    ([code, { summary = "", value }]) =>
      html`<section class="event" id="error-${code}">
        <h4><code>${code}</code></h4>
        <div class="sides">
          <div class="says"><p>${inline(summary)}</p></div>
          <div class="shows">${codeBlock(JSON.stringify(value, null, 2), "Answer")}</div>
        </div>
      </section>`,
  );
