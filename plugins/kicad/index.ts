/** KiCad: finds `kicad-cli` and says which version it is. */
import { defineTool } from "metaforge";
import { canary } from "./canary.ts";

const PROBE_MS = 3000;

export default defineTool({
  name: "kicad",
  version: "1.0.0",
  description: "KiCad's command line: schematics, boards and their checks.",
  async detect({ which, exec }) {
    const program = await which("kicad-cli");
    if (!program) return { available: false, reason: "kicad-cli is not on PATH" };
    const { stdout, exitCode, timedOut } = await exec(program, ["version"], {
      timeoutMs: PROBE_MS,
    });
    if (timedOut) return { available: false, reason: `kicad-cli did not answer in ${PROBE_MS} ms` };
    const version = /^\d+\.\d+\.\d+\S*/m.exec(stdout)?.[0];
    if (exitCode !== 0 || !version) {
      return { available: false, reason: "kicad-cli does not say its version" };
    }
    return { available: true, version };
  },
  actions: { canary },
});
