/** Quantities written in every supported way are read back the same. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { normalise, parseQuantities, toSi, unitByCode } from "./index.ts";

const test = suite("skills/spec/quantity/round-trip");

/** Unit code → a way people write it. */
const UNITS = [
  ["V", "V"],
  ["mA", "mA"],
  ["uA", "µA"],
  ["uA", "uA"],
  ["W", "W"],
  ["kOhm", "kΩ"],
  ["Ohm", "ohm"],
  ["Hz", "Hz"],
  ["GHz", "GHz"],
  ["ms", "ms"],
  ["h", "hours"],
  ["mm", "mm"],
  ["in", "inches"],
  ["kg", "kg"],
  ["Cel", "°C"],
  ["dB", "dB"],
  ["%", "%"],
  ["MB", "MB"],
  ["kbit/s", "kbps"],
  ["mAh", "mAh"],
  ["deg", "degrees"],
  ["kPa", "kPa"],
  ["USD", "USD"],
] as const;

const unit = fc.constantFrom(...UNITS);
const number = fc.integer({ min: 1, max: 99_999 }).map((whole) => whole / 100);
const space = fc.constantFrom("", " ", "\u00a0");

test("reads a limit back whatever the words for it", () => {
  const before = fc.constantFrom(
    "<",
    "≤ ",
    "<= ",
    "max ",
    "at most ",
    "no more than ",
    "up to ",
    "shall not exceed ",
    "under ",
  );
  fc.assert(
    fc.property(before, number, space, unit, (words, value, gap, [code, written]) => {
      const [read, ...more] = parseQuantities(`${words}${value}${gap}${written}`);
      assert.is(more.length, 0);
      assert.equal([read!.min, read!.typ, read!.max, read!.unit.code], [null, null, value, code]);
    }),
  );
});

test("reads a range back, with its unit once or twice", () => {
  const joint = fc.constantFrom(" to ", "–", " - ", "...", "-", "…");
  fc.assert(
    fc.property(
      joint,
      number,
      number,
      unit,
      fc.boolean(),
      (words, a, b, [code, written], twice) => {
        fc.pre(a < b);
        const [read] = parseQuantities(`${a}${twice ? written : ""}${words}${b} ${written}`);
        assert.equal([read!.min, read!.typ, read!.max, read!.unit.code], [a, null, b, code]);
      },
    ),
  );
});

test("computes a percentage of the stated value", () => {
  fc.assert(
    fc.property(number, fc.integer({ min: 1, max: 50 }), (value, percent) => {
      const [read] = parseQuantities(`${value} V ±${percent} %`);
      assert.ok(Math.abs(read!.min! - value * (1 - percent / 100)) < 1e-9 * value + 1e-9);
      assert.ok(Math.abs(read!.max! - value * (1 + percent / 100)) < 1e-9 * value + 1e-9);
      assert.is(read!.typ, value);
    }),
  );
});

test("gives equal SI values to equal quantities of different prefix", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
      const [small] = parseQuantities(`${value} mV`);
      const [large] = parseQuantities(`${value / 1000} V`);
      assert.is(toSi(small!, small!.unit).typ, toSi(large!, large!.unit).typ);
    }),
  );
});

test("never moves a character while making variants equal, and never throws", () => {
  const sign = fc.constantFrom(..."0123456789 .,-−–±<≥×xµΩ°%$£CFgVmAk/()[]+'\"½aeEofto@:");
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
      const text = signs.join("");
      assert.is(normalise(text).length, text.length);
      for (const quantity of parseQuantities(text)) {
        assert.ok(0 <= quantity.start && quantity.start <= quantity.figureStart);
        assert.ok(quantity.figureStart < quantity.end && quantity.end <= text.length);
        assert.ok([quantity.min, quantity.typ, quantity.max].some((bound) => bound !== null));
      }
    }),
    { numRuns: 500 },
  );
});

test("converts Fahrenheit as a temperature, and as a difference", () => {
  assert.is(toSi({ min: null, typ: 212, max: null }, unitByCode("degF")).typ, 100);
  assert.is(toSi({ min: null, typ: null, max: 9 }, unitByCode("degF"), true).max, 5);
});

test.run();
