/** The book of processes: what runs stands in it, also for the gateway that comes after a kill. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProcessBook } from "../../core/sessions/process-book.ts";
import { tempStore } from "../fixtures/temp-store.ts";

const test = suite("test/sessions/process-book");
/** As plain objects; the database's have no prototype. */
const entries = (book: ReturnType<typeof createProcessBook>) =>
  book.entries().map((entry) => ({ ...entry }));

test("holds what began and has not ended, for the next gateway too", async () => {
  await using temp = tempStore();
  const book = createProcessBook(temp.database);
  for (const pid of [11, 12, 13]) book.note({ pid, startTime: pid * 10, alive: true });
  book.note({ pid: 12, startTime: 120, alive: false });
  await temp.database.write(() => {});
  const left = [
    { pid: 11, startTime: 110 },
    { pid: 13, startTime: 130 },
  ];
  assert.equal(entries(book), left);
  await temp.database.close();
  await using next = tempStore(temp.folder);
  const nextBook = createProcessBook(next.database);
  assert.equal(entries(nextBook), left);
  await nextBook.clear();
  assert.equal(nextBook.entries(), []);
});

test("is silent when the store is closed, as processes end after it", async () => {
  await using temp = tempStore();
  const book = createProcessBook(temp.database);
  await temp.database.close();
  book.note({ pid: 1, startTime: 1, alive: false });
});

test.run();
