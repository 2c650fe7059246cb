/** The order in which symbols are found, and that every word counts. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { SymbolSummary } from "../contract.ts";
import { searchSymbols } from "./search.ts";

const test = suite("plugins/kicad/symbols/search");

const SYMBOLS = [
  symbol("Regulator_Linear:AMS1117", "1A LDO regulator, adjustable", "linear regulator ldo"),
  symbol("Regulator_Linear:AMS1117-3.3", "1A LDO regulator, 3.3V fixed", "linear regulator ldo"),
  symbol("Regulator_Linear:XYZ1117", "made like AMS1117", "regulator"),
  symbol("Regulator_Linear:Z7", "an ams1117 in another package", "ams1117"),
  symbol("MCU_ST_STM32G0:STM32G030F6Px", "Arm Cortex-M0+", "Cortex"),
  symbol("Sensor_Humidity:SHT31-DIS", "I²C humidity sensor, ±2%RH", "digital humidity"),
  symbol("Driver:MAX232", "driver", "rs232"),
];

test("puts the exact name before its beginning, that before a keyword, that before a description", () => {
  assert.equal(found("ams1117"), ["AMS1117", "AMS1117-3.3", "Z7", "XYZ1117"]);
});

test("wants every word, wherever each of them is", () => {
  assert.equal(found("linear 3.3v LDO"), ["AMS1117-3.3"]);
  assert.equal(found("humidity cortex"), []);
  assert.equal(found("sensor_humidity i2c"), ["SHT31-DIS"]);
});

test("takes a small x of a name for any character, and an order number for the name it begins with", () => {
  assert.equal(found("STM32G030F6P6TR"), ["STM32G030F6Px"]);
  assert.equal(found("STM32G031F6P6"), []);
  assert.equal(found("SHT31-DIS-B2.5kS"), ["SHT31-DIS"]);
  assert.equal(found("MA1232"), []);
});

test("looks in one library when asked, whatever its letters' case", () => {
  assert.equal(found("sensor", "SENSOR_humidity"), ["SHT31-DIS"]);
  assert.equal(found("sensor", "Driver"), []);
  assert.is(found("", "regulator_linear").length, 4);
});

test("counts all and gives as many as wanted", () => {
  const { total, symbols } = searchSymbols(SYMBOLS, "1117", 2);
  assert.is(total, 4);
  assert.is(symbols.length, 2);
});

test("finds for any text only what has all its words, in an order of its own making", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (query) => {
      const { total, symbols } = searchSymbols(SYMBOLS, query, 100);
      assert.is(total, symbols.length);
      assert.equal(searchSymbols(SYMBOLS.toReversed(), query, 100).symbols, symbols);
    }),
  );
});

test.run();

function found(query: string, library?: string): string[] {
  return searchSymbols(SYMBOLS, query, 100, library).symbols.map(({ id }) => id.split(":")[1]!);
}

function symbol(id: string, description: string, keywords: string): SymbolSummary {
  return {
    id,
    description,
    keywords,
    datasheet: "",
    footprint: "",
    footprintFilters: "",
    pins: 1,
    isPower: false,
  };
}
