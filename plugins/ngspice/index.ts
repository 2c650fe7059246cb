/** ngspice: finds the circuit simulator and says which version it is. */
import { defineTool } from "metaforge";
import { canary } from "./canary.ts";

const PROBE_MS = 3000;

export default defineTool({
  name: "ngspice",
  version: "1.0.0",
  description: "The ngspice circuit simulator.",
  async detect({ which, exec }) {
    const program = await which("ngspice");
    if (!program) return { available: false, reason: "ngspice is not on PATH" };
    const { stdout, timedOut } = await exec(program, ["--version"], { timeoutMs: PROBE_MS });
    if (timedOut) return { available: false, reason: `ngspice did not answer in ${PROBE_MS} ms` };
    // "** ngspice-46 : Circuit level simulation program"; the exit code differs between versions.
    const version = /ngspice-(\d+(?:\.\d+)*\+?)/.exec(stdout)?.[1];
    if (!version) return { available: false, reason: "ngspice does not say its version" };
    return { available: true, version };
  },
  actions: { canary },
});
