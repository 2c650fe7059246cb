/** Every documented example against a real gateway: it is accepted, and the answer is what the document says. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { answerOf, checkerOf, guidesPlugin, operationsOf } from "../fixtures/api-document.ts";
import type { ApiDocument, DocumentedOperation } from "../fixtures/api-document.ts";
import { fakeProgram } from "../fixtures/fake-program.ts";
import { PRD, testGateway } from "../fixtures/gateway.ts";

const test = suite("http/openapi-examples");
const fixtures = join(import.meta.dirname, "../fixtures/plugins");
type Gateway = Awaited<ReturnType<typeof testGateway>>;

test("replays every documented example, and is answered as documented", async () => {
  using file = fakeProgram("file", 'read -r line; echo "/dev/stdin: ASCII text"');
  using adapter = guidesPlugin();
  await using gateway = await testGateway({
    plugins: [fixtures, adapter.folder],
    env: { PATH: file.path },
  });
  const document = (await gateway.get("/openapi.json")).body as ApiDocument;
  let replayed = 0;
  for (const { path, method, operation } of operationsOf(document)) {
    const [type, { schema, examples = {} }] = answerOf(operation);
    const fits = checkerOf(document, schema);
    for (const [name, { value: documented }] of Object.entries(examples)) {
      const what = `${operation.operationId}/${name}`;
      const id = await made(gateway, name);
      const call = toCall(operation, path, name, id);
      const answer = await send(gateway, method, call);
      assert.is(answer.status, 200, `${what}: ${JSON.stringify(answer.body)}`);
      assert.is(answer.type.split(";")[0], type, what);
      for (const value of [answer.body, documented]) {
        const { success, error } = fits.safeParse(value);
        assert.ok(success, `${what}: ${error?.message}`);
      }
      assert.equal(differences(documented, answer.body), [], what);
      const said = operation.responses["200"]!.headers;
      if (call.headers["Prefer"]) {
        assert.ok(said && "Preference-Applied" in said && answer.preference, what);
      }
      replayed += 1;
    }
  }
  assert.ok(replayed >= 30, String(replayed));
});

test("sees when an answer lacks what the document shows, or has it otherwise", () => {
  const differs = (documented: unknown, real: unknown) => differences(documented, real).length > 0;
  assert.ok(differs({ a: 1 }, {}));
  assert.ok(differs({ a: 1 }, { a: "1" }));
  assert.ok(differs({ a: [{ b: 1 }] }, { a: [{ c: 1 }] }));
  assert.not(differs({ a: [{ b: 1 }] }, { a: [{ b: 2, c: 3 }, { b: 4 }] }));
});

test.run();

/** A session that stands as the example's name says; "" where it speaks of none. */
async function made(gateway: Gateway, how: string): Promise<string> {
  const run = async (input: object) => {
    // What an earlier example has approved would leave nothing to propose.
    for (const path of ["constraints.json", "assumptions.md"]) {
      rmSync(gateway.at(path), { force: true });
    }
    const { body } = await gateway.run("spec", { files: ["PRD.md"], ...input });
    return (body.session_id ?? body.error.details.session_id) as string;
  };
  switch (how) {
    case "created":
      return (await gateway.post("/session/create", { skill: "spec" })).body.id;
    case "running": {
      const input = { args: { how: "heed the signal" } };
      return (await gateway.post("/agent/run", { skill: "misbehave", input })).body.session_id;
    }
    case "pending":
      return run({});
    case "changed": {
      await gateway.post(`/approve/${await run({})}`);
      gateway.write("PRD.md", PRD.replace("8 g", "7 g"));
      const { body } = await gateway.run("spec");
      gateway.write("PRD.md", PRD);
      return body.session_id as string;
    }
    case "failed":
      return run({ args: { strict: "yes" } });
    case "approved": {
      const id = await run({});
      const said = { comment: "LGTM", by: { name: "Ada", client: "cli" }, automatic: false };
      assert.is((await gateway.post(`/approve/${id}`, said)).status, 200);
      return id;
    }
    default:
      return "";
  }
}

interface Call {
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** The documented request, with the session that there is in place of the documented one. */
function toCall(operation: DocumentedOperation, path: string, name: string, id: string): Call {
  const here = (text: string) => (id === "" ? text : text.replaceAll(/session-[0-9a-f]{36}/g, id));
  const values = (where: string) =>
    operation.parameters.flatMap((parameter) => {
      const example = parameter.in === where ? parameter.examples?.[name] : undefined;
      return example ? [[parameter.name, here(String(example.value))] as const] : [];
    });
  const inPath = new Map(values("path"));
  const query = new URLSearchParams(Object.fromEntries(values("query")));
  const body = operation.requestBody?.content["application/json"]?.examples?.[name]?.value;
  return {
    target: `${path.replace(/\{(\w+)\}/g, (_, key) => inPath.get(key)!)}${query.size > 0 ? `?${query}` : ""}`,
    headers: Object.fromEntries(values("header")),
    body: body === undefined ? undefined : JSON.parse(here(JSON.stringify(body))),
  };
}

async function send(gateway: Gateway, method: string, { target, headers, body }: Call) {
  const response = await fetch(`${gateway.base}/api/v1${target}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const type = response.headers.get("content-type")!;
  const preference = response.headers.get("preference-applied");
  const text = type.startsWith("text/event-stream")
    ? await beginning(response)
    : await response.text();
  const isJson = type === "application/json";
  return { status: response.status, type, preference, body: isJson ? JSON.parse(text) : text };
}

/** A stream has no end; its first message is enough. */
async function beginning(response: Response): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("data: ")) text += (await reader.read()).value ?? "";
  await reader.cancel();
  assert.match(text, /^:\n\n(?:id: \d+\n)?event: [a-z.]+\ndata: \{.*\}\n\n/);
  return text;
}

/** Where the answer lacks what the document shows, or has a value of another type. */
function differences(documented: unknown, real: unknown, at = ""): string[] {
  // Whether null may stand there is the schema's to say.
  if (documented === null || real === null) return [];
  if (kindOf(documented) !== kindOf(real)) return [`${at} is ${kindOf(real)}`];
  // Lists show some of what there may be; empty ones show nothing.
  if (Array.isArray(documented)) {
    if (documented.length === 0 || (real as unknown[]).length === 0) return [];
    // Which one comes first depends on what is installed.
    const each = (real as unknown[]).map((one) => differences(documented[0], one, `${at}[0]`));
    return each.toSorted((a, b) => a.length - b.length)[0]!;
  }
  // A schema is data of the plugin's own, and so are the details of an error.
  if (
    kindOf(documented) !== "object" ||
    /\.(?:args|artifacts|details|tools|input|checked)$/.test(at)
  )
    return [];
  return Object.entries(documented as object).flatMap(([key, value]) =>
    differences(value, (real as Record<string, unknown>)[key], `${at}.${key}`),
  );
}

const kindOf = (value: unknown) => (Array.isArray(value) ? "list" : typeof value);
