/** Names in addresses: ids, pages, filters, methods and paths that are wrong, odd or another's alias. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sessionOf } from "../../core/http/routes/sessions.ts";
import type { Store } from "../../core/sessions/store.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { exchange, request } from "../fixtures/raw-http.ts";

const test = suite("http/addresses");
type Gateway = Awaited<ReturnType<typeof testGateway>>;

/** The target as it is: nothing is normalised on the way. */
const asked = async ({ port }: Gateway, target: string, method = "GET") => {
  const answer = await exchange(port, request(target, { Host: `localhost:${port}` }, { method }));
  return `${answer?.status} ${answer?.body?.error?.code ?? ""}`.trim();
};

const routesOf = (id: string): [string, string][] => [
  ["GET", `/api/v1/session/${id}`],
  ["DELETE", `/api/v1/session/${id}`],
  ["GET", `/api/v1/session/${id}/diff`],
  ["GET", `/api/v1/session/${id}/artifact?path=PRD.md`],
  ["GET", `/api/v1/session/${id}/trace`],
  ["GET", `/api/v1/agent/${id}/status`],
  ["POST", `/api/v1/agent/${id}/cancel`],
  ["POST", `/api/v1/approve/${id}`],
];

test("finds no session by anything that is not its id, on any route", async () => {
  await using gateway = await testGateway();
  const { session_id: id } = (await gateway.run("spec")).body;
  const strange = `__proto__ constructor .. %2e%2e ..%2f..%2fetc%2fpasswd session-* session-% %00 %0a '
    session-%27%20OR%201=1-- session- session-${"0".repeat(36)} ${"x".repeat(6000)} %ff %zz [id]`;
  const aliases = `${id}%3Fx ${id}%23x :${id} ${id}: ${id}%00 ${id}%20 %20${id} ${id.toUpperCase()} ${id}x
    ./${id} x/../${id} ${id}/. ${id}//  ${id}%2f ${id}\\ ${id}#x ${id};a ${id.slice(0, -1)} /${id} ${id},${id}`;
  for (const name of `${strange} ${aliases}`.split(/\s+/)) {
    const verdicts = routesOf(name).map(([method, target]) => asked(gateway, target, method));
    for (const verdict of await Promise.all(verdicts)) {
      assert.match(verdict, /^(404 NOT_FOUND|400 VALIDATION_ERROR)$/, name);
    }
  }
  assert.is((await gateway.get(`/agent/${id}/status`)).body.status, "pending_approval");
});

test("takes a session by its id only in a body, too", async () => {
  await using gateway = await testGateway();
  for (const session_id of ["__proto__", "../x", "", "session-*", "x".repeat(6000)]) {
    const { status } = await gateway.post("/agent/run", { skill: "spec", session_id });
    assert.is(status, 404, session_id.slice(0, 20));
  }
});

test("makes ids that nobody can guess", async () => {
  await using gateway = await testGateway();
  const created = Array.from({ length: 50 }, () =>
    gateway.post("/session/create", { skill: "spec" }),
  );
  const ids = new Set((await Promise.all(created)).map(({ body }) => body.id as string));
  assert.is(ids.size, 50);
  for (const id of ids) assert.match(id, /^session-[0-9a-f-]{36}$/);
  // A version-4 UUID has thirty places that chance fills; a counter or a clock would leave them alike.
  const changing = Array.from(
    { length: 44 },
    (_, at) => new Set([...ids].map((id) => id[at])).size,
  );
  assert.ok(changing.filter((letters) => letters > 4).length >= 30, String(changing));
});

test("asks the store for nothing but ids", () => {
  const store = { get: () => assert.unreachable() } as unknown as Store;
  for (const name of [
    "",
    "__proto__",
    "session-",
    "session-*",
    `session-${"g".repeat(36)}`,
    "\0",
  ]) {
    assert.throws(
      () => sessionOf({ store }, name),
      ({ code }: { code: string }) => code === "NOT_FOUND",
    );
  }
});

test("takes a page's size and start as whole numbers, at most a thousand, and says what it took", async () => {
  await using gateway = await testGateway();
  const bad = ["-1", "x", "1.5", "1e309", "", "0x10", "%00", "1%2C2", "[]", " 1", "+1", "NaN", "١"];
  for (const value of bad) {
    for (const name of ["limit", "offset"]) {
      const { status, body } = await gateway.get(`/sessions?${name}=${value}`);
      assert.equal([status, body.error?.details.field], [400, name], `${name}=${value}`);
    }
  }
  const { body } = await gateway.get("/sessions?limit=999999999&offset=12");
  assert.equal([body.limit, body.offset, body.sessions], [1000, 12, []]);
  assert.is((await gateway.get("/sessions?limit=0")).body.limit, 0);
  assert.is((await gateway.get("/sessions?offset=999999999999999")).status, 200);
});

test("refuses a parameter that is there twice, and a filter that does not exist", async () => {
  await using gateway = await testGateway();
  for (const query of ["limit=1&limit=2", "status=created&status=failed", "limit=1&limit=1"]) {
    assert.is((await gateway.get(`/sessions?${query}`)).status, 400, query);
  }
  for (const status of ["unknown", "__proto__", "applying", "CREATED", "created%00", ""]) {
    const { status: code, body } = await gateway.get(`/sessions?status=${status}`);
    assert.equal([code, body.error.details.field], [400, "status"], status);
  }
  assert.is((await gateway.get("/sessions?__proto__=1&constructor=2")).status, 200);
});

test("shows each session once while others come and go between two pages", async () => {
  await using gateway = await testGateway();
  const made: string[] = [];
  const create = async () =>
    void made.push((await gateway.post("/session/create", { skill: "spec" })).body.id);
  for (let n = 0; n < 12; n += 1) await create();
  const all = (await gateway.get("/sessions?limit=100")).body.sessions as { id: string }[];
  assert.equal(
    all.map(({ id }) => id),
    made.toReversed(),
  );
  const first = (await gateway.get("/sessions?limit=6")).body.sessions as { id: string }[];
  await gateway.delete(`/session/${made[0]}`);
  const second = (await gateway.get("/sessions?limit=6&offset=6")).body.sessions as {
    id: string;
  }[];
  const seen = [...first, ...second].map(({ id }) => id);
  assert.equal(seen, made.slice(1).toReversed());
});

test("says which methods a path knows, and knows no other", async () => {
  await using gateway = await testGateway();
  const { port } = gateway;
  const paths: [string, string][] = [
    ["/api/v1/health", "GET, HEAD"],
    ["/api/v1/session/create", "POST"],
    ["/api/v1/session/session-x", "GET, HEAD, DELETE"],
    ["/api/v1/approve/session-x", "POST"],
    ["/api/v1/sessions", "GET, HEAD"],
  ];
  for (const [path, allow] of paths) {
    const methods = "GET POST PUT PATCH DELETE OPTIONS TRACE PROPFIND QUERY".split(" ");
    for (const method of methods.filter((one) => !allow.split(", ").includes(one))) {
      const headers = { Host: `localhost:${port}`, "X-Secret": "do not echo" };
      const answer = await exchange(port, request(path, headers, { method }));
      assert.equal([answer?.status, answer?.headers["allow"]], [405, allow], `${method} ${path}`);
      assert.is(answer!.body.error.code, "METHOD_NOT_ALLOWED");
      assert.not.match(answer!.text, "do not echo");
    }
  }
});

test("serves nothing but its routes: no file, no empty name, no way up", async () => {
  await using gateway = await testGateway();
  const targets = `/api /api/v1 /api/v1/ /api/v2/health /health /.env /package.json /PRD.md /favicon.ico
    /api/v1/session /api/v1/session/ /api/v1/session//diff /api/v1//health //api/v1/health
    /../../etc/passwd /%2e%2e/%2e%2e/etc/passwd /api/v1/../../PRD.md /api/v1/./health /api/v1/x/../health
    /api/v1/HEALTH /ext /ext/ /ext/../api/v1/health /%252e%252e/etc/passwd /..%5c..%5cetc /ws /ws/
    /api/v1/openapi.json.bak /metaforge.yaml /.metaforge/metaforge.db /<script>alert(1)</script>`;
  for (const target of targets.split(/\s+/)) {
    assert.is(await asked(gateway, target), "404 NOT_FOUND", target);
  }
  assert.is(await asked(gateway, "*", "OPTIONS"), "400 VALIDATION_ERROR");
});

test.run();
