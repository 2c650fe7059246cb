/** A question on its way from a run to a model: checked, hashed, put into words, and its answer read. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parsed, requestHash, toRequest, worded } from "../../core/models/request.ts";

const test = suite("test/models/request");
const SCHEMA = { type: "object", properties: { volts: { type: "number" } }, required: ["volts"] };
const grounded = (text: string) =>
  toRequest(
    "grounded",
    { prompt: "volts?", schema: SCHEMA, sources: [{ name: "a.md", text }] },
    undefined,
  );

test("hashes equal questions alike, whatever the order of keys, and others apart", () => {
  const turned = Object.fromEntries(Object.entries(SCHEMA).toReversed());
  const hashed = (params: object, temperature?: number) =>
    requestHash(toRequest("object", { prompt: "x", ...params }, temperature));
  assert.is(hashed({ schema: SCHEMA }), hashed({ schema: turned }));
  const all = [
    hashed({ schema: SCHEMA }),
    hashed({ schema: SCHEMA }, 0),
    hashed({ schema: {} }),
    hashed({ schema: SCHEMA, system: "" }),
    requestHash(toRequest("text", { prompt: "x" }, undefined)),
  ];
  assert.is(new Set(all).size, all.length);
});

test("keeps what a schema refers to where its references lead", () => {
  const schema = { type: "array", items: { $ref: "#/$defs/a" }, $defs: { a: { type: "string" } } };
  const asked = toRequest("grounded", { prompt: "x", schema, sources: [] }, undefined);
  const whole = worded(asked).schema as { $defs: object; properties: { items: object } };
  assert.equal(whole.$defs, schema.$defs);
  assert.not.match(JSON.stringify(whole.properties), /\$defs"/);
});

test("blames the skill for a question that is none", () => {
  for (const params of [null, {}, { prompt: "" }, { prompt: 5 }, { prompt: "x".repeat(5e6) }]) {
    assert.throws(() => toRequest("text", params, undefined), /llm\.text: /);
  }
  // Each fits, all together do not.
  const large = ["a", "b", "c"].map((name) => ({ name, text: "x".repeat(2e6) }));
  const much = { prompt: "x", schema: SCHEMA, sources: large };
  assert.throws(() => toRequest("grounded", much, undefined), /asks with more than 4194304/);
  const sources = [{ name: 5, text: "" }];
  const odd = { prompt: "x", schema: SCHEMA, sources };
  assert.throws(() => toRequest("grounded", odd, undefined), /llm\.grounded: sources\.0\.name/);
});

test("reads an answer by its schema, and says what is wrong with it", () => {
  const asked = toRequest("object", { prompt: "x", schema: SCHEMA }, undefined);
  assert.equal(parsed(asked, '{"volts":5}'), { value: { volts: 5 } });
  assert.equal(parsed(asked, '```json\n{"volts":5}\n```'), { value: { volts: 5 } });
  assert.equal(parsed(asked, '{"volts":5'), { problem: "it is not JSON" });
  assert.match((parsed(asked, '{"volts":"5"}') as { problem: string }).problem, /schema: volts: /);
  assert.match((parsed(grounded(""), "[]") as { problem: string }).problem, /schema: /);
});

test.run();
