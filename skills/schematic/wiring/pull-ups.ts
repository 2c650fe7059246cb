/** Adds pull-up resistors to I²C buses, with the value that the bus's own limits leave. */
import type { PartSymbol } from "../symbol/index.ts";
import { toDecide } from "./book.ts";
import type { Book } from "./book.ts";
import type { WiredBus } from "./buses.ts";
import { RESISTOR } from "./passives.ts";
import type { Rails } from "./power.ts";

const SOURCE = "NXP UM10204, I2C-bus specification and user manual, pull-up resistor sizing";

/** Largest bus capacitance and slowest rise of Standard-mode; smallest sink current and its voltage above 2 V. */
const CAPACITANCE = 400e-12;
const RISE_STANDARD = 1000e-9;
const RISE_FAST = 300e-9;
const LOW = { volts: 0.4, amperes: 3e-3, above: 2 };
/** ln(0.7/0.3): the rise is counted from 30 % to 70 % of the supply. */
const SPAN = 0.8473;
const E6 = [1, 1.5, 2.2, 3.3, 4.7, 6.8];

export function addPullUps(
  buses: readonly WiredBus[],
  rails: Rails,
  book: Book,
  symbols: ReadonlyMap<string, PartSymbol>,
): void {
  const resistor = symbols.get(RESISTOR);
  for (const bus of buses.filter((one) => one.bus === "i2c")) {
    const { controller, volts, peripherals } = bus;
    const lines = [...bus.nets.values()].filter((net) => book.hasNet(net));
    if (lines.length === 0) continue;
    const feeds = [...peripherals, controller.block].map((block) => rails.feedOf(block));
    const names = [...new Set(feeds.map((feed) => feed?.net ?? null))];
    const [net] = names;
    if (!net || names.length > 1 || !resistor) {
      const reason = resistor
        ? "the parts on the bus have no one rail: which to pull to, or what shifts the levels, is not said"
        : `${RESISTOR} is not installed`;
      const item = lines.join(" and ");
      const action = "Add pull-ups, and a level shifter if the rails differ.";
      book.leaveOpen(toDecide(item, "have no pull-ups", { reason, action }));
      continue;
    }
    const supply = feeds[0]!.rail?.voltage?.max ?? feeds[0]!.rail?.voltage?.typ ?? volts;
    const value = pullUpFor(supply ?? null);
    for (const line of lines) {
      const because = `pull-up of ${line}`;
      const none = { footprint: null, mpn: null, manufacturer: null };
      const where = {
        block: controller.block.id,
        place: "centre" as const,
        beside: controller.ref,
      };
      const ref = book.addPart(
        { symbol: RESISTOR, value: value?.text ?? "TBD", ...none, ...where, because },
        resistor,
      );
      book.join(net, ref, "1", because);
      book.join(line, ref, "2", because);
    }
    const item = lines.join(", ");
    if (value) book.choose(`pull-up-${controller.ref}`, `${item}: ${value.reason}`, SOURCE);
    else {
      const reason = `its formula holds above ${LOW.above} V, the rail is ${supply ?? "of unknown"} V`;
      const action = "Choose it from the parts' sink currents and the bus capacitance.";
      book.leaveOpen(toDecide(item, "pull-ups have no value", { reason, action }));
    }
  }
}

/**
 * The largest value of E6 that Standard-mode bears at any bus capacitance that it allows. Resistance in Ω, supply in V.
 * Null when there is none, or the formula does not hold.
 */
export function pullUpFor(supply: number | null): { text: string; reason: string } | null {
  if (supply === null || supply <= LOW.above) return null;
  const least = (supply - LOW.volts) / LOW.amperes;
  const most = RISE_STANDARD / (SPAN * CAPACITANCE);
  const value = [100, 1000].flatMap((decade) => E6.map((digit) => Math.round(digit * decade)));
  const chosen = value.findLast((ohms) => ohms >= least && ohms <= most);
  if (chosen === undefined) return null;
  const fast = Math.floor((RISE_FAST / (SPAN * chosen)) * 1e12);
  const text = chosen >= 1000 ? `${chosen / 1000}k` : String(chosen);
  const reason =
    `R = ${chosen} Ω lies between (V − 0.4 V) / 3 mA = ${Math.ceil(least)} Ω at ${supply} V and ` +
    `tr / (0.8473 · Cb) = ${Math.floor(most)} Ω for tr = 1000 ns, Cb = 400 pF (Standard-mode); ` +
    `Fast-mode (300 ns) holds up to Cb = ${fast} pF`;
  return { text, reason };
}
