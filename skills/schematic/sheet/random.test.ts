/** Whatever nets are asked for, KiCad finds them: random small net lists over symbols of many kinds. */
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kicad } from "../../../test/fixtures/kicad-skills.ts";
import { needs } from "../../../test/runner/needs.ts";
import type { NetList } from "../asking/net-list.ts";
import { toRequest } from "../asking/net-list.ts";
import { compare } from "../proof/compare.ts";
import type { Netlist } from "../proof/compare.ts";
import { toSymbol } from "../symbol/index.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { draw, FLAG } from "./index.ts";
import { completeNets } from "./nets.ts";

const test = suite("skills/schematic/sheet/random");
const withKicad = needs("kicad-cli", test);
const ROUNDS = 12;

/** Stacked and hidden pins, several units, pins in a shared unit, off-grid ones, many pins, numbers with letters. */
const IDS = [
  "Device:R",
  "Device:C",
  "Device:Battery_Cell",
  "Amplifier_Operational:LM358",
  "Regulator_Linear:AMS1117-3.3",
  "Regulator_Linear:AP2112K-3.3",
  "Sensor_Humidity:SHT31-DIS",
  "Sensor_Motion:MPU-6050",
  "MCU_ST_STM32G0:STM32G030F6Px",
  "MCU_RaspberryPi:RP2040",
  "Connector:USB_C_Receptacle_USB2.0_16P",
  "74xx:74HC00",
  "74xx:74HC595",
  "4xxx:4017",
  "Device:Crystal_GND24",
  "Transistor_FET:2N7002",
];

const tool = runTool(kicad, { files: {} });

async function symbolOf(id: string): Promise<PartSymbol | null> {
  const { data } = (await tool.call("getSymbol", { id })) as { data: never };
  return data === null ? null : toSymbol(data);
}

withKicad("finds exactly the nets of random net lists", async () => {
  const loaded = await Promise.all([...IDS, FLAG].map(symbolOf));
  const symbols = new Map(loaded.flatMap((one) => (one ? [[one.id, one] as const] : [])));
  assert.ok(symbols.size > 10, "most of the symbols are installed");
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { parts, nets: asked } = toRequest(randomNetList(seed, symbols), "nets.json");
    const { nets, flags, conflicts } = completeNets(parts, asked, symbols);
    assert.equal(conflicts, [], `seed ${seed}`);
    const files = draw({ stem: "random", title: "", parts, nets, flags, symbols });
    const netlist = (await tool.call("netlist", { stem: "random", files })) as {
      status: string;
      data: Netlist;
    };
    assert.is(netlist.status, "ok", `seed ${seed}`);
    const { differences, parts: refs } = compare({ parts, nets, symbols }, netlist.data);
    assert.equal([seed, differences, refs], [seed, [], { missing: [], extra: [], changed: [] }]);
  }
});

/** Nets of one to six pins; pins that touch in the symbol, or that it hides, are not asked for apart. */
function randomNetList(seed: number, symbols: ReadonlyMap<string, PartSymbol>): NetList {
  const random = generator(seed);
  const ids = [...symbols.keys()].filter((id) => id !== FLAG);
  const parts = Array.from({ length: 2 + Math.floor(random() * 5) }, (_, at) => ({
    ref: `U${at + 1}`,
    symbol: ids[Math.floor(random() * ids.length)]!,
  }));
  const places = parts.flatMap(({ ref, symbol }) => {
    const seen = new Set<string>();
    return symbols.get(symbol)!.pins.flatMap(({ number, unit, x, y, hidden, type }) => {
      const keys = [`${unit} ${x} ${y}`, number];
      if (hidden || type === "no_connect" || keys.some((key) => seen.has(key))) return [];
      for (const key of keys) seen.add(key);
      return [{ ref, pin: number }];
    });
  });
  const pins = places.toSorted(() => random() - 0.5);
  const nets: NetList["nets"] = [];
  while (pins.length > 0 && nets.length < 12) {
    nets.push({ name: `N${nets.length + 1}`, pins: pins.splice(0, 1 + Math.floor(random() * 6)) });
  }
  return { parts, nets };
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test.run();
