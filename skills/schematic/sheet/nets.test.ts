/** What a symbol's drawing makes of the nets asked for. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AskedPart } from "../asking/request.ts";
import { detail } from "../fixtures/fake-kicad.ts";
import { toSymbol } from "../symbol/index.ts";
import { completeNets } from "./nets.ts";
import { uuidOf } from "./text.ts";

const test = suite("skills/schematic/sheet/nets");

const SYMBOL = toSymbol(
  detail("X:Chip", [
    { number: "1", name: "VCC", type: "power_in", hidden: true },
    { number: "2", name: "GND", type: "power_in", at: [0, 7.62] },
    { number: "3", name: "GND", at: [0, 7.62], hidden: true },
    { number: "4", name: "OUT", type: "power_out" },
    { number: "5", name: "NC", type: "no_connect" },
  ]) as never,
);
const PART: AskedPart = {
  ...{ ref: "U1", symbol: "X:Chip", value: "Chip", footprint: null, mpn: null },
  ...{ manufacturer: null, block: null, place: "right", beside: null, because: "" },
};

function run(nets: Record<string, string[]>) {
  const asked = Object.entries(nets).map(([name, pins]) => ({
    name,
    pins: pins.map((pin) => ({ ref: "U1", pin, because: "" })),
  }));
  const complete = completeNets([PART], asked, new Map([["X:Chip", SYMBOL]]));
  const found = complete.nets.map(({ name, pins }) => [name, ...pins.map(({ pin }) => pin)]);
  return { ...complete, found };
}

test("pins that touch share the net, and a hidden supply pin is on the net of its name", () => {
  const { found, open, conflicts } = run({ GND: ["2"] });
  assert.equal(found, [
    ["GND", "2", "3"],
    ["VCC", "1"],
  ]);
  assert.equal([open.map(({ pin }) => pin.number), conflicts], [["4"], []]);
});

test("a hidden supply pin that is asked for on another net is a conflict", () => {
  const { conflicts } = run({ "+5V": ["1"] });
  assert.match(conflicts[0]!.reason, /KiCad joins it to 'VCC'/);
});

test("a net with a supply pin gets a power flag unless a part drives it", () => {
  assert.equal(run({ A: ["2"], VCC: ["1", "4"] }).flags, ["A"]);
});

test("identities look random and are the same for the same names", () => {
  assert.match(
    uuidOf("a", "b"),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.is(uuidOf("a", "b"), uuidOf("a", "b"));
  assert.is.not(uuidOf("a", "b"), uuidOf("ab"));
});

test.run();
