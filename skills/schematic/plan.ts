/** Puts together what `<name>.net-plan.json` holds: wishes, proof, what stays to be decided. */
import type { Provenance } from "metaforge";
import { headOf } from "metaforge/report";
import type { Asked } from "./asking/input.ts";
import type { Request, Tbd } from "./asking/request.ts";
import { findingsOf } from "./findings.ts";
import type { Proof } from "./proof/index.ts";
import type { Plan } from "./schema.ts";
import type { CompleteNets } from "./sheet/nets.ts";
import { stateOf } from "./state.ts";
import type { BlockState, Sheet } from "./state.ts";
import type { PartSymbol } from "./symbol/index.ts";
import type { SymbolProblem } from "./symbol/load.ts";

export interface Drawn {
  readonly name: string;
  readonly asked: Asked;
  readonly request: Request;
  readonly nets: CompleteNets;
  readonly symbols: ReadonlyMap<string, PartSymbol>;
  readonly proof: Proof;
  /** Of what this run found besides, such as a sheet that will be replaced. */
  readonly further: readonly Tbd[];
}

export function toPlan(drawn: Drawn, provenance: Provenance): Plan {
  const { name, asked, request, nets, symbols, proof, further } = drawn;
  const { drawing, erc, comparison } = proof;
  const pinsOf = new Map(
    drawing.parts.map(({ ref, symbol }) => [ref, symbols.get(symbol)!.pins] as const),
  );
  const nameOf = (ref: string, pin: string) =>
    pinsOf.get(ref)?.find(({ number }) => number === pin)?.name ?? "";
  const tbd = [...nets.conflicts, ...request.tbd, ...further];
  const plan: Omit<Plan, "findings"> = {
    ...headFor(name, asked, provenance),
    verdict: proof.verdict,
    reason: proof.reason,
    blocks: blocksOf(asked, { parts: drawing.parts, open: nets.open, symbols, tbd }),
    status: "ok",
    parts: drawing.parts.map((part) => {
      const { ref, symbol, value, footprint, mpn, block, because } = part;
      const { units } = symbols.get(symbol)!;
      return { ref, symbol, value, footprint, mpn, block, units, because };
    }),
    nets: {
      asked: nets.nets.map((net) => ({
        name: net.name,
        pins: net.pins.map(({ ref, pin, because }) => ({
          ref,
          pin,
          name: nameOf(ref, pin),
          because,
        })),
      })),
      found: comparison?.found.map((net) => ({ name: net.name, pins: [...net.pins] })) ?? null,
      differences:
        comparison?.differences.map(({ net, missing, extra }) => ({
          ...{ net, missing: [...missing], extra: [...extra] },
        })) ?? null,
      partsMissing: comparison ? [...comparison.parts.missing] : null,
      partsExtra: comparison ? [...comparison.parts.extra] : null,
      partsChanged: comparison ? [...comparison.parts.changed] : null,
    },
    erc: {
      status: erc.status,
      errors: erc.data?.errors ?? null,
      warnings: erc.data?.warnings ?? null,
      byType: { ...erc.data?.byType },
      violations: (erc.data?.violations ?? []).map(({ type, severity, text, items }) => ({
        ...{ type, severity, text },
        items: items.map((item) => item.text),
      })),
      ignored: [...(erc.data?.ignored ?? [])],
    },
    netlist: { status: proof.netlistStatus },
    flags: [...drawing.flags],
    unconnected: nets.open.map(({ ref, pin }) => {
      const { number, name: pinName, type } = pin;
      return { ref, pin: number, name: pinName, type };
    }),
    repairs: [...proof.repairs],
    choices: [...request.choices],
    tbd,
    problems: proof.problems.map(({ code, message }) => ({ code, message })),
  };
  return { ...plan, findings: findingsOf(plan) };
}

const NO_SHEET: Sheet = { parts: [], open: [], symbols: new Map(), tbd: [] };

/** A plan without a sheet: symbols cannot be had, or there is nothing to draw. */
export function undrawnPlan(
  of: { name: string; asked: Asked; reason: string; problem: SymbolProblem | null },
  tbd: readonly Tbd[],
  provenance: Provenance,
): Plan {
  const { name, asked, reason, problem } = of;
  const plan: Omit<Plan, "findings"> = {
    ...headFor(name, asked, provenance),
    ...{
      verdict: "unproven",
      reason,
      blocks: blocksOf(asked, NO_SHEET),
      status: "not-run",
      parts: [],
    },
    nets: {
      asked: [],
      found: null,
      differences: null,
      partsMissing: null,
      partsExtra: null,
      partsChanged: null,
    },
    erc: {
      status: "not-run",
      errors: null,
      warnings: null,
      byType: {},
      violations: [],
      ignored: [],
    },
    netlist: { status: "not-run" },
    ...{ flags: [], unconnected: [], repairs: [], choices: [], tbd: [...tbd] },
    problems: problem ? [{ code: problem.code, message: problem.message }] : [],
  };
  return { ...plan, findings: findingsOf(plan) };
}

function blocksOf({ kind, asked }: Asked, sheet: Sheet): Plan["blocks"] {
  if (kind === "net-list") return null;
  const states = asked.blocks.map((block) => stateOf(block, sheet));
  const count = (state: BlockState) => states.filter((one) => one === state).length;
  const [wired, placed, absent] = [count("wired"), count("placed"), count("absent")];
  return { asked: states.length, drawn: wired + placed, wired, placed, absent };
}

function headFor(name: string, { file, kind }: Asked, provenance: Provenance) {
  // What this skill wrote itself is no input.
  const inputs = provenance.inputs.filter(({ path }) => path === file);
  const head = headOf("metaforge/schematic-plan@1", { ...provenance, inputs });
  return { ...head, name, source: { file, kind } };
}
