/** What stands on a quote: exact words of a source with every figure, its sign and its unit, and nothing else. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MOST_ITEMS, ground, judging } from "../../core/models/grounding.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("core/models/grounding");

const NAME = "PRD.md";

/** Null when the item is grounded on the quote in a document of that line among others, else the reason. */
function refusal(item: unknown, quote: string, line = quote): string | null {
  const text = `# Pump\n\nIt pumps water from a well into a tank on the roof of a house.\n\n${line}\n\n${"Other words. ".repeat(60)}\n`;
  const judged = judging([{ name: NAME, text }])({ item, source: NAME, quote });
  return "reason" in judged ? judged.reason : null;
}

const V = (value: unknown, unit: string | null = "V") => ({ value, unit });

/** The item, the quote, and the line it stands in when that is longer. */
type Row = [item: unknown, quote: string, line?: string];

const HOLDS: Record<string, Row[]> = {
  "a number by its value": [
    [V(3.3), "Supply: 3.3 V"],
    [V(3.3), "Supply: 3.30V"],
    [V(3.3), "Supply: 3,3 V"],
    [V(0.001, "A"), "Leakage: 1e-3 A"],
    [V(0.5, "A"), "at most .5 A"],
    [V(-40, "°C"), "down to -40 °C"],
    [V(-40, "°C"), "down to −40 °C"],
    [V(5, "%"), "tolerance ±5 %"],
    [V(5, "%"), "tolerance +/-5%"],
    [V(85, "°C"), "up to +85°C"],
    [{ quantity: 1000 }, "cost at 1,000 units"],
    [{ quantity: 1234567.5 }, "total of 1,234,567.5 units"],
    [{ quantity: 1234.5 }, "Summe 1.234,5 Stück"],
    [{ quantity: 12000 }, "total of 12\u202f000 units"],
  ],
  "a unit at its number, behind the range, before it as money": [
    [{ min: 3, max: 3.6, unit: "V" }, "Supply 3.0–3.6 V"],
    [{ min: -40, max: 85, unit: "°C" }, "Range −40 to +85 °C"],
    [{ min: 3, max: 5, unit: "V" }, "between 3 and 5 V"],
    [{ typ: 5, tol: 0.25, unit: "V" }, "Rail: 5 ±0.25 V"],
    [{ x: 36, y: 8, unit: "mm" }, "Board 36 × 36 × 8 mm"],
    [{ slew: { value: 10, unit: "V/µs" } }, "Slew rate 10 V/µs"],
    [{ cost: V(25, "$"), at: 1000 }, "$25 at 1,000 units"],
    [{ cost: 25, currency: "USD" }, "target of USD 25 each"],
    [{ unit: "V", range: { min: [3], max: [5] } }, "from 3 V to 5 V"],
    [{ parameter: "current", value: null, unit: "mA" }, "current in mA, to be defined"],
  ],
  "figures in strings as they are written": [
    [{ note: "runs at 3.30 V" }, "Supply: 3.30 V"],
    [{ note: "runs at 3.30V" }, "Supply: 3.30 V"],
    [{ note: "rated IP67" }, "- Enclosure: IP67"],
    [{ bus: "RS-485" }, "Bus: RS-485, isolated"],
    [{ bus: "USB 2.0" }, "Port: USB 2.0 device"],
    [{ r: "4k7" }, "pull-up of 4k7"],
    [{ note: "three channels" }, "with three channels"],
    [{ note: "2½ turns" }, "coil of 2½ turns"],
    [{ due: "2027-01-31" }, "until 2027-01-31 at last"],
    [{ note: "area of 5 m²" }, "area of 5 m² at most"],
  ],
  "words alone, which a person compares": [[{ a: true, b: null, c: "no display" }, "No display"]],
};

const LACKS: Record<string, Row[]> = {
  "another number": [
    [V(33), "Supply: 3.3 V"],
    [V(33), "Supply: 333 V"],
    [V(5), "Supply: 15 V"],
    [V(3), "Supply: 3.3 V"],
    [V(0.3), "Supply: 3.3 V"],
    [V(40, "°C"), "down to -40 °C"],
    [V(40, "°C"), "down to –40 °C"],
    [V(-5), "Supply: 5 V"],
    [V(-5), "tolerance ±5 V"],
    [V(-20), "between 10 V -20 V"],
    [V(1), "Supply: 1,000 V"],
    [V(1), "Supply: 1 000 V"],
    [V(2), "Channels: 1,2,3 V"],
    [V(1), "Supply: 1.2.3 V"],
    [V(2, "W"), "Part: 1/2 W"],
    [V(4, "Ω"), "pull-up of 4k7 Ω"],
    [V(3.3, "Ω"), "at least 3.3 × 10^3 Ω"],
    [{ n: 3.3 }, "at least 3.3 × 10^3 Ω"],
    [{ n: 3.3 }, "at least 3.3×10³ Ω"],
    [{ n: 3.3 }, "Supply: 3", "Supply: 3.3 V"],
    [{ n: 402 }, "Size: 0402 parts"],
    [{ n: 67 }, "- Enclosure: IP67"],
    [{ n: 485 }, "Bus: RS-485, isolated"],
    [{ n: 11 }, "until 2026-11-24 at last"],
    [{ n: 2 }, "coil of 2½ turns"],
    [{ n: 3 }, "digits 3\u200b3 apart"],
    [{ n: 3 }, "arabic ٣ digits"],
    [{ n: 3 }, "with three channels"],
  ],
  "a part of a larger count": [
    [{ n: 5 }, "over 5 million units"],
    [{ n: 10 }, "pull-up of 10k"],
    [{ n: 5 }, "sold over 5", "sold over 5 million units"],
  ],
  "another unit, or one of another number": [
    [V(200, "A"), "at most 200 mA"],
    [V(200, "m"), "at most 200 mA"],
    [V(200, "mV"), "at most 200 mA"],
    [V(200, "MA"), "at most 200 mA"],
    [V(10, "V"), "Slew rate 10 V/µs"],
    [V(5, "m"), "area of 5 m² at most"],
    [V(5, "ppm"), "tolerance 5 %"],
    [V(100, "%"), "Gain 100 ±5 %"],
    [V(4, "mA"), "sinks 4 × 100 mA"],
    [V(2, "V"), "2 channels of 5 V"],
    [V(25, "€"), "at most $25 each"],
    [{ unit: "V", deep: [{ value: 200 }] }, "at most 200 mA"],
    [{ value: 200, supplyUnit: "V" }, "at most 200 mA"],
    [{ value: null, unit: "A" }, "current in mA, to be defined"],
  ],
  "another figure in a string": [
    [{ note: "runs at 3.3 V" }, "Supply: 3.30 V"],
    [{ note: "200 A" }, "at most 200 mA"],
    [{ note: "1e-3 V" }, "Leakage: 1e-3 A"],
    [{ note: "rated IP68" }, "- Enclosure: IP67"],
    [{ note: "two channels" }, "with three channels"],
    [{ note: "٤ channels" }, "with ٣ channels"],
    [{ value: "200", unit: "A" }, "at most 200 mA"],
  ],
  "a number in a name that is not of the schema": [[{ "rail 5": true }, "Supply: 3.3 V"]],
  "what is computed": [
    [V(0.2, "A"), "at most 200 mA"],
    [V(8), "rails of 3 V and 5 V"],
    [{ percent: 0.05 }, "tolerance ±5 %"],
    [V(Number("12345678901234567890")), "of 12345678901234567890 V"],
  ],
};

for (const [what, rows] of Object.entries(HOLDS)) {
  test(`accepts ${what}`, () => {
    const refused = rows.flatMap((row) => refusal(...row) ?? []);
    assert.equal(refused, []);
  });
}

for (const [what, rows] of Object.entries(LACKS)) {
  test(`refuses ${what}`, () => {
    const accepted = rows.filter((row) => !refusal(...row)?.startsWith("the quote does not hold "));
    assert.equal(accepted, []);
  });
}

test("refuses a quote that is cut, changed, too short, too long or nearly the whole source", () => {
  const line = "Supply: 15 V, down to -40 °C, idle 200 mA; Straße 3.3\u00a0V";
  const none = { note: "no figure" };
  const reason = (quote: string, item: unknown = none) => refusal(item, quote, line);
  assert.is(reason("Supply: 15 V"), null);
  for (const quote of [
    ...["5 V, down", "upply: 15", "supply: 15 V", "Supply:  15 V", "Supply: 1", "200 m"],
    ...["Strasse 3.3\u00a0V", "Straße 3.3 V", "down to −40 °C", "**Supply: 15 V**"],
  ]) {
    assert.match(reason(quote) ?? "grounded", "does not stand in the source");
  }
  assert.match(reason("40 °C, idle", V(40, "°C"))!, "the quote does not hold 40 °C");
  for (const quote of ["", "15 V", ": , ; -", "-40 °", "\u200b\u200b\u200b\u200b"]) {
    assert.match(reason(quote)!, "too short");
  }
  assert.match(reason("x".repeat(1001))!, "longer than 1000");
  assert.match(reason("Other words. ".repeat(60))!, "more than half");
});

test("says where a quote stands, with CRLF as with LF, and gives the source's own units", async () => {
  const text = "One\r\nTwo: 5 V\r\nThree words\r\n";
  const quote = "Two: 5 V\nThree";
  const { grounded } = await ground([{ item: V(5), source: NAME, quote }], [{ name: NAME, text }]);
  const at = { offset: 5, line: 2, column: 1 };
  assert.equal(grounded, [{ item: V(5), source: NAME, quote: "Two: 5 V\r\nThree", at }]);
});

test("locates a quote at the first of its places that holds the item whole", async () => {
  const text = "down to -5 V\nnothing\ndown to -5 Volts\nup to 5 V of it\nup to 5 V of it";
  const claims = [{ item: V(5), source: NAME, quote: "up to 5 V" }];
  assert.is((await ground(claims, [{ name: NAME, text }])).grounded[0]?.at.line, 4);
});

test("looks only into the source that is named", async () => {
  const sources = [
    { name: "a.md", text: "Supply: 5 V" },
    { name: "b.md", text: "Supply: 9 V" },
  ];
  const claims = ["a.md", "b.md", "c.md", "A.MD"].map((source) => {
    return { item: V(5), source, quote: "Supply: 5 V" };
  });
  const { grounded, ungrounded } = await ground(claims, sources);
  assert.is(grounded.length, 1);
  assert.match(ungrounded[1]!.reason, /^there is no source "c.md"$/);
  const twice = [sources[0]!, sources[0]!];
  assert.is((await errorOf(ground([], twice))).code, "AGENT_ERROR");
});

test("reads only items that JSON can hold, of a size that a person can compare", async () => {
  const deep = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  const strange = [
    ...[NaN, Infinity, 5n, Symbol("x"), () => 5, undefined],
    ...[JSON.parse('{"__proto__": 1}'), JSON.parse('{"a":[{"constructor":{}}]}')],
    ...[deep(20), deep(1000), cyclic, Array.from({ length: 1001 }, () => null), "x".repeat(20_001)],
    ...[Array.from({ length: 201 }, () => 5)],
  ];
  const sources = [{ name: NAME, text: "Supply: 5 V" }];
  const claims = strange.map((item) => ({ item, source: NAME, quote: "Supply: 5 V" }));
  const { grounded, ungrounded } = await ground([...claims, 5, null, {}, []], sources);
  assert.equal(grounded, []);
  assert.equal(new Set(ungrounded.map(({ item }) => item ?? null)), new Set([null]));
});

test("looks at a bounded number of items", async () => {
  const claims = Array.from({ length: 10_000 }, () => ({
    item: V(5),
    source: NAME,
    quote: "5 V rail",
  }));
  const { grounded, ungrounded } = await ground(claims, [{ name: NAME, text: "The 5 V rail." }]);
  assert.is(grounded.length, MOST_ITEMS);
  assert.match(ungrounded[0]!.reason, `${10_000 - MOST_ITEMS} more items`);
});

test.run();
