/** Damaged rows of the database: each is trouble for whoever asks for it, and for nobody else. */
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LEAN, plugin } from "../fixtures/crash.ts";
import { childGateway } from "../fixtures/gateway.ts";

const test = suite("e2e/damage");

const lean = () => childGateway({ plugins: [plugin("five-files")], config: LEAN });

/** Runs SQL on the database of a gateway that is down. */
function damage(workspace: string, ...statements: [sql: string, ...values: string[]][]): void {
  const db = new DatabaseSync(join(workspace, ".metaforge/metaforge.db"));
  for (const [sql, ...values] of statements) db.prepare(sql).run(...values);
  db.close();
}

const DAMAGED = "UPDATE sessions SET body = '{\"inp' WHERE id = ?";

test("starts with damaged sessions in every state, answers for them alone, and deletes them", async () => {
  await using gateway = await lean();
  const create = async () =>
    (await gateway.api.post("/session/create", { skill: "five-files" })).body.id as string;
  const ids = [await create(), await create(), await create()];
  const sound = await create();
  await gateway.kill();
  damage(
    gateway.workspace,
    ["UPDATE sessions SET status = 'running' WHERE id = ?", ids[0]!],
    ["UPDATE sessions SET created = '2001-01-01T00:00:00.000Z' WHERE id = ?", ids[1]!],
    ["UPDATE sessions SET status = 'applying' WHERE id = ?", ids[2]!],
    ...ids.map((id): [string, string] => [DAMAGED, id]),
  );
  await gateway.restart();
  assert.is((await gateway.api.get(`/session/${sound}`)).status, 200);
  const answers = await Promise.all(ids.map((id) => gateway.api.get(`/session/${id}`)));
  assert.equal(
    answers.map(({ status }) => status),
    [507, 404, 507],
  );
  assert.is((await gateway.api.delete(`/session/${ids[0]}`)).status, 200);
  assert.is((await gateway.api.get(`/session/${ids[0]}`)).status, 404);
});

test("replays the log around a damaged event, and stays up", async () => {
  await using gateway = await lean();
  await gateway.api.post("/session/create", { skill: "five-files" });
  await gateway.api.post("/session/create", { skill: "five-files" });
  await gateway.kill();
  damage(gateway.workspace, ["UPDATE events SET data = '{' WHERE seq = 1"]);
  await gateway.restart();
  const socket = new WebSocket(`${gateway.api.ws}?since=0`);
  const first = await new Promise<string>((resolve) =>
    socket.addEventListener("message", ({ data }) => resolve(String(data)), { once: true }),
  );
  socket.close();
  assert.is((JSON.parse(first) as { seq: number }).seq, 2);
  assert.is((await gateway.api.get("/health")).status, 200);
});

test.run();
