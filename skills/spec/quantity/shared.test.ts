/** A tolerance that several values share, a nominal value with its range, and numbers that count faults. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseQuantities } from "./index.ts";

const test = suite("skills/spec/quantity/shared");

/** `[min,typ,max] unit` of every quantity, with the axis in front. */
function read(text: string, around = ""): string {
  return parseQuantities(text, { around })
    .map(
      ({ min, typ, max, unit, axis }) =>
        `${axis === null ? "" : `${"xyz"[axis]} `}[${min ?? ""},${typ ?? ""},${max ?? ""}] ${unit.code}`,
    )
    .join("; ");
}

const EXAMPLES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "gives every axis of a size the tolerance behind it": [
    ["Board: 85 × 56 mm ± 0.2 mm", "x [84.8,85,85.2] mm; y [55.8,56,56.2] mm"],
    ["outline 85 x 56 ±0.2 mm", "x [84.8,85,85.2] mm; y [55.8,56,56.2] mm"],
    [
      "40 mm x 30 mm x 12 mm, ±0.5 mm",
      "x [39.5,40,40.5] mm; y [29.5,30,30.5] mm; z [11.5,12,12.5] mm",
    ],
    ["case 100 × 50 mm (±1 %)", "x [99,100,101] mm; y [49.5,50,50.5] mm"],
    [
      "case 4 × 2 in ± 1 mm",
      "x [3.96062992126,4,4.03937007874] in; y [1.96062992126,2,2.03937007874] in",
    ],
  ],
  "takes no tolerance of another dimension or clause for that of a size": [
    ["Board 85 × 56 mm, flatness ± 0.2 mm", "x [,85,] mm; y [,56,] mm; [-0.2,,0.2] mm"],
    ["Board 85 × 56 mm ± 2 °C", "x [,85,] mm; y [,56,] mm; [-2,,2] Cel"],
    ["Board 85 × 56 mm", "x [,85,] mm; y [,56,] mm"],
  ],
  "joins a nominal voltage with the range around it": [
    ["24 V DC, 19.2 V to 30 V", "[19.2,24,30] V"],
    ["supplied with 24 V DC (19.2 V to 30 V)", "[19.2,24,30] V"],
    ["12 V nominal, 9–16 V", "[9,12,16] V"],
    ["Input 12 V (range 9 to 16 V)", "[9,12,16] V"],
    ["from a 12 V vehicle supply, 9 V to 16 V continuous", "[9,12,16] V"],
    ["9 V to 16 V, 12 V nominal", "[9,12,16] V"],
    ["9 V to 16 V (nominal 12 V)", "[9,12,16] V"],
    ["230 V AC, 207 V to 253 V", "[207,230,253] V"],
    ["48 V, 36…60 V", "[36,48,60] V"],
  ],
  "joins no two things that are apart": [
    ["3.7 V nominal, 120 mAh (3.0 V to 4.2 V)", "[,3.7,] V; [,120,] mAh; [3,,4.2] V"],
    ["5 V, 9 V to 16 V", "[,5,] V; [9,,16] V"],
    ["5 V logic, inputs 3 V to 12 V", "[,5,] V; [3,,12] V"],
    ["Outputs: 5 V, 3 V to 12 V adjustable", "[,5,] V; [3,,12] V"],
    ["Rails: 5 V, 3 V to 12 V", "[,5,] V; [3,,12] V"],
    ["12 V max, 9 V to 16 V", "[,,12] V; [9,,16] V"],
    ["12 V, 8 V to 36 V transients", "[,12,] V; [8,,36] V"],
    ["3.3 V, 5 V and 12 V", "[,3.3,] V; [,5,] V; [,12,] V"],
    ["10 mV resolution, 0 V to 30 V", "[,10,] mV; [0,,30] V"],
  ],
  "gives the second of two states the bound of the first": [
    ["at most 60 mA in operation and 100 µA in sleep", "[,,60] mA; [,,100] uA"],
    ["at least 3.0 V in operation, 2.5 V in storage", "[3,,] V; [2.5,,] V"],
    // Of these the other end is meant.
    ["up to 60 °C in operation and -20 °C in storage", "[,,60] Cel; [,-20,] Cel"],
  ],
  "reads zero faults as a limit of a count": [
    ["Zero ERC errors", "[,,0] 1"],
    ["with zero DRC violations and zero warnings", "[,,0] 1; [,,0] 1"],
    ["Zero unconnected items, 0 ERC errors", "[,,0] 1; [,,0] 1"],
    ["zero failures in 1000 cycles", "[,,0] 1; [,1000,] 1"],
  ],
  "takes zero in a name for no count": [
    ["Zero-crossing detection", ""],
    ["zero drift amplifiers", ""],
    ["zero insertion force sockets", ""],
    ["a zero-ohm resistor", ""],
    ["zero-error encoder", ""],
    ["Visible errors", ""],
  ],
  "reads G as gravity, and as gauss where a magnetic field is meant": [
    ["Range: ±4 G", "[-4,,4] G"],
    ["accelerometer ±16 g", "[-16,,16] G"],
    ["magnetometer ±4 G", "[-4,,4] gauss"],
    ["Hall sensor, 500 gauss", "[,500,] gauss"],
    ["The magnetic latch holds up to 5 G acceleration", "[,,5] G"],
    ["The magnetic mount survives a drop of 50 G", "[,50,] G"],
    ["accelerometer ±2/±4/±8 g", "[-2,,2] G; [-4,,4] G; [-8,,8] G"],
    ["magnetometer ±8 gauss, accelerometer ±2/±4 g", "[-8,,8] gauss; [-2,,2] G; [-4,,4] G"],
    ["4G modem, 5G ready", ""],
    ["mass ±4 g", "[-4,,4] g"],
  ],
  "takes how often something is sampled for no condition": [
    ["3-axis accelerometer, ±4 g, sampled at 100 Hz", "[,3,] 1; [-4,,4] G; [,100,] Hz"],
    ["two channels sampled at 1 kHz", "[,2,] 1; [,1,] kHz"],
    ["16 bit, at a rate of 100 samples per second", "[,16,] bit; [,100,] SPS"],
    ["8 channels logged at a frequency of 10 Hz", "[,8,] 1; [,10,] Hz"],
    ["displayed at 30 fps with 24 bit", "[,30,] fps; [,24,] bit"],
    ["noise 2 mV at 100 Hz", "[,2,] mV"],
    ["gain 20 dB at 1 kHz", "[,20,] dB"],
  ],
};

for (const [name, examples] of Object.entries(EXAMPLES)) {
  test(name, () => {
    for (const [text, expected] of examples) assert.is(read(text), expected, text);
  });
}

test.run();
