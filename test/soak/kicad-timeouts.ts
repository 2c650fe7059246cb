/**
 * Stops a program in the place of `kicad-cli` again and again, each with a child of its own that ignores SIGTERM every
 * fourth time, and looks for processes and files that were left: `node test/soak/kicad-timeouts.ts --times 200`.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runTool } from "../../core/testing.ts";
import kicad from "../../plugins/kicad/index.ts";
import { fakeKicad, PROJECT } from "../fixtures/kicad-project.ts";

const { values } = parseArgs({ options: { times: { type: "string", default: "200" } } });
const times = Number(values.times);
/** An argument that no other process of the machine has. */
const MARK = `9${process.pid}.5`;
const problems: string[] = [];

for (let round = 1; round <= times; round++) {
  const stubborn = round % 4 === 0 ? "trap '' TERM; " : "";
  using program = fakeKicad(
    `${stubborn}/bin/sleep ${MARK} & echo half > "$out"; /bin/sleep ${MARK}`,
  );
  const cacheFolder = mkdtempSync(join(tmpdir(), "metaforge-soak-"));
  const tool = runTool(kicad, { files: PROJECT, path: program.path, cacheFolder });
  await tool.within(async (context) => {
    const input = { project: "x.kicad_pro", timeoutMs: 30 + (round % 7) * 10 };
    const outcome = (await kicad.actions["erc"]!.run(context, input)) as {
      problems: { code: string }[];
    };
    const codes = outcome.problems.map(({ code }) => code).join();
    if (codes !== "TIMEOUT") problems.push(`round ${round}: ${codes || "no problem"}`);
    const left = readdirSync(context.scratch).filter((name) => name.startsWith("kicad-"));
    if (left.length > 0) problems.push(`round ${round}: left ${left.join()}`);
    const kept = readdirSync(cacheFolder).filter((name) => !name.startsWith("version-"));
    if (kept.length > 0) problems.push(`round ${round}: kept ${kept.join()}`);
  });
  rmSync(cacheFolder, { recursive: true });
  const alive = marked();
  if (alive.length > 0) problems.push(`round ${round}: processes ${alive.join()}`);
}
for (const problem of problems) console.error(problem);
console.log(`${times} time-outs, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function marked(): string[] {
  if (!existsSync("/proc/self")) return [];
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(MARK);
    } catch {
      return false;
    }
  });
}
