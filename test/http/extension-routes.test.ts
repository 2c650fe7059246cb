/** Where an extension's pages are: below its long name, below its short one, and never in the gateway's own places. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createExtensionRoutes } from "../../core/http/extension-routes.ts";

const test = suite("http/extension-routes");

/** What answers at a path: the handler's name, or null. */
function site(...served: [extension: string, path: string][]) {
  const routes = createExtensionRoutes();
  const undo = served.map(([name, path]) =>
    routes.add(name, path, () => new Response(`${name} ${path}`)),
  );
  const at = async (path: string, method = "GET") => {
    const answer = await routes.answer(new Request(`http://localhost${path}`, { method }));
    return answer === null ? null : answer.text();
  };
  return { at, undo, routes };
}

test("answers below the long and the short name alike, with and without the last slash", async () => {
  const { at } = site(["docs", "/"], ["docs", "/style.css"]);
  for (const path of ["/docs", "/docs/", "/ext/docs", "/ext/docs/", "/docs?theme=dark"]) {
    assert.is(await at(path), "docs /", path);
  }
  for (const path of ["/docs/style.css", "/ext/docs/style.css"]) {
    assert.is(await at(path), "docs /style.css", path);
  }
  for (const path of [
    "/",
    "/ext",
    "/ext/",
    "/docs/other",
    "/Docs",
    "/style.css",
    "/docs/style.css/",
  ]) {
    assert.is(await at(path), null, path);
  }
});

test("leads from the root to the last front there is, and nowhere without one", async () => {
  const { at, routes } = site(["docs", "/"], ["board", "/"]);
  const front = async () =>
    (await routes.answer(new Request("http://localhost/")))?.headers.get("location");
  assert.is(await front(), undefined);
  const undo = [routes.front("docs"), routes.front("board")];
  assert.is(await front(), "/ext/board/");
  undo[1]!();
  assert.is(await front(), "/ext/docs/");
  undo[0]!();
  assert.is(await at("/"), null);
});

test("leaves the gateway's own places to the gateway, whatever an extension is called", async () => {
  const { at } = site(
    ["api", "/"],
    ["ws", "/"],
    ["ext", "/"],
    ["api", "/v1/health"],
    ["ext", "/a"],
  );
  for (const path of ["/api", "/api/", "/api/v1/health", "/ws", "/ws/", "/ext", "/ext/a"]) {
    assert.is(await at(path), null, path);
  }
  assert.is(await at("/ext/api/v1/health"), "api /v1/health");
  assert.is(await at("/ext/ext/a"), "ext /a");
});

test("takes GET and HEAD only, and forgets a page that is taken back", async () => {
  const { at, undo, routes } = site(["docs", "/"]);
  assert.is(await at("/docs", "HEAD"), "docs /");
  for (const method of ["POST", "PUT", "DELETE"]) {
    const refused = () => routes.answer(new Request("http://localhost/docs", { method }));
    assert.throws(refused, (error: { code: string }) => error.code === "METHOD_NOT_ALLOWED");
  }
  undo[0]!();
  assert.is(await at("/docs"), null);
});

test.run();
