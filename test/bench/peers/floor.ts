/**
 * The floor: the least code that does the whole job durably. A run in a warm child, its result staged, its end told over
 * WebSocket, an approval that puts the file and its name on the disk; no checks, no guards, no plugins.
 */
import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { open, rename } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { dirname, join } from "node:path";
import { openWriter } from "./group-commit.ts";
import { answer, listen, readJson } from "./listen.ts";
import { createBroadcast } from "./broadcast.ts";
import type { Done, Task } from "./floor-child.ts";

const [workspace] = process.argv.slice(2);
const { db, write } = openWriter(join(workspace!, "floor.db"), true);
const insert = db.prepare(
  "INSERT INTO sessions (id, skill, status, created, body) VALUES (?, ?, 'running', ?, ?)",
);
const stage = db.prepare(
  "UPDATE sessions SET status = 'pending_approval', path = ?, content = ? WHERE id = ? AND status = 'running'",
);
const move = db.prepare(
  "UPDATE sessions SET status = ? WHERE id = ? AND status = ? RETURNING path, content",
);
const log = db.prepare("INSERT INTO events (event, data) VALUES (?, ?)");

const child = fork(new URL("floor-child.ts", import.meta.url), { serialization: "advanced" });
await new Promise((ready) => child.once("message", ready));
child.on("message", (done: Done) => void finish(done));
const server = listen((request, response) => {
  if (request.method === "GET") return answer(response, { status: "healthy" });
  readJson(request, (body) => {
    const [, id] = /^\/api\/v1\/approve\/(.+)$/.exec(request.url!) ?? [];
    void (id ? approve(id, response) : run(body as Body, response));
  });
});
const broadcast = createBroadcast(server);

interface Body {
  readonly skill: string;
  readonly input: { readonly files: [string]; readonly args: { readonly name: string } };
}

async function run({ skill, input }: Body, response: ServerResponse): Promise<void> {
  const id = randomUUID();
  const event = await write(() => {
    insert.run(id, skill, new Date().toISOString(), JSON.stringify(input));
    return logged("session.started", { session_id: id, skill });
  });
  const file = join(workspace!, input.files[0]);
  child.send({ id, file, name: input.args.name } satisfies Task);
  answer(response, { session_id: id, status: "running", agent: "bench-note-agent" });
  broadcast(event);
}

async function finish({ id, path, content }: Done): Promise<void> {
  const data = { session_id: id, status: "pending_approval", artifacts: [path] };
  broadcast(
    await write(() => {
      stage.run(path, content, id);
      return logged("session.complete", data);
    }),
  );
}

async function approve(id: string, response: ServerResponse): Promise<void> {
  const staged = await write(() => move.get("applying", id, "pending_approval"));
  const { path, content } = staged as { path: string; content: string };
  await replace(join(workspace!, path), content);
  const event = await write(() => {
    move.get("completed", id, "applying");
    return logged("session.approved", { session_id: id });
  });
  answer(response, { session_id: id, status: "approved", applied: true, artifacts: [path] });
  broadcast(event);
}

/** Temporary file, fsync, rename, fsync of the folder: then the file and its name survive a power cut. */
async function replace(path: string, content: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w");
  await file.writeFile(content);
  await file.sync();
  await file.close();
  await rename(temporary, path);
  const folder = await open(dirname(path));
  await folder.sync();
  await folder.close();
}

function logged(event: string, data: object): string {
  const { lastInsertRowid } = log.run(event, JSON.stringify(data));
  return JSON.stringify({
    event,
    data,
    seq: Number(lastInsertRowid),
    at: new Date().toISOString(),
  });
}
