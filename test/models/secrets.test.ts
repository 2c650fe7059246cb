/** A provider's key, planted wherever a hostile server can put it, is found nowhere outside the gateway's memory. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { childGateway } from "../fixtures/gateway.ts";

const test = suite("test/models/secrets");
/** No part of it is a word of anything else. */
const KEY = "sk-qZ7vXw9tJk2mNp4rGh6dWXYZ";
/** What would give it away: in whole, in Basic credentials, or as a part. */
const LEAKS = [KEY, Buffer.from(KEY).toString("base64"), KEY.slice(0, 12), KEY.slice(-12), "WXYZ"];

const sse = (value: unknown) =>
  `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
const delta = (content: string, finish: string | null = null) =>
  sse({ id: "1", choices: [{ index: 0, delta: { content }, finish_reason: finish }] });

/** Every place of an answer that a server can put the key into, by the word in the prompt. */
const HOSTILE: Record<string, (response: ServerResponse) => void> = {
  body401: (r) => r.writeHead(401, JSON_TYPE).end(error(`Incorrect API key: ${KEY}`)),
  masked401: (r) => r.writeHead(401, JSON_TYPE).end(error(`Incorrect API key: sk-qZ7v****WXYZ`)),
  body400: (r) => r.writeHead(400, JSON_TYPE).end(error(`you sent authorization: Bearer ${KEY}`)),
  masked400: (r) =>
    r.writeHead(400, JSON_TYPE).end(error(`the key sk-qZ7vXw…WXYZ is not for this`)),
  part400: (r) => r.writeHead(400, JSON_TYPE).end(error(`header dump: ${KEY.slice(0, 14)}`)),
  text400: (r) => r.writeHead(400).end(`<pre>x-api-key: ${KEY}</pre>`),
  headers400: (r) => r.writeHead(400, { ...JSON_TYPE, "x-echo": KEY }).end(error("see headers")),
  status: (r) => r.writeHead(400, `Bad ${KEY}`, JSON_TYPE).end(`not JSON, ${KEY}`),
  redirect: (r) => r.writeHead(307, { location: `http://169.254.169.254/?key=${KEY}` }).end(),
  broken: (r) => r.writeHead(200, SSE_TYPE).end(`data: {${KEY}\n\n`),
  inStream: (r) => r.writeHead(200, SSE_TYPE).end(sse({ error: { message: `no ${KEY}` } })),
  said: (r) => r.writeHead(200, SSE_TYPE).end(delta(`it is ${KEY}`) + delta("", "stop")),
  saidInParts: (r) =>
    r
      .writeHead(200, SSE_TYPE)
      .end([...KEY].map((letter) => delta(letter)).join("") + delta(" it is", "stop")),
  throws: (r) => r.writeHead(200, SSE_TYPE).end(delta("ok") + delta("", "stop")),
  saidInBase64: (r) =>
    r.writeHead(200, SSE_TYPE).end(delta(Buffer.from(KEY).toString("base64")) + delta("", "stop")),
};
const JSON_TYPE = { "content-type": "application/json" };
const SSE_TYPE = { "content-type": "text/event-stream" };
const error = (message: string) => JSON.stringify({ error: { message, type: message } });

const SKILL = `
import { defineSkill, z } from "metaforge";
export default defineSkill({
  name: "leaker", agent: "leaker", version: "1.0.0", description: "Shows all it is told.",
  input: { files: [], args: z.object({ how: z.string() }) },
  async run({ input, llm, log, progress }) {
    // What the run process itself holds.
    log("environment", { env: JSON.stringify(process.env), argv: process.argv.join(" ") });
    const said = await llm.text({ prompt: "do " + input.args.how }).catch((thrown) => thrown);
    const shown = said instanceof Error ? [said.message, said.stack, said.details] : said;
    log("told", { shown });
    // As if a file of the workspace had held it.
    const planted = ${JSON.stringify(KEY)};
    log(planted, { planted });
    progress(0.2, planted);
    await new Promise((go) => setTimeout(go, 150));
    if (input.args.how === "throws") throw new RangeError("it is " + planted);
    progress(0.5, JSON.stringify(shown));
    if (said instanceof Error) throw said;
    return { artifacts: [{ path: "out.txt", content: said }], summary: said };
  },
});`;

async function hostileServer() {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const [, how = ""] = /"do (\w+)"/.exec(body) ?? [];
      if (HOSTILE[how]) HOSTILE[how](response);
      else response.writeHead(500, JSON_TYPE).end(error(`check with ${KEY}`));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Command lines of all processes, and environments of a process's descendants: what `ps` and its like show. */
function processes(gateway: number): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
      return "";
    }
  };
  const parentOf = (pid: string) => / \w (\d+) /.exec(read(pid, "stat").replace(/.*\)/, ")"))?.[1];
  const below = (pid: string): boolean => {
    const parent = parentOf(pid);
    return parent !== undefined && parent !== "0" && (Number(parent) === gateway || below(parent));
  };
  const children = pids.filter(below);
  assert.ok(children.length > 0, "the run process is seen");
  return [
    ...pids.map((pid) => read(pid, "cmdline")),
    ...children.map((pid) => read(pid, "environ")),
  ];
}

for (const [place, variable] of [
  ["environment", true],
  ["configuration", false],
] as const) {
  test(`leaks no key from the ${place}, wherever a server plants it`, async () => {
    await using server = await hostileServer();
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-leaker-"));
    mkdirSync(join(folder, "leaker"));
    writeFileSync(join(folder, "leaker/index.ts"), SKILL);
    const provider = { baseUrl: server.baseUrl, ...(variable ? {} : { apiKey: KEY }) };
    const models = {
      use: ["openai-compatible/small"],
      providers: { "openai-compatible": provider },
    };
    const config = { models, log: { level: "debug" } };
    const env = variable ? { OPENAI_COMPATIBLE_API_KEY: KEY } : {};
    await using gateway = await childGateway({ plugins: [folder], config, env });
    const { api } = gateway;
    const shown: [where: string, text: string][] = [];
    const tell = async (how: string) => {
      const answer = await api.post(
        "/agent/run",
        { skill: "leaker", input: { args: { how } }, options: { verbose: true } },
        { prefer: "wait=30" },
      );
      const id = answer.body.session_id ?? answer.body.error.details.session_id;
      shown.push([`${how}: answer`, answer.text]);
      for (const path of [`/session/${id}`, `/session/${id}/trace`, `/agent/${id}/status`]) {
        const { text } = await api.get(path);
        assert.ok(text.length > 50);
        shown.push([`${how}: ${path}`, text]);
      }
      const staged = await api.get(`/session/${id}/artifact?path=out.txt`);
      shown.push([`${how}: artifact`, staged.text]);
      if (how.startsWith("said")) assert.match(staged.text, "[redacted]");
    };
    await Promise.all(Object.keys(HOSTILE).map(tell));
    shown.push(
      ["health", (await api.get("/health")).text],
      ["status", (await api.get("/status")).text],
    );
    for (const text of processes(gateway.child.pid!)) shown.push(["processes", text]);
    const events = await fetch(`${api.base}/api/v1/events?since=0`);
    const reader = events.body!.getReader();
    for (let text = ""; !text.includes("session.complete");) {
      text += new TextDecoder().decode((await reader.read()).value);
      shown.push(["events", text]);
    }
    await reader.cancel();
    await gateway.kill("SIGTERM");
    shown.push(["log", gateway.stderr]);
    // The database with its sessions, traces and events, and whatever else is kept.
    const data = join(gateway.workspace, ".metaforge");
    for (const file of readdirSync(data, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) {
        shown.push([file.name, readFileSync(join(file.parentPath, file.name), "latin1")]);
      }
    }
    rmSync(folder, { recursive: true });
    const found = shown.flatMap(([where, text]) =>
      LEAKS.filter((leak) => text.includes(leak)).map((leak) => `${where}: ${leak}`),
    );
    assert.equal(found, []);
  });
}

test.run();
