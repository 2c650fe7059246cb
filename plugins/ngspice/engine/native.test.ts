/** What is made of an ngspice that is not there, crashes, hangs, floods, lies or writes nonsense. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { defineTool } from "metaforge";
import { runTool } from "metaforge/testing";
import { fakeProgram } from "../../../test/fixtures/fake-program.ts";
import type { SimulationOutcome } from "../contract.ts";
import ngspice from "../index.ts";
import { createSimulate } from "../simulate.ts";
import { lastSaid, scrub } from "./scrub.ts";

const test = suite("plugins/ngspice/engine/native");
const DECK = "* t\nV1 in 0 1\nR1 in 0 1k\n.tran 1u 1m\n.end\n";
const RAW = `Title: * t\\nPlotname: Transient Analysis\\nFlags: real\\nNo. Variables: 1\\nNo. Points: 1\\nVariables:\\n\\t0\\ttime\\ttime\\nValues:\\n 0\\t`;

test("says that there is no ngspice, and what is wrong with the deck all the same", async () => {
  const actions = { simulate: createSimulate(async () => null) };
  const tool = runTool(defineTool({ ...ngspice, actions }));
  const deck = { text: "* t\nR1 a 0 10M\n.op\n" };
  const { status, problems } = (await tool.call("simulate", { deck })) as SimulationOutcome;
  assert.is(status, "not-run");
  assert.equal(
    problems.map(({ code }) => code),
    ["UNIT_SUSPECT", "TOOL_MISSING"],
  );
});

for (const [what, script, code, status = "failed"] of [
  ["ends well and writes nothing", "exit 0", "OUTPUT_MISSING"],
  ["writes nonsense", "echo nonsense > result.raw", "OUTPUT_INVALID"],
  ["ends with a code", "exit 3", "TOOL_FAILED"],
  ["crashes", "kill -SEGV $$", "CRASHED"],
  ["hangs", "exec /bin/sleep 60", "TIMEOUT"],
  ["floods", "exec /usr/bin/yes Error", "TIMEOUT"],
  ["stops short", `printf '${RAW}5e-4\\n' > result.raw`, "STOPPED_SHORT", "partial"],
  ["has the points of nothing", `printf '${RAW}' > result.raw`, "OUTPUT_MISSING"],
] as const) {
  test(`does not believe an ngspice that ${what}`, async () => {
    const outcome = await simulate("ngspice", script);
    assert.equal(
      [outcome.status, outcome.problems.some((one) => one.code === code)],
      [status, true],
      JSON.stringify(outcome),
    );
    assert.ok(outcome.said.length <= 4001);
  });
}

test("believes one that writes all it was asked for", async () => {
  const { status, data, problems } = await simulate(
    "ngspice",
    `printf '${RAW}1e-3\\n' > result.raw`,
  );
  assert.equal(
    [status, problems, data!.points, data!.engine],
    ["ok", [], 1, { name: "ngspice", version: "46" }],
  );
});

test("takes paths of the machine out of what it says, and leaves nets alone", () => {
  assert.is(scrub("in /tmp/a/b/deck.cir and /tmp/a/b", "/tmp/a/b"), "in deck.cir and .");
  assert.is(
    scrub("cannot open /usr/lib/ngspice/x.cm: v(/rect_out) /sheet1/in"),
    "cannot open …/x.cm: v(/rect_out) /sheet1/in",
  );
  assert.is(
    lastSaid("mf-1 ran\nNo. of Data Rows : 1\r\n\n", "Warning\u001b[1m", "mf-1"),
    "No. of Data Rows : 1\nWarning�[1m",
  );
});

test.run();

/** With a program of that name and script as the only one on PATH. */
async function simulate(name: string, script: string, text = DECK): Promise<SimulationOutcome> {
  const banner = `[ "$1" = --version ] && echo "** ngspice-46 : x" && exit 0`;
  using program = fakeProgram(name, `${banner}\n${script}`);
  const tool = runTool(ngspice, { path: program.path });
  return (await tool.call("simulate", { deck: { text }, timeoutMs: 800 })) as SimulationOutcome;
}
