/** The proof with sheets that are not what was asked for, each wrong in another way: by KiCad's netlist it sees them all. */
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kicad } from "../../../test/fixtures/kicad-skills.ts";
import { needs } from "../../../test/runner/needs.ts";
import { toRequest } from "../asking/net-list.ts";
import { draw, FLAG } from "../sheet/index.ts";
import { completeNets } from "../sheet/nets.ts";
import { toSymbol } from "../symbol/index.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { compare } from "./compare.ts";
import type { Comparison, Netlist } from "./compare.ts";

const test = suite("skills/schematic/proof/fooled");
const withKicad = needs("kicad-cli", test);
const tool = runTool(kicad, { files: {} });

const pin = (ref: string, number: string) => ({ ref, pin: number });
const WISH = {
  parts: [
    { ref: "U1", symbol: "Sensor_Humidity:SHT31-DIS", value: "SHT31" },
    { ref: "R1", symbol: "Device:R", value: "10k", footprint: "Resistor_SMD:R_0603_1608Metric" },
    { ref: "R2", symbol: "Device:R", value: "22k" },
  ],
  nets: [
    { name: "SDA", pins: [pin("U1", "1"), pin("R1", "2")] },
    { name: "SCL", pins: [pin("U1", "4"), pin("R2", "2")] },
    { name: "+3V3", pins: [pin("U1", "5"), pin("R1", "1"), pin("R2", "1")] },
    { name: "GND", pins: [pin("U1", "8")] },
  ],
};

async function symbolOf(id: string): Promise<readonly [string, PartSymbol]> {
  const { data } = (await tool.call("getSymbol", { id })) as { data: never };
  return [id, toSymbol(data)];
}

/** What the proof finds of the sheet after `spoil`. */
async function proofOf(spoil: (sheet: string) => string): Promise<Comparison> {
  const ids = [...new Set(WISH.parts.map(({ symbol }) => symbol)), FLAG];
  const symbols = new Map(await Promise.all(ids.map(symbolOf)));
  const { parts, nets: asked } = toRequest(WISH, "nets.json");
  const { nets, flags } = completeNets(parts, asked, symbols);
  const files = draw({ stem: "wish", title: "", parts, nets, flags, symbols });
  const sheet = spoil(files["wish.kicad_sch"]!);
  const input = { stem: "wish", files: { ...files, "wish.kicad_sch": sheet } };
  const { data } = (await tool.call("netlist", input)) as { data: Netlist };
  return compare({ parts, nets, symbols }, data);
}

const isClean = ({ differences, parts }: Comparison) =>
  differences.length === 0 && Object.values(parts).every((list) => list.length === 0);

/** Exchanges what two patterns find first. */
function exchange(text: string, one: string, other: string): string {
  assert.ok(text.includes(one) && text.includes(other), `the sheet has ${one} and ${other}`);
  return text.replace(one, "\0").replace(other, one).replace("\0", other);
}

withKicad("has nothing to say of the sheet as it was drawn", async () => {
  assert.ok(isClean(await proofOf((sheet) => sheet)));
});

withKicad("sees two labels that were exchanged", async () => {
  const found = await proofOf((sheet) =>
    exchange(sheet, '(global_label "SDA"', '(global_label "SCL"'),
  );
  assert.equal(
    found.differences.map(({ net, missing, extra }) => [net, missing.length, extra.length]),
    [
      ["SCL", 1, 1],
      ["SDA", 1, 1],
    ],
  );
});

withKicad("sees two pins that were exchanged in a symbol", async () => {
  const found = await proofOf((sheet) => {
    const at = sheet.indexOf('(symbol "SHT31-DIS_1_1"');
    return sheet.slice(0, at) + exchange(sheet.slice(at), '(number "1"', '(number "4"');
  });
  assert.equal(
    found.differences.map(({ net }) => net),
    ["SCL", "SDA"],
  );
});

withKicad("sees a label that stands beside its pin", async () => {
  const found = await proofOf((sheet) =>
    sheet.replace(
      /(\(global_label "SDA" \(shape \w+\) \(at )([\d.]+)/,
      (_, head, x) => `${head}${Number(x) - 2.54}`,
    ),
  );
  assert.equal(found.differences[0]!.net, "SDA");
});

withKicad("sees parts that exchanged their names, and a part that is missing", async () => {
  const renamed = await proofOf((sheet) =>
    exchange(
      exchange(sheet, '(reference "R1")', '(reference "R2")'),
      '"Reference" "R1"',
      '"Reference" "R2"',
    ),
  );
  assert.not.ok(isClean(renamed));
  const gone = await proofOf((sheet) => sheet.replace('(reference "R2")', '(reference "R7")'));
  assert.equal([gone.parts.missing, gone.parts.extra], [["R2"], ["R7"]]);
});

withKicad("sees another value, and another footprint", async () => {
  const value = await proofOf((sheet) => sheet.replace('"Value" "10k"', '"Value" "1k"'));
  assert.equal(value.parts.changed, ["R1: value '1k', not '10k'"]);
  const footprint = await proofOf((sheet) =>
    sheet.replace("R_0603_1608Metric", "R_0402_1005Metric"),
  );
  assert.is(footprint.parts.changed.length, 1);
});

test.run();
