/** The page as a browser gets it: at both addresses, whole, from nowhere else, and safe whatever it shows. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../../test/fixtures/gateway.ts";
import { needs } from "../../test/runner/needs.ts";
import { curlLine } from "./example.ts";
import { operationsOf } from "./description.ts";
import type { OpenApi } from "./description.ts";
import { html } from "./html.ts";
import { markdown } from "./markdown.ts";
import { toPage } from "./page.ts";

const test = suite("plugins/docs");
const run = promisify(execFile);

async function opened() {
  const gateway = await testGateway();
  const get = async (path: string, method = "GET") => {
    const response = await fetch(gateway.base + path, { method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const page = await get("/docs");
  const document = (await gateway.get("/openapi.json")).body as OpenApi;
  const events = (await gateway.get("/asyncapi.json")).body;
  return {
    gateway,
    get,
    page,
    document,
    events,
    [Symbol.asyncDispose]: gateway[Symbol.asyncDispose],
  };
}

test("serves one page at its short and its long address, and to who opens the root, by GET and HEAD only", async () => {
  await using at = await opened();
  assert.is(at.page.status, 200);
  assert.is(at.page.headers.get("content-type"), "text/html; charset=utf-8");
  for (const path of ["/docs/", "/ext/docs", "/ext/docs/", "/"]) {
    assert.is((await at.get(path)).text, at.page.text, path);
  }
  const head = await at.get("/docs", "HEAD");
  assert.equal([head.status, head.text], [200, ""]);
  for (const name of ["content-type", "content-security-policy", "x-content-type-options"]) {
    assert.is(head.headers.get(name), at.page.headers.get(name), name);
  }
  for (const method of ["POST", "PUT", "DELETE"]) {
    const refused = await at.get("/docs", method);
    assert.equal([refused.status, refused.headers.get("allow")], [405, "GET, HEAD"], method);
  }
});

test("is one file, which can be saved: it refers to nothing it needs, and the policy allows nothing else", async () => {
  await using at = await opened();
  const links = [...at.page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to!);
  const others = new Set(links.filter((to) => !to.startsWith("#")));
  assert.equal([...others].toSorted(), ["/api/v1/asyncapi.json", "/api/v1/openapi.json"]);
  for (const path of others) assert.is((await at.get(path)).status, 200, path);
  const inside = [
    ...at.page.text.matchAll(/<(style|script type="module")>(.*?)<\/(?:style|script)>/gs),
  ];
  assert.equal(
    inside.map(([, tag]) => tag),
    ["style", 'script type="module"'],
  );
  for (const [, tag, text] of inside) assert.not.match(text!, /https?:|@import|url\(/, tag!);
  const policy = at.page.headers.get("content-security-policy")!;
  assert.match(policy, /^default-src 'none'; /);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.not.match(policy, /unsafe|https?:|\*/);
  const hashes = inside.map(([, , text]) => createHash("sha256").update(text!).digest("base64"));
  assert.match(policy, `style-src 'sha256-${hashes[0]}'; script-src 'sha256-${hashes[1]}';`);
  const marks = at.page.text.replaceAll(/<(style|script)[^>]*>.*?<\/\1>/gs, "");
  assert.not.match(marks, /<(?:script|style|link|img|iframe|form)|\son\w+=|\sstyle=/);
});

test("asks for a key where everything does, and says so", async () => {
  const sha256 = createHash("sha256").update("key").digest("hex");
  await using gateway = await testGateway({ config: { apiKeys: [{ name: "me", sha256 }] } });
  const refused = await fetch(`${gateway.base}/docs`);
  assert.is(refused.status, 401);
  assert.match(await refused.text(), '{"expected":"Authorization: Bearer KEY"}');
  const headers = { authorization: "Bearer key" };
  assert.match(await (await fetch(`${gateway.base}/docs`, { headers })).text(), /<\/html>\s*$/);
});

test("shows every operation, schema, event, error and example, each once, and links to none that is not there", async () => {
  await using at = await opened();
  const ids = [...at.page.text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
  assert.is(new Set(ids).size, ids.length);
  const operations = operationsOf(at.document);
  const wanted = [
    ...operations.map(({ operation }) => operation.operationId),
    ...Object.keys(at.document.components.schemas).map((name) => `schema-${name}`),
    ...Object.keys(at.document.components.examples).map((code) => `error-${code}`),
    ...Object.keys(at.events.components.messages).map((name) => `event-${name}`),
  ];
  assert.equal(
    wanted.filter((id) => !ids.includes(id)),
    [],
  );
  assert.match(
    at.page.text,
    "<summary>The skill <code>spec</code>, its schemas shortened</summary>",
  );
  for (const placed of operations) {
    const { examples = {} } = Object.values(placed.operation.responses["200"]!.content)[0]!;
    for (const name of Object.keys(examples)) {
      const line = html`${curlLine(placed, name, `${at.gateway.base}/api/v1`)}`.html;
      assert.ok(at.page.text.includes(line), `${placed.operation.operationId}/${name}`);
    }
  }
  const leads = [...at.page.text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
  assert.equal(
    leads.filter((id) => !ids.includes(id)),
    [],
  );
});

test("shows curl lines that work as they stand", async () => {
  await using at = await opened();
  const line = (id: string) => {
    const placed = operationsOf(at.document).find(({ operation }) => operation.operationId === id)!;
    return curlLine(
      placed,
      id === "createSession" ? "created" : "page",
      `${at.gateway.base}/api/v1`,
    );
  };
  const said = async (command: string) => JSON.parse((await run("sh", ["-c", command])).stdout);
  assert.is((await said(line("createSession"))).status, "created");
  assert.is((await said(line("listSessions"))).limit, 10);
});

test("escapes what a description says, wherever it says it", () => {
  const evil = `<img src=x onerror=alert(1)>"'&\`<b>\`**<i>**`;
  const poison = (_: string, value: unknown) =>
    typeof value === "string" && !/^(?:#|\/|get|post)/.test(value) ? value + evil : value;
  const openapi = {
    info: {
      title: "t",
      version: "1",
      summary: "s",
      description: "## h\n\n- a\n\n| a |\n|---|\n| b |",
    },
    servers: [{ url: "/api" }],
    tags: [{ name: "All", description: "d" }],
    paths: {
      "/x/{id}": {
        post: {
          ...{ operationId: "x", tags: ["All"], summary: "s", description: "d" },
          parameters: [
            { name: "id", in: "path", description: "d", schema: { enum: ["a"], default: "b" } },
          ],
          requestBody: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/A" } } },
          },
          responses: {
            "200": {
              description: "d",
              content: {
                "application/json": { schema: {}, examples: { a: { value: { b: "c" } } } },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: { A: { properties: { a: { const: "a", pattern: "p", description: "d" } } } },
      examples: { E: { summary: "s", value: "v" } },
    },
  };
  const asyncapi = {
    info: { description: "d" },
    channels: { a: { address: "a", title: "t", description: "d" } },
    components: {
      messages: { M: { name: "n", summary: "s", payload: {}, examples: [{ payload: "p" }] } },
    },
  };
  const poisoned = (what: object) => JSON.parse(JSON.stringify(what), poison);
  const safe = { ...poisoned(openapi) };
  safe.paths["/x/{id}"].post.tags = [safe.tags[0].name];
  const own = { style: "", script: "" };
  const page = toPage({ openapi: safe, asyncapi: poisoned(asyncapi), origin: "http://a", ...own });
  assert.ok(page.split("&lt;img src=x onerror=alert(1)&gt;").length > 20);
  assert.not.match(page, /<img|<b>|<i>/);
});

test("reads the little Markdown that descriptions use", () => {
  const text = "a `b<c` **d**\ne\n\n1. x\n2. y\n\n```js\n1 < 2\n\n3\n```\n\n| h |\n|---|\n| `c` |";
  const made = markdown(text).html.replaceAll(/\s*\n\s*/g, "");
  assert.match(made, "<p>a <code>b&lt;c</code> <strong>d</strong> e</p>");
  assert.match(made, /<ol>\s*<li>x<\/li>\s*<li>y<\/li>\s*<\/ol>/);
  assert.match(markdown(text).html, "<pre><code>1 &lt; 2\n\n3</code></pre>");
  assert.match(made, /<td><code>c<\/code><\/td>/);
});

needs("chromium", test)(
  "is whole in a browser, whose console stays empty, and gains its buttons",
  async () => {
    await using at = await opened();
    const args = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--enable-logging=stderr",
      "--dump-dom",
    ];
    const { stdout, stderr } = await run("chromium", [...args, `${at.gateway.base}/docs`], {
      maxBuffer: 16 * 1024 * 1024,
      timeout: 60_000,
    });
    assert.not.match(stderr, /CONSOLE/);
    assert.match(stdout, />Copy<\/button>/);
    assert.match(stdout, />Send it to this gateway<\/button>/);
  },
);

test.run();
