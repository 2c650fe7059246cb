/** What the data of a chosen part show of a requirement, by figure or attribute. What no data show is left to show, never taken for granted. */
import type { Ask } from "./asks/read.ts";
import { accuracyLeft } from "./choose/accuracy.ts";
import { thermistorLeft } from "./choose/charger.ts";
import { isolationShown } from "./choose/isolation.ts";
import { measuredShown } from "./choose/measured.ts";
import { figuresOf } from "./choose/wish.ts";
import type { Part } from "./choose/wish.ts";
import type { Constraint } from "./input.ts";
import { guardClaims, presenceIn } from "./presence.ts";
import { qualitiesOf } from "./qualification.ts";
import type { Block } from "./schema.ts";
import { say } from "./supply/number.ts";
import { clampClaims } from "./supply/suppressor.ts";
import type { Temperature } from "./supply/temperature.ts";
import { valueIn } from "./values.ts";

export interface Chosen {
  readonly block: Block;
  readonly part: Part;
  /** Null: a regulator or a cell, which follow from the supply. */
  readonly ask: Ask | null;
  /** In which the product works; null: not stated. */
  readonly temperature: Temperature | null;
  /** Of the controller: the buses that it has pins for here. */
  readonly buses?: ReadonlySet<string>;
  /** Of the controller: the lines for which a bus is kept that leads to no block. */
  readonly kept?: ReadonlySet<string>;
}

/** One thing that a requirement says: `shown` the data that show it, null where none do. */
export interface Claim {
  readonly kind: "limit" | "value" | "presence";
  /** A value itself; else a sentence: what is left to show, and for whom. */
  readonly left: string;
  readonly shown: string | null;
}

export const NO_LIMIT = "No figure in the catalogue shows its limit: for analysis or test";
const NO_PRESENCE = "No figure or attribute shows it: for firmware, layout or test";
/** "A or B", "A/B": one of them is enough. */
const ALTERNATIVE = /\bor\b|\/|\bone of\b|\bpreferred\b|\bequivalent\b/i;

/** A limit, each named value, and where there are neither the thing itself. Each is shown by any one of the blocks. */
export function claimsOf(one: Constraint, chosen: readonly Chosen[]): Claim[] {
  const by = (show: (each: Chosen) => string | null) => {
    for (const each of chosen) {
      const text = show(each);
      if (text !== null) return `${each.block.id}: ${text}`;
    }
    return null;
  };
  const values = (one.values ?? []).filter((value) => value !== "true");
  const isDriver = /\bdriv(?:ers?|es?|ing)\b/i.test(one.statement);
  const claims: Claim[] = values.map((value) => ({
    kind: "value",
    left: value,
    shown: by((each) => valueIn(each, value, isDriver)),
  }));
  if (hasLimit(one)) {
    const most = by((each) => conditionsIn(each, one));
    const left =
      most === null
        ? (thermistorLeft(one, chosen) ?? (isChargingTime(one) ? CHARGING_TIME : NO_LIMIT))
        : `Not kept under every condition: ${most}`;
    claims.push({ kind: "limit", left, shown: by((each) => limitIn(each, one)) });
  }
  if (!hasLimit(one)) claims.push(...guardClaims(one, chosen));
  if (claims.length === 0)
    claims.push({
      kind: "presence",
      left: thermistorLeft(one, chosen) ?? NO_PRESENCE,
      shown: allOf(chosen, one),
    });
  claims.push(...clampClaims(chosen));
  const qualities = qualitiesOf(one).filter((each) => !values.includes(each));
  claims.push(...qualities.map((left): Claim => ({ kind: "value", left, shown: null })));
  if (LEADS.test(one.statement) && chosen.some(({ kept }) => kept?.has(one.id)))
    claims.push({ kind: "presence", left: NO_LINK, shown: null });
  const besides = [...one.statement.matchAll(BESIDES)].map(([left]): Claim => {
    const shown = /isolat/i.test(left) ? isolationShown(one, chosen) : null;
    return { kind: "value", left, shown };
  });
  claims.push(...besides);
  const met = claims.filter(({ kind, shown }) => kind === "value" && shown !== null);
  const isBesides = besides.some(({ shown }) => shown === null);
  const isEnough = !isBesides && met.length > 0 && ALTERNATIVE.test(one.statement);
  return isEnough
    ? claims.filter((claim) => claim.kind !== "value" || met.includes(claim))
    : claims;
}

const LEADS = /\b(?:communicat|connect|interfac|link|talk)\w*\b/i;
const NO_LINK = "What the bus leads to is no block that is linked here";

/** "Voltage, current and temperature": each sensor shows its share; of two dangers one protection shows but one. */
function allOf(chosen: readonly Chosen[], one: Constraint): string | null {
  const each = chosen.map((own) => ({ own, text: presenceIn(own, one) }));
  const isOpen = each.some(({ own, text }) => own.block.kind === "protection" && text === null);
  const shown = each.flatMap(({ own, text }) => (text === null ? [] : `${own.block.id}: ${text}`));
  return shown.length > 0 && !isOpen ? shown.join("; ") : null;
}

/**
 * What a line asks besides, of which no data of a part tell: further parts for which there is no block, what a thing is
 * to be kept apart from or do without, and qualities that a family's name does not have. A barrier has a figure.
 */
const BESIDES =
  /\bpull-?ups?\b|\bholders?\b|\bwithout [\w-]+|\b(?<!\b(?:non|un)-?)(?:galvanic\w* )?isolat\w+(?: from [\w-]+)?|\bindependent\w* (?:of|from) [\w-]+|\bRGB\b|\bwak\w+(?:[ -](?:up|on)(?: [\w-]+)?)?|\bbands? \d[\d, and]*\d|\bbands? \d+/gi;

export const hasLimit = ({ si, min, typ, max }: Constraint): boolean =>
  si !== null || (min ?? typ ?? max) !== null;

/** A charger that gives C / t ends with a falling current, so that it takes longer. */
const isChargingTime = ({ parameter, si }: Constraint): boolean =>
  si?.unit === "s" && /charg/.test(parameter);
const CHARGING_TIME =
  "The charger's current is chosen for it; how long charging ends with a falling current is for the power budget and a test";

const COULOMB_PER_AH = 3600;

function limitIn(chosen: Chosen, one: Constraint): string | null {
  const { block, part, ask } = chosen;
  const demand = block.demands.find((text) => text.includes(`(${one.id})`));
  if (isChargingTime(one)) return null;
  // That it does not conduct in a surge is no answer to one.
  if (ask?.rule.id === "over-voltage" && demand) return null;
  if (demand) {
    const isHeld = !block.notKnown.includes(demand) && conditionsIn(chosen, one) === null;
    return isHeld ? demand.replace(` (${one.id})`, "") : null;
  }
  const measured = measuredShown(ask, part, one);
  if (measured !== null) return measured;
  const asked = one.min ?? one.typ;
  if (one.unit === "1" && asked !== null) {
    const isCounted = ask !== null && !ask.rule.channels && ask.rule.count?.test(one.parameter);
    if (isCounted && ask.quantityFrom && block.quantity >= (one.max ?? asked))
      return `${block.quantity} pieces`;
    // Channels that one converter is switched to are no converters.
    if (
      one.parameter.startsWith("adc") &&
      /\bADCs\b|[Cc]onverters?\b(?! channel)/.test(one.statement)
    )
      return null;
    const [name, has] = countIn(part, one.parameter);
    if (has === null || (one.parameter.endsWith("axes") && has !== asked)) return null;
    const isMet = has > asked || (has === asked && !/>\s*\d/.test(one.statement));
    return isMet ? `${name} is ${has}` : null;
  }
  if (one.si?.unit === "C" && one.parameter.endsWith("capacity")) {
    const least = (one.si.min ?? one.si.typ ?? one.si.max!) / COULOMB_PER_AH;
    const figure = figuresOf(part, "capacity", "Ah")[0];
    const has = figure?.min ?? figure?.typ ?? 0;
    return has >= least ? `capacity is ${has} Ah` : null;
  }
  if (/resolution_[xy]$/.test(one.parameter) && one.unit === "px" && asked !== null) {
    const sides = (part.attributes["pixels"] ?? "").split("x").map(Number);
    return sides.length === 2 && Math.min(...sides) >= asked
      ? `pixels is ${sides.join(" × ")}`
      : null;
  }
  const asks = one.si?.min ?? one.si?.typ;
  if (one.si?.unit === "1/m" && asks !== undefined) {
    const density = densityOf(part);
    return density !== null && density * (1 + ROUNDING) >= asks * INCH
      ? `pixels is ${part.attributes["pixels"]}, diagonal is ${part.attributes["diagonal"]}: ${Math.round(density)} pixels per inch`
      : null;
  }
  if (one.si?.unit === "V" && /^(?:supply|operating)_voltage$/.test(one.parameter)) {
    const [low, high] = [one.si.min ?? one.si.typ, one.si.max ?? one.si.typ];
    const range = figuresOf(part, "supply_voltage", "V").find(
      ({ min, max }) =>
        min !== null && max !== null && (low ?? high!) >= min && (high ?? low!) <= max,
    );
    return range ? `supply voltage is ${say(range.min!, "V")} to ${say(range.max!, "V")}` : null;
  }
  return null;
}

const INCH = 0.0254;
/** Nominal diagonals and densities are rounded. */
const ROUNDING = 0.005;

/** Pixels per inch along the diagonal; null where one of the two is not known. */
function densityOf({ attributes }: Part): number | null {
  const [x, y] = (attributes["pixels"] ?? "").split("x").map(Number);
  const inches = Number(/^(\d+(?:\.\d+)?) ?(?:inch|in|")$/.exec(attributes["diagonal"] ?? "")?.[1]);
  return x && y && inches > 0 ? Math.hypot(x, y) / inches : null;
}

/** A consumption is kept where it is under every condition of the data sheet; else the conditions are told. */
function conditionsIn({ block, part, temperature }: Chosen, one: Constraint): string | null {
  const demand = block.demands.find((text) => text.includes(`(${one.id})`));
  if (demand?.startsWith("accuracy ")) return accuracyLeft(part, temperature, one);
  const name = demand && /^(\w+ current) at most /.exec(demand)?.[1];
  const most = one.si?.max ?? one.si?.typ;
  if (!name || most === undefined) return null;
  const key = name.replaceAll(" ", "_") as keyof Part["figures"];
  const figures = figuresOf(part, key, "A").flatMap(({ typ, max, condition }) => {
    const value = max ?? typ;
    return value === null ? [] : [{ value, condition }];
  });
  if (figures.every(({ value }) => value <= most)) return null;
  return `${name} is ${figures.map(({ value, condition }) => `${say(value, "A")}${condition ? ` (${condition})` : ""}`).join(", ")}`;
}

/** A number of things that the catalogue counts: axes, pins, converter channels, ports. */
function countIn(part: Part, parameter: string): readonly [string, number | null] {
  if (parameter.endsWith("axes")) return ["axes", number(part.attributes["axes"])];
  if (/^gpio(?:_count|_pins)?$/.test(parameter)) {
    const figure = figuresOf(part, "gpio_count", "1")[0];
    return ["gpio count", figure?.typ ?? figure?.max ?? figure?.min ?? null];
  }
  const kind = /^(adc|uart|spi|i2c|can|pwm)(?:_count|_channels?|_ports?)$/.exec(parameter)?.[1];
  const name = kind === "adc" ? "adc_channels" : kind;
  return [`number of ${name}`, name ? (part.peripherals[name] ?? null) : null];
}

const number = (text: string | undefined) => (text === undefined ? null : Number(text));
