/** What the KiCad of this machine makes of its own demo designs, each in a copy, each figure known. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { defineTool } from "metaforge";
import type { ToolContext } from "metaforge";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DEMOS } from "../../../test/fixtures/kicad-demos.ts";
import { needs } from "../../../test/runner/needs.ts";
import type { KicadActions, Outcome } from "../contract.ts";
import { exportActions } from "./index.ts";

const test = suite("plugins/kicad/exports/demos");
const withKicad = needs("kicad-cli", test);

const tool = defineTool({
  name: "kicad",
  version: "1.0.0",
  description: "The exports alone.",
  detect: async () => ({ available: true }),
  actions: exportActions,
});

withKicad("makes of pic_programmer what is known of it", async () => {
  await inDemo("pic_programmer", "pic_programmer", async (ask) => {
    const { rows, lines } = await ask("bom", { fields: ["Datasheet"] });
    assert.equal([rows.length, lines.length], [56, 36]);
    assert.equal(Object.keys(rows[0]!), ["Refs", "Value", "Footprint", "Qty", "DNP", "Datasheet"]);
    assert.ok(lines.every((line) => line.Qty === String(line.Refs!.split(",").length)));
    const { components, nets } = await ask("netlist");
    assert.equal([components.length, nets.length], [63, 111]);
    assert.is(components.filter((one) => one.excludedFromBom).length, 7);
    assert.equal(await ask("boardFacts"), {
      widthMm: 160.12,
      heightMm: 99.16,
      layers: 2,
      thicknessMm: 1.6,
      minTrackMm: 0.35,
      minSpacingMm: 0.25,
      finish: null,
      minDrillMm: 0.6,
      maxDrillMm: 4.3,
      holes: { plated: 244, unplated: 7 },
      aspectRatio: 2.667,
    });
    const { files } = await ask("fabricationOutputs");
    const inFolder = (folder: string) => files.filter(({ name }) => name.startsWith(folder)).length;
    assert.equal([inFolder("gerber/"), inFolder("drill/"), inFolder("pos/")], [21, 1, 1]);
    assert.ok(files.some(({ name }) => name === "gerber/pic_programmer-job.gbrjob"));
  });
});

withKicad("makes of multichannel_mixer what is known of it", async () => {
  await inDemo("multichannel", "multichannel_mixer", async (ask) => {
    const { rows, lines } = await ask("bom");
    const { components, nets } = await ask("netlist");
    const counts = [rows, lines, components, nets].map((list) => list.length);
    assert.equal(counts, [114, 11, 114, 80]);
    const { sheets } = await ask("plotSchematic");
    const paths = sheets.map(({ path }) => path);
    assert.equal(paths, ["/", "/CH1/", "/CH2/", "/CH3/", "/CH4/"]);
  });
});

withKicad("plots a sheet that is used twice two times, each with its own marks", async () => {
  await inDemo("complex_hierarchy", "complex_hierarchy", async (ask) => {
    const { rows, lines } = await ask("bom");
    const { components, nets } = await ask("netlist");
    const counts = [rows, lines, components, nets].map((list) => list.length);
    assert.equal(counts, [68, 24, 68, 52]);
    const mark = { xMm: 100, yMm: 100, severity: "error", label: "E1", title: "here" } as const;
    const marks = [{ ...mark, sheet: "/ampli_ht_horizontal/" }];
    const { sheets } = await ask("plotSchematic", { marks });
    const marked = sheets.map(({ path, svg }) => [path, svg.includes("<title>here</title>")]);
    assert.equal(marked, [
      ["/", false],
      ["/ampli_ht_vertical/", false],
      ["/ampli_ht_horizontal/", true],
    ]);
    assert.ok(sheets.every(({ svg }) => svg.length < 400_000 && svg.includes("stroke:#840000")));
  });
});

withKicad("builds ecc83-pp with the bodies that are there, and names the others", async () => {
  await using demo = await opened("ecc83", "ecc83-pp");
  for (const format of ["step", "glb"] as const) {
    const { status, data, problems } = await demo.outcome("model3d", { format });
    assert.is(status, "partial");
    assert.is(data?.file.name, `ecc83-pp.${format}`);
    assert.is(data?.missingModels.length, 4);
    assert.is(problems[0]?.code, "MODEL_MISSING");
    assert.match(problems[0]!.message, "Altech_AK300_1x02_P5.00mm_45-Degree.wrl");
  }
});

withKicad("makes the same bytes of the same design a second later", async () => {
  const first = await everything();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.equal(await everything(), first);
});

withKicad("names the models of a circuit relative to its folder", async () => {
  await inDemo("simulation/rectifier", "rectifier", async (ask) => {
    const { text, includes } = await ask("spiceNetlist");
    assert.equal(includes, ["diode.mod"]);
    assert.match(text, '.include "diode.mod"\n.tran 1u 10m\n');
    assert.not.match(text, /tmp|usr|home/);
  });
  await inDemo("simulation/generic_models", "generic_opamp_bip", async (ask) => {
    const { text, workbook } = await ask("spiceNetlist");
    assert.equal(workbook, [".tran 10u 10m", ".ac dec 10 1 100Meg"]);
    assert.match(text, ".subckt kicad_builtin_vdiff");
    assert.not.match(text, /\/usr|\.include/);
  });
});

withKicad("says which models of a circuit are missing, and gives the rest", async () => {
  await using demo = await opened("simulation/q17", "Q17ng");
  const { status, data, problems } = await demo.outcome("spiceNetlist", {});
  assert.is(status, "partial");
  assert.match(problems[0]!.message, "could not find base model 'Q2SC2240'");
  assert.equal(data?.includes, ["OPA1641.LIB", "all_devices.lib"]);
});

test.run();

type Name = keyof typeof exportActions;
type Data<N extends Name> =
  Awaited<ReturnType<KicadActions[N]>> extends Outcome<infer T> ? T : never;
type Ask = <N extends Name>(name: N, input?: object) => Promise<Data<N>>;

/** Asks with the same context, as one run does; each answer has to be whole. */
async function inDemo(folder: string, stem: string, work: (ask: Ask) => Promise<void>) {
  await using demo = await opened(folder, stem);
  await work(async (name, input = {}) => {
    const { status, data, problems } = await demo.outcome(name, input);
    assert.equal([status, problems], ["ok", []], name);
    return data!;
  });
}

async function opened(folder: string, stem: string) {
  const files: Record<string, Uint8Array> = {};
  for (const name of readdirSync(join(DEMOS, folder), { recursive: true, encoding: "utf8" })) {
    const path = join(DEMOS, folder, name);
    if (statSync(path).isFile()) files[`hw/${name}`] = readFileSync(path);
  }
  const { context, close } = await held(files);
  return {
    async outcome<N extends Name>(name: N, input: object) {
      const checked = exportActions[name].input.parse({
        project: `hw/${stem}.kicad_pro`,
        ...input,
      });
      return (await exportActions[name].run(context, checked as never)) as Outcome<Data<N>>;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** A run's context that lasts until it is closed. */
async function held(files: Readonly<Record<string, Uint8Array>>) {
  const ended = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<ToolContext>();
  const run = runTool(tool, { files }).within(async (context) => {
    begun.resolve(context);
    await ended.promise;
  });
  const close = async () => {
    ended.resolve();
    await run;
  };
  return { context: await begun.promise, close };
}

/** What has a date in KiCad's own form, or could depend on who drew first. */
const REQUESTS: readonly (readonly [Name, object])[] = [
  ["plotSchematic", {}],
  ["plotBoard", {}],
  ["schematicPdf", {}],
  ["fabricationOutputs", {}],
  ["model3d", { format: "step" }],
  ["model3d", { format: "glb" }],
  ["render", { widthPx: 160, heightPx: 90 }],
];

/** SHA-256 of what is made of one design, each time in a fresh run without a cache. */
async function everything(): Promise<Record<string, string>> {
  await using demo = await opened("ecc83", "ecc83-pp");
  const hashes: Record<string, string> = {};
  for (const [name, input] of REQUESTS) {
    const { data, evidence } = await demo.outcome(name, input);
    assert.ok(data !== null, name);
    assert.ok(evidence.every(({ fromCache }) => !fromCache));
    const hash = createHash("sha256").update(JSON.stringify(data)).digest("hex");
    hashes[`${name} ${JSON.stringify(input)}`] = hash;
  }
  return hashes;
}
