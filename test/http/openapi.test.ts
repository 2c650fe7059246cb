/** The API's description against what is served: every route is in it, and real answers are what it says. */
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { z } from "zod";
import * as contract from "../../core/http/contract.ts";
import { toOpenApi } from "../../core/http/openapi.ts";
import type { AnswerName, Route } from "../../core/http/route.ts";
import { allRoutes } from "../../core/http/routes/index.ts";
import type { Services } from "../../core/http/services.ts";
import { testGateway } from "../fixtures/gateway.ts";

const test = suite("http/openapi");
const plugins = [join(import.meta.dirname, "../fixtures/plugins")];
// Only the handlers need the services, and none is called.
const routes = allRoutes({} as Services);

interface Operation {
  readonly responses: Record<string, { readonly description: string; readonly content: object }>;
}
type Paths = Record<string, Record<string, Operation>>;
const { paths } = toOpenApi(routes, "1") as { paths: Paths };

const operation = (method: string, path: string) =>
  paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
const routeOf = (key: string): Route =>
  routes.find(({ method, path }) => key === `${method} ${path}`)!;

test("describes every route, with the refusals that any of them can give", async () => {
  await using gateway = await testGateway();
  const { status, body } = await gateway.get("/openapi.json");
  assert.is(status, 200);
  assert.equal(body.paths, JSON.parse(JSON.stringify(paths)));
  const described = Object.values(paths).flatMap((methods) => Object.keys(methods)).length;
  assert.is(described, routes.length);
  for (const { method, path } of routes) {
    const { responses } = operation(method, path)!;
    assert.match(responses["401"]?.description ?? "", "UNAUTHORIZED", `${method} ${path}`);
    assert.match(responses["500"]!.description, "INTERNAL_ERROR", `${method} ${path}`);
  }
});

test("says where a stopping gateway or a full disk may refuse", () => {
  const described = (key: string, status: string) => {
    const [method, path] = key.split(" ") as [string, string];
    return operation(method, path)!.responses[status]?.description ?? "";
  };
  for (const key of [
    "POST /agent/run",
    "POST /session/create",
    "POST /tool/:name/:action",
    "POST /approve/:session",
  ]) {
    assert.match(described(key, "503"), "UNAVAILABLE", key);
  }
  assert.match(described("POST /agent/run", "507"), "STORAGE_ERROR");
  assert.is(described("GET /health", "503"), "");
});

test("answers what it says, route by route", async () => {
  await using gateway = await testGateway({ plugins });
  const skill = "misbehave";
  const input = { args: { how: "fine" } };
  const start = async () => (await gateway.run(skill, input)).body.session_id as string;
  const [approved, rejected, deleted] = [await start(), await start(), await start()];
  const created = (await gateway.post("/session/create", { skill: "spec" })).body.id;
  const calls: [string, path: string, body?: object, headers?: Record<string, string>][] = [
    ["POST /session/create", "/session/create", { skill: "spec" }],
    ["GET /session/:id", `/session/${approved}`],
    ["GET /sessions", "/sessions"],
    ["GET /pending", "/pending"],
    ["POST /approve/:session", `/approve/${approved}`],
    ["POST /reject/:session", `/reject/${rejected}`, { reason: "no" }],
    ["GET /session/:id", `/session/${approved}`],
    ["GET /session/:id", `/session/${rejected}`],
    ["DELETE /session/:id", `/session/${deleted}`],
    ["POST /agent/run", "/agent/run", { skill, input }],
    ["POST /agent/run", "/agent/run", { skill, input }, { prefer: "wait=20" }],
    ["GET /agent/:id/status", `/agent/${approved}/status`],
    ["POST /agent/:id/cancel", `/agent/${created}/cancel`],
    ["GET /health", "/health"],
    ["GET /status", "/status"],
    ["GET /skills", "/skills"],
    ["GET /workspace", "/workspace"],
    ["GET /session/:id/evidence", `/session/${rejected}/evidence`],
    ["GET /tools", "/tools"],
  ];
  for (const [key, path, body, headers] of calls) {
    const { method, answer } = routeOf(key);
    const answered = await gateway.call(method, path, body, headers);
    assert.is(answered.status, 200, `${key}: ${answered.text}`);
    fits(contract[answer as AnswerName], answered.body, key);
  }
  const tried = new Set(calls.map(([key]) => key));
  // It needs a tool on this machine that answers; its answer is checked by the tests of tools.
  tried.add("POST /tool/:name/:action");
  const untried = routes.filter(
    ({ method, path, answer }) => !answer.includes("/") && !tried.has(`${method} ${path}`),
  );
  assert.equal(
    untried.map(({ path }) => path),
    [],
  );
});

test("tells a failed run from a refused request by the session's id", async () => {
  await using gateway = await testGateway({ plugins });
  const run = (how: string) => gateway.run("misbehave", { args: { how } });
  for (const [how, status, code] of [
    ["throw", 500, "AGENT_ERROR"],
    ["exit", 500, "AGENT_ERROR"],
    ["call a tool not needed", 403, "FORBIDDEN"],
  ] as const) {
    const answer = await run(how);
    assert.equal([answer.status, answer.body.error.code], [status, code], how);
    fits(contract.ErrorBody, answer.body, how);
    const { session_id: id } = answer.body.error.details;
    const { body } = await gateway.get(`/session/${id}`);
    assert.equal([body.status, body.error.code], ["failed", code], how);
    assert.is(body.error.details.session_id, undefined, how);
  }
  const args = await gateway.run("misbehave", { args: { how: 7 } });
  assert.equal([args.status, args.body.error.code], [400, "VALIDATION_ERROR"]);
  assert.is((await gateway.get(`/session/${args.body.error.details.session_id}`)).status, 200);
  const refused = await gateway.run("nobody");
  assert.equal([refused.status, "session_id" in refused.body.error.details], [400, false]);
});

test("answers NOT_FOUND to who waits for a run whose session is deleted", async () => {
  await using gateway = await testGateway({ plugins });
  const waiting = gateway.run("misbehave", { args: { how: "heed the signal" } });
  let sessions: { id: string }[] = [];
  while (sessions.length === 0) ({ sessions } = (await gateway.get("/sessions")).body);
  assert.is((await gateway.delete(`/session/${sessions[0]!.id}`)).status, 200);
  const { status, body } = await waiting;
  assert.equal([status, body.error.code], [404, "NOT_FOUND"]);
  assert.is(body.error.details.session_id, sessions[0]!.id);
});

test.run();

/** Not more than the schema says, either: what it does not know it leaves out. */
function fits(schema: z.ZodType, body: unknown, what: string): void {
  const { success, data, error } = schema.safeParse(body);
  assert.ok(success, `${what}: ${error?.message}`);
  assert.equal(data, body, what);
}
