/** How the blocks talk: buses with their signals and levels, and where two levels do not fit. */
import type { Finding } from "metaforge";
import type { Bus } from "./asks/rule.ts";
import type { Placement, Placed } from "./choose/place.ts";
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
  for (const one of placed) {
    const bus = one.id === "usb-connector" && usbData ? "usb" : one.bus;
    if (one.id === "can-transceiver" && !bus) {
      const links = behindController(placed, rails);
      const [link] = links;
      const own = levelOf(one, rails);
      of.set(one.id, links);
      const clash = link ? clashOf(one, "can", link.level.value, own) : null;
      if (clash) clashes.push(clash);
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
    const isOther = bus === "usb" || bus === "analog";
    const clash = isOther ? null : clashOf(one, bus, level, levelOf(one, rails));
    if (clash) clashes.push(clash);
    const other = clash?.part ? { ownLevel: { value: clash.own, unit: "V" as const } } : {};
    of.set(one.id, [{ to: main.id, bus, signals: count, level: { value, unit: "V" }, ...other }]);
  }
  return { of, clashes };
}

/** On another rail it may work; signals that a part does not bear destroy it. */
export function levelFinding({ block, bus, host, own, part }: LevelClash): Finding {
  const title = `the controller's ${bus} levels are ${say(host, "V")}`;
  return {
    id: `level-${block}`,
    severity: part === null ? "warning" : "error",
    title:
      part === null
        ? `${block} runs from ${say(own, "V")}, ${title}`
        : `${block}: the signals of ${part} are for ${say(own, "V")}, ${title}`,
    where: { file: "architecture.json", item: block },
    action:
      part === null
        ? "Check its input thresholds and the level of its outputs; add a level shifter where they do not fit."
        : "Put a level shifter between them, or run the controller from a rail of that voltage; do not connect them directly.",
  };
}

function clashOf(
  { id: block, choice }: Placed,
  bus: Bus,
  host: number | null,
  railLevel: number | null,
): LevelClash | null {
  if (host === null) return null;
  const part = choice?.part ?? null;
  const bears = part && signalsOf(part);
  if (bears) {
    if (host >= bears.from && host <= bears.to) return null;
    return { block, bus, host, own: host > bears.to ? bears.to : bears.from, part: part.mpn };
  }
  const isSame = railLevel === null || railLevel === host;
  return isSame ? null : { block, bus, host, own: railLevel, part: null };
}

/** From what to what its signals may be; one typical value stands for both. */
function signalsOf({ figures }: Part): { from: number; to: number } | null {
  const ends = (figures.io_voltage ?? []).flatMap(({ min, typ, max }) => {
    const known = [min ?? typ ?? max, max ?? typ ?? min];
    return known.filter((one) => one !== null && one !== undefined);
  });
  return ends.length === 0 ? null : { from: Math.min(...ends), to: Math.max(...ends) };
}

/** With a CAN controller of its own the transceiver hangs on that. */
function behindController(placed: readonly Placed[], rails: readonly Rail[]): Block["interfaces"] {
  const controller = placed.find(({ id }) => id === "can-controller");
  const value = controller && levelOf(controller, rails);
  if (!controller || value === null || value === undefined) return [];
  return [
    { to: controller.id, bus: "can", signals: [...SIGNALS.can], level: { value, unit: "V" } },
  ];
}

function levelOf({ rail }: Placed, rails: readonly Rail[]): number | null {
  const found = rails.find(({ id }) => id === rail);
  return found ? (found.voltage.typ ?? span(found.voltage)?.to ?? null) : null;
}
