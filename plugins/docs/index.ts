/**
 * Serves the API's description for people at /docs: made in the gateway, from the gateway's own contracts, offline. One
 * file, because where keys are configured a browser cannot send one: `curl` can, and what it saves is whole.
 */
import { API_DESCRIPTION, defineExtension } from "metaforge";

type Api = NonNullable<(typeof API_DESCRIPTION)["service"]>;

export default defineExtension({
  name: "docs",
  version: "1.0.0",
  description: "The API's description for people, at /docs.",
  setup({ get, route, front }) {
    const api = get(API_DESCRIPTION);
    /** By origin, because the examples name it; the gateway answers to few. */
    const pages = new Map<string, Page>();
    // What a person sees who opens the gateway's address.
    front();
    route("/", async ({ url }) => {
      const { origin } = new URL(url);
      const page = pages.get(origin) ?? (await makePage(api, origin));
      pages.set(origin, page);
      return new Response(page.text, { headers: page.headers });
    });
  },
});

interface Page {
  readonly text: string;
  readonly headers: Record<string, string>;
}

/** On first request: a start of the gateway pays for none of it. */
async function makePage(api: Api, origin: string): Promise<Page> {
  const { toPage } = await import("./page.ts");
  const [openapi, asyncapi] = await Promise.all([api.openapi(), api.asyncapi()]);
  const [style, script] = await Promise.all([asset("style.css"), asset("script.js")]);
  return {
    text: toPage({ openapi, asyncapi, origin, style, script }),
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": await policyFor(style, script),
    },
  };
}

/** Nothing from elsewhere, nothing inline but these two; a page cannot be framed, and its forms lead nowhere. */
async function policyFor(style: string, script: string): Promise<string> {
  const { hash } = await import("node:crypto");
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash("sha256", style, "base64")}'`,
    `script-src 'sha256-${hash("sha256", script, "base64")}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function asset(name: string): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  return readFile(new URL(name, import.meta.url), "utf8");
}
