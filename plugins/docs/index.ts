/** Serves the API's description for people at /docs: made in the gateway, from the gateway's own contracts, offline. */
import { API_DESCRIPTION, defineExtension } from "metaforge";

/** Nothing from elsewhere, nothing inline; a page cannot be framed, and its forms lead nowhere. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export default defineExtension({
  name: "docs",
  version: "1.0.0",
  description: "The API's description for people, at /docs.",
  setup({ get, route }) {
    const api = get(API_DESCRIPTION);
    /** By origin, because the examples name it; the gateway answers to few. */
    const pages = new Map<string, string>();
    route("/", async ({ url }) => {
      const { origin } = new URL(url);
      const page = pages.get(origin) ?? (await makePage(api, origin));
      pages.set(origin, page);
      return answer(page, "text/html; charset=utf-8");
    });
    route("/style.css", async () => answer(await asset("style.css"), "text/css; charset=utf-8"));
    route("/script.js", async () =>
      answer(await asset("script.js"), "text/javascript; charset=utf-8"),
    );
  },
});

/** On first request: a start of the gateway pays for none of it. */
async function makePage(api: NonNullable<(typeof API_DESCRIPTION)["service"]>, origin: string) {
  const { toPage } = await import("./page.ts");
  const [openapi, asyncapi] = await Promise.all([api.openapi(), api.asyncapi()]);
  return toPage({ openapi, asyncapi, origin });
}

async function asset(name: string): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  return readFile(new URL(name, import.meta.url), "utf8");
}

const answer = (body: string, type: string): Response =>
  new Response(body, { headers: { "content-type": type, "content-security-policy": POLICY } });
