/** Gives every asked block a rail and a part, the controller last, since it has to serve the others. */
import type { Ask } from "../asks/read.ts";
import type { Bus } from "../asks/rule.ts";
import type { Facts } from "../facts.ts";
import type { Volts } from "../supply/number.ts";
import { statedDemands, supplyDemand, temperatureDemand } from "./demands.ts";
import { displayAgainst, isVague, modulationAgainst } from "./against.ts";
import { hostNeeds, hostWish } from "./host.ts";
import type { Hosted, HostNeeds } from "./host.ts";
import { keptBuses } from "./reserved.ts";
import { choose } from "./select.ts";
import type { Asked, Choice, PartsTool, Wish } from "./wish.ts";
import { attributesOf, plainWish } from "./plain.ts";
import { protectionWish, unstated } from "./protection.ts";
import { FED_INSIDE, isBarrier } from "./isolation.ts";

export interface PlannedRail {
  readonly id: string;
  readonly volts: Volts;
}

export interface Placed extends Hosted {
  readonly choice: Choice | null;
  readonly rail: string | null;
  readonly quantity: number;
  readonly named: readonly string[];
}

export interface Placement {
  readonly placed: readonly Placed[];
  readonly host:
    | (HostNeeds & { readonly block: string; readonly because: readonly string[] })
    | null;
  /** Asks that the controller's own radio or port fulfils. */
  readonly inside: readonly Ask[];
  /** Powered blocks that have a family in the catalogue and got no part. */
  readonly unmatched: number;
}

/** `rails` in the order in which they are tried for a block. */
export async function place(
  facts: Facts,
  rails: readonly PlannedRail[],
  tool: PartsTool,
): Promise<Placement> {
  const { asks, named } = facts;
  const others = asks.filter(({ rule }) => rule.id !== "mcu" && rule.id !== "charger");
  const radios = others.filter(({ rule }) => rule.inside !== undefined);
  const mcu = facts.controller;
  const placed: Placed[] = [];
  const hasCanController = others.some(({ id }) => id === "can-controller");
  for (const ask of others.filter((one) => !radios.includes(one))) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time: a cancelled run asks no further
    const one = await placeOne(facts, ask, rails, tool);
    placed.push(one.bus === "can" && hasCanController ? { ...one, bus: null } : one);
  }
  const usb = others
    .filter(({ id }) => id === "usb-connector" && facts.usbData)
    .map(({ id }) => id);
  const withMcu = async (inner: readonly Ask[], outer: readonly Placed[]) => {
    const hosted = [...placed, ...outer];
    const needs = hostNeeds([...hosted, ...keptBuses(mcu!, hosted)], usb);
    const make = (asked: readonly Asked[]) =>
      hostWish(
        mcu!,
        needs,
        inner.map(({ rule }) => rule.inside!),
        named.get("mcu") ?? [],
        asked,
        facts.isCarried,
      );
    return { needs, one: await onRails(facts, mcu!, rails, tool, make) };
  };
  if (!mcu) {
    const outer = await each(radios, (ask) => placeOne(facts, ask, rails, tool));
    const all = [...placed, ...outer];
    return { placed: all, host: null, inside: [], unmatched: countUnmatched(all) };
  }
  let found = await withMcu(radios, []);
  let inside = radios;
  let outer: Placed[] = [];
  if (radios.length > 0 && !found.one.choice?.part) {
    // No controller with the radio inside does all that is asked: the radio stands beside it.
    const apart = await each(radios, (ask) => placeOne(facts, ask, rails, tool));
    const again = await withMcu([], apart);
    if (again.one.choice?.part && apart.every(({ choice }) => choice?.part)) {
      [found, inside, outer] = [again, [], apart];
    }
  }
  // What a radio draws that is inside, the controller draws.
  const draws = [...(mcu.draws ?? []), ...inside.flatMap((one) => one.draws ?? [])];
  const about = [...new Set([...mcu.about, ...draws])];
  const all = [{ ...found.one, ask: { ...mcu, about, draws } }, ...outer, ...placed];
  return {
    placed: all,
    host: { ...found.needs, block: mcu.id, because: facts.controllerBecause },
    inside,
    unmatched: countUnmatched(all),
  };
}

/** Channels of one block are no pieces. */
const piecesOf = ({ rule, quantity }: Ask) => (rule.channels ? 1 : quantity);

async function each<T, R>(all: readonly T[], make: (one: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one at a time, as above
  for (const one of all) made.push(await make(one));
  return made;
}

const countUnmatched = (all: readonly Placed[]) =>
  all.filter(({ ask, choice }) => ask.rule.powered && ask.rule.families.length > 0 && !choice?.part)
    .length;

async function placeOne(
  facts: Facts,
  ask: Ask,
  rails: readonly PlannedRail[],
  tool: PartsTool,
): Promise<Placed> {
  const { rule } = ask;
  const named = facts.named.get(ask.id) ?? [];
  if (
    rule.families.length === 0 ||
    (rule.id === "display" && isVague(ask)) ||
    (rule.id === "over-current" && !facts.consumption) ||
    unstated(ask, facts) !== null ||
    (rule.inside !== undefined && facts.controller === null)
  ) {
    return {
      id: ask.id,
      ask,
      choice: null,
      rail: ownRail(ask, facts, rails),
      bus: busOf(ask, null),
      quantity: piecesOf(ask),
      named,
    };
  }
  const make = (asked: readonly Asked[]): Wish => {
    const base: Wish = {
      ...plainWish(ask),
      families: rule.families,
      attributes: attributesOf(ask),
      interfaces: rule.interfaces ?? [],
      asked,
      named,
    };
    if (isBarrier(asked)) return { ...base, ...FED_INSIDE };
    if (rule.id === "display") return { ...base, against: displayAgainst(ask) };
    if (rule.id === "rf-transceiver") return { ...base, against: modulationAgainst(ask) };
    return rule.kind === "protection" ? protectionWish(base, ask, facts) : base;
  };
  return onRails(facts, ask, rails, tool, make);
}

/** Blocks without supply are searched once; others on the rails in their order, until there is a part. */
async function onRails(
  facts: Facts,
  ask: Ask,
  rails: readonly PlannedRail[],
  tool: PartsTool,
  make: (asked: readonly Asked[]) => Wish,
): Promise<Placed> {
  const named = facts.named.get(ask.id) ?? [];
  const base = [...statedDemands(ask), ...temperatureDemand(facts.temperature)];
  const isFed = ask.rule.powered && !ask.rule.families.every((one) => one === "connector");
  const own = ownRail(ask, facts, rails);
  const order = own
    ? [...rails.filter(({ id }) => id === own), ...rails.filter(({ id }) => id !== own)]
    : rails;
  let first: Placed | null = null;
  for (const rail of isFed && order.length > 0 ? order : [null]) {
    const asked = rail && !isResistive(ask) ? [...supplyDemand(rail.volts), ...base] : base;
    // oxlint-disable-next-line no-await-in-loop -- the next rail only where this one has no part
    const choice = await choose(tool, make(asked));
    const one: Placed = {
      id: ask.id,
      ask,
      choice,
      rail: ask.rule.powered ? (rail?.id ?? (choice.part ? (rails[0]?.id ?? null) : null)) : null,
      bus: busOf(ask, choice),
      quantity: piecesOf(ask),
      named,
    };
    first ??= choice.part ? one : { ...one, rail: ask.rule.id === "mcu" ? one.rail : own };
    if (choice.part) return one;
  }
  return first!;
}

/** Any rail does whose voltage a resistor can drop; an addressable LED has a supply of its own. */
const isResistive = ({ rule }: Ask) => /^(?:status|rgb|infrared)-leds$/.test(rule.id);

/** The rail that the document names for the block. */
function ownRail(ask: Ask, { rails }: Facts, planned: readonly PlannedRail[]): string | null {
  if (!ask.rule.powered) return null;
  // The supply of a USB port is 5 V, whoever gives it.
  if (ask.rule.id === "usb-output") return planned.find(({ volts }) => volts.typ === 5)?.id ?? null;
  const own = rails.find(({ because }) =>
    because.some(
      ({ statement }) =>
        ask.rule.words?.test(statement) ||
        (ask.rule.id === "computer" && /\bpayload\b/i.test(statement)),
    ),
  );
  return planned.find(({ volts }) => own !== undefined && volts.typ === own.volts)?.id ?? null;
}

/** The bus that the document names, else the usual one, of those that the part has. */
function busOf(ask: Ask, choice: Choice | null): Bus | null {
  const { buses } = ask.rule;
  const has = choice?.part?.interfaces ?? [];
  const values = [...ask.because, ...ask.about].flatMap(({ values: all }) => all ?? []);
  const stated = buses.filter((bus) => values.some((one) => one.toLowerCase() === bus));
  const order = [...stated, ...buses];
  return order.find((bus) => has.includes(bus)) ?? order[0] ?? null;
}
