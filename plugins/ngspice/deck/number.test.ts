/** Numbers and constant expressions of a deck, against what SPICE makes of the same letters. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { evaluate } from "./expression.ts";
import { parseNumber } from "./number.ts";

const test = suite("plugins/ngspice/deck/number");
const none = new Map<string, string>();

test("reads scales and units as SPICE does", () => {
  const values = [
    ["1k", 1e3],
    ["10M", 0.01],
    ["10Meg", 1e7],
    ["10MEGohm", 1e7],
    ["1F", 1e-15],
    ["2.2uF", 2.2e-6],
    ["4.7µ", 4.7e-6],
    ["100n", 1e-7],
    ["1e-3", 1e-3],
    ["1.5E3k", 1.5e6],
    [".5", 0.5],
    ["-3.", -3],
    ["1mil", 25.4e-6],
    ["5V", 5],
    ["1k5", 1000],
    ["1a", 1e-18],
    ["10Ω", 10],
  ] as const;
  for (const [text, value] of values) assert.is(parseNumber(text)?.value, value, text);
});

test("takes nothing else for a number", () => {
  for (const text of ["", "k", "1 k", "3.3.3", "1,5", "{a}", "0x10", "--1", "1;2", "NaN"]) {
    assert.is(parseNumber(text), null, text);
  }
});

test("gives back every number it is given, with and without a scale", () => {
  const scales = fc.constantFrom(["", 0], ["k", 3], ["MEG", 6], ["m", -3], ["u", -6], ["p", -12]);
  const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 });
  fc.assert(
    fc.property(number, scales, (value, [scale, exponent]) => {
      fc.pre(Math.abs(value) > 1e-290 || value === 0);
      const read = parseNumber(`${value}${scale}`)!.value;
      const expected = value * 10 ** (exponent as number);
      assert.ok(Math.abs(read - expected) <= Math.abs(expected) * 1e-12);
    }),
  );
});

test("works out constant expressions with parameters", () => {
  const parameters = new Map([
    ["f", "1k"],
    ["t", "{1/f}"],
    ["loop", "loop+1"],
  ]);
  const values = [
    ["{5*t}", 0.005],
    ["'2*(t+1m)'", 0.004],
    ["-2^2", -4],
    ["max(1,f)", 1000],
    ["10u", 1e-5],
    ["sqrt(4)/2", 1],
    ["loop", null],
    ["nope", null],
    ["1/0", null],
    ["(1", null],
    ["1 2", null],
    ["constructor(1)", null],
  ] as const;
  for (const [text, value] of values) assert.is(evaluate(text, parameters), value, text);
});

test("works out a parameter once, however often others name it", () => {
  const doubled = Array.from({ length: 40 }, (_, n) => [`p${n + 1}`, `{p${n}+p${n}}`] as const);
  const parameters = new Map([["p0", "1"], ...doubled]);
  assert.is(evaluate("p40", parameters), 2 ** 40);
});

test("ends for any text, with a number or none", () => {
  const text = fc.string({ unit: fc.constantFrom(..."()+-*/^,{}' 19ka.e"), maxLength: 60 });
  fc.assert(
    fc.property(text, (each) => {
      const value = evaluate(each, none);
      assert.ok(value === null || Number.isFinite(value));
    }),
  );
  assert.is(evaluate("(".repeat(100_000), none), null);
});

test.run();
