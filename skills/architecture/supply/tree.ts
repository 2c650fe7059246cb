/** From sources through protection and converters to rails and loads, with the parts of the converters. */
import type { Placement } from "../choose/place.ts";
import type { Choice, PartsTool } from "../choose/wish.ts";
import type { Facts } from "../facts.ts";
import type { Edge, Rail } from "../schema.ts";
import { convert, efficiencyOf } from "./converter.ts";
import { currentOf } from "./currents.ts";
import type { TopologyChoice } from "./formulas.ts";
import { say, span } from "./number.ts";
import type { Volts } from "./number.ts";
import { mainSupply } from "./plan.ts";
import type { RailPlan } from "./plan.ts";

export interface Converter {
  readonly id: string;
  readonly rail: string;
  readonly name: string;
  readonly choice: Choice | null;
  readonly topology: TopologyChoice;
  readonly requirements: readonly string[];
  readonly wanted: string;
  /** What its rail needs; `complete` false: at least. Null: not known. */
  readonly current: Rail["maxCurrent"];
}

export interface Tree {
  readonly rails: readonly Rail[];
  readonly edges: readonly Edge[];
  readonly converters: readonly Converter[];
}

const NO_NUMBERS = { topology: null, reason: null, dissipation: null, efficiency: null };
const GUARDS = ["over-current", "reverse-polarity", "over-voltage", "battery-protection"];

export async function buildTree(
  facts: Facts,
  plan: readonly RailPlan[],
  { placed }: Placement,
  tool: PartsTool,
  limit: number,
): Promise<Tree> {
  const used = plan.filter((rail) => rail.stated || placed.some((one) => one.rail === rail.id));
  const main = mainSupply(facts);
  const root = main?.source.id ?? "supply";
  const guards = GUARDS.filter((id) => facts.asks.some((ask) => ask.id === id)).filter(
    (id) => id !== "battery-protection" || main?.source.kind === "battery",
  );
  const last = guards.at(-1) ?? root;
  const edges: Edge[] = [];
  const into = (to: string) => [root, ...guards][[...guards, to].indexOf(to)] ?? root;
  for (const guard of guards)
    edges.push({ from: into(guard), to: guard, kind: "protection", ...NO_NUMBERS });
  // They may come to hang on any rail; the first is the one that is tried first.
  const loose = placed
    .filter((one) => one.ask.rule.powered && one.rail === null)
    .map(({ id }) => id);
  const home = plan.find((rail) => used.includes(rail))?.id;
  const second = secondSupply(facts, used);
  const rails: Rail[] = [];
  const converters: Converter[] = [];
  // The lowest first: what a higher rail gives to them is part of its own current.
  for (const rail of used.toSorted((a, b) => (a.volts.typ ?? 0) - (b.volts.typ ?? 0))) {
    const loads = placed.filter((one) => one.rail === rail.id);
    const vout = rail.volts.typ;
    const parent =
      rail.direct || vout === null ? null : parentOf(rail, used, main?.source.voltage ?? null);
    const below = rails.filter(({ source }) => source === rail.id);
    const current = currentOf(
      vout,
      loads,
      below,
      facts,
      parent === null && isOnlyTop(rail, used, main?.source.voltage ?? null),
      facts.rails.find(({ volts }) => rail.stated && volts === vout)?.amps ?? null,
      rail.id === home ? loose : [],
    );
    const base = {
      id: rail.id,
      name: rail.name,
      voltage: {
        min: rail.volts.min,
        typ: rail.volts.typ,
        max: rail.volts.max,
        unit: "V" as const,
      },
      loads: loads.map(({ id }) => id),
      maxCurrent: current,
      requirements: [...rail.requirements],
      basis: rail.basis,
    };
    if (rail.direct || vout === null) {
      rails.push({ ...base, from: root, source: root });
      edges.push({
        from: last,
        to: rail.id,
        kind: "source",
        ...NO_NUMBERS,
        topology: "direct",
        reason: "the rail is the source itself",
      });
    } else {
      const from = parent?.id ?? root;
      const vin: Volts = parent?.volts ??
        main?.source.voltage ?? { min: null, typ: null, max: null };
      const isMains = parent === null && main?.source.kind === "mains";
      const id = `regulator-${rail.id.replace("rail-", "")}`;
      const amps = current?.value ?? null;
      // oxlint-disable-next-line no-await-in-loop -- a few, the lower before the higher
      const made = await convert(facts, tool, {
        ...{ isMains, vin, vout, amps, limit },
        // Behind a regulated rail there is none.
        surge: parent === null && main?.source.kind === "external" ? facts.surge : null,
        ...{ linear: rail.linear, isPart: current?.complete === false },
      });
      const { choice, topology } = made;
      const kind = isMains ? "AC-DC" : topology.topology;
      converters.push({
        id,
        rail: rail.id,
        name: `${say(vout, "V")} ${kind === "ldo" ? "linear regulator" : kind ? `${kind} converter` : "regulator"}`,
        ...{ choice, topology, current },
        requirements:
          rail.requirements.length > 0
            ? rail.requirements
            : [...new Set(loads.flatMap(({ ask }) => ask.because.map((one) => one.id)))],
        wanted: `${kind ?? "regulator"}, ${say(vout, "V")}${current ? `, at least ${say(current.value, "A")}` : ", current not known"}`,
      });
      rails.push({ ...base, from: id, source: from });
      edges.push({
        from: parent ? parent.id : last,
        to: id,
        kind: "converter",
        topology: topology.topology,
        reason: topology.reason,
        dissipation: topology.topology === "ldo" ? topology.linearHeat : null,
        efficiency: efficiencyOf(topology.topology, vin, vout, choice?.part ?? null),
      });
      const isJoined = second?.rail === rail.id;
      edges.push({ from: id, to: isJoined ? "power-or" : rail.id, kind: "source", ...NO_NUMBERS });
    }
    for (const { id } of loads) edges.push({ from: rail.id, to: id, kind: "load", ...NO_NUMBERS });
  }
  return {
    rails: rails.toReversed(),
    edges: [...edges, ...(second?.edges ?? []), ...chargeEdges(facts)],
    converters,
  };
}

/** The next higher stated rail, unless the source itself is nearer: a battery below that rail, or no more than it. */
function parentOf(rail: RailPlan, all: readonly RailPlan[], source: Volts | null): RailPlan | null {
  const known = source && span(source);
  const higher = all
    .filter((one) => one.volts.typ !== null && one.volts.typ > rail.volts.typ!)
    .toSorted((a, b) => a.volts.typ! - b.volts.typ!)[0];
  if (!higher) return null;
  return known && known.from <= higher.volts.typ! ? null : higher;
}

const isOnlyTop = (rail: RailPlan, all: readonly RailPlan[], source: Volts | null) =>
  all.every((one) => one === rail || (!one.direct && parentOf(one, all, source) !== null));

/** The second supply of a choice between two joins the rail of its voltage. */
function secondSupply(
  { asks, supplies }: Facts,
  rails: readonly RailPlan[],
): { readonly rail: string; readonly edges: readonly Edge[] } | null {
  const usb = supplies.find(({ source }) => source.kind === "usb");
  const rail = rails.find(({ volts, direct }) => !direct && volts.typ === usb?.source.voltage.typ);
  if (!usb || !rail || !asks.some(({ id }) => id === "power-or")) return null;
  const reason = "the rail takes one of its two supplies";
  const edges: Edge[] = [
    { from: usb.source.id, to: "power-or", kind: "protection", ...NO_NUMBERS },
    { from: "power-or", to: rail.id, kind: "source", ...NO_NUMBERS, topology: "direct", reason },
  ];
  return { rail: rail.id, edges };
}

/** What is plugged in charges the battery. */
function chargeEdges(facts: Facts): Edge[] {
  const battery = chargedBattery(facts);
  if (!battery || !facts.asks.some(({ rule }) => rule.id === "charger")) return [];
  const from = chargingSource(facts)?.source.id;
  return [
    ...(from ? [{ from, to: "charger", kind: "converter" as const, ...NO_NUMBERS }] : []),
    { from: "charger", to: battery.source.id, kind: "source", ...NO_NUMBERS },
  ];
}

/** The battery; where there is none, the one that stands in for the supply. */
export const chargedBattery = ({ supplies }: Facts) =>
  ["battery", "backup-battery"]
    .map((id) => supplies.find(({ source }) => source.id === id))
    .find(Boolean) ?? null;

export const chargingSource = ({ supplies }: Facts) =>
  ["usb", "external-supply", "solar", "mains"]
    .map((id) => supplies.find(({ source }) => source.id === id))
    .find(Boolean) ?? null;
