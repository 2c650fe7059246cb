/** The raw reader: binary and ASCII, complex, several plots, cut short; and what decimation never loses. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { keptPoints } from "./decimate.ts";
import { parseRaw } from "./raw.ts";
import { toWaveforms } from "./waveforms.ts";

const test = suite("plugins/ngspice/result/raw");

type Rows = readonly (readonly number[])[];

const head = (
  names: readonly string[],
  points: number | string,
  flags = "real",
  plot = "Transient Analysis",
) =>
  `Title: * t\nDate: today\nCommand: ngspice-46\nPlotname: ${plot}\nFlags: ${flags}\n` +
  `No. Variables: ${names.length}\nNo. Points: ${points}\nVariables:\n` +
  names.map((name, index) => `\t${index}\t${name}\n`).join("");

function binary(
  names: readonly string[],
  rows: Rows,
  points: number | string = rows.length,
  flags = "real",
) {
  const numbers = rows.flat();
  const body = Buffer.alloc(numbers.length * 8);
  for (const [index, value] of numbers.entries()) body.writeDoubleLE(value, index * 8);
  return Buffer.concat([Buffer.from(`${head(names, points, flags)}Binary:\n`), body]);
}

const NAMES = ["time\ttime", "v(out)\tvoltage dims=1"];

test("reads binary plots, several behind one another", () => {
  const one = binary(NAMES, [
    [0, 1],
    [1, 2.5],
  ]);
  const plots = parseRaw(Buffer.concat([one, binary(["v(a)\tvoltage"], [[7]])]))!;
  assert.equal(
    plots.map(({ points, variables }) => [points, variables.length]),
    [
      [2, 2],
      [1, 1],
    ],
  );
  assert.equal([plots[0]!.real(1, 1), plots[1]!.real(0, 0)], [2.5, 7]);
  assert.equal(plots[0]!.variables[1], { name: "v(out)", type: "voltage" });
});

test("reads text, real and complex", () => {
  const text = `${head(NAMES, 2)}Values:\n 0\t0.0\n\t1.5\n\n 1\t1e-3\n\t-2\n`;
  const [plot] = parseRaw(Buffer.from(text))!;
  assert.equal([plot!.points, plot!.real(1, 0), plot!.real(1, 1)], [2, 1e-3, -2]);
  const complex = `${head(["frequency\tfrequency", "v(a)\tvoltage"], 1, "complex")}Values:\n 0\t10,0\n\t3,4\n`;
  const [wave, out] = toWaveforms(parseRaw(Buffer.from(complex))![0]!, 10);
  assert.equal([wave!.values, wave!.unit, out!.values, out!.max], [[10], "Hz", [5], 5]);
  assert.ok(Math.abs(out!.phase![0]! - Math.atan2(4, 3)) < 1e-9);
});

test("takes the points that are there when the writer was killed", () => {
  const whole = binary(
    NAMES,
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
    "0       ",
  );
  assert.is(parseRaw(whole)![0]!.points, 3);
  const cut = binary(NAMES, [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  assert.is(parseRaw(cut.subarray(0, cut.length - 3))![0]!.points, 2);
  const [none] = parseRaw(binary(NAMES, [], "0"))!;
  assert.is(none!.points, 0);
  assert.equal(toWaveforms(none!, 10)[1], {
    name: "v(out)",
    type: "voltage",
    unit: "V",
    values: [],
    min: null,
    max: null,
  });
});

test("says of anything else that it is no raw file", () => {
  for (const text of [
    "",
    "hello",
    "Title: x\nBinary:\n",
    `${head(NAMES, "x")}Binary:\n`,
    head(NAMES, 1),
  ]) {
    assert.is(parseRaw(Buffer.from(text)), null, text);
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseRaw(bytes)));
});

test("gives back any numbers it is given", () => {
  const row = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const [plot] = parseRaw(binary(NAMES, rows))!;
      assert.is(plot!.points, rows.length);
      assert.ok(rows.every(([, value], index) => Object.is(plot!.real(index, 1), value)));
    }),
  );
});

test("keeps ends, lowest and highest of each series, in order and within the limit", () => {
  const series = fc.array(fc.tuple(fc.integer(), fc.integer(), fc.integer()), {
    minLength: 1,
    maxLength: 500,
  });
  fc.assert(
    fc.property(series, fc.integer({ min: 8, max: 60 }), (rows, most) => {
      const value = (point: number, one: number) => (one === 0 ? point : rows[point]![one - 1]!);
      const kept = keptPoints({ points: rows.length, count: 4, value }, most);
      assert.ok(kept.length <= Math.max(most, 2) && kept.length === new Set(kept).size);
      assert.equal(
        kept,
        kept.toSorted((a, b) => a - b),
      );
      assert.equal([kept[0], kept.at(-1)], [0, rows.length - 1]);
      for (const one of [1, 2, 3]) {
        const all = rows.map((_, point) => value(point, one));
        const left = kept.map((point) => value(point, one));
        assert.equal([Math.min(...left), Math.max(...left)], [Math.min(...all), Math.max(...all)]);
      }
    }),
  );
});

test("uses nearly all the points it may", () => {
  const value = (point: number, one: number) => Math.sin(point / 50 + one);
  const kept = keptPoints({ points: 100_000, count: 5, value }, 2000);
  assert.ok(kept.length > 1900 && kept.length <= 2000, `${kept.length}`);
});

test.run();
