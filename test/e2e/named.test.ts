/** A run that names its session: it is that session's skill and input that run, or nothing does. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { plugin } from "../fixtures/crash.ts";
import { testGateway } from "../fixtures/gateway.ts";

const test = suite("e2e/named");

test("runs a named session with the input it was created with, when the request gives none", async () => {
  await using gateway = await testGateway({ files: { "docs/b.md": "# B\n\n- Mass: < 3 g\n" } });
  const input = { files: ["docs/b.md"], args: { strict: true } };
  const { id } = (await gateway.post("/session/create", { skill: "spec", input })).body;
  const run = await gateway.post("/agent/run", { skill: "spec", session_id: id });
  assert.equal([run.status, run.body.session_id], [200, id]);
  await gateway.settled(id);
  const { body } = await gateway.get(`/session/${id}`);
  assert.equal(body.input, input);
  assert.equal(
    body.sources.map(({ path }: { path: string }) => path),
    ["docs/b.md"],
  );
});

test("refuses another skill or another input than the named session's, and leaves it created", async () => {
  await using gateway = await testGateway({ plugins: [plugin("five-files")] });
  const { id } = (await gateway.post("/session/create", { skill: "spec", input: {} })).body;
  const other = await gateway.post("/agent/run", { skill: "five-files", session_id: id });
  assert.equal([other.status, other.body.error.details.field], [400, "skill"]);
  const input = { files: ["PRD.md"], args: { strict: true } };
  const differs = await gateway.post("/agent/run", { skill: "spec", input, session_id: id });
  assert.equal([differs.status, differs.body.error.details.field], [400, "input"]);
  assert.is((await gateway.get(`/session/${id}`)).body.status, "created");
  const same = await gateway.post("/agent/run", {
    skill: "spec",
    input: { files: ["PRD.md"], args: {} },
    session_id: id,
  });
  assert.is(same.status, 200);
});

test.run();
