/** In which form a diff is shown: as the flags say, else as the terminal's width allows. */
import { usage } from "../problem.ts";
import type { Output } from "../terminal/output.ts";
import { WIDE } from "./show.ts";
import type { Form } from "./show.ts";

export function formOf(args: Record<string, unknown>, out: Output): Form {
  const named = (["unified", "side-by-side", "stat"] as const).filter((form) => args[form]);
  if (named.length > 1) throw usage(`--${named.join(" and --")} exclude each other`);
  return named[0] ?? (out.isTerminal && out.columns >= WIDE ? "side-by-side" : "unified");
}
