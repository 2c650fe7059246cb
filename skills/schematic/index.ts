/** The skill `schematic`: drafts a KiCad sheet from an architecture or a net list, and proves it by KiCad. */
import { posix } from "node:path";
import { defineSkill, isGatewayError } from "metaforge";
import type { SkillContext, SkillResult } from "metaforge";
import { artifactJson } from "metaforge/report";
import { datasheetsOf } from "./asking/datasheets.ts";
import type { Datasheets } from "./asking/datasheets.ts";
import { readAsked, refused } from "./asking/input.ts";
import type { Asked } from "./asking/input.ts";
import { toRequest } from "./asking/net-list.ts";
import { slug } from "./asking/request.ts";
import type { Request, Tbd } from "./asking/request.ts";
import { sheetOf } from "./findings.ts";
import { toPlan, undrawnPlan } from "./plan.ts";
import { prove } from "./proof/index.ts";
import { planReport, verdictLine } from "./report/index.ts";
import { ArgsSchema, PlanSchema } from "./schema.ts";
import type { Args, Plan } from "./schema.ts";
import { FLAG } from "./sheet/index.ts";
import { completeNets } from "./sheet/nets.ts";
import type { PartSymbol } from "./symbol/index.ts";
import { loadSymbols } from "./symbol/load.ts";
import { toDecide } from "./wiring/book.ts";
import { wire } from "./wiring/index.ts";
import { CAPACITOR, CELL, DIODE, INDUCTOR, RESISTOR } from "./wiring/passives.ts";

export default defineSkill<Args>({
  name: "schematic",
  agent: "schematic",
  version: "1.0.0",
  description:
    "Drafts a KiCad schematic of real library symbols from an architecture or a net list, and proves it by KiCad's rule check and netlist.",
  needs: ["kicad"],
  uses: ["parts"],
  input: { files: ["architecture.json"], args: ArgsSchema },
  artifacts: { "eda/kicad/*.net-plan.json": PlanSchema },
  async run(context) {
    const { input, signal, progress } = context;
    const asked = await readAsked(input.files, context);
    const name = nameOf(asked, input.args);
    const kicad = await context.tool("kicad");
    progress(0.05, "Looking for symbols");
    const { found, absent, problem } = await loadSymbols(kicad, symbolIds(asked), signal);
    const reason = "no symbol can be had, so nothing was drawn";
    if (problem !== null) {
      return handOver(
        undrawnPlan({ name, asked, reason, problem }, [], await context.provenance()),
      );
    }
    progress(0.3, "Working out the nets");
    const sheets =
      asked.kind === "architecture"
        ? await datasheetsOf(asked.asked, () => context.tool("parts"), signal)
        : new Map();
    const request = requestOf(asked, found, absent, sheets);
    if (request.parts.length === 0) {
      const nothing = { name, asked, reason: "no part with a symbol is chosen", problem: null };
      return handOver(undrawnPlan(nothing, request.tbd, await context.provenance()));
    }
    const { parts, title, tbd } = request;
    const nets = completeNets(parts, request.nets, found);
    const drawing = {
      stem: name,
      title: title || name,
      parts,
      nets: nets.nets,
      flags: nets.flags,
      symbols: found,
    };
    progress(0.4, "Drawing, and proving it by KiCad");
    const proof = await prove(kicad, drawing, { timeoutMs: input.args.timeoutMs, signal });
    progress(0.9, "Writing the plan");
    const further = await replacedSheet(name, context);
    const drawn = {
      name,
      asked,
      request: { ...request, tbd },
      nets,
      symbols: found,
      proof,
      further,
    };
    return handOver(toPlan(drawn, await context.provenance()), proof.files);
  },
});

function nameOf({ asked, file, kind }: Asked, { name }: Args): string {
  const title = kind === "architecture" ? asked.product : asked.name;
  return name ?? (slug(title ?? "") || slug(posix.basename(file, ".json")) || "draft");
}

/** Those of the parts, and of what rules add. */
function symbolIds({ kind, asked }: Asked): string[] {
  if (kind === "net-list") return [...asked.parts.map(({ symbol }) => symbol), FLAG];
  const parts = asked.blocks.flatMap(
    ({ kind: of, part }) => part?.symbol ?? (part && of === "battery" ? [CELL] : []),
  );
  return parts.length === 0 ? [FLAG] : [...parts, RESISTOR, CAPACITOR, INDUCTOR, DIODE, FLAG];
}

/** Throws VALIDATION_ERROR when a net list names symbols or pins that are not in the libraries. */
function requestOf(
  { kind, asked, file }: Asked,
  found: ReadonlyMap<string, PartSymbol>,
  absent: ReadonlyMap<string, unknown>,
  datasheets: Datasheets,
): Request {
  if (kind === "architecture") return wire(asked, found, datasheets);
  for (const { ref, symbol } of asked.parts) {
    if (absent.has(symbol)) throw refused(file, `${ref}: no symbol '${symbol}' is installed`);
    if (found.get(symbol)!.isPower) {
      throw refused(file, `${ref}: '${symbol}' is a power symbol; a net's name does its work`);
    }
  }
  for (const { name, pins } of asked.nets) {
    for (const { ref, pin } of pins) {
      const symbol = found.get(asked.parts.find((part) => part.ref === ref)!.symbol)!;
      const numbers = [...new Set(symbol.pins.map(({ number }) => number))];
      if (numbers.includes(pin)) continue;
      const has = numbers.slice(0, 40).join(", ");
      throw refused(file, `net ${name}: ${symbol.id} has no pin '${pin}' (${ref}); it has ${has}`);
    }
  }
  return toRequest(asked, file);
}

/** What stands there was approved; when KiCad has written it since, somebody has worked on it. */
async function replacedSheet(name: string, { list, read }: SkillContext<Args>): Promise<Tbd[]> {
  const sheet = sheetOf(name);
  const text = await existing(sheet, list, read);
  if (text === null || /\(generator "?metaforge"?\)/.test(text.slice(0, 400))) return [];
  const reason =
    "the sheet that stands there was not written by this skill, or was saved by KiCad since";
  const action = "Approve only if that work may go; or give args.name another name.";
  return [toDecide(sheet, "would be replaced", { reason, action })];
}

async function existing(
  path: string,
  list: SkillContext<Args>["list"],
  read: SkillContext<Args>["read"],
): Promise<string | null> {
  try {
    const files = await list(posix.dirname(path), { endings: [".kicad_sch"] });
    return files.some((file) => file.path === path) ? await read(path) : null;
  } catch (thrown) {
    // A folder that is not there is refused.
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") return null;
    throw thrown;
  }
}

/** What a run may hand over; the plan holds all. */
const MOST = 2000;

function handOver(plan: Plan, files: Readonly<Record<string, string>> = {}): SkillResult {
  const folder = posix.dirname(sheetOf(plan.name));
  return {
    artifacts: [
      ...Object.entries(files).map(([name, content]) => ({ path: `${folder}/${name}`, content })),
      {
        path: `${folder}/${plan.name}.net-plan.json`,
        content: artifactJson(plan),
      },
      { path: "schematic-plan.md", content: planReport(plan) },
    ],
    findings: plan.findings.slice(0, MOST).map(({ where, ...finding }) => {
      const { file, item } = where;
      return { ...finding, where: item === undefined ? { file } : { file, item } };
    }),
    summary: `${verdictLine(plan)}.`,
  };
}
