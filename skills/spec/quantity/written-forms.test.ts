/** One quantity in every way it may be written gives the same bounds and the same SI value. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Quantity } from "./index.ts";
import { parseQuantities, toSi } from "./index.ts";

const test = suite("skills/spec/quantity/written-forms");

/** Bounds in SI units, to nine digits. */
function si(text: string): Record<string, number | string> {
  const read = parseQuantities(text);
  assert.is(read.length, 1, `${text}: ${read.length}`);
  return siOf(read[0]!);
}
function siOf(quantity: Quantity): Record<string, number | string> {
  const bounds = Object.entries(toSi(quantity, quantity.unit, quantity.difference));
  return Object.fromEntries(
    bounds.map(([side, value]) => [
      side,
      typeof value === "number" ? Number(value.toPrecision(9)) : value,
    ]),
  );
}

/** The same number, written another way. */
const FORMS: readonly (readonly [string, (milli: number) => string])[] = [
  ["plain", (n) => `${n} mV`],
  ["base unit", (n) => `${n / 1000} V`],
  ["micro", (n) => `${n * 1000} µV`],
  ["ASCII micro", (n) => `${n * 1000} uV`],
  ["Greek micro", (n) => `${n * 1000} \u03bcV`],
  ["no space", (n) => `${n}mV`],
  ["narrow space", (n) => `${n}\u202fmV`],
  ["English thousands", (n) => `${n.toLocaleString("en-US")} mV`],
  ["thin-space thousands", (n) => `${n.toLocaleString("en-US").replaceAll(",", "\u2009")} mV`],
  ["apostrophes", (n) => `${n.toLocaleString("en-US").replaceAll(",", "'")} mV`],
  ["exponent", (n) => `${n}e-3 V`],
  ["power of ten", (n) => `${n} × 10^-3 V`],
  ["superscript", (n) => `${n}×10⁻³ V`],
  ["word", (n) => `${n} millivolts`],
  [
    "full width",
    (n) => `${String(n).replace(/\d/g, (d) => "０１２３４５６７８９"[Number(d)]!)} ｍＶ`,
  ],
  ["direct current", (n) => `${n / 1000} VDC`],
];

const amount = fc.integer({ min: 1001, max: 99_999 }).filter((n) => n % 10 !== 0);
const form = fc.constantFrom(...FORMS);

const AROUND: readonly (readonly [string, (value: string) => string])[] = [
  ["typ", (value) => `Input: ${value}`],
  ["max", (value) => `no more than ${value}`],
  ["max", (value) => `< ${value}`],
  ["max", (value) => `＜ ${value}`],
  ["max", (value) => `${value} max.`],
  ["max", (value) => `${value} or less`],
  ["max", (value) => `must not draw more than ${value}`],
  ["min", (value) => `at least ${value}`],
  ["min", (value) => `≧ ${value}`],
  ["min", (value) => `${value} or more`],
  ["min", (value) => `shall not fall below ${value}`],
];

test("reads one value in every form, behind every bound", () => {
  fc.assert(
    fc.property(amount, form, fc.constantFrom(...AROUND), (n, [name, write], [side, around]) => {
      const text = around(write(n));
      assert.equal(si(text), { [side]: n / 1000, unit: "V" }, `${name}: ${text}`);
    }),
    { numRuns: 400 },
  );
});

test("reads both ends of a range in every form", () => {
  const joints = [" to ", "–", " – ", " ... ", "..", "～"];
  fc.assert(
    fc.property(amount, amount, form, fc.constantFrom(...joints), (a, b, [name, write], joint) => {
      fc.pre(a < b);
      const text = `${write(a)}${joint}${write(b)}`;
      assert.equal(si(text), { min: a / 1000, max: b / 1000, unit: "V" }, `${name}: ${text}`);
    }),
    { numRuns: 300 },
  );
  assert.equal(si("between 3 V and 5 V"), si("from 3 V to 5 V"));
});

test("computes one tolerance in every form", () => {
  const tolerances: readonly ((n: number, tenth: number) => string)[] = [
    (n) => `${n} mV ±10 %`,
    (n) => `${n} mV +/-10%`,
    (n) => `${n} mV ± 100 ‰`,
    (n, tenth) => `${n} mV ± ${tenth} mV`,
    (n, tenth) => `${n / 1000} V ± ${tenth} mV`,
    (n, tenth) => `${n / 1000} ± ${tenth / 1000} V`,
    (n) => `${n} mV +10/-10 %`,
    (n) => `${n} mV （±１０％）`,
  ];
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 9999 }),
      fc.constantFrom(...tolerances),
      (ten, write) => {
        const [n, tenth] = [ten * 10, ten];
        const round = (value: number) => Number((value / 1000).toPrecision(9));
        const expected = { min: round(n - tenth), typ: round(n), max: round(n + tenth), unit: "V" };
        assert.equal(si(write(n, tenth)), expected, write(n, tenth));
      },
    ),
  );
});

test("reads the shorthand of drawings as what it stands for", () => {
  const digit = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(digit, digit, (a, b) => {
      assert.equal(si(`${a}k${b}`), si(`${a}.${b} kΩ`));
      assert.equal(si(`${a}V${b}`), si(`${a}.${b} V`));
      assert.equal(si(`${a}M${b}`), si(`${a}.${b} MΩ`));
      assert.equal(si(`C = ${a}${b}0n`), si(`C = ${a}${b}0 nF`));
    }),
  );
});

test("reads every side of dimensions in every form", () => {
  const size = fc.integer({ min: 1, max: 400 });
  const forms: readonly ((a: number, b: number, c: number) => string)[] = [
    (a, b, c) => `${a} × ${b} × ${c} mm`,
    (a, b, c) => `${a}x${b}x${c}mm`,
    (a, b, c) => `${a} mm x ${b} mm x ${c} mm`,
    (a, b, c) => `${a} mm by ${b} mm by ${c} mm`,
    (a, b, c) => `${a / 10} × ${b / 10} × ${c / 10} cm`,
  ];
  fc.assert(
    fc.property(size, size, size, fc.constantFrom(...forms), (a, b, c, write) => {
      const read = parseQuantities(write(a, b, c)).map((quantity) => siOf(quantity)["typ"]);
      assert.equal(
        read,
        [a, b, c].map((value) => Number((value / 1000).toPrecision(9))),
        write(a, b, c),
      );
    }),
  );
});

test.run();
