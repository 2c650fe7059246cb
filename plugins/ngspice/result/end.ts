/** Whether a simulation came to its end: ngspice calls one that stopped half-way a success, too. */
import type { Analysis, SpiceProblem } from "../contract.ts";
import type { RawPlot } from "./raw.ts";

/** Of the range; rounding alone makes less. */
const SLACK = 1e-6;

/** The problem when the last point is short of what was asked for, else null. */
export function reached(plot: RawPlot, analysis: Analysis): SpiceProblem | null {
  const last = plot.real(plot.points - 1, 0);
  switch (analysis.kind) {
    case "op":
      return null;
    case "tran":
      return last >= analysis.stop * (1 - SLACK) ? null : short(`${last} s of ${analysis.stop} s`);
    case "ac":
    case "noise": {
      // The last step of a sweep by decades or octaves may lead past the end, and is left out then.
      const { sweep, points, from, to } = analysis;
      const step = sweep === "lin" ? 1 : (sweep === "dec" ? 10 : 2) ** (1 / points);
      const lin = sweep === "lin" && points > 1 ? (to - from) / (points - 1) : 0;
      const isEnd = last * step + lin >= to * (1 - SLACK);
      return isEnd ? null : short(`${last} Hz of ${to} Hz`);
    }
    case "dc": {
      const { from, to, step } = analysis;
      const isEnd = Math.abs(to - last) < Math.abs(step) * (1 + SLACK) || from === to;
      return isEnd ? null : short(`${last} of ${to}`);
    }
  }
}

const short = (how: string): SpiceProblem => ({
  code: "STOPPED_SHORT",
  severity: "error",
  message: `the simulation stopped short: it reached ${how}`,
  action:
    "give the circuit a way to start (initial conditions, series resistances), or a longer limit",
});
