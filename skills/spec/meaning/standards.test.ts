/** Standards, directives and marks become compliance constraints, whatever body publishes them. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";

const test = suite("skills/spec/meaning/standards");

const items = (lines: readonly string[]) =>
  extract([
    {
      path: "a.md",
      text: `# P\n\n## Compliance\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`,
    },
  ]);

const values = (line: string): string[] =>
  items([line])
    .constraints.filter(({ category }) => category === "compliance")
    .flatMap((constraint) => constraint.values ?? []);

const NAMED: readonly (readonly [string, readonly string[]])[] = [
  ["StVZO approval (K number)", ["StVZO"]],
  ["The light complies with StVZO §67.", ["StVZO §67"]],
  ["RED 2014/53/EU", ["RED 2014/53/EU"]],
  ["EMC directive 2014/30/EU", ["EMC directive 2014/30/EU"]],
  ["Low Voltage Directive 2014/35/EU", ["Low Voltage Directive 2014/35/EU"]],
  ["Machinery Directive 2006/42/EC", ["Machinery Directive 2006/42/EC"]],
  ["Directive (EU) 2015/863", ["Directive (EU) 2015/863"]],
  ["Regulation (EU) 2023/1542", ["Regulation (EU) 2023/1542"]],
  [
    "Must comply with the Radio Equipment Directive (RED) 2014/53/EU.",
    ["Radio Equipment Directive (RED) 2014/53/EU"],
  ],
  ["Must comply with RED 2014/53/EU and MID.", ["RED 2014/53/EU", "MID"]],
  ["StVZO §67, CE (RED, EMC), RoHS, UN 38.3", ["StVZO §67", "CE", "RED", "EMC", "RoHS", "UN38.3"]],
  ["RoHS 2011/65/EU and WEEE 2012/19/EU compliant", ["RoHS 2011/65/EU", "WEEE 2012/19/EU"]],
  ["Assembly per IPC-A-610 class 2", ["IPC-A-610 class 2"]],
  ["IPC-2221 class 2, IPC-6012 class 3", ["IPC-2221 class 2", "IPC-6012 class 3"]],
  ["ISO 7637-2, ISO 16750, CISPR 25", ["ISO 7637-2", "ISO 16750", "CISPR 25"]],
  ["IEC 62368-1", ["IEC 62368-1"]],
  ["UN 38.3 tested cells shall be used.", ["UN38.3"]],
  ["UN ECE R48 lighting", ["UN ECE R48"]],
  ["ECE R10", ["ECE R10"]],
  ["AEC-Q100 grade 1", ["AEC-Q100 grade 1"]],
  ["ISO 26262 ASIL B", ["ISO 26262 ASIL B"]],
  ["PSE, KC, CCC, RCM, TELEC", ["PSE", "KC", "CCC", "RCM", "TELEC"]],
  ["ANSI/ESD S20.20", ["ANSI/ESD S20.20"]],
  ["MID approved, class 2", ["MID"]],
  ["ISED RSS-247 and ICES-003", ["RSS-247", "ICES-003"]],
  ["OIML R 49", ["OIML R 49"]],
  ["EN 303 645 cybersecurity", ["EN 303 645"]],
  ["DIN EN ISO 13849-1", ["DIN EN ISO 13849-1"]],
  ["Boards to IPC-6012 class 2.", ["IPC-6012 class 2"]],
  ["CE (RED, LVD, RoHS), UKCA", ["CE", "RED", "LVD", "RoHS", "UKCA"]],
  ["MID-compliant meter, class B", ["MID"]],
  ["ISO/SAE 21434", ["ISO/SAE 21434"]],
  ["UL-94 V-0 housing", ["UL-94 V-0"]],
];

test("takes a circuit for no directive that is called alike", () => {
  for (const line of [
    "Battery regulation circuit keeps 3.3 V",
    "Machinery regulation of speed",
    "LVD at 10.5 V (low-voltage disconnect)",
    "The LVD threshold is 3.0 V",
  ])
    assert.equal(values(line), [], line);
  assert.equal(values("Battery Regulation and LVD"), ["Battery Regulation", "LVD"]);
});

test("names a standard as it is written, with its class", () => {
  for (const [line, expected] of NAMED) assert.equal(values(line), expected, line);
});

test("takes a colour, a level and an inventory number for no standard", () => {
  for (const line of [
    "The LED is red.",
    "The RED LED shows a fault.",
    "RED, GREEN and BLUE indicators",
    "Connector J4: MID position open",
    "The MID shelf holds 4 units",
    "Order 2014/53 from stock",
    "SUN 38 test lamps",
  ])
    assert.equal(values(line), [], line);
});

test("names the parameter of a standard in brackets by whole words", () => {
  const parameters = (line: string) =>
    items([line])
      .constraints.filter(({ values: chosen }) => chosen !== null)
      .map(({ parameter }) => parameter);
  assert.equal(
    parameters(
      "The supply input must be protected against reverse polarity and surge of 1 kV (IEC 61000-4-5).",
    ),
    ["standard"],
  );
  assert.equal(
    parameters("The node shall survive load dump pulses up to 40 V (ISO 16750-2 test B)."),
    ["standard"],
  );
  assert.equal(parameters("The ESD robustness shall be ±8 kV contact (ISO 10605)."), ["standard"]);
  assert.equal(parameters("Surge immunity (IEC 61000-4-5)"), ["surge_immunity"]);
});

test.run();
