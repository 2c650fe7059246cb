/** All sessions page by page: each once, also while sessions come and go between two pages. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MetaForgeClient } from "./src/index.ts";
import { failing } from "./stage.ts";

const test = suite("clients/typescript/pages");

test("gives each session once when new ones push the others down", async () => {
  const list = listOf(20);
  const ids = await read(list, 5, (page) => {
    if (page <= 2) list.ids.unshift(`new-${page}-a`, `new-${page}-b`, `new-${page}-c`);
  });
  assert.equal(ids, names(20));
});

test("gives each session that stays when others are deleted between two pages", async () => {
  const list = listOf(30);
  const gone = new Set<string>();
  const ids = await read(list, 5, (page) => {
    if (page > 4) return;
    for (const id of list.ids.splice(1, 2)) gone.add(id);
  });
  const stayed = names(30).filter((id) => !gone.has(id));
  assert.equal(
    stayed.filter((id) => !ids.includes(id)),
    [],
  );
  assert.is(new Set(ids).size, ids.length);
  assert.equal(ids, ids.toSorted());
});

test("ends when every session that it saw is deleted", async () => {
  const list = listOf(12);
  const ids = await read(list, 4, (page) => void (page === 1 && list.ids.splice(0)));
  assert.equal(ids, names(4));
});

test("asks for no page that the reader does not want", async () => {
  const list = listOf(100);
  for await (const { id } of list.client.sessions({ pageSize: 10 })) if (id === "s-004") break;
  assert.is(list.asked.length, 1);
});

test("asks for each page once, and for the words of the filter", async () => {
  const list = listOf(10);
  await read(list, 4, () => {}, "approved");
  assert.equal(list.asked, [
    "?status=approved&limit=4&offset=0",
    "?status=approved&limit=4&offset=3",
    "?status=approved&limit=4&offset=6",
    "?status=approved&limit=4&offset=9",
  ]);
});

test("refuses page sizes that cannot be", async () => {
  for (const pageSize of [0, 1, 1001, 2.5, Number.NaN]) {
    const failure = await failing(listOf(1).client.sessions({ pageSize }).next());
    assert.is((failure as { code: string }).code, "CLIENT_OPTION_INVALID");
  }
});

test.run();

const names = (count: number) =>
  Array.from({ length: count }, (_, n) => `s-${String(n).padStart(3, "0")}`);

/** A gateway's list, newest first, which the test changes as it likes. */
function listOf(count: number) {
  const ids = names(count);
  const asked: string[] = [];
  const fetch = async (input: unknown) => {
    const { search, searchParams } = new URL(String(input));
    asked.push(search);
    const [limit, offset] = ["limit", "offset"].map((name) => Number(searchParams.get(name)));
    const sessions = ids.slice(offset, offset! + limit!).map((id) => ({ id }));
    return Response.json({ sessions, total: ids.length, limit, offset });
  };
  return { ids, asked, client: new MetaForgeClient("http://localhost:1", { fetch }) };
}

/** Reads all, and calls `between` each time a page has been read to its end. */
async function read(
  { client, asked }: ReturnType<typeof listOf>,
  pageSize: number,
  between: (page: number) => void,
  status?: "approved",
): Promise<string[]> {
  const seen: string[] = [];
  let page = 0;
  for await (const { id } of client.sessions({ pageSize, status })) {
    seen.push(id);
    const ends =
      seen.length === pageSize ||
      (seen.length > pageSize && (seen.length - 1) % (pageSize - 1) === 0);
    if (ends) between((page += 1));
    assert.ok(asked.length < 50, "it goes round in circles");
  }
  return seen;
}
