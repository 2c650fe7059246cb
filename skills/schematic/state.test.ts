/** How far a block is drawn, and which lines of it lead outside and end nowhere. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ArchitectureSchema } from "./asking/architecture.ts";
import { architecture, block, rail } from "./fixtures/architecture.ts";
import { chip, link, wired } from "./fixtures/wired.ts";
import { completeNets } from "./sheet/nets.ts";
import { stateOf } from "./state.ts";
import { CAPACITOR, RESISTOR } from "./fixtures/fake-kicad.ts";
import { toSymbol } from "./symbol/index.ts";

const test = suite("skills/schematic/state");

/** The state of a part with these pins beside a controller, on an I²C bus; and what is told of it. */
function drawn(pins: readonly string[], kind = "sensor", more: object = {}) {
  const all = [
    chip("X:Mcu", ["VDD", "GND", "SDA", "SCL", "PA0"]),
    chip("X:Part", pins),
    RESISTOR,
    CAPACITOR,
  ];
  const part = { id: "x/any", mpn: "ANY", footprint: "X:Any" };
  const blocks = [
    block("mcu", null, { kind: "mcu", part: { ...part, symbol: "X:Mcu" } }),
    block("part", null, {
      ...{ kind, part: { ...part, symbol: "X:Part" } },
      ...link("mcu", "i2c"),
      ...more,
    }),
  ];
  const rails = [rail("main", null, ["mcu", "part"])];
  const { parts, tbd, ...request } = wired(all.slice(0, 2), blocks, rails);
  const symbols = new Map(all.map((one) => [one.id, toSymbol(one as never)]));
  const asked = Object.entries(request.nets).map(([name, list]) => ({
    name,
    pins: list.map((one) => ({ ref: one.split(".")[0]!, pin: one.split(".")[1]!, because: "" })),
  }));
  const { open } = completeNets(parts, asked, symbols);
  const [mcu, other] = ArchitectureSchema.parse(architecture(blocks, rails)).blocks;
  const state = (of: typeof mcu) => stateOf(of!, { parts, open, symbols, tbd });
  const lines = tbd.find(({ what }) => what.includes("lead outside"))?.reason ?? null;
  return { mcu: state(mcu), part: state(other), lines };
}

const BUS = ["VDD", "GND", "SDA", "SCL"];

test("is wired where each pin is on a net or may stay free: ports of a controller, outputs that nobody reads", () => {
  assert.equal(drawn([...BUS, "INT:output", "ALERT:open_collector", "NC:passive"]), {
    ...{ mcu: "wired", part: "wired", lines: null },
  });
});

test("is only placed where an input, a supply, a passive or a two-way pin is open", () => {
  for (const pin of ["EN:input", "VREF:power_out", "CAP:passive", "GPIO1:bidirectional"]) {
    assert.is(drawn([...BUS, pin]).part, "placed", pin);
  }
});

test("is absent without a part on the sheet", () => {
  assert.is(drawn(BUS, "sensor", { part: null }).part, "absent");
});

test("tells in one matter which lines lead outside, and to what", () => {
  const can = drawn([...BUS, "CANH:bidirectional", "CANL:bidirectional"], "interface");
  assert.is(can.part, "placed");
  assert.match(can.lines!, /^5 CANH, 6 CANL to the CAN bus: connector/);
  const driver = drawn([...BUS, "OUT+:output", "OUT-:output"], "actuator");
  assert.equal(
    [driver.part, driver.lines],
    ["placed", "5 OUT+, 6 OUT- to what it drives: speaker or motor"],
  );
  assert.match(drawn([...BUS, "ANT:passive"], "radio").lines!, "5 ANT to the antenna");
  const unbound = drawn(BUS, "sensor", { interfaces: [] });
  assert.equal([unbound.part, unbound.lines], ["placed", "3 SDA, 4 SCL to the I²C bus"]);
});

test("takes no address pin, no logic pin and no port of a controller for a line that leads outside", () => {
  assert.is(drawn([...BUS, "AD0/MISO:bidirectional"]).lines, null);
  assert.is(drawn([...BUS, "A:input", "B:input"], "other").lines, null);
  assert.is(drawn([...BUS, "INT1:output", "OUT:output"], "sensor").lines, null);
});

test.run();
