/** Following the log: the missed first, then the new, nothing twice, and in the log's order whatever the clock does. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createOutbox } from "../../core/sessions/outbox.ts";
import { follow } from "../../core/sessions/follow.ts";
import { createStore } from "../../core/sessions/store.ts";
import { newSession, tempStore } from "../fixtures/temp-store.ts";

const test = suite("test/sessions/follow");

test("gives what was missed, then what happens, and ends with the signal", async () => {
  await using temp = tempStore();
  const abort = new AbortController();
  const first = newSession();
  await temp.store.create(first);
  const events = follow(temp, { since: 0 }, abort.signal);
  const [missed] = (await events.next()).value!;
  assert.equal([missed.event, missed.data.session_id], ["session.created", first.id]);
  const next = events.next();
  const second = newSession();
  await temp.store.create(second);
  const [fresh] = (await next).value!;
  assert.equal([fresh.seq, fresh.data.session_id], [missed.seq + 1, second.id]);
  const last = events.next();
  abort.abort();
  assert.is((await last).done, true);
});

test("gives the events of one session alone", async () => {
  await using temp = tempStore();
  const [one, other] = [newSession(), newSession()];
  await temp.store.create(other);
  await temp.store.create(one);
  const abort = new AbortController();
  const events = follow(temp, { since: 0, session: one.id }, abort.signal);
  const found = (await events.next()).value!;
  assert.equal(
    found.map(({ data }: { data: { session_id: string } }) => data.session_id),
    [one.id],
  );
  abort.abort();
  await events.return(undefined);
});

test("says so when it is asked for what no log has", async () => {
  await using temp = tempStore();
  const abort = new AbortController();
  const events = follow(temp, { since: 1000 }, abort.signal);
  assert.equal((await events.next()).value, [{ event: "replay.expired" }]);
  abort.abort();
  await events.return(undefined);
});

test("keeps sessions and events in order when the clock steps back an hour and forward a year", async () => {
  await using temp = tempStore();
  const clock = ["2026-06-01T12:00:00Z", "2026-06-01T11:00:00Z", "2027-06-01T00:00:00Z"];
  let n = 0;
  const now = () => clock[Math.min(Math.floor(n++ / 2), 2)]!;
  const outbox = createOutbox(temp.database, temp.bus, now);
  const store = createStore(temp.database, outbox, now);
  const ids: string[] = [];
  for (let k = 0; k < 3; k += 1) ids.push((await store.create(newSession())).id);
  const told = outbox.after(0, -1)!;
  assert.equal(
    told.map(({ data }) => data["session_id"]),
    ids,
  );
  assert.ok(told[1]!.at < told[0]!.at, "the clock did step back");
  assert.equal(
    temp.pages.list(null, 10, 0).entries.map(({ id }) => id),
    ids.toReversed(),
  );
});

test.run();
