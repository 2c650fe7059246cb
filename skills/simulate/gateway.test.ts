/** The skill in a whole gateway with the real tools: the demos that come with KiCad, hostile decks, missing programs. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../../test/fixtures/gateway.ts";
import { isOnPath, needs } from "../../test/runner/needs.ts";
import type { Results } from "./schema.ts";

const test = suite("skills/simulate/gateway");
const withNgspice = needs("ngspice", test);
const withKicad = isOnPath("ngspice") ? needs("kicad-cli", test) : withNgspice;

type Gateway = Awaited<ReturnType<typeof testGateway>>;

async function run(gateway: Gateway, input: object) {
  const before = treeOf(gateway.workspace);
  const { body, status } = await gateway.run("simulate", input);
  assert.is(status, 200, JSON.stringify(body));
  const path = (name: string) => `/session/${body.session_id}/artifact?path=${name}`;
  const text = async (name: string) => (await gateway.get(path(name))).text;
  assert.equal(treeOf(gateway.workspace), before, "the user's folder has changed");
  const results = JSON.parse(await text("sim/results.json")) as Results;
  return { results, text };
}

/** Path → hash of everything in a folder but the gateway's own. */
function treeOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((one) => one.isFile() && !one.parentPath.includes(".metaforge"))
      .map((one) => join(one.parentPath, one.name))
      .map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}

const EXAMPLE = filesOf(join(import.meta.dirname, "example"));
const DEMOS = "/usr/share/kicad/demos/simulation";
const WITH_DEMOS = existsSync(DEMOS) ? withKicad : test.skip;

function filesOf(folder: string, below = ""): Record<string, Uint8Array> {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ name }) => [`${below}${name}`, readFileSync(join(folder, name))]),
  );
}

withNgspice("keeps its example's limits, and finds a corner where theory puts it", async () => {
  const rc = "rc\nV1 in 0 AC 1\nR1 in out 1k\nC1 out 0 100n\n.end\n";
  await using gateway = await testGateway({ files: { ...EXAMPLE, "rc.cir": rc } });
  const { results, text } = await run(gateway, { files: Object.keys(EXAMPLE) });
  assert.equal(
    results.limits.map(({ verdict }) => verdict),
    ["pass", "pass", "pass"],
  );
  assert.ok(results.tools.every(({ version }) => version !== null && version !== ""));
  assert.match(await text("sim/sim-report.md"), /\| Engine +\| ngspice/);

  const corner = { name: "corner", expression: "WHEN vdb(out)=-3.0103 FALL=1" };
  const limits = [{ ...corner, min: "1.59kHz", max: "1.593kHz" }];
  const args = { analysis: ".ac dec 100 10 1Meg", limits };
  const small = await run(gateway, { files: ["rc.cir"], args });
  // 1 / (2 π R C), R = 1 kΩ and C = 100 nF.
  assert.ok(Math.abs(small.results.measures[0]!.value! - 1591.55) < 1.6);
  assert.is(small.results.verdict, "pass");
});

withNgspice(
  "starts nothing and writes nothing that a deck asks for, and ends an endless one",
  async () => {
    const trace = join(tmpdir(), `metaforge-deck-${process.pid}`);
    const bad = `bad\nR1 a 0 1\nV1 a 0 1\n.tran 1u 1m\n.control\nshell touch ${trace}\n.endc\n.end\n`;
    const long = "long\nV1 a 0 SIN(0 1 1Meg)\nR1 a 0 1\n.tran 1n 10\n.end\n";
    await using gateway = await testGateway({ files: { "bad.cir": bad, "long.cir": long } });
    const args = { limits: [{ name: "v(a)", max: 5 }], timeoutMs: 500 };
    for (const [path, code] of [
      ["bad.cir", /UNSAFE_DECK/],
      ["long.cir", /TIMEOUT|OUTPUT_TOO_LARGE/],
    ] as const) {
      const { results } = await run(gateway, { files: [path], args });
      assert.not.ok(existsSync(trace));
      assert.is(results.status, "failed");
      assert.is(results.verdict, "not_measured");
      assert.ok(results.problems.some((one) => one.severity === "error" && code.test(one.code)));
    }
  },
);

WITH_DEMOS(
  "finds in KiCad's demos what KiCad's simulator finds, and names LTspice's syntax",
  async () => {
    const files = {
      ...filesOf(join(DEMOS, "rectifier"), "rectifier/"),
      ...filesOf(join(DEMOS, "power_supplies", "LM317_power_supply"), "supply/"),
    };
    await using gateway = await testGateway({ files });
    const measures = [{ name: "late", expression: "FIND v(/rect_out) AT=10m" }];
    const rectifier = { files: ["rectifier/rectifier.kicad_pro"], args: { measures } };
    const { results } = await run(gateway, rectifier);
    assert.equal([results.status, results.points, results.variables], ["ok", 10_008, 5]);
    assert.is(results.measures[0]!.value!.toFixed(4), "0.8336");

    const supply = { files: ["supply/power_supply.kicad_sch"] };
    const psa = await run(gateway, supply);
    assert.equal(
      [psa.results.compat, psa.results.points, psa.results.variables],
      ["ltpsa", 574, 53],
    );
    assert.match(await psa.text("sim/sim-report.md"), /compat: ltpsa/);
    const plain = await run(gateway, { ...supply, args: { compat: "none" } });
    assert.is(plain.results.status, "failed");
  },
);

WITH_DEMOS("starts nothing that a text on a sheet asks for, and reports it", async () => {
  const trace = join(tmpdir(), `metaforge-sheet-${process.pid}`);
  const files = filesOf(join(DEMOS, "rectifier"));
  const sheet = new TextDecoder().decode(files["rectifier.kicad_sch"]);
  const words = `(text ".control\\nshell touch ${trace}\\n.endc" (exclude_from_sim no) (at 10 10 0) (uuid "0a1b2c3d-0000-4000-8000-000000000001"))`;
  const hostile = sheet.replace(/\)\s*$/, `${words})\n`);
  await using gateway = await testGateway({ files: { ...files, "rectifier.kicad_sch": hostile } });
  const { results, text } = await run(gateway, {});
  assert.not.ok(existsSync(trace));
  assert.match(await text("sim/netlist.txt"), /shell touch/, "the text is in the deck");
  assert.is(results.status, "failed");
  assert.ok(results.problems.some(({ code }) => code === "UNSAFE_DECK"));
});

test("simulates no schematic without KiCad, and a deck by what comes along without ngspice", async () => {
  const files = {
    "a/rc.cir": "rc\nV1 a 0 1\nR1 a 0 1\n.op\n.end\n",
    "b/b.kicad_pro": "{}",
    "b/b.kicad_sch": "(kicad_sch)",
  };
  await using gateway = await testGateway({ files, env: { PATH: "/nowhere" } });
  const { results: deck } = await run(gateway, { files: ["a/rc.cir"] });
  // The package is optional: an installation may have left it out.
  const isThere = deck.engine?.name === "ngspice-wasm";
  assert.is(deck.status, isThere ? "ok" : "not-run");
  const { results } = await run(gateway, { files: ["b/b.kicad_sch"] });
  assert.equal([results.status, results.verdict], ["not-run", "not_measured"]);
  assert.equal(
    results.problems.map(({ code }) => code),
    ["TOOL_MISSING"],
  );
});

test.run();
