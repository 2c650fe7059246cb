/** The catalogue's way from files to parts: kept between processes, and refused whole when a file is damaged. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toolCache } from "../../test/fixtures/tool-cache.ts";
import { tempWorkspace } from "../../test/fixtures/temp-workspace.ts";
import { compile, loadCatalogue } from "./load.ts";

const test = suite("plugins/parts/load");

const entry = (mpn: string, more = "") => `
  - mpn: ${mpn}
    manufacturer: Acme
    description: A regulator
    package: { name: SOT-23, pins: 3 }
    symbol: null
    footprint: null
    datasheet: null
    figures: { output_voltage: { typ: 3.3, unit: V, source: [DS1, Features] } }
    interfaces: []
    peripherals: {}
    attributes: {}
    lifecycle: { status: unknown }
    prices: []${more}`;
const ldo = (...mpns: string[]) => `family: ldo\nparts:${mpns.map((mpn) => entry(mpn)).join("")}\n`;

const { signal } = new AbortController();

async function place(text: string) {
  const temp = await tempWorkspace({ "catalogue/ldo.yaml": text });
  const [folder, cache] = [temp.at("catalogue"), temp.at("cache")];
  await mkdir(cache);
  const load = () => loadCatalogue({ cache: toolCache(cache), signal }, folder);
  return { ...temp, folder, cache, load };
}

test("yields parts sorted by id, and a version that changes with them", async () => {
  await using here = await place(ldo("REG-2", "REG-1"));
  const first = await here.load();
  assert.equal(
    first.parts.map(({ id }) => id),
    ["acme/REG-1", "acme/REG-2"],
  );
  assert.match(first.version, /^2 parts, [0-9a-f]{8}$/);
  await writeFile(join(here.folder, "ldo.yaml"), ldo("REG-1", "REG-3"));
  const second = await here.load();
  assert.equal(
    second.parts.map(({ mpn }) => mpn),
    ["REG-1", "REG-3"],
  );
  assert.is.not(second.version, first.version);
});

test("keeps the compiled form, and makes it anew when it is damaged", async () => {
  await using here = await place(ldo("REG-1"));
  await using other = await place(ldo("REG-9"));
  // Another catalogue in between makes this process forget the first.
  const forget = () => other.load();
  await here.load();
  const [name] = await readdir(here.cache);
  const file = join(here.cache, name!);
  const whole = await readFile(file);
  const changed = Buffer.from(whole);
  changed[whole.indexOf("DS1")]! ^= 1;
  for (const damaged of ["", whole.subarray(0, -3), changed, "{}"]) {
    // oxlint-disable no-await-in-loop -- one damage after the other
    await writeFile(file, damaged);
    await forget();
    assert.is((await here.load()).parts[0]!.figures.output_voltage![0]!.typ, 3.3);
    assert.ok(whole.equals(await readFile(file)));
    // oxlint-enable no-await-in-loop
  }
});

test("works where nothing can be kept", async () => {
  await using here = await place(ldo("REG-1"));
  // Below a file there can be no folder.
  const cache = toolCache(here.at("catalogue/ldo.yaml/cache"));
  const { parts } = await loadCatalogue({ cache, signal }, here.folder);
  assert.is(parts.length, 1);
});

/** What is said of a catalogue that cannot be used. */
async function broken(...files: [name: string, text: string][]): Promise<string> {
  const [told] = await Promise.allSettled([compile(files, signal)]);
  return told.status === "rejected" ? messageOf(told.reason) : "nothing";
}

test("names the file and the place of what is wrong", async () => {
  assert.match(await broken(["ldo.yaml", "family: [ldo"]), /catalogue\/ldo\.yaml/);
  const unsourced = ldo("REG-1").replace(", source: [DS1, Features]", "");
  assert.match(await broken(["ldo.yaml", unsourced]), /parts\[0\]\.figures\.output_voltage/);
});

test("refuses a part that is there twice, and a file that holds another family", async () => {
  assert.match(await broken(["ldo.yaml", ldo("R-1", "r-1")]), "acme/R-1 is in ldo.yaml, too");
  assert.match(await broken(["buck.yaml", ldo("R-1")]), "holds the family ldo");
});

test("stops between two files when the run is aborted", async () => {
  const files = [["ldo.yaml", ldo("R-1")]] as const;
  const [told] = await Promise.allSettled([compile(files, AbortSignal.abort("enough"))]);
  assert.equal(told, { status: "rejected", reason: "enough" });
});

test.run();
