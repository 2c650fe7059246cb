/** The guard as a pure function: for any request at all, only what is listed is admitted. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createHash } from "node:crypto";
import { admit, admitRules } from "../../core/http/admit.ts";
import type { AdmitRequest, AdmitRules } from "../../core/http/admit.ts";

const test = suite("http/admit");
const access = { port: 3000, allowedHosts: [], allowedOrigins: [], keys: [] };
const rules = admitRules(access);
const GUEST = "https://board.example.com";
const guests = admitRules({ ...access, allowedHosts: ["Gate.lan"], allowedOrigins: [GUEST] });

/** The code it is refused with, or "yes". */
function asked(
  rawHeaders: readonly string[],
  request: Partial<AdmitRequest> = {},
  by: AdmitRules = rules,
): string {
  const whole = { method: "GET", target: "/api/v1/health", upgrade: false, ...request };
  return admit({ ...whole, rawHeaders }, by)?.code ?? "yes";
}

const host = ["Host", "localhost:3000"];
const post = { method: "POST", target: "/api/v1/session/create" };

/** Any text, and text put together from what real names and their look-alikes consist of. */
const madeOf = (parts: readonly string[]) =>
  fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...parts), { maxLength: 5 }).map((some) => some.join("")),
  );

test("admits the three loopback names with the port, in any case", () => {
  for (const name of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "LocalHost:3000"]) {
    assert.is(asked(["Host", name]), "yes", name);
  }
});

test("admits no host but the listed ones, whatever it looks like", () => {
  const parts = "localhost|127.0.0.1|[::1]|.|:|3000|:3000|80|@|evil.example|/| |%|x|http://|#|,|[|";
  const name = madeOf([...parts.split("|"), "\0"]);
  fc.assert(
    fc.property(name, fc.constantFrom("GET", "POST"), fc.boolean(), (text, method, upgrade) => {
      const listed = /^(localhost|127\.0\.0\.1|\[::1\]):3000$/i.test(text);
      assert.is(asked(["Host", text], { method, upgrade }) === "yes", listed, text);
    }),
    { numRuns: 3000 },
  );
});

test("admits no origin but the listed ones, compared as a whole", () => {
  const parts =
    "http://localhost:3000|http://|https://|localhost|:3000|:5173|null|.evil|@|/| |*|,|";
  const origin = madeOf([...parts.split("|"), "127.0.0.1", "file://", "LOCALHOST"]);
  fc.assert(
    fc.property(origin, fc.constantFrom("GET", "POST"), fc.boolean(), (text, method, upgrade) => {
      const own = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\]):3000$/.test(text);
      assert.is(asked([...host, "Origin", text], { method, upgrade }) === "yes", own, text);
    }),
    { numRuns: 3000 },
  );
});

test("looks at every header that came: a second host or origin is never hidden by the first", () => {
  const other = fc.tuple(fc.constantFrom("Accept", "Cookie", "X-Forwarded-Host"), fc.string());
  fc.assert(
    fc.property(fc.array(other, { maxLength: 8 }), fc.nat(8), fc.boolean(), (some, at, upper) => {
      const headers = [host, ...some];
      const evil = [
        [upper ? "HOST" : "host", "localhost:3000"],
        ["oRiGiN", "http://evil.example"],
      ];
      for (const one of evil) {
        const all = headers.toSpliced(Math.min(at, headers.length), 0, one).flat();
        assert.is.not(asked(all), "yes");
      }
      assert.is(asked(headers.flat()), "yes");
      const own = ["Origin", "http://localhost:3000"];
      assert.is(asked([...headers.flat(), ...own]), "yes");
      assert.is(asked([...headers.flat(), ...own, ...own]), "FORBIDDEN");
    }),
  );
});

const site = (value: string, ...more: string[]) => [...host, "Sec-Fetch-Site", value, ...more];

test("refuses what a browser says a page of another site sends, and lets a listed page through", () => {
  for (const value of ["cross-site", "same-site"]) {
    assert.is(asked(site(value), post), "FORBIDDEN", value);
    assert.is(asked(site(value, "Origin", "http://localhost:3000"), post), "FORBIDDEN", value);
    assert.is(asked(site(value, "Origin", GUEST), post, guests), "yes", value);
  }
  for (const value of ["same-origin", "none"]) assert.is(asked(site(value), post), "yes", value);
});

test("admits configured names and origins, and only those", () => {
  assert.is(asked(["Host", "gate.lan:3000"], {}, guests), "yes");
  assert.is(asked(["Host", "gate.lan:3001"], {}, guests), "FORBIDDEN");
  assert.is(asked(["Host", "gate.lan"], {}, guests), "FORBIDDEN");
  assert.is(asked([...host, "Origin", GUEST], post, guests), "yes");
  assert.is(asked([...host, "Origin", `${GUEST}.evil`], post, guests), "FORBIDDEN");
});

test("takes the host's default port for 80", () => {
  const on80 = admitRules({ ...access, port: 80 });
  assert.is(asked(["Host", "localhost"], {}, on80), "yes");
  assert.is(asked([...host.with(1, "localhost"), "Origin", "http://localhost"], post, on80), "yes");
  assert.is(asked(["Host", "localhost"]), "FORBIDDEN");
});

test("asks for one of the keys, once, on every request but a listed page's preflight", () => {
  const keys = ["first", "second"].map((key) => ({
    sha256: createHash("sha256").update(key).digest("hex"),
  }));
  const keyed = admitRules({ ...access, keys });
  const bearer = (value: string) => [...host, "Authorization", value];
  assert.is(asked(host, {}, keyed), "UNAUTHORIZED");
  assert.is(asked(bearer("bearer first"), {}, keyed), "yes");
  for (const key of ["first", "second"])
    assert.is(asked(bearer(`Bearer ${key}`), {}, keyed), "yes");
  for (const bad of [
    "first",
    "Basic first",
    "Bearer",
    "Bearer ",
    "Bearer third",
    "Bearer first x",
  ]) {
    assert.is(asked(bearer(bad), {}, keyed), "UNAUTHORIZED", bad);
  }
  const twice = [...bearer("Bearer first"), "authorization", "Bearer first"];
  assert.is(asked(twice, {}, keyed), "UNAUTHORIZED");
  assert.is(asked(host, { target: "/ws", upgrade: true }, keyed), "UNAUTHORIZED");
  const own = [...host, "Origin", "http://localhost:3000"];
  assert.is(asked(own, { method: "OPTIONS" }, keyed), "yes");
  assert.is(asked(host, { method: "OPTIONS" }, keyed), "UNAUTHORIZED");
});

test("admits a body only as plain JSON of at most a mebibyte", () => {
  const body = (type: string | null, length: string, ...more: string[]) =>
    asked(
      [
        ...host,
        ...(type === null ? [] : ["Content-Type", type]),
        "Content-Length",
        length,
        ...more,
      ],
      post,
    );
  for (const type of ["application/json", "Application/JSON", "application/json; charset=utf-8"]) {
    assert.is(body(type, "2"), "yes", type);
  }
  const others = ["text/plain", "application/json-patch+json", "application/json, text/plain", ""];
  const odd = ["application/json; charset=utf-16", "multipart/form-data", "text/json"];
  for (const type of [...others, ...odd, null]) {
    assert.is(body(type, "2"), "UNSUPPORTED_MEDIA_TYPE", String(type));
  }
  assert.is(body("application/json", "2", "Content-Encoding", "gzip"), "UNSUPPORTED_MEDIA_TYPE");
  assert.is(body("application/json", "1048576"), "yes");
  assert.is(body("application/json", "1048577"), "PAYLOAD_TOO_LARGE");
  assert.is(body("text/plain", "0"), "yes");
  assert.is(asked([...host, "Transfer-Encoding", "chunked"], post), "UNSUPPORTED_MEDIA_TYPE");
});

test("gives each place one spelling", () => {
  const aliases = [
    "/a/../b",
    "/a/./b",
    "/a//b",
    "//a",
    "/a/..",
    "/%2e%2e/a",
    "/a%2Fb",
    "/a\\b",
    "/a#b",
  ];
  for (const target of [...aliases, "/%252e%252e/a", "/a?b#c", "/..?a"]) {
    assert.is(asked(host, { target }), "NOT_FOUND", target);
  }
  for (const target of [
    "/%",
    "/%zz",
    "/%ff",
    "http://localhost:3000/",
    "*",
    "localhost:3000",
    "",
  ]) {
    assert.is(asked(host, { target }), "VALIDATION_ERROR", target);
  }
  for (const target of ["/", "/a", "/a/", "/a?b=../c//d", "/a/..b", "/a/.well-known", "/a%20b"]) {
    assert.is(asked(host, { target }), "yes", target);
  }
});

test.run();
