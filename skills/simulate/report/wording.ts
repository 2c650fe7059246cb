/** The sentences of the report that more than one place needs. */
import type { Analysis } from "../asking/analysis.ts";
import type { Results } from "../schema.ts";
import { quantity } from "./quantity.ts";

type Judged = Pick<Results, "limits" | "verdict" | "status" | "problems">;

/** One sentence for the person who decides, without a full stop. */
export function verdictWords({ limits, verdict, status, problems }: Judged): string {
  const count = (wanted: string) => limits.filter((row) => row.verdict === wanted).length;
  const errors = problems.filter(({ severity }) => severity === "error");
  if (status === "failed" || status === "not-run") {
    const why = errors[0] ? `: ${errors[0].code}` : "";
    const what = status === "failed" ? "the simulation failed" : "nothing was simulated";
    return `${verdict === "fail" ? "FAIL" : "NOT MEASURED"}: ${what}${why}`;
  }
  if (limits.length === 0) return "NOT MEASURED: no limit was given, so nothing is judged";
  const [failed, unknown] = [count("fail"), count("not_measured")];
  const of = `of ${limits.length} ${limits.length === 1 ? "limit" : "limits"}`;
  if (verdict === "pass") return `PASS: ${limits.length} ${of} kept`;
  const parts = [
    ...(failed > 0 ? [`${failed} ${of} not kept`] : []),
    ...(unknown > 0 ? [`${unknown} ${of} not measured`] : []),
    ...(errors.length > 0
      ? [`${errors.length} ${errors.length === 1 ? "error" : "errors"} in the run`]
      : []),
  ];
  return `${verdict === "fail" ? "FAIL" : "NOT MEASURED"}: ${parts.join(", ")}`;
}

export function analysisWords(given: Results["analysis"]): string {
  const analysis = given as Analysis;
  switch (analysis.kind) {
    case "op":
      return "operating point";
    case "tran":
      return `transient from ${quantity(analysis.start ?? 0, "s")} to ${quantity(analysis.stop, "s")}, step ${quantity(analysis.step, "s")}`;
    case "ac":
      return `small signals from ${quantity(analysis.from, "Hz")} to ${quantity(analysis.to, "Hz")}`;
    case "dc":
      return `sweep of ${analysis.source} from ${analysis.from} to ${analysis.to}`;
    case "noise":
      return `noise at ${analysis.output} from ${quantity(analysis.from, "Hz")} to ${quantity(analysis.to, "Hz")}`;
  }
}

export function compatWords(compat: Results["compat"]): string {
  if (compat === null) return "";
  if (compat === "none") return "SPICE's own (compat: none)";
  return "LTspice's and PSpice's (compat: ltpsa); ngspice reads some expressions and models differently in this mode";
}
