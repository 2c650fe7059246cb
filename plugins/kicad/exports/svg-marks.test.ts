/** Marks in pictures: at their places, told apart without colour, with words that cannot break the picture. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Mark } from "../contract-data.ts";
import { drawMarks } from "./svg-marks.ts";
import { svgPage } from "./svg-page.ts";

const test = suite("plugins/kicad/exports/svg-marks");

const BOX = { left: 0, top: 0, right: 300, bottom: 200 };
const mark = (more: Partial<Mark> = {}): Mark => ({
  xMm: 31.75,
  yMm: 91.44,
  severity: "error",
  label: "E1",
  title: "pin_not_connected",
  ...more,
});

test("puts a mark where it is asked for, in the sheet's own coordinates", () => {
  const drawn = drawMarks([mark()], BOX);
  assert.match(drawn, '<g class="mark error"><title>pin_not_connected</title>');
  // The circle begins at its left: radius 3 in a picture 300 wide.
  assert.match(drawn, 'd="M28.75 91.44a3 3');
  assert.match(drawn, ">E1</text>");
});

test("gives each kind a shape of its own", () => {
  const shapes = (["error", "warning", "info"] as const).map((severity) => {
    const drawn = drawMarks([mark({ severity })], BOX);
    return /<path d="([^"]*)" fill="none"/.exec(drawn)![1]!.replace(/[-\d. ]/g, "");
  });
  assert.is(new Set(shapes).size, 3);
});

test("makes of words what cannot end an element", () => {
  const drawn = drawMarks([mark({ label: "<b>", title: 'a & "b" </title><script>\u0000' })], BOX);
  assert.match(drawn, "a &amp; &quot;b&quot; &lt;/title&gt;&lt;script&gt;\uFFFD</title>");
  assert.not.match(drawn, "<script");
  assert.match(drawn, ">&lt;b&gt;</text>");
});

test("keeps labels of marks at one place apart", () => {
  const drawn = drawMarks(
    Array.from({ length: 9 }, (_, at) => mark({ label: `E${at}` })),
    BOX,
  );
  const places = [...drawn.matchAll(/<text x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  for (const [at, [x, y]] of places.entries()) {
    for (const [otherX, otherY] of places.slice(at + 1)) {
      assert.ok(Math.abs(x! - otherX!) > 6 || Math.abs(y! - otherY!) >= 5.9, `${at} is covered`);
    }
  }
});

test("shows a mark beyond the picture at its rim", () => {
  assert.match(drawMarks([mark({ xMm: 900, yMm: -5 })], BOX), 'd="M294 3a3 3');
});

test("adds a strip with title and counts only when there are marks", () => {
  const page = (marks: readonly Mark[]) =>
    svgPage({ title: "amp <1>", box: BOX, background: "#fff", markup: "<g/>", marks });
  const plain = page([]);
  assert.match(plain, 'viewBox="0 0 300 200"');
  assert.match(plain, "<title>amp &lt;1&gt;</title>");
  const marked = page([mark(), mark(), mark({ severity: "warning" })]);
  assert.match(marked, 'viewBox="0 -10.8 300 210.8"');
  assert.match(marked, ">2 errors</text>");
  assert.match(marked, ">1 warning</text>");
  assert.not.match(marked, "note");
});

test.run();
