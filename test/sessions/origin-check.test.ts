/** What a run may call a model's: objects that were grounded in it, to the value, or suggestions that say so. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Grounded } from "../../core/define.ts";
import type { RunModels } from "../../core/models/contract.ts";
import { witness } from "../../core/sessions/origin-check.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("core/sessions/origin-check");

const at = { offset: 5, line: 1, column: 6 };
const VOLTS: Grounded<unknown> = {
  item: { name: "supply", value: 5, unit: "V" },
  ...{ source: "PRD.md", quote: "Supply: 5 V", at },
};

/** A run that was told of these items. */
async function asked(grounded: readonly Grounded<unknown>[] = [VOLTS]) {
  const inner: RunModels = {
    available: true,
    text: async () => "words",
    object: async () => ({}),
    grounded: async () => ({ grounded, ungrounded: [{ item: 1, reason: "no" }] }),
    used: () => [],
  };
  const watched = witness(inner);
  await watched.models.grounded({});
  return watched;
}

const file = (value: unknown, path = "a.json") => ({ path, content: JSON.stringify(value) });

/** The pointer at which a file is refused, or null. */
async function refused(value: unknown, path?: string): Promise<unknown> {
  const { check } = await asked();
  const problem = await check([file({ fine: true }), file(value, path)]).then(
    () => null,
    (e) => e,
  );
  if (problem) assert.is(problem.code, "AGENT_ERROR");
  return problem && problem.details.pointer;
}

test("accepts an item as it was grounded, whole or with its members beside the quote", async () => {
  const { item, source, quote } = VOLTS;
  const flat = { ...(item as object), source, quote };
  for (const fact of [VOLTS, { item, source, quote }, flat, { ...flat, at }]) {
    assert.is(await refused({ deep: [{ origin: "model", ...fact }] }), null);
    assert.is(await refused({ grounded: true, origin: "model", ...fact }), null);
  }
});

test("accepts what says that it is a suggestion, and what calls itself something else", async () => {
  assert.is(await refused([{ origin: "model", grounded: false, value: 9 }]), null);
  assert.is(await refused([{ origin: "stated", value: 9 }, { model: { origin: null } }]), null);
});

test("refuses a model's object with anything changed, added, missing or of another run", async () => {
  const { item, ...where } = VOLTS;
  const changed = [
    { ...VOLTS, item: { ...(item as object), value: 6 } },
    { ...VOLTS, item: { ...(item as object), value: "5" } },
    { ...VOLTS, item: { ...(item as object), extra: true } },
    { ...VOLTS, item: { name: "supply", value: 5 } },
    { ...VOLTS, item: Object.entries(item as object).toSorted() },
    { ...VOLTS, quote: "Supply: 6 V" },
    { ...VOLTS, at: { ...at, line: 2 } },
    { ...VOLTS, confidence: 1 },
    ...[{ item }, { item, source: "PRD.md" }, where, {}],
  ];
  for (const one of changed) {
    const object = { origin: "model", ...one };
    assert.is(await refused(object), "", JSON.stringify(object));
    assert.is(await refused({ grounded: "no", ...object }), "");
    assert.is(await refused({ origin: "model", grounded: "no", ...VOLTS }), "");
  }
  const other = await asked([]);
  assert.is(
    (await errorOf(other.check([file({ origin: "model", ...VOLTS })]))).code,
    "AGENT_ERROR",
  );
});

test("names file and place, also within a suggestion, in odd keys, in lines and in files of any name", async () => {
  const bad = { origin: "model", value: 9 };
  assert.is(await refused({ a: [1, { "b/c~d": bad }] }), "/a/1/b~1c~0d");
  assert.is(await refused({ origin: "model", grounded: false, list: [bad] }), "/list/0");
  assert.is(await refused([bad], "notes.txt"), "/0");
  const { check } = await asked();
  const lines = `{"a":1}\n${JSON.stringify({ x: bad })}\n`;
  const error = await errorOf(check([{ path: "b.jsonl", content: lines }]));
  assert.is(error.details["pointer"], "/1/x");
  assert.match(error.message, "'b.jsonl' at /1/x: ");
});

test("leaves text that is no JSON alone, and every file of a run that asked no model", async () => {
  const { check } = await asked();
  await check([
    { path: "a.md", content: '"origin": "model"' },
    { path: "b.json", content: '{"origin": "model"' },
    { path: "c.bin", content: Uint8Array.of(0xff, 0x7b) },
  ]);
  const silent = witness((await asked()).models);
  await silent.check([file({ origin: "model" })]);
  assert.equal(silent.findings(), []);
});

test("tells who decides how much of it stands on quotes", async () => {
  const { check, findings } = await asked();
  await check([
    file([
      { origin: "model", ...VOLTS },
      { origin: "model", grounded: false },
    ]),
  ]);
  const [finding] = findings();
  assert.is(finding!.id, "model-took-part");
  assert.match(finding!.evidence!, "Items on a quote: 1; without: 1.");
  assert.match(finding!.evidence!, "1 on a quote, 1 marked as suggestions.");
});

test("reads what is spelled with escapes", async () => {
  const { check } = await asked();
  const spelled = String.raw`{"\u006frigin":"\u006dodel"}`;
  assert.is((await errorOf(check([{ path: "a.txt", content: spelled }]))).code, "AGENT_ERROR");
});

test("lets others be served while it looks at a large file", async () => {
  const { check } = await asked();
  const large = `[${'{"origin":"me"},'.repeat(300_000)}{"origin":"model","grounded":false}]`;
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 1);
  await check([{ path: "a.json", content: large }]);
  clearInterval(counting);
  assert.ok(turns > 3, `${turns} turns`);
});

test("takes a file of thousands of items, and one nested a hundred thousand deep, in its stride", async () => {
  const { check } = await asked();
  const many = Array.from({ length: 20_000 }, () => ({ origin: "model", ...VOLTS }));
  const deep = `{"origin":"model","a":${'{"a":'.repeat(100_000)}1${"}".repeat(100_001)}`;
  await check([file(many)]);
  assert.is((await errorOf(check([{ path: "d.json", content: deep }]))).code, "AGENT_ERROR");
});

test.run();
