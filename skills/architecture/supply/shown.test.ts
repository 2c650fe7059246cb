/** What a converter bears shows a voltage, and never how much is drawn. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Design } from "../coverage.ts";
import { constraint } from "../fixtures/requirements.ts";
import type { Rail, Source } from "../schema.ts";
import { railShows, sourceShows } from "./shown.ts";

const test = suite("skills/architecture/supply/shown");

const most = constraint("m", {
  ...{ category: "power", parameter: "charge_current", unit: "mA", max: 400 },
  ...{ si: { max: 0.4, unit: "A" }, statement: "Charging over USB-C, 5 V, at most 400 mA" },
});
const five = constraint("v", { parameter: "usb_voltage", si: { typ: 5, unit: "V" } });

function shown(one: typeof most, demands: readonly string[] = []) {
  const charger = { id: "charger", part: {}, demands: ["input voltage covers 5 V"] };
  const regulator = { id: "ldo", part: {}, demands };
  const rail = { id: "rail-3v3", from: "ldo", source: "battery", voltage: { typ: 3.3 } };
  const design = { blocks: [charger, regulator], rails: [rail] } as unknown as Design;
  const usb = { id: "usb", kind: "usb" } as Source;
  const texts = (claims: readonly { shown: string | null }[]) => claims.map((claim) => claim.shown);
  return {
    source: texts(sourceShows(one, [usb], design)),
    rail: texts(railShows(one, [rail as unknown as Rail], design)),
  };
}

test("shows a voltage by what hangs on it, and no current", () => {
  assert.equal(shown(five).source, ["charger: input voltage covers 5 V"]);
  assert.equal(shown(most).source, [null]);
});

test("shows an upper limit by no output current, unless that was asked for by the line", () => {
  assert.equal(shown(most, ["output current at least 3 mA"]).rail, [null]);
  const asked = "output current at least 400 mA (REQ-m)";
  assert.equal(shown(most, [asked]).rail, [`ldo: ${asked}`]);
});

test.run();
