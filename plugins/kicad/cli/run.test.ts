/** One call of `kicad-cli`: what it is given, and what is made of programs that crash, hang, flood and lie. */
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { ToolContext } from "metaforge";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fakeKicad, PROJECT } from "../../../test/fixtures/kicad-project.ts";
import kicad from "../index.ts";
import { openProject } from "../project/open.ts";
import { runCli } from "./run.ts";
import type { CliCall, CliResult } from "./run.ts";

const test = suite("plugins/kicad/cli/run");

const CALL: CliCall = {
  action: "test",
  needs: "board",
  timeoutMs: 20_000,
  args: ({ project, stem, out }) => [
    "pcb",
    "-o",
    join(out, "a.txt"),
    join(project, `${stem}.kicad_pcb`),
  ],
  outputs: [{ name: "a.txt", check: (bytes) => (bytes[0] === 0x21 ? "it begins with '!'" : null) }],
};

type Result = CliResult & { readonly left: readonly string[]; readonly context: ToolContext };

/** What a program of this script gives, and what its call has left in the scratch folder. */
async function ran(script: string, more: Partial<CliCall> = {}, path = ""): Promise<Result> {
  using program = fakeKicad(script);
  const options = { files: PROJECT, path: program.path + path };
  return await runTool(kicad, options).within(async (context) => {
    const project = await openProject(context, { project: "x.kicad_pro" });
    const result = await runCli(context, project, { ...CALL, ...more });
    const left = readdirSync(context.scratch).filter((name) => name.startsWith("kicad-"));
    return { ...result, left, context };
  });
}

const codes = ({ problems }: CliResult) => problems.map(({ code }) => code);
const textOf = ({ files }: CliResult, at = 0) => Buffer.from(files[at]!.content).toString();

test("gives the outputs, and how it went, without paths of the sandbox", async () => {
  const script =
    'echo "from $4 to $out" > "$out"; echo "read $4"; printf "\\033[31mred\\033[0m" >&2';
  const result = await ran(script);
  assert.equal([result.status, result.problems], ["ok", []]);
  assert.is(textOf(result), "from x.kicad_pcb to out/a.txt\n");
  assert.equal([result.stdout, result.stderr], ["read x.kicad_pcb\n", "red"]);
  const { argv, version, exitCode, inputs, outputs } = result.evidence;
  assert.equal(argv, ["pcb", "-o", "out/a.txt", "x.kicad_pcb"]);
  assert.equal([version, exitCode], ["9.0.8", 0]);
  assert.equal(Object.keys(inputs), Object.keys(PROJECT).toSorted());
  assert.equal(
    outputs.map(({ name, bytes }) => [name, bytes]),
    [["a.txt", 30]],
  );
  assert.equal(result.left, []);
});

test("gives a home with both library tables, a folder for temporary files, and nothing of the user's environment", async () => {
  process.env["METAFORGE_SECRET_KEY"] = "secret";
  const script = `/usr/bin/env > "$out"; ls=/bin/ls; $ls "$KICAD_CONFIG_HOME/9.0" >> "$out"; $ls -d "$TMPDIR" "$HOME" >> "$out"`;
  const text = textOf(await ran(script));
  delete process.env["METAFORGE_SECRET_KEY"];
  assert.match(text, /^LANG=C\.UTF-8$/m);
  assert.match(text, /^LC_ALL=C\.UTF-8$/m);
  assert.match(text, /^HOME=~$/m);
  assert.match(text, /fp-lib-table\nsym-lib-table\n/);
  assert.not.match(text, /secret/);
});

test("lets a call write into its copy of the project alone", async () => {
  using program = fakeKicad('echo changed > "$4"; /bin/cat "$4" > "$out"');
  await runTool(kicad, { files: PROJECT, path: program.path }).within(async (context) => {
    const project = await openProject(context, { project: "x.kicad_pro" });
    assert.is((await runCli(context, project, CALL)).status, "ok");
    const master = readFileSync(join(project.master, "x.kicad_pcb"), "utf8");
    assert.is(master, PROJECT["x.kicad_pcb"]);
  });
});

test("changes the copy before the call when it is asked to", async () => {
  const prepare = async (folder: string) => void mkdirSync(join(folder, "made"));
  const result = await ran('[ -d "${4%/*}/made" ] && echo yes > "$out"', { prepare });
  assert.is(textOf(result), "yes\n");
});

test("does not believe a program that ends well and writes nothing, an empty file, a wrong one or a link", async () => {
  assert.equal(codes(await ran("exit 0")), ["OUTPUT_MISSING"]);
  assert.equal(codes(await ran(': > "$out"')), ["OUTPUT_INVALID"]);
  const wrong = await ran('echo "!" > "$out"');
  assert.equal([codes(wrong), wrong.status, wrong.files], [["OUTPUT_INVALID"], "failed", []]);
  assert.match(wrong.problems[0]!.message, /'a\.txt' cannot be used: it begins with '!'/);
  assert.equal(codes(await ran('/bin/ln -s /etc/passwd "$out"')), ["OUTPUT_MISSING"]);
  assert.equal(codes(await ran("exit 0", { outputs: [{ name: "*" }] })), ["OUTPUT_MISSING"]);
});

test("tells crashes, wrong arguments, files that cannot be loaded and other failures apart", async () => {
  const of = async (script: string) => codes(await ran(`echo a > "$out"; ${script}`));
  assert.equal(await of("kill -SEGV $$"), ["CRASHED"]);
  assert.equal(await of("exit 139"), ["CRASHED"]);
  assert.equal(await of("exit 1"), ["BAD_ARGS"]);
  assert.equal(await of("exit 3"), ["INPUT_CORRUPT"]);
  assert.equal(await of("exit 2"), ["TOOL_FAILED"]);
});

test("takes an exit code that stands for an incomplete answer as one", async () => {
  const result = await ran('echo a > "$out"; exit 2', { partialExits: [2] });
  assert.equal([result.status, result.problems, textOf(result)], ["partial", [], "a\n"]);
  assert.equal(codes(await ran("exit 2", { partialExits: [2] })), ["OUTPUT_MISSING"]);
});

test("quotes what a program says, without colours and paths", async () => {
  const result = await ran('printf "\\033[1mcannot read $4\\033[0m\\n" >&2; exit 3');
  assert.is(result.problems[0]!.message, "KiCad could not load the file: cannot read x.kicad_pcb");
});

test("stops a program that hangs, with all that it has started, and leaves no file", async () => {
  const started = performance.now();
  const result = await ran("/bin/sleep 61.25 & /bin/sleep 61.25", { timeoutMs: 300 });
  assert.equal([codes(result), result.status, result.left], [["TIMEOUT"], "failed", []]);
  assert.ok(performance.now() - started < 30_000);
  assert.equal(processesWith("61.25"), []);
});

test("stops a program that talks without end, and takes the answer of one that talks a lot", async () => {
  const line = "x".repeat(1000);
  const endless = await ran(`while :; do echo ${line}; done`, { timeoutMs: 500 });
  assert.equal(codes(endless), ["TIMEOUT"]);
  const much = await ran('/usr/bin/head -c 20000000 /dev/zero; echo a > "$out"');
  assert.is(much.status, "ok");
  assert.ok(much.stdout.length < 2_000_000);
});

test("refuses outputs that are too large, and holds one that grows without end", async () => {
  const sparse = await ran('/usr/bin/truncate -s 300M "$out"');
  assert.equal([codes(sparse), sparse.files], [["OUTPUT_TOO_LARGE"], []]);
  if (!existsSync("/usr/bin/prlimit")) return;
  const endless = await ran('exec /usr/bin/truncate -s 300M "$out"', {}, ":/usr/bin");
  assert.equal([codes(endless), endless.left], [["OUTPUT_TOO_LARGE"], []]);
});

test("asks nothing when there is no program, no board, or something against the project", async () => {
  await runTool(kicad, { files: PROJECT, path: "/nowhere" }).within(async (context) => {
    const result = await runCli(
      context,
      await openProject(context, { project: "x.kicad_pro" }),
      CALL,
    );
    assert.equal([result.status, codes(result)], ["not-run", ["TOOL_MISSING"]]);
  });
  using program = fakeKicad('echo a > "$out"');
  const { "x.kicad_pcb": _, ...files } = PROJECT;
  await runTool(kicad, { files, path: program.path }).within(async (context) => {
    const project = await openProject(context, { project: "x.kicad_pro" });
    const lacking = await runCli(context, project, CALL);
    assert.equal([lacking.status, codes(lacking)], ["not-run", ["INPUT_MISSING"]]);
    const gone = await openProject(context, { project: "y.kicad_pcb" });
    const refused = await runCli(context, gone, CALL);
    assert.equal([refused.status, codes(refused)], ["failed", ["INPUT_MISSING"]]);
  });
});

test("ends with the run that it belongs to", async () => {
  using program = fakeKicad("/bin/sleep 62.25");
  const abort = new AbortController();
  const tool = runTool(kicad, { files: PROJECT, path: program.path, signal: abort.signal });
  setTimeout(() => abort.abort(), 300);
  const ended = tool.within(async (context) =>
    runCli(context, await openProject(context, { project: "x.kicad_pro" }), CALL),
  );
  await ended.then(
    () => assert.unreachable("it ended as if nothing had been"),
    () => {},
  );
  assert.equal(processesWith("62.25"), []);
});

test.run();

/** Processes of this machine that have the word among their arguments. */
function processesWith(word: string): string[] {
  if (!existsSync("/proc/self/cmdline")) return [];
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return program !== "" && args.includes(word) && readlinkSync(`/proc/${pid}/exe`) !== "";
    } catch {
      return false;
    }
  });
}
