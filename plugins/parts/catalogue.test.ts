/** The catalogue itself: every file keeps to the format, and what it names in KiCad's libraries is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { needs } from "../../test/runner/needs.ts";
import type { Part } from "./contract.ts";
import { plainMaker } from "./list/maker.ts";
import { CATALOGUE, compile } from "./load.ts";

const test = suite("plugins/parts/catalogue");

const files = readdirSync(CATALOGUE)
  .filter((name) => name.endsWith(".yaml"))
  .toSorted();
const text = (name: string) => readFileSync(join(CATALOGUE, name), "utf8");
let compiled: Promise<Part[]> | undefined;
/** In the first test that asks, so that a damaged file fails a test and not the run. */
const read = () =>
  (compiled ??= compile(
    files.map((name) => [name, text(name)] as const),
    new AbortController().signal,
  ));

test("keeps to its format in all files, with no part twice", async () => {
  const parts = await read();
  assert.ok(parts.length >= 150, `there are only ${parts.length} parts`);
  assert.is(new Set(parts.map(({ id }) => id)).size, parts.length);
});

test("has no part number twice, and one name for each maker", async () => {
  const parts = await read();
  const numbers = parts.map(({ mpn }) => mpn);
  assert.equal(
    numbers.filter((mpn, at) => numbers.indexOf(mpn) !== at),
    [],
  );
  const makers = [...new Set(parts.map(({ manufacturer }) => manufacturer))];
  const same = Map.groupBy(makers, plainMaker);
  assert.equal(
    [...same.values()].filter((names) => names.length > 1),
    [],
  );
});

test("has figures of every part that is chosen by figures", async () => {
  const without = (await read()).filter(
    ({ figures, family }) => BY_FIGURES.has(family) && Object.keys(figures).length === 0,
  );
  assert.equal(
    without.map(({ id }) => id),
    [],
  );
});

const BY_FIGURES = new Set<Part["family"]>([
  ...(["mcu", "radio-module", "radio", "ldo", "buck", "boost", "buck-boost", "charger"] as const),
  ...(["cell", "memory", "sensor-motion", "sensor-environment", "sensor-light"] as const),
]);

test("knows efficiencies as parts of one, temperatures of this planet and capacities of cells", async () => {
  const odd = (await read()).flatMap(({ id, figures }) =>
    Object.entries(BOUNDS).flatMap(([name, [low, high]]) =>
      (figures[name as keyof typeof figures] ?? [])
        .flatMap(({ min, typ, max }) => [min, typ, max])
        .filter((value) => value !== null && (value < low || value > high))
        .map((value) => `${id}: ${name} ${value}`),
    ),
  );
  assert.equal(odd, []);
});

/** A slip of a prefix or a percent sign leads out of these. */
const BOUNDS: Record<string, [number, number]> = {
  efficiency: [0.3, 1],
  operating_temperature: [-80, 200],
  junction_temperature: [-80, 225],
  thermal_resistance: [0.5, 600],
  quiescent_current: [1e-9, 0.1],
  shutdown_current: [0, 0.01],
  sleep_current: [0, 0.1],
  active_current: [1e-9, 10],
  transmit_current: [1e-4, 5],
  receive_current: [1e-4, 1],
  output_current: [1e-3, 100],
  dropout_voltage: [1e-3, 5],
  switching_frequency: [1e3, 2e7],
  clock_frequency: [1e3, 3e9],
  self_discharge: [1e-4, 1],
  capacity: [1e-3, 200],
};

const SYMBOLS = "/usr/share/kicad/symbols";
const FOOTPRINTS = "/usr/share/kicad/footprints";

needs("kicad-cli", test)("names symbols that KiCad has", async () => {
  if (!existsSync(SYMBOLS)) return;
  const names = new Map<string, string>();
  const symbols = (library: string) => {
    const file = join(SYMBOLS, `${library}.kicad_sym`);
    if (!names.has(library)) names.set(library, existsSync(file) ? readFileSync(file, "utf8") : "");
    return names.get(library)!;
  };
  const missing = (await read()).filter(({ symbol }) => {
    const [library, name] = symbol?.split(":") ?? [];
    return library !== undefined && !symbols(library).includes(`\n\t(symbol "${name}"`);
  });
  assert.equal(
    missing.map(({ id, symbol }) => `${id}: ${symbol}`),
    [],
  );
});

needs("kicad-cli", test)("names footprints that KiCad has", async () => {
  if (!existsSync(FOOTPRINTS)) return;
  const missing = (await read()).filter(({ footprint }) => {
    const [library, name] = footprint?.split(":") ?? [];
    return (
      library !== undefined &&
      !existsSync(join(FOOTPRINTS, `${library}.pretty`, `${name}.kicad_mod`))
    );
  });
  assert.equal(
    missing.map(({ id, footprint }) => `${id}: ${footprint}`),
    [],
  );
});

test.run();
