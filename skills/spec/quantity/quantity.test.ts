/** The quantity grammar, example by example. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseQuantities } from "./index.ts";

const test = suite("skills/spec/quantity");

/** `[min,typ,max] unit` of every quantity. */
function read(text: string, context: Parameters<typeof parseQuantities>[1] = {}): string {
  return parseQuantities(text, context)
    .map(({ min, typ, max, unit }) => `[${min ?? ""},${typ ?? ""},${max ?? ""}] ${unit.code}`)
    .join("; ");
}

const EXAMPLES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "reads plain values as typical": [
    ["5 V", "[,5,] V"],
    ["about 160 mm", "[,160,] mm"],
    ["a 12-month life", "[,12,] mo"],
    ["-120 dBm", "[,-120,] dBm"],
  ],
  "reads limits before and behind the number": [
    ["< 8 g", "[,,8] g"],
    ["at least 1 MB", "[1,,] MB"],
    ["shall not exceed 2.0 kg", "[,,2] kg"],
    ["no greater than 10 %", "[,,10] %"],
    ["120 g max", "[,,120] g"],
    ["3 lb or less", "[,,3] lb"],
    ["12 bits or more", "[12,,] bit"],
    ["10+ m", "[10,,] m"],
    ["99%+ uptime", "[99,,] %"],
    ["within 25 years", "[,,25] a"],
    ["400 MHz minimum", "[400,,] MHz"],
    ["Minimum 5 meters, target 10+ meters", "[5,,] m; [10,,] m"],
    ["＜ 8 g", "[,,8] g"],
  ],
  "lets better than point the way its quantity does": [
    ["accuracy better than 5 degrees", "[,,5] deg"],
    ["SNR better than 100 dB", "[100,,] dB"],
    ["resolution: 0.5 % or better", "[,,0.5] %"],
    ["80 dB or better", "[80,,] dB"],
    ["latency no worse than 50 ms", "[,,50] ms"],
  ],
  "reads ranges in every spelling": [
    ["−20 to +85 °C", "[-20,,85] Cel"],
    ["3.0–3.6V", "[3,,3.6] V"],
    ["0% top 100%", "[0,,100] %"],
    ["3 mm top 5 mm bottom", "[,3,] mm; [,5,] mm"],
    ["7-26V", "[7,,26] V"],
    ["between 3.0 and 3.6 V", "[3,,3.6] V"],
    ["from 10 to 120 seconds", "[10,,120] s"],
    ["[+10..+30]°C", "[10,,30] Cel"],
    ["18…32 VDC", "[18,,32] V"],
    ["500 mA to 2 A", "[0.5,,2] A"],
    ["1 min to 24 h", "[1,,1440] min"],
    ["0°C-65°C", "[0,,65] Cel"],
    ["±2g to ±16g acceleration", "[-16,,16] G"],
    ["32 - 122 degrees F", "[32,,122] degF"],
    ["DC to 100 kHz", "[,,100] kHz"],
  ],
  "computes tolerances": [
    ["5 V ±5%", "[4.75,5,5.25] V"],
    ["12 V +/- 0.5 V", "[11.5,12,12.5] V"],
    ["100Ω ± 10%", "[90,100,110] Ohm"],
    ["10 mm +0.1/-0.2 mm", "[9.8,10,10.1] mm"],
    ["60% ± 5% of the width", "[55,60,65] %"],
    ["± 0.5 °C (at 25 °C)", "[-0.5,,0.5] Cel"],
    ["≤ ±1 mV", "[-1,,1] mV"],
  ],
  "gives one quantity an axis, a value of a list, a thing counted": [
    ["30.5mm × 30.5mm", "[,30.5,] mm; [,30.5,] mm"],
    ["40cm W x 40cm L x 25 cm H", "[,40,] cm; [,40,] cm; [,25,] cm"],
    ["640x480", "[,640,] px; [,480,] px"],
    ["82 x 60 (mm)", "[,82,] mm; [,60,] mm"],
    ["1.8V/2.5V/3.3V", "[,1.8,] V; [,2.5,] V; [,3.3,] V"],
    ["2.4, 5GHz", "[,2.4,] GHz; [,5,] GHz"],
    ["4x PWM outputs", "[,4,] 1"],
    ["6-axis IMU", "[,6,] 1"],
    ["three buttons", "[,3,] 1"],
    ["Min 3x 12V SLA batteries", "[3,,] 1; [,12,] V"],
    ["10+ patterns/second", "[10,,] 1/s"],
    ["VSWR less than 2:1", "[,,2] 1"],
  ],
  "reads engineers' shorthand and thousands": [
    ["4k7 resistor", "[,4700,] Ohm"],
    ["3V3 rail", "[,3.3,] V"],
    ["10k pull-up", "[,10000,] Ohm"],
    ["1,000 h", "[,1000,] h"],
    ["1.000,5 mm", "[,1000.5,] mm"],
    ["2×10^6 cycles", "[,2000000,] 1"],
    ["1.5e-6 A", "[,0.0000015,] A"],
    ['1/2" hole', "[,0.5,] in"],
    ["2½ in", "[,2.5,] in"],
  ],
  "reads money on either side": [
    ["< £15 @ 100 units", "[,,15] GBP"],
    ["$5-10", "[5,,10] USD"],
    ["50 EUR", "[,50,] EUR"],
    ["€15,000", "[,15000,] EUR"],
  ],
  "keeps conditions and restated conversions out": [
    ["0.5 m/s (1.8 km/h)", "[,0.5,] m/s"],
    ["90 liters/min or 1.5 liters/second", "[,90,] L/min"],
    ["±1 °C from 0 to 50 °C", "[-1,,1] Cel"],
    ["< 5 mVpp (20 Hz to 20 MHz)", "[,,5] mV"],
    ["adjustable from 0 to 30 V in 10 mV steps", "[0,,30] V"],
    ["68 W x 2 into 4 Ω", "[,68,] W"],
    ["leakage < 1 µA @ 85 °C", "[,,1] uA"],
    ["50 W into 8 Ω", "[,50,] W"],
    ["no longer than 3.5 h from a 5 V / 2 A source", "[,,3.5] h"],
  ],
  "finds no quantity in names, versions and bare numbers": [
    ["STM32F405 or RP2040", ""],
    ["section 3.2.1", ""],
    ["5 A/D converters of type X", ""],
    ["there are 7", ""],
    ["kernel 5.x", ""],
  ],
};

for (const [name, examples] of Object.entries(EXAMPLES)) {
  test(name, () => {
    for (const [text, expected] of examples) assert.is(read(text), expected, text);
  });
}

test("takes g as gravity and C as Celsius only where the words say so", () => {
  assert.is(read("shock 100g"), "[,100,] G");
  assert.is(read("weight 100g"), "[,100,] g");
  assert.is(read("operates from 0C to 50C"), "[0,,50] Cel");
  assert.is(read("discharge at 1C"), "");
});

test("takes the unit of a column, and counts under a label that counts", () => {
  assert.is(read("150", { unit: "mA" }), "[,150,] mA");
  assert.is(read("3", { counted: true }), "[,3,] 1");
});

test("leaves masked stretches alone", () => {
  assert.is(read("ANSI 1604A 9V", { masks: [{ start: 0, end: 10 }] }), "[,9,] V");
});

test("says whether a limit itself is allowed", () => {
  assert.is(parseQuantities("< 5 V")[0]!.maxInclusive, false);
  assert.is(parseQuantities("≤ 5 V")[0]!.maxInclusive, true);
  assert.is(parseQuantities("above 5 V")[0]!.minInclusive, false);
});

test.run();
