/** Blocks as architecture.json holds them: part, reasons, alternatives, what is open. */
import { isLine, quoteLine } from "./asks/lines.ts";
import type { Ask } from "./asks/read.ts";
import type { Facts } from "./facts.ts";
import type { Placed, Placement } from "./choose/place.ts";
import { unstated } from "./choose/protection.ts";
import { figuresOf, sayAsked } from "./choose/wish.ts";
import type { Choice, Part } from "./choose/wish.ts";
import type { Block } from "./schema.ts";
import type { Links } from "./links.ts";
import { say } from "./supply/number.ts";
import { statedCurrent } from "./supply/currents.ts";
import type { Supply } from "./supply/sources.ts";
import type { Converter } from "./supply/tree.ts";

export function toBlock(
  { id, ask, choice, rail, quantity, named }: Placed,
  { host, inside }: Placement,
  links: Links,
  facts: Facts,
): Block {
  const isHost = id === host?.block;
  const asked = isHost
    ? [...ask.because, ...inside.flatMap(({ because }) => because)]
    : ask.because;
  const radios = isHost && choice?.part ? inside.map(({ name }) => name) : [];
  const because =
    isHost && facts.controller?.implied
      ? `No line names a controller; ${list(host.because)} need one. `
      : "";
  const lines = ask.because.filter(isLine);
  const said = statedCurrent(ask, null);
  return {
    id,
    name: radios.length > 0 ? `${ask.name} with ${radios.join(" and ")}` : ask.name,
    kind: ask.rule.kind,
    requirements: [
      ...new Set([...asked, ...ask.about].filter((one) => !isLine(one)).map((one) => one.id)),
    ],
    part: toPart(choice?.part ?? null),
    quantity,
    rationale:
      because +
      (lines.length > 0 && !isHost
        ? `No requirement asks for it, a line without one names it: ${lines.map(quoteLine).join("; ")}. `
        : "") +
      rationaleOf(
        choice,
        named,
        (ask.quantityFrom ? ` ${ask.quantity} as ${ask.quantityFrom} says.` : "") +
          (ask.guards ?? []).map(({ name, basis }) => ` It is for ${name}: ${basis}.`).join("") +
          resistorOf(choice?.part ?? null, said !== null),
      ),
    tbd: choice?.part ? null : wantedOf(wantedWith(ask, facts), choice, named, facts),
    ...choiceLists(choice),
    rail,
    ...(said ? { stated: { value: said.amps, unit: "A", basis: said.formula } } : {}),
    interfaces: [...(links.of.get(id) ?? [])],
  };
}

/** An LED takes the current that its resistor sets: none of its own, so that nothing is told of it before one is chosen. */
function resistorOf(part: Part | null, isStated: boolean): string {
  const drop = part && figuresOf(part, "forward_voltage", "V")[0];
  const most = part && figuresOf(part, "current_rating", "A")[0]?.max;
  const volts = drop?.typ ?? drop?.max;
  if (!volts) return "";
  const limit = most ? `, ${say(most, "A")} at most` : "";
  const open = isStated ? "" : `; I is not stated${limit}, and has to be chosen`;
  return ` Each needs a resistor in series, R = (rail − ${say(volts, "V")}) / I${open}.`;
}

const list = (ids: readonly string[]) =>
  ids.length <= 4 ? ids.join(", ") : `${ids.slice(0, 4).join(", ")} and ${ids.length - 4} more`;

export function converterBlock({
  id,
  name,
  choice,
  topology,
  requirements,
  wanted,
  rail,
  current,
}: Converter): Block {
  return {
    id,
    name,
    kind: "regulator",
    requirements: [...requirements],
    part: toPart(choice?.part ?? null),
    quantity: 1,
    rationale:
      `${capital(topology.reason)}. ${rationaleOf(choice, [], "")} It makes ${rail}.${sizedBy(current, choice)}${topology.heatOpen ? ` ${capital(topology.heatOpen)}.` : ""}`.replaceAll(
        "  ",
        " ",
      ),
    tbd: choice?.part ? null : wanted,
    ...choiceLists(choice),
    rail: null,
    interfaces: [],
  };
}

/** A part for a share of the current may be too small for all of it. */
function sizedBy(current: Converter["current"], choice: Choice | null): string {
  if (current === null)
    return " No current on that rail is known: a part would be sized by nothing.";
  if (current.complete || !choice?.part) return "";
  return ` It is sized by ${say(current.value, "A")}, the part of the current that is known, only.`;
}

export function batteryBlock({ source, cell, series, wanted }: Supply): Block {
  return {
    id: source.id,
    name: source.id === "battery" ? "Battery" : "Backup battery",
    kind: "battery",
    requirements: [...source.requirements],
    part: toPart(cell?.part ?? null),
    quantity: series,
    rationale: rationaleOf(cell, [], series > 1 ? ` ${series} in series.` : ""),
    tbd: cell?.part ? null : `cell: ${wanted}`,
    ...choiceLists(cell),
    rail: null,
    interfaces: [],
  };
}

export function choiceLists(
  choice: Choice | null,
): Pick<Block, "demands" | "notKnown" | "alternatives" | "eliminated"> {
  return {
    demands: choice?.asked.map(sayAsked) ?? [],
    notKnown: choice?.unknown.map(sayAsked) ?? [],
    alternatives: choice?.part
      ? choice.others.map((part) => ({ id: part.id, reason: compare(choice.part!, part) }))
      : [],
    eliminated: choice ? [...choice.eliminated] : [],
  };
}

export function toPart(part: Part | null): Block["part"] {
  if (!part) return null;
  const { id, mpn, manufacturer, origin, symbol, footprint } = part;
  const all = Object.values(part.figures).flat();
  const figures = { total: all.length, checked: all.filter(({ checked }) => checked).length };
  return { id, mpn, manufacturer, origin, package: part.package.name, symbol, footprint, figures };
}

export function rationaleOf(choice: Choice | null, named: readonly string[], more: string): string {
  const said = named.length > 0 ? `The document names ${named.join(", ")}. ` : "";
  if (!choice) return `${said}No part is chosen.${more}`;
  if (!choice.part && choice.searched === 0)
    return `${said}${choice.approvedListUsed ? "The approved list" : "The catalogue"} has none of it.${more}`;
  if (!choice.part) return `${said}No part of ${choice.searched} fits.${more}`;
  const { part, total, searched, ranked, givenUp, unknown, approvedListUsed } = choice;
  const met = choice.asked
    .filter((one) => !unknown.includes(one))
    .map(sayAsked)
    .join("; ");
  const place = approvedListUsed ? "the approved list" : "the catalogue";
  const which = choice.isNamed ? `${place} by that name` : place;
  return `${said}${part.mpn} (${part.description}): ${total} of ${searched} in ${which} fit${met ? `: ${met}` : ""}.${
    total > 1
      ? ` Of these it is ${ranked ? `first by ${ranked}` : "the closest to what is asked for"}.`
      : ""
  }${givenUp.length > 0 ? ` Not met, though it should be: ${givenUp.map(sayAsked).join("; ")}.` : ""}${unknown.length > 0 ? ` Not known of it, to be checked: ${unknown.map(sayAsked).join("; ")}.` : ""}${more}`;
}

function wantedWith(ask: Ask, facts: Facts): string {
  const missing = unstated(ask, facts);
  return missing === null ? ask.rule.wanted : `${ask.rule.wanted}; ${missing}`;
}

function wantedOf(
  wanted: string,
  choice: Choice | null,
  named: readonly string[],
  { unknownNames }: Facts,
): string {
  const unknown = unknownNames.filter(({ name }) => named.includes(name));
  const names = [...new Set(unknown.map(({ name }) => name))].join(", ");
  const asked = choice?.asked.map(sayAsked) ?? [];
  const text =
    unknown.length > 0
      ? `${names}, which the document names and the ${unknown[0]!.place} does not have: ${wanted}`
      : wanted;
  return asked.length > 0 ? `${text}; ${asked.join("; ")}` : text;
}

/** Where another part differs, in words that can be checked on both data sheets. */
function compare(chosen: Part, other: Part): string {
  const differs = [
    other.package.name === chosen.package.name
      ? `the same package ${other.package.name}`
      : `package ${other.package.name}`,
    ...(other.manufacturer === chosen.manufacturer ? [] : [`made by ${other.manufacturer}`]),
    other.description,
  ];
  return `fits as well: ${differs.join(", ")}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
