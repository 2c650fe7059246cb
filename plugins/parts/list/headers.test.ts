/** Headers of the user's list: what is told apart are slips of the pen, words about a part, and columns of somebody else's. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { partOf } from "../../../test/fixtures/parts.ts";
import { parseApprovedList } from "./approved-list.ts";

const test = suite("plugins/parts/list/headers");

const CATALOGUE = [
  partOf("C-1", { family: "cell", attributes: { chemistry: "li-polymer" } }),
  partOf("C-2", { family: "cell", attributes: { chemistry: "li-mno2", size: "CR2032" } }),
  partOf("S-1", { attributes: { quantity: "temperature, humidity" } }),
];
const read = (text: string) => parseApprovedList(text, CATALOGUE);
/** What is said of one header over an empty cell. */
const said = (header: string) => read(`mpn,${header}\nA-1,\n`).problems.join("\n");

test("names the column that a mistyped one is nearest to", () => {
  for (const [header, meant] of [
    ["suply_voltage [V]", "supply_voltage [V]"],
    ["Supply Votlage (V)", "supply_voltage [V]"],
    ["sleep-curent [A]", "sleep_current [A]"],
    ["operating temprature [°C]", "operating_temperature [°C]"],
    ["capasity [Ah]", "capacity [Ah]"],
    ["quiescent_curent", "quiescent_current [A]"],
    ["chemisty", "chemistry"],
    ["Manufacturrer", "manufacturer"],
    ["Discription", "description"],
  ]) {
    assert.match(said(header!), `did you mean '${meant}'?`, header);
    assert.match(said(header!), "is not known and left out", header);
  }
  assert.match(said("Vin max [V]"), "figures in V are supply_voltage, io_voltage, input_voltage");
});

test("leaves columns alone that are used for something else", () => {
  const others = ["Price", "Unit price [EUR]", "Stock", "Location", "Qty", "Notes", "Approved by"];
  const more = [
    "Weight [g]",
    "Height [mm]",
    "Supplier",
    "Lead time",
    "RoHS",
    "Value",
    "Score",
    "Date",
    "URL",
  ];
  for (const header of [...others, ...more]) assert.is(said(header), "", header);
});

test("takes words about a part, in the words of the catalogue where people write others", () => {
  const { parts, problems } = read(
    [
      "mpn,family,chemistry,size,quantity",
      "A-1,cell,LiPo,,",
      "A-2,cell,Li-Polymer,503450,",
      "A-3,cell,Lithium Manganese Dioxide,CR2032,",
      "A-4,sensor-environment,,,Temperature; humidity",
    ].join("\n"),
  );
  assert.equal(problems, []);
  assert.equal(
    parts.map(({ attributes }) => attributes),
    [
      { chemistry: "li-polymer" },
      { chemistry: "li-polymer", size: "503450" },
      { chemistry: "li-mno2", size: "CR2032" },
      { quantity: "temperature, humidity" },
    ],
  );
});

test("leaves a number of pieces alone, whose column is called as what a sensor measures", () => {
  const { parts, problems } = read("mpn,Quantity\nA-1,100\nA-2,temperature\n");
  assert.equal(problems, []);
  assert.equal(
    parts.map(({ attributes }) => attributes),
    [{}, { quantity: "temperature" }],
  );
});

test("compares no header that is far too long for a name", () => {
  const from = performance.now();
  assert.is(said("x".repeat(200_000)), "");
  assert.ok(performance.now() - from < 500);
});

test("says of a word that the catalogue does not have which there are, with line and column", () => {
  const { parts, problems } = read("mpn,chemistry\nA-1,plutonium\n");
  assert.equal(problems, [
    "parts.csv line 2, column 'chemistry': 'plutonium' is no chemistry of the catalogue; there are li-mno2, li-polymer",
  ]);
  assert.equal(parts[0]!.attributes, { chemistry: "plutonium" });
});

test("takes the number of each peripheral, and says which it cannot", () => {
  const { parts, problems } = read(
    "mpn;peripherals\nA-1;I2C 2, spi: 1, adc_channels=16\nA-2;i2c\n",
  );
  assert.equal(
    parts.map(({ peripherals }) => peripherals),
    [{ i2c: 2, spi: 1, adc_channels: 16 }, {}],
  );
  assert.equal(problems, [
    "parts.csv line 3, column 'peripherals': 'i2c' is no number of a peripheral: write 'i2c 2, spi 1'",
  ]);
});

test("names line and column of a cell that it cannot use", () => {
  const { problems } = read("mpn,pins,capacity [Ah]\nA-1,none,1 Ah\n");
  assert.match(problems[0]!, "parts.csv line 2, column 'pins': 'none' is no number of pins");
  assert.match(
    problems[1]!,
    "parts.csv line 2, column 'capacity [Ah]': '1 Ah' is no value of capacity",
  );
});

test.run();
