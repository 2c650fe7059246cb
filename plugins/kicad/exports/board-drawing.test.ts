/** A board's picture out of the plots of its layers. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FileOut } from "../contract-data.ts";
import { boardPicture } from "./board-drawing.ts";
import type { LayerKind, Side } from "./board-drawing.ts";
import { layerNames } from "./layer-names.ts";
import { sheetFiles } from "./plot-schematic.ts";

const test = suite("plugins/kicad/exports/board-drawing");

const plot = (...groups: string[]) =>
  `<svg viewBox="0.0000 0.0000 297.0000 210.0000">${groups.join("")}</svg>`;
const spot = (colour: string, x: number, y: number, r: number) =>
  `<g style="fill:${colour}; fill-opacity:1.0000; stroke:none;"><circle cx="${x}" cy="${y}" r="${r}" /></g>`;
const outline = (left: number, right: number) =>
  `<g style="fill:none; stroke:#D0D2CD; stroke-width:0.0500;"><path d="M${left} 50 L${right} 50 L${right} 90 L${left} 90 L${left} 50" /></g>`;

const PLOTS = new Map<LayerKind, string>([
  ["copper", plot(spot("#C83434", 110, 60, 2), spot("#FFFFFF", 110, 60, 0.5))],
  ["mask", plot(spot("#D864FF", 110, 60, 1))],
  ["edge", plot(outline(100, 180), spot("#000000", 150, 70, 1.5))],
]);
const MARK = { xMm: 110, yMm: 60, severity: "error", label: "E1", title: "x" } as const;
const drawn = (side: Side, marks: readonly (typeof MARK)[] = [], most = 1e6) =>
  boardPicture("amp", side, PLOTS, marks, most)!;

test("shows the board with a margin, in the coordinates of the board's file", () => {
  const { svg, leftOut } = drawn("front");
  assert.match(svg, 'viewBox="96 46 88 48"');
  assert.match(svg, 'cx="110" cy="60" r="2"');
  assert.equal(leftOut, []);
});

test("draws the holes of vias, and those without copper, above all else", () => {
  const { svg } = drawn("front");
  const holes = svg.slice(svg.indexOf('class="holes"'));
  assert.match(holes, 'cx="110" cy="60" r="0.5"');
  assert.match(holes, 'cx="150" cy="70" r="1.5"');
  assert.ok(svg.indexOf('class="holes"') > svg.indexOf('class="edge"'));
});

test("turns the back over, and the marks with it", () => {
  const front = drawn("front", [MARK]).svg;
  const back = drawn("back", [MARK]).svg;
  assert.match(back, 'transform="translate(280 0) scale(-1 1)"');
  assert.not.match(front, "scale(");
  // 0.88 is the mark's radius: its left end at 110 − 0.88, mirrored about 140 at 170 − 0.88.
  assert.match(front, 'd="M109.12 60a');
  assert.match(back, 'd="M169.12 60a');
});

test("leaves out the heaviest layers of a picture that would be too large, never the outline", () => {
  const { svg, leftOut } = drawn("front", [], 10);
  assert.equal(leftOut.toSorted(), ["copper", "mask"]);
  assert.match(svg, 'class="edge"');
});

test("shows all there is of a board without outline", () => {
  const plots = new Map(PLOTS).set("edge", plot());
  assert.match(boardPicture("amp", "front", plots, [], 1e6)!.svg, 'viewBox="107.8 57.8 4.4 4.4"');
});

test("makes no picture of a plot that is none", () => {
  const plots = new Map(PLOTS).set("mask", "hello");
  assert.is(boardPicture("amp", "front", plots, [], 1e6), null);
});

test("knows plots by the names that the designer gave to the layers", () => {
  const board =
    '(kicad_pcb (version 20241229)\n(layers\n(0 "F.Cu" signal "top layer.1")\n(2 "B.Cu" power)\n(5 "F.SilkS" user "F.Silkscreen")\n)\n';
  const names = layerNames(board);
  assert.equal(
    ["F.Cu", "B.Cu", "F.SilkS", "B.SilkS", "Edge.Cuts"].map((layer) => names.get(layer)),
    ["top layer_1", "B_Cu", "F_Silkscreen", "B_Silkscreen", "Edge_Cuts"],
  );
  assert.is(layerNames("(kicad_pcb (layers (0 F.Cu signal)))").get("F.Cu"), "F_Cu");
});

test("finds the plot of each sheet by the way to it, in the order of the pages", () => {
  const file = (name: string): FileOut => ({ name, sha256: "", content: new Uint8Array() });
  const files = ["amp-CH1.svg", "amp-power-in.svg", "amp-power_a.svg", "amp.svg"].map(file);
  const found = sheetFiles("amp", ["/", "/power/in/", "/power:a/", "/CH1/", "/gone/"], files);
  assert.equal(
    found.map(([path, one]) => [path, one?.name]),
    [
      ["/", "amp.svg"],
      ["/power/in/", "amp-power-in.svg"],
      ["/power:a/", "amp-power_a.svg"],
      ["/CH1/", "amp-CH1.svg"],
      ["/gone/", undefined],
    ],
  );
});

test.run();
