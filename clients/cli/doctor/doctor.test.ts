/** `metaforge doctor`: right about what is well and what is not, with a gateway and without, and changing nothing. */
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metaforge } from "../../../test/fixtures/command.ts";
import { fakeProgram } from "../../../test/fixtures/fake-program.ts";
import { childGateway, tempHome } from "../../../test/fixtures/gateway.ts";
import { skill } from "../../../test/fixtures/plugin-home.ts";
import { needs } from "../../../test/runner/needs.ts";
import type { Check } from "./check.ts";
import { checkClock } from "./machine.ts";
import { checkTools } from "./tools.ts";
import { allBut } from "../../../test/fixtures/shipped.ts";

const test = suite("clients/cli/doctor");
/** What is off in tests that are not about tools: each would be asked for its version. */
const BARE = {
  disabled: allBut("spec"),
  run: { spare: 0 },
};

type Home = ReturnType<typeof tempHome>;

async function doctor(home: Pick<Home, "top" | "workspace">, env: NodeJS.ProcessEnv = {}) {
  const { code, stdout, stderr } = await metaforge(home, ["doctor", "--json"], { env });
  assert.is(stderr, "");
  const { checks, problems } = JSON.parse(stdout) as { checks: Check[]; problems: number };
  const found = (what: string) => checks.find((check) => check.what === what)!;
  return { code, checks, problems, found };
}

test("finds nothing wrong where nothing is, and leaves the workspace as it was", async () => {
  const home = tempHome({ config: BARE });
  const { code, checks, problems, found } = await doctor(home);
  assert.equal([code, problems, checks.filter(({ verdict }) => verdict === "problem")], [0, 0, []]);
  assert.equal(readdirSync(home.workspace), ["PRD.md"]);
  assert.match(found("files").says, "config/metaforge/metaforge.json");
  assert.match(found("ready").says, "spec");
  assert.is(found("sessions").says, "none yet");
  home.remove();
});

test("asks the gateway that runs, and tells its port and its hold on the sessions", async () => {
  await using gateway = await childGateway({ config: BARE });
  const { code, found } = await doctor(gateway);
  assert.is(code, 0);
  assert.match(found("sessions").says, "held by the gateway that runs");
  assert.match(found(`port ${gateway.port}`).says, "this workspace's gateway answers there");
  assert.ok(found("model").says.length > 0);
});

test("says who has the port that is configured", async () => {
  await using other = await childGateway({ config: BARE });
  const stranger = createServer((socket) => socket.destroy());
  await new Promise<void>((ready) => stranger.listen(0, "127.0.0.1", ready));
  const { port } = stranger.address() as AddressInfo;
  const home = tempHome({ config: BARE });
  const said = async (at: number) =>
    (await doctor(home, { METAFORGE_PORT: `${at}` })).found(`port ${at}`);
  const [taken, foreign] = [await said(other.port), await said(port)];
  stranger.close();
  assert.equal(
    [taken.verdict, taken.says],
    ["warning", `the gateway of ${other.workspace} has it`],
  );
  assert.equal([foreign.verdict, foreign.says], ["warning", "another program has it"]);
  home.remove();
});

test("names file and key of a configuration that is wrong, and looks at the rest all the same", async () => {
  const home = tempHome();
  writeFileSync(join(home.userFolder, "metaforge.json"), '{"run": {"spare": 99}}');
  const { code, found, checks } = await doctor(home);
  const { verdict, says, todo } = found("files");
  assert.equal([code, verdict], [1, "problem"]);
  assert.match(says, /metaforge\.json: 'run\.spare'/);
  assert.match(todo!, "config/metaforge.yaml");
  assert.ok(checks.some(({ area }) => area === "network"));
  home.remove();
});

test("sees data that others may read, a link in its place, and a damaged database", async () => {
  const home = tempHome({ config: BARE });
  const data = home.at(".metaforge");
  mkdirSync(data, { mode: 0o755 });
  chmodSync(data, 0o755);
  writeFileSync(
    join(data, "metaforge.db"),
    "no database, but long enough to be read as one".repeat(40),
  );
  const open = await doctor(home);
  assert.equal([open.found(".metaforge").verdict, open.code], ["warning", 1]);
  assert.match(open.found("sessions").says, "damaged");
  assert.match(open.found("sessions").todo!, "move .metaforge/metaforge.db away");
  const linked = tempHome({ config: BARE });
  symlinkSync(data, linked.at(".metaforge"));
  assert.equal((await doctor(linked)).found(".metaforge").verdict, "problem");
  home.remove();
  linked.remove();
});

test("lists plugins that are not ready, with what to do", async () => {
  const home = tempHome({
    config: BARE,
    files: { "skills/new/index.ts": skill("new") },
  });
  mkdirSync(join(home.top, "own/bad"), { recursive: true, mode: 0o755 });
  writeFileSync(join(home.top, "own/bad/index.ts"), "export default 1;", { mode: 0o644 });
  writeFileSync(
    join(home.userFolder, "metaforge.json"),
    JSON.stringify({ ...BARE, port: 0, plugins: [join(home.top, "own")] }),
  );
  const { code, found } = await doctor(home);
  assert.equal([found("new").verdict, found("bad").verdict, code], ["warning", "problem", 1]);
  assert.match(found("new").todo!, "metaforge trust");
  assert.match(found("bad").todo!, "export default defineSkill");
  home.remove();
});

test("does not believe a tool whose program was replaced by one that only ends well", async () => {
  const home = tempHome({
    config: { ...BARE, disabled: allBut("spec", "ngspice") },
  });
  using program = fakeProgram("ngspice", 'echo "** ngspice-46"; exit 0');
  const { code, found } = await doctor(home, { PATH: program.path });
  const { verdict, says } = found("ngspice");
  assert.equal([code, verdict], [1, "problem"]);
  assert.match(says, /^46, not trustworthy: gain of an RC low-pass.*found it said no value/);
  home.remove();
});

test("says how to install a tool that is not there, and takes that for no problem", async () => {
  const home = tempHome({
    config: { ...BARE, disabled: allBut("spec", "kicad") },
  });
  const { code, found } = await doctor(home, { PATH: "/nowhere" });
  const { verdict, says, todo } = found("kicad");
  assert.equal([code, verdict, says], [0, "warning", "not usable: kicad-cli is not on PATH"]);
  assert.match(todo!, "kicad");
  home.remove();
});

needs("ngspice", test)("believes the ngspice of this machine, also through a gateway", async () => {
  const config = { ...BARE, disabled: allBut("spec", "ngspice") };
  await using gateway = await childGateway({ config });
  const { found } = await doctor(gateway);
  assert.match(found("ngspice").says, "answers known questions rightly");
});

test("shows the list to people: what, how, what to do, and the sum", async () => {
  const home = tempHome({ config: BARE });
  chmodSync(home.workspace, 0o755);
  const { stdout } = await metaforge(home, ["doctor"], { env: { METAFORGE_PORT: "0" } });
  assert.match(stdout, /^machine\n {2}ok {7}Node {10}24\./);
  assert.match(stdout, /\n\nworkspace\n {2}ok {7}folder/);
  assert.match(stdout, /no problems, (?:no|\d+) warnings?\n$/);
  assert.not.ok(existsSync(home.at(".metaforge")));
  home.remove();
});

test("takes a canary that fails, says nothing or says no for what it is", async () => {
  const tool = { name: "x", available: true, version: "1", actions: ["canary"] };
  const told = async (canary: () => Promise<unknown>) => {
    const [check] = await checkTools([tool], canary, "linux");
    return [check!.verdict, check!.says];
  };
  const good = { what: "a", ok: true, expected: "1", found: "1" };
  const bad = { ...good, ok: false, found: "2" };
  assert.equal(await told(async () => ({ trustworthy: true, checks: [good] })), [
    "ok",
    "1, answers known questions rightly",
  ]);
  assert.equal(await told(async () => ({ trustworthy: true, checks: [bad] })), [
    "problem",
    "1, not trustworthy: a: expected 1, found 2",
  ]);
  assert.equal(await told(async () => ({ trustworthy: true, checks: [] })), [
    "problem",
    "1, not trustworthy: its canary gives no verdict",
  ]);
  assert.equal(await told(() => Promise.reject(new RangeError("crashed"))), [
    "problem",
    "1, not trustworthy: crashed",
  ]);
});

test("notices a clock that stands before the installation", () => {
  const installed = Date.parse("2026-01-01");
  assert.is(checkClock(installed, installed).verdict, "ok");
  assert.is(checkClock(Date.parse("1970-01-01"), installed).verdict, "warning");
});

test.run();
