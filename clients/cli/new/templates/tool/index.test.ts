/** The tool's test: the contract that every tool keeps, and a stand-in for its program. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { runTool, toolContract } from "metaforge/testing";
import tool from "./index.ts";

for (const [name, check] of toolContract(tool)) test(name, check);

test("finds the program and its version", async () => {
  using program = standIn("echo 'my-tool 1.2.3'");
  const found = await runTool(tool, { path: program.folder }).detect();
  assert.deepEqual(found, { available: true, version: "1.2.3" });
});

test("says what is wrong with one that is not there or says nothing", async () => {
  using silent = standIn("exit 0");
  const { reason } = await runTool(tool, { path: silent.folder }).detect();
  assert.equal(reason, "my-tool does not say its version");
  const nowhere = await runTool(tool, { path: "/nowhere" }).detect();
  assert.equal(nowhere.reason, "my-tool is not on PATH");
});

test("passes a text through the program, and does not take silence for success", async () => {
  using program = standIn('while read -r line; do echo "> $line"; done');
  const answer = await runTool(tool, { path: program.folder }).call("lines", { text: "a\nb\n" });
  assert.deepEqual(answer, { lines: ["> a", "> b"] });
  using silent = standIn("exit 0");
  const call = runTool(tool, { path: silent.folder }).call("lines", { text: "a" });
  await assert.rejects(call, /it said nothing/);
});

/** A program of that name that does what a line of shell says. */
function standIn(script: string) {
  const folder = mkdtempSync(join(tmpdir(), "my-tool-"));
  writeFileSync(join(folder, "my-tool"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
