/** Netlists that KiCad exports from its own demos: simulated as hostile text, with figures that are known. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { runTool } from "metaforge/testing";
import { isOnPath, needs } from "../../test/runner/needs.ts";
import type { SimulationOutcome } from "./contract.ts";
import ngspice from "./index.ts";

const test = suite("plugins/ngspice/kicad-decks");
const DEMOS = "/usr/share/kicad/demos/simulation";
const isThere = isOnPath("kicad-cli") && (await stat(DEMOS).catch(() => null)) !== null;
const withBoth: typeof test = isThere
  ? (needs("ngspice", test) as typeof test)
  : (((name: string, work: () => Promise<void>) =>
      test.skip(`${name} (needs KiCad)`, work)) as typeof test);

withBoth("simulates the rectifier", async () => {
  const { status, data } = await simulate("rectifier", "rectifier");
  assert.equal([status, data!.points, data!.variables, data!.compat], ["ok", 10_008, 5, "none"]);
  const [axis, out] = ["time", "v(/rect_out)"].map((name) =>
    data!.waveforms.find((wave) => wave.name === name)!,
  );
  assert.equal([axis!.values.at(-1), out!.values.at(-1)!.toFixed(4)], [0.01, "0.8336"]);
});

withBoth("simulates the LM317 supply in LTspice's syntax alone, and names it", async () => {
  const plain = await simulate("power_supplies/LM317_power_supply", "power_supply", {
    compat: "none",
  });
  assert.equal([plain.status, plain.data], ["failed", null]);
  const fault = plain.problems.find(({ code }) => code === "SYNTAX")!;
  assert.match(fault.message, "no such function 'if'");
  assert.equal([fault.file, fault.line], ["LM317.lib", 47]);
  const { status, data, problems } = await simulate(
    "power_supplies/LM317_power_supply",
    "power_supply",
  );
  assert.equal([status, data!.points, data!.variables, data!.compat], ["ok", 574, 53, "ltpsa"]);
  assert.match(problems[0]!.message, "compat ltpsa");
});

withBoth("drops the harmless commands of a sheet with a notice", async () => {
  const { status, data, problems } = await simulate("sallen_key", "sallen_key");
  assert.equal([status, data!.analysis.kind, data!.points], ["ok", "ac", 61]);
  assert.equal(new Set(problems.map(({ severity }) => severity)), new Set(["info"]));
  assert.equal(
    data!.dropped.map(({ text }) => text),
    [".control", "version"],
  );
});

withBoth("runs no command that stands in a sheet's text", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mf-"));
  try {
    const mark = join(folder, "mark");
    const item = `(text ".control\\nshell touch ${mark}\\n.endc" (at 100 20 0) (effects (font (size 1.27 1.27))) (uuid "00000000-0000-4000-8000-000000000001"))`;
    const { status, problems } = await simulate("rectifier", "rectifier", {}, (sheet) =>
      sheet.replace(/\)\s*$/, `${item})`),
    );
    const unsafe = problems.find(({ code }) => code === "UNSAFE_DECK")!;
    assert.is(status, "not-run");
    assert.match(unsafe.message, `shell touch`);
    assert.equal(await readdir(folder), []);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.run();

/** Exports a demo's netlist as it lies and simulates it with the files beside it as the workspace. */
async function simulate(
  demo: string,
  name: string,
  more: object = {},
  change = (sheet: string) => sheet,
): Promise<SimulationOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "mf-"));
  try {
    const project = join(folder, "project");
    await cp(join(DEMOS, demo), project, { recursive: true });
    await mkdir(join(folder, "home"));
    const sheet = join(project, `${name}.kicad_sch`);
    await writeFile(sheet, change(await readFile(sheet, "utf8")));
    const deck = join(folder, "deck.cir");
    await promisify(execFile)(
      "kicad-cli",
      ["sch", "export", "netlist", "--format", "spice", "-o", deck, sheet],
      { cwd: folder, env: { ...process.env, HOME: join(folder, "home") } },
    );
    const files = Object.fromEntries(
      await Promise.all(
        (await readdir(project, { withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map(async ({ name: file }) => [file, await readFile(join(project, file))] as const),
      ),
    );
    const text = (await readFile(deck, "utf8")).replaceAll(`${project}/`, "");
    const call = runTool(ngspice, { files }).call("simulate", { deck: { text }, ...more });
    return (await call) as SimulationOutcome;
  } finally {
    await rm(folder, { recursive: true });
  }
}
