/** Tolerances in every spelling, and values that only look like a quantity. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";
import { parseQuantities } from "./index.ts";

const test = suite("skills/spec/quantity/tolerance");

/** `[min,typ,max] unit` of every quantity. */
function read(text: string, context: Parameters<typeof parseQuantities>[1] = {}): string {
  return parseQuantities(text, context)
    .map(({ min, typ, max, unit }) => `[${min ?? ""},${typ ?? ""},${max ?? ""}] ${unit.code}`)
    .join("; ");
}

const EXAMPLES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "converts a tolerance in another unit of the same dimension": [
    ["Rail: 3.3 V ± 50 mV", "[3.25,3.3,3.35] V"],
    ["2 A ± 100 mA", "[1.9,2,2.1] A"],
    ["12 V +500/-250 mV", "[11.75,12,12.5] V"],
    ["25 °C ± 2 K", "[23,25,27] Cel"],
    ["68 °F ± 5 °C", "[59,68,77] degF"],
    ["10 mm ± 0.5", "[9.5,10,10.5] mm"],
    ["10 ± 0.5 mm", "[9.5,10,10.5] mm"],
  ],
  "computes relative tolerances": [
    ["16 MHz ±10 ppm", "[15.99984,16,16.00016] MHz"],
    ["32.768 kHz +/- 20 ppm", "[32.76734464,32.768,32.76865536] kHz"],
    ["10 MHz ± 50 ppb", "[9.9999995,10,10.0000005] MHz"],
    ["1 V ± 1 ‰", "[0.999,1,1.001] V"],
    ["5 V ±5 %", "[4.75,5,5.25] V"],
  ],
  "reads the sides of a tolerance apart": [
    ["12 V +10/-5 %", "[11.4,12,13.2] V"],
    ["12 V −5 % / +10 %", "[11.4,12,13.2] V"],
    ["12 V (+10 %, -5 %)", "[11.4,12,13.2] V"],
    ["10 mm +0.1/-0", "[10,10,10.1] mm"],
    ["the 12 V rail (+10/-5 %) feeds", "[11.4,12,13.2] V"],
    ["the 5 V rail (±5 %) feeds", "[4.75,5,5.25] V"],
    ["resistor: 10 k +5/-10 %", "[9000,10000,10500] Ohm"],
    ["24 V +20 %", "[24,24,28.8] V"],
    ["24 V -10 %", "[21.6,24,24] V"],
    ["230 V -15 %/+10 %", "[195.5,230,253] V"],
  ],
  "adds no tolerance whose unit is another or unknown": [
    ["10 kΩ ± 5 ppm/K", "[,10,] kOhm"],
    ["10 kΩ ± 5 ppm/°C", "[,10,] kOhm"],
    ["5 V ± 3 mA", "[,5,] V"],
    ["5 V ± 3 LSB", "[,5,] V"],
    ["12 V +3/-2 LSB", "[,12,] V"],
  ],
  "takes one sign of three dots between the ends of a range": [
    ["-40…+105 °C", "[-40,,105] Cel"],
    ["−40 … +85 °C", "[-40,,85] Cel"],
    ["Range: –40 ... +105 °C", "[-40,,105] Cel"],
    ["–40 to –20 °C", "[-40,,-20] Cel"],
    ["from –40 °C to 85 °C", "[-40,,85] Cel"],
    ["3.0–3.6 V", "[3,,3.6] V"],
    ["36…60 V", "[36,,60] V"],
  ],
  "takes no part of a compound unit it does not know": [
    ["noise 10 nV/√Hz", ""],
    ["noise < 10 nV/√Hz at 1 kHz", ""],
    ["inertia 3 kg·m²", ""],
    ["slew rate 5 V/µs", "[,5,] V/us"],
  ],
  "takes the circumstances of a value for no value": [
    ["Efficiency > 96 % at 48 V and 20 A", "[96,,] %"],
    ["20 W at 5 V and 10 W at 9 V", "[,20,] W; [,10,] W"],
    ["lockout at 30 V (rising 32 V)", "[,30,] V"],
  ],
};

for (const [name, examples] of Object.entries(EXAMPLES)) {
  test(name, () => {
    for (const [text, expected] of examples) assert.is(read(text), expected, text);
  });
}

test("takes a relative tolerance of the unit that the column gives", () => {
  assert.is(read("3.3 ± 5 %", { unit: "V" }), "[3.135,3.3,3.465] V");
  assert.is(read("3.3 ± 50 mV", { unit: "V" }), "[3.25,3.3,3.35] V");
});

test("reads a percentage with its tolerance as one", () => {
  assert.is(read("Duty cycle: 50 ± 5 %"), "[45,50,55] %");
  assert.is(read("Turns: 100 ± 5 %"), "[95,100,105] 1");
});

const extracted = (line: string) => extract([{ path: "a.md", text: `# N\n\n## R\n\n${line}\n` }]);

test("says which tolerance was not computed", () => {
  const { constraints, assumptions } = extracted("- Shunt: 10 kΩ ± 5 ppm/K");
  assert.equal(
    constraints.map(({ min, typ, max, condition }) => [min, typ, max, condition]),
    [[null, 10, null, "± 5 ppm/K"]],
  );
  assert.match(assumptions[0]!.assumed, "± 5 ppm/K");
});

test("takes copper weight for no mass, and the number of a series for no count", () => {
  for (const line of [
    "- PCB: 2 oz copper",
    "- Copper weight: 2 oz",
    "- Connectors: Micro-Fit 3.0 for CAN",
    "- Noise: 10 nV/√Hz",
    "- Bus: CAN 2.0B",
  ]) {
    const { constraints, unmapped } = extracted(line);
    assert.equal(
      constraints.filter(({ unit }) => unit !== null),
      [],
      line,
    );
    if (constraints.length === 0) assert.is(unmapped.length, 1, line);
  }
});

test.run();
