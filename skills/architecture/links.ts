/** How the blocks talk: buses with their signals and levels, and where two levels do not fit. */
import type { Bus } from "./asks/rule.ts";
import type { Placement, Placed } from "./choose/place.ts";
import type { Block, Rail } from "./schema.ts";
import { span } from "./supply/number.ts";

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
}

export interface Links {
  readonly of: ReadonlyMap<string, Block["interfaces"]>;
  readonly clashes: readonly LevelClash[];
}

/** The level is that of the controller's rail; a block on another rail has to bear it, or be shifted. */
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
      if (link && link.level.value !== null && own !== null && own !== link.level.value)
        clashes.push({ block: one.id, bus: "can", host: link.level.value, own });
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
    of.set(one.id, [{ to: main.id, bus, signals: count, level: { value, unit: "V" } }]);
    const own = bus === "usb" || bus === "analog" ? null : levelOf(one, rails);
    if (own !== null && own !== level) clashes.push({ block: one.id, bus, host: level, own });
  }
  return { of, clashes };
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
