/** Peer for durable creates: bare node:http, one zod check, one row and its event; `grouped` or `single` commits. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { openWriter } from "./group-commit.ts";
import { answer, listen, readJson } from "./listen.ts";

const [dir, commits] = process.argv.slice(2);
const { db, write } = openWriter(join(dir!, "raw.db"), commits === "grouped");
const insert = db.prepare(
  "INSERT INTO sessions (id, skill, status, created, body) VALUES (?, ?, 'created', ?, ?)",
);
const log = db.prepare("INSERT INTO events (event, data) VALUES ('session.created', ?)");

const Create = z.strictObject({
  skill: z.string(),
  input: z.strictObject({ files: z.array(z.string()), args: z.record(z.string(), z.unknown()) }),
});

listen((request, response) => {
  readJson(request, async (body) => {
    const checked = Create.safeParse(body);
    if (!checked.success) return answer(response, { error: checked.error.message }, 400);
    const { skill, input } = checked.data;
    const session = {
      id: randomUUID(),
      skill,
      status: "created",
      created: new Date().toISOString(),
    };
    await write(() => {
      insert.run(session.id, skill, session.created, JSON.stringify(input));
      log.run(JSON.stringify({ session_id: session.id, skill }));
    });
    answer(response, session);
  });
});
