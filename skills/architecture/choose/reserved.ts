/** Buses that lines ask of the controller and that no block hangs on: a peripheral and pins are kept for each. */
import { isDeferred, isRefusal } from "../asks/read.ts";
import type { Ask } from "../asks/read.ts";
import type { Bus } from "../asks/rule.ts";
import type { Constraint } from "../input.ts";
import type { Hosted } from "./host.ts";

const BUSES: Readonly<Record<string, Bus>> = {
  uart: "uart",
  spi: "spi",
  i2c: "i2c",
  "i²c": "i2c",
  i2s: "i2s",
  pwm: "gpio",
};
/** "UART or I2C": one of them, and the first is as good as another. */
const ALTERNATIVE = /\bor\b|\//i;

/** Each as if a device hung on it, by the requirement's id. */
export function keptBuses(controller: Ask, hosted: readonly Hosted[]): Hosted[] {
  if (controller.implied) return [];
  const lines = [...new Set([...controller.because, ...controller.about])];
  return lines
    .filter((one) => !isDeferred(one) && !isRefusal(one))
    .flatMap((one) => keptFor(one, hosted).map((bus) => device(one, bus, controller)));
}

function keptFor(one: Constraint, hosted: readonly Hosted[]): Bus[] {
  const named = (one.values ?? []).flatMap((value) => BUSES[value.toLowerCase()] ?? []);
  const all = [...new Set(named)];
  const isMet = (bus: Bus) => hosted.some((each) => isOn(each, bus) && isFor(each, one));
  if (ALTERNATIVE.test(one.statement)) return all.some(isMet) ? [] : all.slice(0, 1);
  return all.filter((bus) => !isMet(bus));
}

/** Of a pin only one with a timer behind it is meant. */
const isOn = (each: Hosted, bus: Bus) =>
  bus === "gpio" ? each.ask.rule.peripherals?.["pwm"] !== undefined : each.bus === bus;

/** The line asks for that block, or names it: "UART: for the GPS". */
const isFor = ({ ask: { because, about, rule } }: Hosted, one: Constraint): boolean =>
  because.includes(one) || about.includes(one) || rule.words?.test(one.statement) === true;

const device = (one: Constraint, bus: Bus, controller: Ask): Hosted => {
  const { peripherals: _, pins: __, ...plain } = controller.rule;
  const rule = bus === "gpio" ? { ...plain, peripherals: { pwm: 1 } } : plain;
  return { id: one.id, bus, ask: { ...controller, rule, quantity: 1 } };
};
