/** What the requirements say about supplies and rails, before any part is chosen. */
import { RULES, isDeferred, isRefusal } from "../asks/read.ts";
import type { Ask } from "../asks/read.ts";
import type { Constraint } from "../input.ts";
import type { Volts } from "./number.ts";

export interface StatedSource {
  readonly id: string;
  readonly kind: "battery" | "usb" | "mains" | "external";
  readonly voltage: Volts;
  readonly basis: string;
  readonly because: readonly Constraint[];
}

export interface StatedRail {
  readonly volts: number;
  readonly because: readonly Constraint[];
  /** What the line of the rail asks it to give, in A. */
  readonly amps: { readonly value: number; readonly requirement: string } | null;
  /** The words ask for a linear regulator. */
  readonly linear: boolean;
}

const INPUT =
  /^(?:(?:(?:dc|power|main|module|device|node|unit|system|board)_)?input_voltage|(?:\w+_)?supply_voltage|operating_voltage|voltage_input_range|voltage_input|dc_input|power_input|power_supply)(?:_range)?$/;
/** What is fed there is a part of the product or what it gives, and a battery is a source of its own kind. */
const PART =
  /\b(?:sensors?|probes?|potentiometers?|leds?|relays?|outputs?|motors?|servos?|fans?|pumps?|displays?|mcu|micro-?controllers?|modems?|radios?|actuators?|batter(?:y|ies)|cells?|excitation)\b(?! (?:boards?|cards?|modules?|units?|nodes?|controllers?|hubs?|devices?|systems?|stations?|gateways?|loggers?|drivers?|chargers?|managers?|testers?)\b)/i;
/** "The module shall be supplied with 24 V DC, 19.2 V to 30 V", "shall operate from a 12 V vehicle supply". */
const SUPPLIED =
  /\b(?:be )?(?:supplied|powered|fed) (?:with|from|by) (?:an? )?\d|\boperates? (?:from|on) (?:an? )?\d[\d.,]* ?V\b/i;
const RAIL =
  /^(?:\w+_)?rail(?:_aware)?_voltage$|^(?:ldo|logic|regulated|regulator|core|usb_output)_voltage$|^regulation$/;
const BATTERY =
  /^(?:battery|batteries)(?:_(?:type|size|capacity|voltage|chemistry|life|cells?|configuration))?$/;
/** The voltage that a battery feeds the product with, unless the line has it measured. */
const FROM_BATTERY = /^battery_(?:supply|input)_voltage(?:_range)?$/;
const MEASURED =
  /\b(?:(?:measur|monitor|sens|report|display|detect)(?:e?s|e|ed|ing)?|logs?|logged|alarm|warn\w*)\b/i;
/** "Powered by a single 3.7 V LiPo battery": no word between says that it is refused, another's or fed itself. */
const BY_BATTERY =
  /(?<!\b(?:not|never) (?:be )?)\b(?:powered|operated|run|supplied|fed)(?: with power)? (?:by|from|on|with) (?:(?!(?:rails?|when|while|if|until|unless|for|not|no|solar|fuel|photovoltaic|charg\w+|and|which|that)\b)[\w.,×/-]+ ){0,8}?(?:[\w-]+-)?(?:batter(?:y|ies)|cells?)\b(?! (?:charg|emulat|simulat|manag|monitor)\w+)/i;
const MAINS =
  /\bmains\b|\bnema \d|\b(?:ac|wall) outlets?\b|\b(?:100|110|115|120|220|230|240) ?v ?ac\b|\bline voltage\b/i;
const SOLAR = /\bsolar (?:array|panel|cell|power)s?\b/i;
const SILENT = new Set(["cost", "compliance", "schedule", "mechanical", "reliability"]);

const NONE: Volts = { min: null, typ: null, max: null };
/** What a device has to expect at its plug. */
export const VBUS = {
  volts: { min: 4.4, typ: 5, max: 5.5 },
  source: "VBUS of USB: 4.40 V at a low-power port (USB 2.0, 7.2.2) to 5.50 V (USB Type-C)",
} as const;

/** Batteries first, since they feed what is carried; then what is plugged in. */
export function statedSources(
  constraints: readonly Constraint[],
  asks: readonly Ask[],
): StatedSource[] {
  const all = constraints.filter((one) => !isDeferred(one) && !isRefusal(one));
  const said = all.filter(isBattery);
  const battery = [...said, ...all.filter((one) => isCapacityOf(one, said))];
  const backup = battery.filter(({ statement }) => /\bback-?up\b/i.test(statement));
  const main = battery.filter((one) => !backup.includes(one));
  const inputs = all.filter(
    (one) => isInput(one) && one.si?.unit === "V" && !isOfBlock(one) && !isMains(one),
  );
  const spoken = all.filter(({ category }) => !SILENT.has(category));
  const mains = spoken.filter(isMains);
  const solar = spoken.filter((one) => SOLAR.test(one.statement));
  const usb = usbPower(all, asks);
  const stands = [
    source("battery", "battery", main, voltsOf(main.filter(isVoltage))),
    source("external-supply", "external", inputs, voltsOf(inputs)),
    source("mains", "mains", mains, voltsOf(mains.filter(isVoltage))),
    source("solar", "external", solar, NONE),
    source("usb", "usb", usb, VBUS.volts, VBUS.source),
    source("backup-battery", "battery", backup, voltsOf(backup.filter(isVoltage))),
  ].filter(({ because }) => because.length > 0);
  if (stands.length > 0) return stands;
  const plug = asks.find(({ rule }) => rule.id === "usb-connector");
  if (!plug) return [];
  const basis = `no supply is stated, and USB is the only one that there is; ${VBUS.source}`;
  return [source("usb", "usb", plug.because, VBUS.volts, basis)];
}

function isInput({ parameter, statement }: Constraint): boolean {
  if (PART.test(parameter.replaceAll("_", " "))) return false;
  if (INPUT.test(parameter)) return true;
  return SUPPLIED.test(statement) && !PART.test(statement);
}

function source(
  id: string,
  kind: StatedSource["kind"],
  because: readonly Constraint[],
  voltage: Volts,
  basis = "as stated",
): StatedSource {
  return { id, kind, voltage, basis, because };
}

function isBattery(one: Constraint): boolean {
  if (/\bcharger\b|temperature/.test(`${one.parameter} ${one.statement}`) && one.unit === "Cel")
    return false;
  if (SILENT.has(one.category)) return false;
  if (BATTERY.test(one.parameter)) return !/\bcharger\b/i.test(one.statement);
  if (FROM_BATTERY.test(one.parameter)) return !MEASURED.test(one.statement);
  if (/^(?:charging|connection)/.test(one.parameter)) return false;
  return (
    one.subject === "battery" ||
    /(?:^|_)(?:back_?up|rechargeable)_battery/.test(one.parameter) ||
    BY_BATTERY.test(one.statement)
  );
}

/** "Battery: single-cell LiPo, 3.7 V nominal, capacity 850 mAh" is one line with three statements of one battery. */
const isCapacityOf = (one: Constraint, said: readonly Constraint[]): boolean =>
  one.si?.unit === "C" &&
  !said.includes(one) &&
  !SILENT.has(one.category) &&
  said.some((line) => isOfOneLine(line, one));

const isOfOneLine = (a: Constraint, b: Constraint): boolean =>
  a.statement === b.statement && a.source.file === b.source.file && a.source.line === b.source.line;

/** USB gives power where it charges, or where words say that it feeds something. */
function usbPower(all: readonly Constraint[], asks: readonly Ask[]): Constraint[] {
  const charging = asks.find(({ rule }) => rule.id === "charger");
  const charged = charging?.because.filter(
    ({ values, statement }) =>
      values?.some((one) => /usb/i.test(one)) || /\busb\b/i.test(statement),
  );
  const fed = all.filter(
    (one) =>
      !SILENT.has(one.category) &&
      (/\b(?:powered|supplied|power) (?:by|from|via|over|through) usb\b|\busb(?:-c)?[- ](?:powered|power supply|bus power)\b/i.test(
        one.statement,
      ) ||
        (one.subject === "usb" && RAIL.test(one.parameter))),
  );
  return [...new Set([...(charged ?? []), ...fed])];
}

/** Rails by voltage, highest first. A wish of the same voltage is the same rail. */
export function statedRails(constraints: readonly Constraint[]): StatedRail[] {
  const stated = constraints.filter(
    (one) =>
      isRail(one) &&
      one.si?.unit === "V" &&
      !isDeferred(one) &&
      !isRefusal(one) &&
      oneVoltage(one) !== null,
  );
  const byVolts = Map.groupBy(stated, (one) => oneVoltage(one)!);
  return [...byVolts]
    .map(([volts, because]) => ({
      volts,
      because,
      amps: ampsOf(because, constraints),
      linear: because.some((one) => /\bldo\b|\blinear regulator\b/i.test(one.statement)),
    }))
    .toSorted((a, b) => b.volts - a.volts);
}

/** "3.3 V rail from 5 V" tells of two voltages, and only the first is the rail's. */
function isRail(one: Constraint): boolean {
  const { parameter, statement, si } = one;
  const volts = si?.unit === "V" ? oneVoltage(one) : null;
  if (volts === null) return RAIL.test(parameter);
  const said = String.raw`(?<![\d.])${String(volts).replace(".", String.raw`\.`)}(?:\.0+)? ?V(?:DC)?\b`;
  if (new RegExp(String.raw`${said} (?:[\w-]+ ){0,2}rail\b`, "i").test(statement)) {
    return RAIL.test(parameter) || /(?:^|_)voltage$/.test(parameter);
  }
  const isSource = new RegExp(String.raw`\bfrom (?:the |an? )?${said}`, "i").test(statement);
  return RAIL.test(parameter) && !isSource;
}

/** "5 V rail, at least 3 A" is one line with two limits. */
function ampsOf(because: readonly Constraint[], all: readonly Constraint[]): StatedRail["amps"] {
  const found = all.flatMap((one) => {
    const isSame = because.some((line) => isOfOneLine(line, one));
    const value = one.si?.min ?? one.si?.max ?? one.si?.typ;
    return isSame && one.si?.unit === "A" && value !== undefined
      ? [{ value, requirement: one.id }]
      : [];
  });
  return found.toSorted((a, b) => b.value - a.value)[0] ?? null;
}

function oneVoltage({ si }: Constraint): number | null {
  const { min, typ, max } = si!;
  const value = typ ?? (min !== undefined && max !== undefined ? (min + max) / 2 : (max ?? min));
  return value !== undefined && value > 0 ? Number(value.toPrecision(6)) : null;
}

const isMains = (one: Constraint) => MAINS.test(textOf(one));
const isVoltage = ({ si }: Constraint) => si?.unit === "V";
const textOf = ({ parameter, statement, values }: Constraint) =>
  `${parameter.replaceAll("_", " ")} ${statement} ${(values ?? []).join(" ")}`;

/** A voltage below the heading of a block is the block's own. */
const isOfBlock = ({ subject }: Constraint) =>
  subject !== null &&
  (subject === "battery" || RULES.some(({ words }) => words?.test(subject.replaceAll("_", " "))));

/** Several statements about one supply: what has to be borne is the widest of them. */
function voltsOf(stated: readonly Constraint[]): Volts {
  const all = stated.flatMap(({ si }) => (si ? [si.min, si.typ, si.max] : []));
  const known = all.filter((one) => one !== undefined);
  if (known.length === 0) return NONE;
  const typ = stated.find(({ si }) => si?.typ !== undefined)?.si?.typ ?? null;
  return { min: Math.min(...known), typ, max: Math.max(...known) };
}
