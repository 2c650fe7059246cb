/** The places of boxes: columns by what feeds what, no two boxes on one place, loops drawn back. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { layOut } from "./layout.ts";
import { quantity } from "./si.ts";
import { reduce } from "./reduce.ts";

const test = suite("plugins/chart/layout");

const box = (id: string, height = 40) => ({ id, width: 100, height });
const links = (...pairs: string[]) =>
  pairs.map((pair) => ({ from: pair[0]!, to: pair[1]!, room: 40 }));

test("puts a box right of all that feed it", () => {
  const { boxes } = layOut(
    [..."dcba"].map((id) => box(id)),
    links("ab", "bc", "ac", "cd"),
  );
  assert.equal(
    [..."abcd"].map((id) => boxes.get(id)!.column),
    [0, 1, 2, 3],
  );
});

test("keeps a place free where a link passes a column", () => {
  const { lanes, boxes } = layOut(
    [..."abc"].map((id) => box(id)),
    links("ab", "bc", "ac"),
  );
  const [height] = [...lanes.entries()].find(([{ from, to }]) => from + to === "ac")![1];
  const b = boxes.get("b")!;
  assert.ok(height! < b.y || height! > b.y + b.height, "the link would cross the box");
});

test("lays no box on another, whatever the graph", () => {
  const ids = [..."abcdefghijkl"];
  for (let seed = 1; seed <= 200; seed += 1) {
    let state = seed;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const pairs = Array.from({ length: 18 }, () => ids[random(12)]! + ids[random(12)]!);
    const { boxes } = layOut(
      ids.map((id) => box(id, 20 + random(60))),
      links(...pairs),
    );
    const placed = [...boxes.values()];
    for (const [index, one] of placed.entries()) {
      for (const other of placed.slice(index + 1)) {
        const apart =
          one.column !== other.column ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        assert.ok(apart, `seed ${seed}: ${one.id} lies on ${other.id}`);
      }
    }
  }
});

test("takes the way back to a source for the way back", () => {
  const { back, boxes } = layOut(
    [..."bac"].map((id) => box(id)),
    links("ab", "bc", "cb"),
  );
  assert.equal(
    [...back].map(({ from, to }) => from + to),
    ["cb"],
  );
  assert.is(boxes.get("c")!.column, 2);
});

test("lays out a chain of 500 boxes", () => {
  const chain = Array.from({ length: 500 }, (_, index) => box(String(index)));
  const joined = chain.slice(1).map(({ id }, index) => ({ from: String(index), to: id, room: 0 }));
  assert.is(layOut(chain, joined).boxes.get("499")!.column, 499);
});

test("writes quantities with the prefix that suits them", () => {
  const written = [
    [0.0021, "V"],
    [999.99, "Hz"],
    [-4.7e-9, "F"],
    [0, "A"],
    [1e15, "Hz"],
    [5, "%"],
    [0.25, "mA"],
    [12_345, ""],
  ].map(([value, unit]) => quantity(value as number, unit as string));
  const wanted = ["2.1 mV", "1 kHz", "−4.7 nF", "0 A", "1000 THz", "5 %", "0.25 mA"];
  assert.equal(written, [...wanted, "12350"]);
});

test("thins a series out to first, lowest, highest and last of each column, in their order", () => {
  const x = [0, 0.1, 0.2, 0.3, 0.4, 1, 2];
  const y = [5, 9, 1, 7, 6, NaN, 2];
  const kept = reduce(x, y, (_, b) => !Number.isNaN(b), Math.floor);
  assert.equal(
    kept.map((point) => point?.y ?? null),
    [5, 9, 1, 6, null, 2],
  );
});

test.run();
