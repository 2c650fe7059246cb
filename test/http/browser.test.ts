/** Web pages against a gateway on the same machine: rebinding, forged requests, reading across origins. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { exchange, request } from "../fixtures/raw-http.ts";

const test = suite("http/browser");
const LIST = "/api/v1/sessions";
const CREATE = "/api/v1/session/create";
const spec = JSON.stringify({ skill: "spec", input: { files: ["PRD.md"] } });
type Headers = Record<string, string | readonly string[]>;

/** A gateway with a raw way to it; `send` says the status, and with it the error's code. */
async function attacked(options: Parameters<typeof testGateway>[0] = {}) {
  const gateway = await testGateway(options);
  const { port } = gateway;
  const ask = (target: string, headers: Headers = {}, { method = "GET", body = "" } = {}) => {
    const length = body === "" ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const all = { Host: `localhost:${port}`, ...length, ...headers };
    return exchange(port, request(target, all, { method, body }));
  };
  return Object.assign(gateway, {
    ask,
    send: (target: string, headers: Headers, body = spec) =>
      ask(target, { "Content-Type": "application/json", ...headers }, { method: "POST", body }),
    total: async () => (await gateway.get("/sessions")).body.total as number,
  });
}

const verdict = (answer: Awaited<ReturnType<typeof exchange>>) =>
  `${answer?.status} ${answer?.body?.error?.code}`;

const hosts = (port: number) =>
  `evil.example.com evil.example.com:${port} localhost.evil.example:${port} 127.0.0.1.nip.io:${port}
  127.0.0.1.evil.example:${port} localhost@evil.example:${port} localhost:${port}.evil.example
  localhost.:${port} localhost localhost:${port + 1} 0.0.0.0:${port} 127.1:${port} 2130706433:${port}
  [::ffff:127.0.0.1]:${port} [bad`.split(/\s+/);

test("gives nothing to a page whose own name points to this machine", async () => {
  await using gateway = await attacked();
  for (const Host of hosts(gateway.port)) {
    for (const target of [LIST, "/api/v1/health", "/ext/any/"]) {
      assert.is(verdict(await gateway.ask(target, { Host })), "403 FORBIDDEN", `${Host} ${target}`);
    }
    assert.is(verdict(await gateway.send(CREATE, { Host })), "403 FORBIDDEN", Host);
    assert.is(verdict(await gateway.send("/api/v1/agent/run", { Host })), "403 FORBIDDEN", Host);
  }
  assert.is(await gateway.total(), 0);
});

test("refuses a request with no Host, an empty one, or two", async () => {
  await using gateway = await attacked();
  const good = `localhost:${gateway.port}`;
  for (const Host of [[], [good, good], [good, "evil.example"], ["evil.example", good]]) {
    assert.is(verdict(await gateway.ask(LIST, { Host })), "400 VALIDATION_ERROR", String(Host));
  }
  assert.is(verdict(await gateway.ask(LIST, { Host: "" })), "403 FORBIDDEN");
});

test("is no proxy, and believes no header about another host", async () => {
  await using gateway = await attacked();
  const { port } = gateway;
  for (const target of [
    `http://evil.example${LIST}`,
    `http://localhost:${port}${LIST}`,
    "evil:80",
  ]) {
    assert.is(verdict(await gateway.ask(target)), "400 VALIDATION_ERROR", target);
  }
  for (const name of ["X-Forwarded-Host", "Forwarded", "X-Original-Host", "X-Host"]) {
    const lie = { Host: "evil.example", [name]: `localhost:${port}` };
    assert.is(verdict(await gateway.ask(LIST, lie)), "403 FORBIDDEN", name);
  }
  const tunnel = await exchange(
    port,
    `CONNECT localhost:${port} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  );
  assert.ok(tunnel === null || tunnel.status >= 400);
});

const origins = (port: number) =>
  `https://evil.example null file:// chrome-extension://abc https://localhost:${port} localhost *
  http://localhost:${port}.evil.example http://localhost.evil.example:${port} http://localhost
  http://evil.example#http://localhost:${port} http://localhost@evil.example:${port} garbage
  http://localhost:5173 http://127.0.0.1:${port + 1} http://[::1]:${port + 1}`.split(/\s+/);

test("lets no foreign page change anything, with any method on any path", async () => {
  await using gateway = await attacked();
  const { body } = await gateway.run("spec");
  const id = body.session_id as string;
  for (const Origin of origins(gateway.port)) {
    for (const target of [
      CREATE,
      "/api/v1/agent/run",
      `/api/v1/reject/${id}`,
      "/api/v1/tool/a/b",
    ]) {
      assert.is(verdict(await gateway.send(target, { Origin })), "403 FORBIDDEN", Origin);
    }
    const bare = await gateway.ask(`/api/v1/approve/${id}`, { Origin }, { method: "POST" });
    assert.is(verdict(bare), "403 FORBIDDEN", Origin);
    const removed = await gateway.ask(`/api/v1/session/${id}`, { Origin }, { method: "DELETE" });
    assert.is(verdict(removed), "403 FORBIDDEN", Origin);
  }
  assert.is(await gateway.total(), 1);
  assert.is((await gateway.get(`/agent/${id}/status`)).body.status, "pending_approval");
});

test("lets no foreign page in that a browser reports by Sec-Fetch-Site alone", async () => {
  await using gateway = await attacked();
  for (const site of ["cross-site", "same-site"]) {
    const answer = await gateway.send(CREATE, { "Sec-Fetch-Site": site });
    assert.is(verdict(answer), "403 FORBIDDEN", site);
  }
  assert.is(await gateway.total(), 0);
});

test("takes JSON for JSON only when it says so", async () => {
  await using gateway = await attacked();
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ];
  for (const type of [...types, "text/plain; application/json", []]) {
    const answer = await gateway.send(CREATE, { "Content-Type": type });
    assert.is(verdict(answer), "415 UNSUPPORTED_MEDIA_TYPE", String(type));
  }
  const chunked = {
    "Transfer-Encoding": "chunked",
    "Content-Length": [],
    "Content-Type": "text/plain",
  };
  const body = `${spec.length.toString(16)}\r\n${spec}\r\n0\r\n\r\n`;
  assert.is(verdict(await gateway.send(CREATE, chunked, body)), "415 UNSUPPORTED_MEDIA_TYPE");
  assert.is(await gateway.total(), 0);
});

test("answers a stranger's preflight without any permission, also to a private network", async () => {
  await using gateway = await attacked();
  for (const Origin of origins(gateway.port)) {
    const answer = await gateway.ask(
      CREATE,
      {
        Origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
        "Access-Control-Request-Private-Network": "true",
      },
      { method: "OPTIONS" },
    );
    assert.is(verdict(answer), "403 FORBIDDEN", Origin);
    assert.equal(shared(answer), [], Origin);
    const read = await gateway.ask(LIST, { Origin });
    assert.equal([verdict(read), shared(read)], ["403 FORBIDDEN", []], Origin);
  }
});

const shared = (answer: Awaited<ReturnType<typeof exchange>>) =>
  Object.keys(answer!.headers).filter((name) => name.startsWith("access-control-"));

test("lets a configured page ask, read and change, and read its refusals", async () => {
  const page = "http://localhost:5173";
  await using gateway = await attacked({ config: { allowedOrigins: [page] } });
  const { id } = (await gateway.send(CREATE, { Origin: page }))!.body;
  const preflight = { Origin: page, "Access-Control-Request-Private-Network": "true" };
  const may = await gateway.ask(CREATE, preflight, { method: "OPTIONS" });
  assert.equal([may!.status, shared(may).length], [204, 3]);
  const plain = { Origin: page, "Content-Type": "text/plain" };
  const answers = [
    may,
    await gateway.ask(`/api/v1/session/${id}`, { Origin: page }),
    await gateway.ask("/api/v1/health", { Origin: page }),
    await gateway.ask("/nowhere", { Origin: page }),
    await gateway.send(CREATE, plain),
  ];
  assert.equal(
    answers.map((answer) => answer!.status),
    [204, 200, 200, 404, 415],
  );
  for (const { headers } of answers.map((answer) => answer!)) {
    assert.is(headers["access-control-allow-origin"], page);
    assert.is(headers["vary"], "Origin");
    assert.is(headers["access-control-allow-credentials"], undefined);
  }
});

test("works for programs, which send no Origin", async () => {
  await using gateway = await attacked();
  for (const host of ["127.0.0.1", "::1"]) {
    const name = host === "::1" ? "[::1]" : host;
    const text = request("/api/v1/health", { Host: `${name}:${gateway.port}` });
    assert.is((await exchange(gateway.port, text, host))?.status, 200, host);
  }
});

test("changes nothing for a GET, whatever it pretends to be", async () => {
  await using gateway = await attacked();
  const { session_id: id } = (await gateway.run("spec")).body;
  for (const path of [`approve/${id}`, `reject/${id}`, `agent/${id}/cancel`, "tool/kicad/erc"]) {
    assert.is(verdict(await gateway.ask(`/api/v1/${path}`)), "405 METHOD_NOT_ALLOWED", path);
  }
  const disguise = { "X-HTTP-Method-Override": "DELETE", "X-HTTP-Method": "DELETE" };
  const read = await gateway.ask(`/api/v1/session/${id}?_method=DELETE`, disguise);
  assert.is(read!.status, 200);
  assert.is((await gateway.get(`/agent/${id}/status`)).body.status, "pending_approval");
});

test.run();
