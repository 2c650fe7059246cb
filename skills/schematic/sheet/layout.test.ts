/** Where groups stand on a sheet: no title runs into what stands beside it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RESISTOR } from "../fixtures/fake-kicad.ts";
import { toSymbol } from "../symbol/index.ts";
import { toItem } from "./item.ts";
import { layOut } from "./layout.ts";

const test = suite("skills/schematic/sheet/layout");

const symbol = toSymbol(RESISTOR as never);
const group = (title: string, column: "left" | "centre" | "right") => ({
  ...{ title, column, beside: [] },
  main: [toItem({ ref: "R1", value: "1k", unit: 1, symbol }, () => null)],
});

test("leaves a title the room that its letters take, before the next column", () => {
  const long = "Humidity and temperature sensor";
  const { titles } = layOut([group(long, "left"), group("B", "centre")]);
  // 1.64 mm a letter was measured on KiCad's own plot.
  assert.ok(titles[1]!.x - titles[0]!.x > long.length * 1.64);
});

test("stands everything on the grid, and inside the paper's frame", () => {
  const groups = Array.from({ length: 40 }, (_, at) => group(`Part ${at}`, "right"));
  const { paper, placed, titles } = layOut(groups);
  const off = [...placed, ...titles].filter(({ x, y }) =>
    [x, y].some((mm) => Math.abs(mm / 1.27 - Math.round(mm / 1.27)) > 1e-6),
  );
  assert.equal(off, []);
  const size = { A4: [297, 210], A3: [420, 297], A2: [594, 420], A1: [841, 594], A0: [1189, 841] };
  const [width, height] = size[paper as keyof typeof size] as [number, number];
  assert.ok(placed.every(({ x, y }) => x > 10 && y > 10 && x < width - 10 && y < height - 10));
});

test.run();
