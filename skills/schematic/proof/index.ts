/** Proves a sheet by KiCad: its electrical rule check finds no error, and its netlist is what was asked for. */
import type { ToolActions } from "metaforge";
import { amount } from "metaforge/report";
import type { AskedNet, AskedPart } from "../asking/request.ts";
import { draw } from "../sheet/index.ts";
import type { Drawing } from "../sheet/index.ts";
import { compare } from "./compare.ts";
import type { Comparison } from "./compare.ts";

type Kicad = ToolActions<"kicad">;
export type Erc = Awaited<ReturnType<Kicad["erc"]>>;
type Violation = NonNullable<Erc["data"]>["violations"][number];
export type Problem = Erc["problems"][number];

export interface Proof {
  readonly verdict: "proven" | "unproven" | "failed";
  readonly reason: string;
  readonly files: Readonly<Record<string, string>>;
  /** As drawn at last: without footprints that are not installed. */
  readonly drawing: Drawing;
  readonly erc: Erc;
  readonly comparison: Comparison | null;
  readonly netlistStatus: Erc["status"];
  readonly problems: readonly Problem[];
  /** What was changed because KiCad complained. */
  readonly repairs: readonly string[];
}

/** Each pass takes away a cause; what is left after these has no repair by rule. */
const PASSES = 4;

export async function prove(
  kicad: Kicad,
  first: Drawing,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Proof> {
  let drawing = first;
  const repairs: string[] = [];
  let files = draw(drawing);
  let erc = await kicad.erc({ stem: drawing.stem, files, timeoutMs });
  for (let pass = 1; pass < PASSES && erc.data !== null; pass += 1) {
    signal.throwIfAborted();
    const repaired = repair(drawing, erc.data.violations);
    if (repaired.repairs.length === 0) break;
    repairs.push(...repaired.repairs);
    drawing = repaired.drawing;
    files = draw(drawing);
    erc = await kicad.erc({ stem: drawing.stem, files, timeoutMs });
  }
  signal.throwIfAborted();
  const netlist = await kicad.netlist({ stem: drawing.stem, files, timeoutMs });
  const comparison = netlist.data === null ? null : compare(drawing, netlist.data);
  return {
    ...judge(erc, comparison, netlist.status, drawing.nets.length),
    ...{ files, drawing, erc, comparison, netlistStatus: netlist.status, repairs },
    problems: unique([...erc.problems, ...netlist.problems]),
  };
}

function judge(
  erc: Erc,
  comparison: Comparison | null,
  netlist: Erc["status"],
  nets: number,
): Pick<Proof, "verdict" | "reason"> {
  const wrong = [
    ...(erc.data && erc.data.errors > 0 ? [amount(erc.data.errors, "ERC error")] : []),
    ...(comparison && comparison.differences.length > 0
      ? [`${amount(comparison.differences.length, "net")} other than asked for`]
      : []),
    ...(comparison && Object.values(comparison.parts).some((list) => list.length > 0)
      ? ["the parts differ from those asked for"]
      : []),
  ];
  if (wrong.length > 0) return { verdict: "failed", reason: wrong.join(", ") };
  const lacking = [
    ...(erc.status === "ok" ? [] : [`ERC ${erc.status}`]),
    ...(netlist === "ok" ? [] : [`netlist ${netlist}`]),
  ];
  if (lacking.length > 0) return { verdict: "unproven", reason: lacking.join(", ") };
  // A sheet of parts that hang together nowhere always passes.
  if (nets === 0) {
    return { verdict: "unproven", reason: "no net is asked for, so there is nothing to prove" };
  }
  return { verdict: "proven", reason: "0 ERC errors, and the netlist is what was asked for" };
}

interface Repaired {
  readonly drawing: Drawing;
  readonly repairs: readonly string[];
}

/** Only what changes no net: a missing or surplus power flag, a footprint that is not installed. */
function repair(drawing: Drawing, violations: readonly Violation[]): Repaired {
  const repairs: string[] = [];
  const flags = new Set(drawing.flags);
  const unlinked = new Set<string>();
  for (const { type, items } of violations) {
    const refs = items.flatMap(({ ref }) => ref ?? []);
    if (type === "power_pin_not_driven") {
      for (const { ref, pin } of items) {
        const net = netOf(drawing.nets, ref, pin);
        if (net === null || flags.has(net)) continue;
        flags.add(net);
        repairs.push(`a power flag was added to ${net}`);
      }
    }
    if (type === "pin_to_pin" && refs.some((ref) => ref.startsWith("#FLG"))) {
      for (const { ref, pin } of items.filter((item) => !item.ref?.startsWith("#FLG"))) {
        const net = netOf(drawing.nets, ref, pin);
        // A pin that is tied to the net, such as an address bit, drives nothing: KiCad's warning stays.
        if (!isDriver(drawing, ref, pin)) continue;
        if (net !== null && flags.delete(net)) {
          repairs.push(`the power flag of ${net} was taken away: a part drives it`);
        }
      }
    }
    if (type === "footprint_link_issues") for (const ref of refs) unlinked.add(ref);
  }
  const parts = drawing.parts.map((part): AskedPart => {
    if (!unlinked.has(part.ref) || part.footprint === null) return part;
    repairs.push(
      `${part.ref}: the footprint '${part.footprint}' is not installed and was left out`,
    );
    return { ...part, footprint: null };
  });
  return { drawing: { ...drawing, parts, flags: [...flags] }, repairs };
}

function isDriver({ parts, symbols }: Drawing, ref?: string, pin?: string): boolean {
  const part = parts.find((one) => one.ref === ref);
  const pins = part ? symbols.get(part.symbol)!.pins : [];
  return pins.some(({ number, type }) => number === pin && /^(?:power_out|output)$/.test(type));
}

const netOf = (nets: readonly AskedNet[], ref?: string, pin?: string): string | null =>
  nets.find(({ pins }) => pins.some((one) => one.ref === ref && one.pin === pin))?.name ?? null;

function unique(problems: readonly Problem[]): Problem[] {
  const keys = problems.map(({ code, message }) => `${code} ${message}`);
  return problems.filter((_, at) => keys.indexOf(keys[at]!) === at);
}
