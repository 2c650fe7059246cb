/** Programs that fail, lie or are not there: no export takes their word for it. */
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineTool } from "metaforge";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fakeProgram } from "../../../test/fixtures/fake-program.ts";
import { sheet } from "../canary-sheet.ts";
import type { Outcome } from "../contract.ts";
import { exportActions } from "./index.ts";

const test = suite("plugins/kicad/exports/distrust");

const tool = defineTool({
  name: "kicad",
  version: "1.0.0",
  description: "The exports alone.",
  detect: async () => ({ available: true }),
  actions: exportActions,
});

type Name = keyof typeof exportActions;
const NAMES = Object.keys(exportActions) as Name[];
const ON_BOARD: readonly Name[] = [
  "boardFacts",
  "plotBoard",
  "fabricationOutputs",
  "model3d",
  "render",
];
const BOARD = '(kicad_pcb (version 20241229) (generator "pcbnew") (layers (0 "F.Cu" signal)))\n';
const FILES = {
  "amp.kicad_pro": "{}",
  "amp.kicad_sch": sheet("amp", true),
  "amp.kicad_pcb": BOARD,
};

/** `script` is what the program does when it is asked for anything but its version; $out is where outputs go. */
async function outcomeOf(name: Name, script: string | null, files: Record<string, string> = FILES) {
  using program = fakeProgram(
    script === null ? "other" : "kicad-cli",
    `[ "$1" != version ] || { echo 9.0.8; exit 0; }
while [ $# -gt 0 ]; do [ "$1" != -o ] || out="$2"; shift; done
${script}`,
  );
  const input = { project: "amp.kicad_pro", ...(name === "model3d" ? { format: "step" } : {}) };
  const run = runTool(tool, { path: program.path, files });
  return (await run.call(name, input)) as Outcome<unknown>;
}

async function asked(...how: Parameters<typeof outcomeOf>) {
  const { status, data, problems } = await outcomeOf(...how);
  return { status, hasData: data !== null, codes: [...new Set(problems.map(({ code }) => code))] };
}

for (const name of NAMES) {
  test(`${name}: says that there is no program`, async () => {
    const expected = { status: "not-run", hasData: false, codes: ["TOOL_MISSING"] };
    assert.equal(await asked(name, null), expected);
  });

  test(`${name}: does not believe a program that ends well and writes nothing`, async () => {
    const expected = { status: "failed", hasData: false, codes: ["OUTPUT_MISSING"] };
    assert.equal(await asked(name, 'echo "Saved to $out"; exit 0'), expected);
  });

  test(`${name}: does not take just anything for its output`, async () => {
    // A folder is asked for with or without a slash at its end; a file is asked for by its name.
    const write =
      'case "$out" in */o|*/o/) for n in amp.svg amp-F_Cu.svg amp-job.gbrjob; do echo "oh no" > "$out/$n"; done;; *) echo "oh no" > "$out";; esac';
    const expected = { status: "failed", hasData: false, codes: ["OUTPUT_INVALID"] };
    assert.equal(await asked(name, write), expected);
  });

  test(`${name}: tells a crash and a refusal apart`, async () => {
    assert.equal((await asked(name, "kill -SEGV $$")).codes, ["CRASHED"]);
    assert.equal((await asked(name, "echo no; exit 3")).codes, ["INPUT_CORRUPT"]);
  });

  test(`${name}: has nothing to ask where its file is not there`, async () => {
    const lacking = ON_BOARD.includes(name) ? "amp.kicad_pcb" : "amp.kicad_sch";
    const files = Object.fromEntries(Object.entries(FILES).filter(([file]) => file !== lacking));
    const expected = { status: "not-run", hasData: false, codes: ["INPUT_MISSING"] };
    assert.equal(await asked(name, "exit 0", files), expected);
  });
}

const STEP = String.raw`printf 'ISO-10303-21;\nEND-ISO-10303-21;\n' > "$out"`;

test("model3d: takes an incomplete model as partial, and says what is missing", async () => {
  const expected = { status: "partial", hasData: true, codes: ["MODEL_MISSING"] };
  assert.equal(await asked("model3d", `${STEP}; echo "File not found: x.wrl"; exit 2`), expected);
  assert.equal(await asked("model3d", `${STEP}; echo "File not found: x.wrl"; exit 0`), expected);
  assert.equal(await asked("model3d", `${STEP}; exit 2`), expected);
  assert.equal(await asked("model3d", `${STEP}; exit 0`), { ...expected, status: "ok", codes: [] });
});

test("model3d: refuses a model that is cut off", async () => {
  const cut = await asked("model3d", `echo 'ISO-10303-21;' > "$out"; exit 2`);
  assert.equal(cut.codes, ["OUTPUT_INVALID"]);
});

test("spiceNetlist: reads no file outside, whatever the netlist or the settings name", async () => {
  await using outside = await tempFolder({
    "x.lib": "secret",
    "x.wbk": '{"tabs": [{"commands": [".tran 7u 7"]}]}',
  });
  const write = String.raw`printf '.title x\n.include "${outside.path}/x.lib"\n.end\n' > "$out"`;
  const climbing = `${"../".repeat(20)}${outside.path.slice(1)}/x.wbk`;
  const settings = { schematic: { ngspice: { workbook_filename: climbing } } };
  const files = { ...FILES, "amp.kicad_pro": JSON.stringify(settings) };
  const { status, data, problems } = await outcomeOf("spiceNetlist", write, files);
  assert.equal([status, problems.map(({ code }) => code)], ["partial", ["LIBRARY_OUTSIDE"]]);
  assert.equal(data, {
    text: ".title x\n* not reachable: x.lib\n.end\n",
    includes: [],
    workbook: [],
  });
});

test.run();

async function tempFolder(files: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(await realpath(tmpdir()), "metaforge-outside-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
