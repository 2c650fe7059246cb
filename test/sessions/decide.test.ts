/** Approving once more what stopped half-way in a gateway that lives on. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createStaleness } from "../../core/sessions/staleness.ts";
import { createDecide } from "../../core/sessions/decide.ts";
import { noFault } from "../../core/sessions/fault.ts";
import { errorOf } from "../fixtures/run-pool.ts";
import { newSession, staged, tempStore } from "../fixtures/temp-store.ts";
import { tempWorkspace } from "../fixtures/temp-workspace.ts";

const test = suite("test/sessions/decide");

/** A session of two files whose approval stopped after the first, as on a disk that failed between two renames. */
async function stuck() {
  const temp = tempStore();
  const place = await tempWorkspace({ "a.txt": "new" });
  const { workspace } = place;
  const decide = createDecide({
    store: temp.store,
    workspace,
    fault: noFault,
    now: () => "now",
    staleOf: createStaleness(workspace),
  });
  const { id } = await temp.store.create(newSession());
  await temp.store.begin({ ...newSession(), id }, id);
  const files = [staged("a.txt", "new"), staged("b.txt", "new")];
  await temp.store.move(id, "running", "pending_approval", { staged: files });
  const decision = { status: "approved", at: "now" } as const;
  await temp.store.move(id, "pending_approval", "applying", { body: { decision } });
  return {
    ...place,
    ...temp,
    decide,
    id,
    [Symbol.asyncDispose]: async () => {
      await temp[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

test("writes the rest when it is approved once more, once", async () => {
  await using flow = await stuck();
  const approvals = [1, 2, 3].map(() => flow.decide.approve(flow.id, undefined));
  const all = await Promise.allSettled(approvals);
  assert.equal(
    all.map(({ status }) => status),
    ["fulfilled", "rejected", "rejected"],
  );
  assert.is(flow.store.get(flow.id)!.status, "completed");
  assert.is((await flow.workspace.read("b.txt", { maxBytes: 10 }))!.bytes.toString(), "new");
  assert.is(flow.heard.filter(({ event }) => event === "session.approved").length, 1);
});

test("leaves a file alone that was edited meanwhile, and answers CONFLICT", async () => {
  await using flow = await stuck();
  flow.write("a.txt", "mine");
  const error = await errorOf(flow.decide.approve(flow.id, undefined));
  assert.equal([error.code, error.details["paths"]], ["CONFLICT", ["a.txt"]]);
  assert.is(flow.store.get(flow.id)!.status, "failed");
  assert.is((await flow.workspace.read("a.txt", { maxBytes: 10 }))!.bytes.toString(), "mine");
});

test("cannot be rejected any more, and is idle when no approval is under way", async () => {
  await using flow = await stuck();
  assert.is((await errorOf(flow.decide.reject(flow.id, "no"))).code, "CONFLICT");
  const approval = flow.decide.approve(flow.id, undefined);
  await flow.decide.idle();
  assert.is(flow.store.get(flow.id)!.status, "completed");
  await approval;
});

test("keeps who approved first, whoever approves once more what stopped half-way", async () => {
  await using flow = await stuck();
  await flow.decide.approve(flow.id, undefined, { by: { name: "Eve" } });
  assert.equal(flow.store.get(flow.id)!.decision, { status: "approved", at: "now" });
});

test.run();
