/** ngspice as WebAssembly: the native program's figures, no way out of its memory, ended in time. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "metaforge/testing";
import type { SimulationOutcome } from "../contract.ts";
import ngspice from "../index.ts";
import { detectWasm, wasmEngine } from "./wasm.ts";

const test = suite("plugins/ngspice/engine/wasm");
const withPackage: typeof test =
  detectWasm() === null
    ? (((name: string, work: () => Promise<void>) =>
        test.skip(`${name} (needs eecircuit-engine)`, work)) as typeof test)
    : test;

const RC = "* rc\nV1 in 0 DC 0 AC 1 PULSE(0 1 0 1n 1n 10m)\nR1 in out 1k\nC1 out 0 100n\n";

withPackage("is found and believed where there is no other, and says what it is", async () => {
  const tool = runTool(ngspice, { path: "/nowhere" });
  assert.equal(await tool.detect(), { available: true, version: "45.2 (WebAssembly)" });
  const { trustworthy } = (await tool.call("canary", {})) as { trustworthy: boolean };
  assert.is(trustworthy, true);
});

withPackage("finds corner, gain and rise time of an RC low-pass", async () => {
  const ac = await simulate(
    `${RC}.ac dec 100 10 1meg\n.meas ac f WHEN vdb(out)=-3.0103\n.meas ac g FIND vdb(out) AT=1k\n`,
  );
  assert.equal([ac.status, ac.data!.engine.name, ac.data!.points], ["ok", "ngspice-wasm", 501]);
  assert.equal(valuesOf(ac), [1591.55, -1.44507]);
  const tran = await simulate(
    `${RC}.tran 100n 1m\n.meas tran rise TRIG v(out) VAL=0.1 RISE=1 TARG v(out) VAL=0.9 RISE=1\n`,
  );
  assert.ok(Math.abs(valuesOf(tran)[0]! - 1e-4 * Math.log(9)) < 1e-7);
});

withPackage("fails as the native program does", async () => {
  const rows = [
    [`${RC}R9 in out\n.op\n`, "LINE_DROPPED"],
    [`${RC}D9 in out NOPE\n.op\n`, "MODEL_MISSING"],
    ["* n\nV1 in 0 1\nB1 x 0 V=exp(1000*(v(x)+1))\nR1 x 0 1\n.op\n", "NO_CONVERGENCE"],
  ] as const;
  for (const [text, code] of rows) {
    const { status, problems } = await simulate(text);
    assert.equal([status, problems.some((one) => one.code === code)], ["failed", true], code);
  }
});

withPackage("ends in the middle of a computation, by time and by cancelling", async () => {
  const { status, problems } = await simulate(`${RC}.tran 1n 10\n`, { timeoutMs: 3000 });
  assert.equal([status, problems.map(({ code }) => code)], ["failed", ["TIMEOUT"]]);
  const abort = new AbortController();
  const tool = runTool(ngspice, { path: "/nowhere", signal: abort.signal });
  const call = tool.call("simulate", { deck: { text: `${RC}.tran 1n 10\n` } });
  setTimeout(() => abort.abort(), 1000);
  assert.is(
    await call.then(
      () => "ended",
      () => "cancelled",
    ),
    "cancelled",
  );
});

withPackage("can start no program and write no file, whatever it is made to read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mf-"));
  try {
    const mark = join(folder, "mark");
    const engine = wasmEngine({ signal: new AbortController().signal })!;
    // Past the allow-list, on purpose.
    const deck = `${RC}.op\n.control\nshell touch ${mark}\necho x > ${mark}\nrun\nwrite ${mark}\n.endc\n.end\n`;
    const { stderr } = await engine.run(deck, { compat: "none", timeoutMs: 20_000 });
    assert.match(stderr, "Unable to execute");
    assert.is(existsSync(mark), false);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.run();

const simulate = async (text: string, more: object = {}) =>
  (await runTool(ngspice, { path: "/nowhere" }).call("simulate", {
    deck: { text },
    ...more,
  })) as SimulationOutcome;

const valuesOf = ({ data }: SimulationOutcome) => data!.measures.map(({ value }) => value!);
