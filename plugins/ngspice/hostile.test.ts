/** Every known way by which a deck makes ngspice start a program or write a file makes none of them through us. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "metaforge/testing";
import { needs } from "../../test/runner/needs.ts";
import type { SimulationOutcome } from "./contract.ts";
import ngspice from "./index.ts";

const test = suite("plugins/ngspice/hostile");
const withSpice = needs("ngspice", test);

const BODY = "V1 in 0 SIN(0 1 1k)\nR1 in 0 1k\n.tran 10u 1m\n";
const block = (...commands: string[]) =>
  `* title\n${BODY}.control\n${commands.join("\n")}\n.endc\n.end\n`;
const touch = (mark: string) => `shell touch ${mark}`;

interface Route {
  readonly how: string;
  /** The deck; ngspice makes names small, so a mark is in small letters. */
  readonly deck: (mark: string, folder: string) => string;
  readonly files?: (mark: string) => Record<string, string>;
  /** Absent: the deck is refused; otherwise what is done with it. */
  readonly otherwise?: "runs" | "fails";
  /** ngspice 46 does not fall for it, another version may. */
  readonly dormant?: true;
}

const ROUTES: Route[] = [
  { how: "a shell command", deck: (mark) => block(touch(mark)) },
  {
    how: "large letters",
    deck: (mark) => block(touch(mark)).replace(".control", ".CONTROL").replace("shell", "SHELL"),
  },
  {
    how: "indents",
    deck: (mark) => block(`   ${touch(mark)}`).replace(".control", " \t .control"),
  },
  {
    how: "a longer word for .control",
    deck: (mark) => block(touch(mark)).replace(".control", ".controlling"),
  },
  {
    how: "a blank of another alphabet",
    deck: (mark) => block(touch(mark)).replace(".control", ".control\u00a0"),
  },
  {
    how: "a block inside .if",
    deck: (mark) =>
      block(touch(mark)).replace(".control", ".if (1)\n.control").replace(".endc", ".endc\n.endif"),
  },
  { how: "a command inside if", deck: (mark) => block("if 1", touch(mark), "end") },
  { how: "a command inside a loop", deck: (mark) => block("foreach i 1", touch(mark), "end") },
  { how: "back-ticks", deck: (mark) => block(`echo \`touch ${mark}\``) },
  { how: "back-ticks in a variable", deck: (mark) => block(`set x=\`touch ${mark}\``) },
  { how: "an alias", deck: (mark) => block("alias zz shell", `zz touch ${mark}`) },
  { how: "pre_shell", deck: (mark) => block(`pre_${touch(mark)}`) },
  { how: "a command split by +", deck: (mark) => block("shell", `+ touch ${mark}`) },
  { how: "words out of a variable", deck: (mark) => block(`set a="touch ${mark}"`, "shell $a") },
  { how: "a redirection", deck: (mark) => block(`echo x > ${mark}`) },
  { how: "write", deck: (mark) => block("run", `write ${mark}`) },
  { how: "wrdata", deck: (mark) => block("run", `wrdata ${mark} v(in)`) },
  {
    how: "hardcopy",
    deck: (mark) => block("run", "set hcopydevtype=svg", `hardcopy ${mark} v(in)`),
  },
  { how: "gnuplot", deck: (mark) => block("run", `gnuplot ${mark} v(in)`) },
  { how: "cd and write", deck: (mark, folder) => block("run", `cd ${folder}`, `write ${mark}`) },
  {
    how: "a comment that is an order",
    deck: (mark) => `* title\n${BODY}*# ${touch(mark)}\n.end\n`,
  },
  { how: "a title that is an order", deck: (mark) => `*ng_script\n${touch(mark)}\nquit\n` },
  {
    how: "a block behind a NUL byte",
    deck: (mark) => block(touch(mark)).replace(".control", "\0\n.control"),
  },
  {
    how: "a block behind .end",
    deck: (mark) => `* title\n${BODY}.end\n.control\n${touch(mark)}\n.endc\n`,
    otherwise: "runs",
  },
  {
    how: "a block in an included file",
    deck: () => `* title\n${BODY}.include x.lib\n.end\n`,
    files: (mark) => ({ "x.lib": `* x\n.control\n${touch(mark)}\n.endc\n` }),
  },
  {
    how: "a block in a file that an included file includes",
    deck: () => `* title\n${BODY}.include a.lib\n.end\n`,
    files: (mark) => ({
      "a.lib": "* a\n.include x.lib\n",
      "x.lib": `* x\n.control\n${touch(mark)}\n.endc\n`,
    }),
  },
  {
    how: "a block in a library's section",
    deck: () => `* title\n${BODY}.lib x.lib tt\n.end\n`,
    files: (mark) => ({ "x.lib": `.lib tt\n.control\n${touch(mark)}\n.endc\n.endl\n` }),
  },
  {
    how: "a process as a model",
    deck: () => `* title
V1 c 0 PULSE(0 5 0 1n 1n 1u 2u)
A1 [c] [clk] adc1
.model adc1 adc_bridge(in_low=1 in_high=2)
A2 null clk null [o1] proc
.model proc d_process (process_file="./x.sh" process_params=["a"])
A3 [o1] [oa] dac1
.model dac1 dac_bridge(out_low=0 out_high=5)
R1 oa 0 1k
.tran 1u 10u
.control
run
.endc
.end
`,
    files: (mark) => ({ "x.sh": `#!/bin/sh\ntouch ${mark}\n` }),
  },
  {
    how: "a block behind a lone CR",
    deck: (mark) => block(touch(mark)).replace(".control", "* x\r.control"),
    dormant: true,
  },
  { how: ".exec", deck: (mark) => `* title\n${BODY}.exec touch ${mark}\n.end\n`, dormant: true },
  {
    how: "a redirection of .print",
    deck: (mark) => `* title\n${BODY}.print tran v(in) > ${mark}\n.end\n`,
    otherwise: "runs",
    dormant: true,
  },
  {
    how: "a redirection of .save",
    deck: (mark) => `* title\n${BODY}.save v(in) > ${mark}\n.end\n`,
    otherwise: "runs",
    dormant: true,
  },
  {
    how: "a command behind a harmless one",
    deck: (mark) => block(`version; ${touch(mark)}`),
    dormant: true,
  },
  {
    how: "a command behind a measure",
    deck: (mark) => `* title\n${BODY}.meas tran x MAX v(in)\\; ${touch(mark)}\n.end\n`,
    otherwise: "fails",
    dormant: true,
  },
  {
    how: "back-ticks in a measure",
    deck: (mark) => `* title\n${BODY}.meas tran x MAX v(in) TO=\`touch ${mark}\`\n.end\n`,
    otherwise: "fails",
    dormant: true,
  },
  {
    how: "a redirection of a measure",
    deck: (mark) => `* title\n${BODY}.meas tran x MAX v(in) > ${mark}\n.end\n`,
    otherwise: "fails",
    dormant: true,
  },
];

for (const { how, deck, files, otherwise, dormant } of ROUTES) {
  withSpice(`makes nothing by ${how}`, async () => {
    await using folder = await tempFolder();
    const given = files?.("mark") ?? {};
    const text = deck("mark", folder.path);
    // The guard's counterpart: ngspice itself, given the same deck, does make the mark.
    if (!dormant)
      assert.ok((await bare(folder.path, text, given)).length > 0, "the route is a real one");
    const mark = join(folder.path, "mark");
    const result = await simulate(deck(mark, folder.path), files?.(mark) ?? {});
    assert.equal(
      (await readdir(folder.path)).filter((name) => name.startsWith("mark")),
      [],
    );
    if (otherwise === "runs") assert.ok(result.data, result.said);
    else if (otherwise === "fails")
      assert.ok(result.problems.some(({ code }) => code === "MEASURE_FAILED"));
    else assert.equal([result.status, isRefused(result)], ["not-run", true]);
  });
}

test.run();

const isRefused = ({ problems }: SimulationOutcome) =>
  problems.some(({ code }) => code === "UNSAFE_DECK" || code === "INPUT_INVALID");

async function simulate(text: string, files: Record<string, string>): Promise<SimulationOutcome> {
  const call = runTool(ngspice, { files }).call("simulate", {
    deck: { text },
    timeoutMs: 5000,
  });
  return (await call) as SimulationOutcome;
}

/** What ngspice leaves whose name begins with "mark" when it gets the deck as it is; removed again. */
async function bare(
  folder: string,
  deck: string,
  files: Record<string, string>,
): Promise<string[]> {
  const all = { "deck.cir": deck, ...files };
  for (const [name, text] of Object.entries(all)) {
    await writeFile(join(folder, name), text, { mode: 0o755 });
  }
  await new Promise((done) =>
    execFile("ngspice", ["-n", "-b", "deck.cir"], { cwd: folder, timeout: 5000 }, done),
  );
  const left = (await readdir(folder)).filter((name) => name.startsWith("mark"));
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  return left;
}

async function tempFolder() {
  // In small letters, because ngspice makes the names in a deck small.
  const path = join(await realpath(tmpdir()), `mf-${randomUUID()}`);
  await mkdir(path);
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
