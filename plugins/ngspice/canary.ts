/** Shows whether ngspice can be believed: a deck whose answer is known by hand, and one that has to fail. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { action, fail, z } from "metaforge";
import type { ExecResult, ToolContext } from "metaforge";
import { wasmEngine } from "./engine/wasm.ts";

const TIMEOUT_MS = 10_000;
const OHM = 1000;
const FARAD = 100e-9;
const HERTZ = 1000;

/** Gain of an RC low-pass in dB: -10 log10(1 + (2π f R C)²), here -1.44507 dB. */
export const GAIN = -10 * Math.log10(1 + (2 * Math.PI * HERTZ * OHM * FARAD) ** 2);
/** In dB. ngspice prints six digits, so it is up to 0.000005 away from the formula by that alone. */
export const TOLERANCE = 1e-4;

// A title line, an RC low-pass, and the gain said behind a word that nothing else prints.
const deck = (resistor: string) => `* canary
V1 in 0 DC 0 AC 1
${resistor}
C1 out 0 ${FARAD}
R2 out 0 1T
.control
ac lin 1 ${HERTZ} ${HERTZ}
let gain = vdb(out)
echo metaforge_gain=$&gain
quit 0
.endc
.end
`;

export const canary = action({
  description: "Runs a deck with a known answer and one that has to fail.",
  input: z.strictObject({}),
  async run(context) {
    const good = await simulate(context, "good.cir", deck(`R1 in out ${OHM}`));
    const bad = await simulate(context, "bad.cir", deck("R1 in out"));
    const checks = [measured(good), refused(bad)];
    return { trustworthy: checks.every(({ ok }) => ok), checks };
  },
});

type Ended = Pick<ExecResult, "exitCode" | "timedOut" | "stdout" | "stderr">;

/** Why a run of ngspice is no success, or null. Its exit code is 0 also for decks it has read only in part. */
export function failureIn({ exitCode, timedOut, stdout, stderr }: Ended): string | null {
  if (timedOut) return "it did not end in time";
  if (exitCode !== 0) return `it ended with exit code ${exitCode}`;
  const said =
    /^.*(?:ignored!|\berror\b|aborted|failed!|no such|timestep too small|can't find).*$/im;
  return said.exec(`${stderr}\n${stdout}`)?.[0].trim() ?? null;
}

function measured(result: Ended) {
  const what = "gain of an RC low-pass at 1 kHz";
  const expected = `${GAIN.toFixed(5)} dB ± ${TOLERANCE} dB`;
  const failure = failureIn(result);
  if (failure) return { what, ok: false, expected, found: failure };
  const said = /^metaforge_gain=(\S+)/m.exec(result.stdout)?.[1];
  if (said === undefined) return { what, ok: false, expected, found: "it said no value" };
  const ok = Math.abs(Number(said) - GAIN) <= TOLERANCE;
  return { what, ok, expected, found: `${said} dB` };
}

function refused(result: Ended) {
  const failure = failureIn(result);
  const what = "a resistor with one value missing";
  const found = failure ?? "it took the deck without a word";
  return { what, ok: failure !== null && !result.timedOut, expected: "a complaint", found };
}

async function simulate(context: ToolContext, name: string, text: string): Promise<Ended> {
  const program = await context.which("ngspice");
  const other = program ? null : wasmEngine(context);
  if (other) return await other.run(text, { compat: "none", timeoutMs: TIMEOUT_MS });
  if (!program) throw fail("TOOL_ERROR", { tool: "ngspice", problem: "ngspice is not on PATH" });
  const file = join(context.scratch, name);
  await writeFile(file, text);
  // -n: no start-up file of anybody's; -b: no window.
  return context.exec(program, ["-n", "-b", file], { timeoutMs: TIMEOUT_MS });
}
