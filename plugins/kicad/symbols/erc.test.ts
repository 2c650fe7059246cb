/** KiCad's own judgement of the symbols' text: on a sheet that holds it, it finds no difference to its libraries. */
import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { tempWorkspace } from "../../../test/fixtures/temp-workspace.ts";
import { isOnPath } from "../../../test/runner/needs.ts";
import type { SymbolDetail } from "../contract.ts";
import { quote } from "../sexpr/index.ts";
import { detailOf } from "./detail.ts";
import { findLibraries, libraryFolders } from "./libraries.ts";
import { lineageOf, readLibrary } from "./library.ts";

const test = suite("plugins/kicad/symbols/erc");
const TEMPLATE = "/usr/share/kicad/template";

const libraries = await findLibraries(
  await libraryFolders({ program: null, env: {}, platform: process.platform }),
);
const withLibraries = libraries.length > 0 && isOnPath("kicad-cli") ? test : test.skip;

/** The first and the third have a drawing of their own; the others take it from another symbol. */
const IDS = [
  "Regulator_Linear:AMS1117",
  "Regulator_Linear:AMS1117-3.3",
  "MCU_ST_STM32G0:STM32G030F6Px",
  "Sensor_Humidity:SHT31-DIS",
  "Sensor_Humidity:SHT35-DIS",
  "Amplifier_Operational:LM358",
];

withLibraries("KiCad finds no difference between a symbol's text and its library", async () => {
  const symbols = await Promise.all(IDS.map(symbolOf));
  assert.equal(await libraryFindings(symbols), []);
});

withLibraries("KiCad would find one: a pin that is longer", async () => {
  const symbol = await symbolOf("Regulator_Linear:AMS1117-3.3");
  const text = symbol.text.replace(/\(length [\d.]+\)/, "(length 10.16)");
  assert.equal(await libraryFindings([{ ...symbol, text }]), ["lib_symbol_mismatch"]);
});

withLibraries("a mark at a pin's place meets the pin", async () => {
  const symbol = await symbolOf("Regulator_Linear:AMS1117-3.3");
  const marked = (direction: 1 | -1) =>
    findings(
      sheet(
        [symbol],
        symbol.pinList.map(
          ({ xMm, yMm }, n) =>
            `(no_connect (at ${50.8 + xMm} ${50.8 + direction * yMm}) (uuid "${uuid(9000 + n)}"))`,
        ),
      ),
    );
  const unmet = ["pin_not_connected", "no_connect_dangling"];
  const met = await marked(1);
  assert.equal(
    [met.includes("lib_symbol_issues"), ...unmet.map((type) => met.includes(type))],
    [false, false, false],
  );
  const mirrored = await marked(-1);
  assert.equal(
    unmet.map((type) => mirrored.includes(type)),
    [true, true],
  );
});

withLibraries("gives pins as the drawing has them", async () => {
  const regulator = await symbolOf("Regulator_Linear:AMS1117-3.3");
  assert.equal(
    regulator.pinList.map(({ number, name, type }) => `${number} ${name} ${type}`).toSorted(),
    ["1 GND power_in", "2 VO power_out", "3 VI power_in"],
  );
  assert.is((await symbolOf("MCU_ST_STM32G0:STM32G030F6Px")).pins, 20);
  const amplifier = await symbolOf("Amplifier_Operational:LM358");
  assert.equal([amplifier.units, amplifier.pins], [3, 8]);
});

test.run();

async function symbolOf(id: string): Promise<SymbolDetail> {
  const [library, name] = id.split(":") as [string, string];
  const { symbols } = await readLibrary(libraries.find((one) => one.name === library)!);
  return detailOf(lineageOf(symbols, name)!, id);
}

/** The types of what KiCad says about the symbols' libraries; no answer is no pass. */
async function libraryFindings(symbols: readonly SymbolDetail[]): Promise<string[]> {
  const types = await findings(sheet(symbols));
  // The pins are not connected: that KiCad says so shows that it has read the symbols.
  assert.ok(types.includes("pin_not_connected"));
  return types.filter((type) => type.startsWith("lib_symbol"));
}

/** The types of all that KiCad finds. */
async function findings(text: string): Promise<string[]> {
  await using temp = await tempWorkspace({ "d.kicad_pro": "{}", "d.kicad_sch": text });
  const home = join(temp.outside, "home");
  const settings = join(home, ".config", "kicad", await version());
  await mkdir(settings, { recursive: true });
  // Without the symbols' table KiCad would know no library at all.
  for (const table of ["sym-lib-table", "fp-lib-table"]) {
    await copyFile(join(TEMPLATE, table), join(settings, table));
  }
  const report = join(temp.outside, "erc.json");
  const env = { PATH: process.env["PATH"], HOME: home, LANG: "C.UTF-8", TMPDIR: temp.outside };
  const args = ["sch", "erc", "--format", "json", "-o", report, temp.at("d.kicad_sch")];
  await promisify(execFile)("kicad-cli", args, { env, timeout: 60_000 });
  const { sheets } = JSON.parse(await readFile(report, "utf8")) as {
    sheets: { violations: { type: string }[] }[];
  };
  return sheets.flatMap(({ violations }) => violations.map(({ type }) => type));
}

async function version(): Promise<string> {
  const { stdout } = await promisify(execFile)("kicad-cli", ["version"]);
  return /^\d+\.\d+/m.exec(stdout)![0];
}

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** One instance of each symbol's first unit, 50.8 mm apart, with all of its fields. */
function sheet(symbols: readonly SymbolDetail[], more: readonly string[] = []): string {
  const placed = symbols.map(({ id, fields, pinList }, n) => {
    const at = `(at ${50.8 * (n + 1)} 50.8 0)`;
    const reference = quote(`${fields["Reference"]}${n + 1}`);
    const properties = Object.entries({ ...fields, Reference: null })
      .filter(([name]) => !name.startsWith("ki_"))
      .map(
        ([name, value]) =>
          `(property ${quote(name)} ${value === null ? reference : quote(value)} ${at})`,
      );
    const pins = pinList.map(
      (pin, p) => `(pin ${quote(pin.number)} (uuid "${uuid(1000 * (n + 1) + p)}"))`,
    );
    return `(symbol (lib_id ${quote(id)}) ${at} (unit 1) (exclude_from_sim no) (in_bom yes) (on_board yes)
      (dnp no) (uuid "${uuid(n + 2)}") ${properties.join(" ")} ${pins.join(" ")}
      (instances (project "d" (path "/${uuid(1)}" (reference ${reference}) (unit 1)))))`;
  });
  return `(kicad_sch (version 20250114) (generator "test") (generator_version "9.0") (uuid "${uuid(1)}")
    (paper "A1") (lib_symbols ${symbols.map(({ text }) => text).join("\n")})
    ${placed.join("\n")} ${more.join("\n")} (sheet_instances (path "/" (page "1"))))`;
}
