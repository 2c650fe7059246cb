/** How the blocks talk: buses with their signals and levels, and where two levels do not fit. */
import type { Finding } from "metaforge";
import type { Bus } from "./asks/rule.ts";
import type { Placement, Placed } from "./choose/place.ts";
import { figuresOf } from "./choose/wish.ts";
import type { Part } from "./choose/wish.ts";
import type { Block, Rail } from "./schema.ts";
import { say, span } from "./supply/number.ts";

const SIGNALS: Readonly<Record<Bus, readonly string[]>> = {
  i2c: ["SDA", "SCL"],
  spi: ["SCK", "COPI", "CIPO", "CS"],
  uart: ["TX", "RX"],
  usb: ["D+", "D−"],
  can: ["CANTX", "CANRX"],
  i2s: ["BCLK", "LRCLK", "DATA"],
  analog: ["AIN"],
  gpio: ["GPIO"],
  onewire: ["DQ"],
};

export interface LevelClash {
  readonly block: string;
  readonly bus: Bus;
  readonly host: number;
  readonly own: number;
  /** The part whose own signals have that level, whatever its rail; null: the level is its rail's. */
  readonly part: string | null;
}

export interface Links {
  readonly of: ReadonlyMap<string, Block["interfaces"]>;
  readonly clashes: readonly LevelClash[];
}

/**
 * The level is that of the controller's rail; a block on another rail has to bear it, or be shifted.
 * A part whose signals have a supply of their own (a modem's are 1.8 V on any rail) tells by `io_voltage` what it bears.
 */
export function linksOf(
  { placed, host }: Placement,
  rails: readonly Rail[],
  usbData: boolean,
): Links {
  const of = new Map<string, Block["interfaces"]>();
  const clashes: LevelClash[] = [];
  const main = placed.find(({ id, ask }) =>
    host ? id === host.block : ask.rule.id === "computer",
  );
  if (!main) return { of, clashes };
  const hostLevel = levelOf(main, rails);
  const record = (one: Placed, link: Block["interfaces"][number], bus: Bus) => {
    const clash = clashOf(one, bus, link.level.value, rails);
    if (clash) clashes.push(clash);
    of.set(one.id, [clash?.part ? { ...link, ownLevel: { value: clash.own, unit: "V" } } : link]);
  };
  for (const one of placed) {
    const bus = one.id === "usb-connector" && usbData ? "usb" : one.bus;
    if (one.id === "can-transceiver" && !bus) {
      const link = behindController(placed, rails);
      if (link) record(one, link, "can");
    }
    if (!bus || one === main) continue;
    const signals = [...SIGNALS[bus], ...(one.ask.rule.pins && bus !== "gpio" ? ["GPIO"] : [])];
    const count =
      one.ask.quantity > 1 && !one.ask.rule.chained && (bus === "gpio" || bus === "analog")
        ? [`${signals[0]} × ${one.ask.quantity}`]
        : signals;
    const level = hostLevel ?? levelOf(one, rails);
    if (level === null) continue;
    // The levels of USB are its own: 3.3 V on both lines.
    const value = bus === "usb" ? 3.3 : level;
    record(one, { to: main.id, bus, signals: count, level: { value, unit: "V" } }, bus);
  }
  return { of, clashes };
}

/** On another rail it may work; signals that a part does not bear destroy it. */
export function levelFinding({ block, bus, host, own, part }: LevelClash): Finding {
  const levels = `the controller's ${bus} levels are ${say(host, "V")}`;
  const where = { file: "architecture.json", item: block };
  if (part === null) {
    return {
      id: `level-${block}`,
      severity: "warning",
      title: `${block} runs from ${say(own, "V")}, ${levels}`,
      where,
      action:
        "Check its input thresholds and the level of its outputs; add a level shifter where they do not fit.",
    };
  }
  return {
    id: `level-${block}`,
    severity: "error",
    title: `${block}: the signals of ${part} are for ${say(own, "V")}, ${levels}`,
    where,
    action:
      "Put a level shifter between them, or run the controller from a rail of that voltage; do not connect them directly.",
  };
}

function clashOf(
  one: Placed,
  bus: Bus,
  host: number | null,
  rails: readonly Rail[],
): LevelClash | null {
  // The levels of these are no logic levels of a rail.
  if (host === null || bus === "usb" || bus === "analog") return null;
  const part = one.choice?.part ?? null;
  const bears = part && signalsOf(part);
  if (bears) {
    if (host >= bears.from && host <= bears.to) return null;
    const own = host > bears.to ? bears.to : bears.from;
    return { block: one.id, bus, host, own, part: part.mpn };
  }
  const own = levelOf(one, rails);
  return own === null || own === host ? null : { block: one.id, bus, host, own, part: null };
}

/** From what to what its signals may be; one typical value stands for both. */
function signalsOf(part: Part): { from: number; to: number } | null {
  const spans = figuresOf(part, "io_voltage", "V").flatMap((one) => span(one) ?? []);
  if (spans.length === 0) return null;
  return {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
}

/** With a CAN controller of its own the transceiver hangs on that. */
function behindController(placed: readonly Placed[], rails: readonly Rail[]) {
  const controller = placed.find(({ id }) => id === "can-controller");
  const value = controller && levelOf(controller, rails);
  if (!controller || value === null || value === undefined) return null;
  const level = { value, unit: "V" as const };
  return { to: controller.id, bus: "can", signals: [...SIGNALS.can], level };
}

function levelOf({ rail }: Placed, rails: readonly Rail[]): number | null {
  const found = rails.find(({ id }) => id === rail);
  return found ? (found.voltage.typ ?? span(found.voltage)?.to ?? null) : null;
}
