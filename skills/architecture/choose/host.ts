/** What the blocks ask of the controller: buses, peripherals and pins, summed; and how the controller is ranked. */
import type { Ask } from "../asks/read.ts";
import { isDeferred } from "../asks/read.ts";
import type { Bus } from "../asks/rule.ts";
import type { Constraint } from "../input.ts";
import { applicationAgainst } from "./application.ts";
import { clockAgainst } from "./clock.ts";
import { measuredAgainst } from "./measured.ts";
import type { Asked, Part, Wish } from "./wish.ts";
import { figuresOf, hard } from "./wish.ts";

export interface Hosted {
  readonly id: string;
  readonly ask: Ask;
  readonly bus: Bus | null;
}

export interface Need {
  readonly name: string;
  readonly count: number;
  readonly for: readonly string[];
  readonly pins: number;
}

export interface HostNeeds {
  readonly peripherals: readonly Need[];
  readonly pins: number;
}

/** Pins of a bus: those that are shared, and those that each device takes. */
const PINS: Readonly<
  Record<Bus, { readonly shared: number; readonly each: number; readonly one: boolean }>
> = {
  i2c: { shared: 2, each: 0, one: true },
  spi: { shared: 3, each: 1, one: true },
  uart: { shared: 0, each: 2, one: false },
  // Two of the GPIOs of most controllers; of those that have pins of their own for it, two are left over.
  usb: { shared: 2, each: 0, one: true },
  can: { shared: 2, each: 0, one: true },
  i2s: { shared: 3, each: 0, one: true },
  onewire: { shared: 1, each: 0, one: true },
  analog: { shared: 0, each: 1, one: false },
  gpio: { shared: 0, each: 1, one: false },
};
const NAMES: Partial<Record<Bus, string>> = { analog: "adc_channels" };

/** Devices share an I2C or SPI bus; each serial port, converter channel and PWM output is one of its own. */
export function hostNeeds(hosted: readonly Hosted[], usb: readonly string[]): HostNeeds {
  const needs = new Map<string, { count: number; for: string[]; pins: number }>();
  const add = (name: string, count: number, pins: number, id: string) => {
    const old = needs.get(name) ?? { count: 0, for: [], pins: 0 };
    needs.set(name, { count: old.count + count, pins: old.pins + pins, for: [...old.for, id] });
  };
  for (const { id, ask, bus } of hosted) {
    const { rule } = ask;
    const quantity = rule.chained ? 1 : ask.quantity;
    const own = Object.entries(rule.peripherals ?? {});
    for (const [name, count] of own) add(name, count * quantity, count * quantity, id);
    if (bus && !(own.length > 0 && (bus === "gpio" || bus === "analog"))) {
      const { shared, each, one } = PINS[bus];
      const isFirst = !needs.has(NAMES[bus] ?? bus);
      add(
        NAMES[bus] ?? bus,
        one ? Number(isFirst) : quantity,
        (isFirst ? shared : 0) + each * quantity,
        id,
      );
    }
    if (rule.pins) add("gpio", rule.pins * quantity, rule.pins * quantity, id);
  }
  if (usb.length > 0) add("usb", 1, PINS.usb.shared, usb[0]!);
  const peripherals = [...needs].map(([name, need]) => ({ name, ...need }));
  return { peripherals, pins: peripherals.reduce((sum, { pins }) => sum + pins, 0) };
}

/** Not every data sheet's peripherals are counted in these; pins are. */
const UNCOUNTED = new Set(["gpio", "onewire", "usb"]);

export function hostWish(
  ask: Ask,
  { peripherals, pins }: HostNeeds,
  radios: readonly string[],
  named: readonly string[],
  asked: readonly Asked[],
  isCarried: boolean,
): Wish {
  const stated = [...ask.because, ...ask.about].filter((one) => !isDeferred(one));
  const count = (pattern: RegExp) =>
    Math.max(
      0,
      ...stated
        .filter(({ parameter, unit }) => pattern.test(parameter) && unit === "1")
        .map(({ min, typ, max }) => min ?? typ ?? max ?? 0),
    );
  const wanted: Record<string, number> = {};
  for (const { name, count: many } of peripherals) if (!UNCOUNTED.has(name)) wanted[name] = many;
  const adc = Math.max(wanted["adc_channels"] ?? 0, count(/^adc_(?:count|channels?)$/));
  if (adc > 0) wanted["adc_channels"] = adc;
  const gpio = Math.max(pins, count(/^gpio(?:_count|_pins)?$/));
  return {
    families: radios.length > 0 ? ["mcu", "radio-module"] : ["mcu"],
    interfaces: [...radios, ...(peripherals.some(({ name }) => name === "usb") ? ["usb"] : [])],
    peripherals: wanted,
    asked: [
      ...asked,
      ...(gpio > 0 ? [hard({ figure: "gpio_count", atLeast: gpio, unit: "1" })] : []),
    ],
    named,
    against: (part) =>
      applicationAgainst(ask, part) ??
      coreAgainst(part, coresOf(stated)) ??
      measuredAgainst(ask, part) ??
      clockAgainst(part, asked),
    rank: ranking(radios, isCarried),
    ranked: `the smallest that is enough: ${[radios.length > 0 ? "a module with antenna before a bare chip" : "no radio that nobody asks for", ...(isCarried ? ["order of magnitude of the sleep current"] : []), "pins", "flash", "RAM"].join(", ")}`,
  };
}

interface Cores {
  readonly words: readonly string[];
  readonly accept: (core: string) => boolean;
}

/** The processor cores that the values name: "ARM Cortex-M4", "ARM", "RISC-V", "32 bit", a hardware FPU. */
function coresOf(stated: readonly Constraint[]): Cores | null {
  const values = stated.flatMap(({ parameter, values: all }) =>
    /^(?:processor|mcu|core|mcu_core)$/.test(parameter) ? (all ?? []) : [],
  );
  const cortex = values.flatMap((one) => /cortex-?(m\d+\+?)/i.exec(one)?.[1]?.toLowerCase() ?? []);
  const isArm = values.some((one) => /^arm(?:-based)?$/i.test(one));
  const isRisc = values.some((one) => /risc-?v/i.test(one));
  const fpu = stated.some(
    ({ parameter, values: all }) => /fpu/.test(parameter) && all?.[0] === "true",
  );
  const bits = stated.find(
    ({ parameter, unit, typ }) => /architecture/.test(parameter) && unit === "bit" && typ === 32,
  );
  const words = [
    ...cortex.map((one) => `Cortex-${one.toUpperCase()}`),
    ...(isArm ? ["ARM"] : []),
    ...(isRisc ? ["RISC-V"] : []),
    ...(fpu ? ["with FPU"] : []),
    ...(bits ? ["32 bit"] : []),
  ];
  if (words.length === 0) return null;
  return {
    words,
    accept: (core) =>
      (cortex.length === 0 ||
        cortex.some((one) => core.replace("plus", "+").replace(/f$/, "") === `cortex-${one}`)) &&
      (!isArm || core.startsWith("cortex")) &&
      (!isRisc || core.startsWith("risc")) &&
      (!fpu || /f$|m33$|lx7$|lx6$/.test(core)) &&
      (!bits || !/^(?:avr|msp430|8051|pic)/.test(core)),
  };
}

function coreAgainst({ attributes }: Part, cores: Cores | null): string | null {
  const core = attributes["core"];
  if (core === undefined) return "it has no core that can be programmed, or none is known";
  if (!cores || cores.accept(core)) return null;
  return `core is ${core}, ${cores.words.join(", ")} is asked for`;
}

const RADIO = new Set([
  "wifi",
  "ble",
  "bluetooth-classic",
  "802.15.4",
  "lora",
  "lte-m",
  "nb-iot",
  "gsm",
  "gnss",
]);

function ranking(radios: readonly string[], isCarried: boolean) {
  const keys = (part: Part): readonly number[] => [
    part.lifecycle.status === "nrnd" || part.lifecycle.status === "obsolete" ? 1 : 0,
    part.interfaces.filter((one) => RADIO.has(one) && !radios.includes(one)).length >
    (radios.length > 0 ? 2 : 0)
      ? 1
      : 0,
    radios.length > 0 && part.family !== "radio-module" ? 1 : 0,
    ...(isCarried ? [Math.round(Math.log10(figure(part, "sleep_current", "A")))] : []),
    figure(part, "gpio_count", "1"),
    figure(part, "flash_size", "B"),
    figure(part, "ram_size", "B"),
  ];
  return (a: Part, b: Part): number => {
    const [one, other] = [keys(a), keys(b)];
    const at = one.findIndex((value, index) => value !== other[index]);
    return at === -1 ? (a.id < b.id ? -1 : 1) : one[at]! - other[at]!;
  };
}

/** What is not known comes last. */
function figure(part: Part, name: keyof Part["figures"], unit: string): number {
  const known = figuresOf(part, name, unit).flatMap(({ typ, max, min }) => typ ?? max ?? min ?? []);
  return known.length === 0 ? Number.MAX_VALUE : Math.min(...known);
}
