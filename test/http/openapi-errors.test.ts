/** Every documented error against a real gateway: a request that is answered so, in the form that all errors have. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ERRORS } from "../../core/errors.ts";
import type { ErrorCode } from "../../core/errors.ts";
import { ErrorBody } from "../../core/http/contract.ts";
import { EXAMPLES } from "../../core/http/describe/examples.ts";
import { guidesPlugin } from "../fixtures/api-document.ts";
import { fakeProgram } from "../fixtures/fake-program.ts";
import { testGateway } from "../fixtures/gateway.ts";
import type { GatewayOptions } from "../fixtures/gateway.ts";

const test = suite("http/openapi-errors");
const fixtures = join(import.meta.dirname, "../fixtures/plugins");
type Gateway = Awaited<ReturnType<typeof testGateway>>;
type Answer = Awaited<ReturnType<Gateway["get"]>>;

const misbehave = (gateway: Gateway, how: string, headers?: Record<string, string>) =>
  gateway.post("/agent/run", { skill: "misbehave", input: { args: { how } } }, headers);
const wait = { prefer: "wait=30" };

/** How a client gets each code. */
const CAUSES: Partial<Record<ErrorCode, (gateway: Gateway) => Promise<Answer>>> = {
  VALIDATION_ERROR: ({ post }) => post("/session/create", {}),
  FORBIDDEN: ({ call }) => call("GET", "/health", undefined, { origin: "http://evil.example" }),
  NOT_FOUND: ({ get }) => get("/session/none"),
  METHOD_NOT_ALLOWED: ({ call }) => call("DELETE", "/health"),
  async CONFLICT({ run, post }) {
    const { session_id: id } = (await run("spec")).body;
    await post(`/approve/${id}`);
    return post(`/approve/${id}`);
  },
  PAYLOAD_TOO_LARGE: ({ post }) => post("/session/create", { skill: "x".repeat(1024 * 1024) }),
  UNSUPPORTED_MEDIA_TYPE: ({ call }) =>
    call("POST", "/session/create", { skill: "spec" }, { "content-type": "text/plain" }),
  AGENT_ERROR: (gateway) => misbehave(gateway, "throw", wait),
  TOOL_ERROR: ({ post }) => post("/tool/line-endings/check", { text: "a" }),
};

/** Those that take a gateway of their own. */
const LIMITED: Partial<Record<ErrorCode, [GatewayOptions, (gateway: Gateway) => Promise<Answer>]>> =
  {
    UNAUTHORIZED: [
      { config: { apiKeys: [{ name: "me", sha256: createHash("sha256").digest("hex") }] } },
      ({ get }) => get("/health"),
    ],
    RATE_LIMITED: [
      { plugins: [fixtures], config: { run: { concurrent: 1, queue: 0 } } },
      async (gateway) => {
        await misbehave(gateway, "heed the signal");
        return misbehave(gateway, "heed the signal");
      },
    ],
    TIMEOUT: [
      { plugins: [fixtures], config: { run: { timeoutMs: 1000 } } },
      (gateway) => misbehave(gateway, "heed the signal", wait),
    ],
    UNAVAILABLE: [
      { plugins: [fixtures] },
      async (gateway) => {
        await misbehave(gateway, "heed the signal");
        const closed = gateway.kernel.close(2000);
        const answer = await misbehave(gateway, "fine");
        await closed;
        return answer;
      },
    ],
  };

/** No request asks for these. */
const NOBODYS: readonly ErrorCode[] = ["INTERNAL_ERROR", "STORAGE_ERROR"];

test("answers a real request with each documented error, and the documented words", async () => {
  using file = fakeProgram("file", "exit 1");
  using adapter = guidesPlugin((source) =>
    source.replace(
      "const { stdout }",
      'if (text === "a") process.exit(3);\n        const { stdout }',
    ),
  );
  await using gateway = await testGateway({
    plugins: [fixtures, adapter.folder],
    env: { PATH: file.path },
  });
  for (const [code, cause] of Object.entries(CAUSES)) {
    isAsDocumented(code as ErrorCode, await cause(gateway));
  }
});

for (const [code, [options, cause]] of Object.entries(LIMITED)) {
  test(`answers as documented where it takes a limit: ${code}`, async () => {
    await using gateway = await testGateway(options);
    isAsDocumented(code as ErrorCode, await cause(gateway));
  });
}

test("leaves no documented error untried that a client can cause", () => {
  const tried = [...Object.keys(CAUSES), ...Object.keys(LIMITED), ...NOBODYS];
  assert.equal(tried.toSorted(), Object.keys(EXAMPLES.errors).toSorted());
});

test.run();

function isAsDocumented(code: ErrorCode, { status, body, headers }: Answer): void {
  const documented = EXAMPLES.errors[code] as typeof body;
  assert.is(body.error?.code, code, JSON.stringify(body));
  assert.is(status, ERRORS[code].status, code);
  assert.equal(ErrorBody.parse(body), body, code);
  assert.is(plain(body.error.message), plain(documented.error.message), code);
  assert.equal(Object.keys(body.error.details), Object.keys(documented.error.details), code);
  const { retry_after: retryAfter, allow } = body.error.details;
  assert.is(headers.get("retry-after"), retryAfter === undefined ? null : String(retryAfter));
  assert.is(headers.get("allow"), allow === undefined ? null : allow.join(", "));
  assert.is(headers.get("www-authenticate"), code === "UNAUTHORIZED" ? "Bearer" : null);
}

/** Without what is another number or name each time. */
const plain = (message: string) => message.replaceAll(/'[\w-]+'|\d+/g, "_");
