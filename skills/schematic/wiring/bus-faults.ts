/** Tells what of a bus would not work as it is drawn: one address for several parts, two levels, signals beside it. */
import type { Architecture } from "../asking/architecture.ts";
import { peripheralOf } from "../pins/peripherals.ts";
import { toDecide } from "./book.ts";
import type { Book } from "./book.ts";
import type { WiredBus } from "./buses.ts";
import type { Rails } from "./path.ts";

export function tellBusFaults(
  architecture: Architecture,
  buses: readonly WiredBus[],
  rails: Rails,
  book: Book,
): void {
  for (const bus of buses) {
    if (![...bus.nets.values()].some((net) => book.hasNet(net))) continue;
    if (bus.bus === "i2c") tellClashes(bus, book);
    else if (bus.bus !== "usb") tellLevels(bus, rails, book);
  }
  tellSignals(architecture, book);
}

function tellClashes({ peripherals }: WiredBus, book: Book): void {
  const parts = peripherals.flatMap(({ id }) => book.instancesOf(id));
  for (const [id, same] of Map.groupBy(parts, ({ symbol }) => symbol.id)) {
    if (same.length <= (peripheralOf(id)?.address ? 2 : 1)) continue;
    const refs = same.map(({ ref }) => ref).join(", ");
    const reason = `${refs} are the same part (${id}): on one bus each needs an address of its own`;
    const action =
      "Set their address pins by the data sheet, or take a multiplexer or a second bus.";
    book.leaveOpen(
      toDecide(same[0]!.block.id, "share one address on I²C", {
        reason,
        action,
        severity: "error",
      }),
    );
  }
}

function tellLevels({ bus, controller, peripherals }: WiredBus, rails: Rails, book: Book): void {
  const own = rails.feedOf(controller.block)?.net;
  for (const peripheral of peripherals) {
    const other = rails.feedOf(peripheral)?.net;
    if (!own || !other || own === other) continue;
    const reason = `${controller.block.id} is on ${own}, ${peripheral.id} on ${other}: what one sends may be too much or too little for the other`;
    const action =
      "Compare their input limits in the data sheets; add a level shifter if they differ.";
    const what = `${bus} to ${controller.block.id} has two levels`;
    book.leaveOpen(toDecide(peripheral.id, what, { reason, action, severity: "error" }));
  }
}

/** An interrupt or reset beside a bus: which pin is meant, the architecture does not say. */
function tellSignals({ blocks }: Architecture, book: Book): void {
  for (const { id, interfaces } of blocks) {
    for (const { to, bus, signals } of interfaces) {
      const beside = signals.filter((signal) => signal.startsWith("GPIO"));
      if (beside.length === 0 || /gpio/i.test(bus)) continue;
      if ([id, to].some((one) => book.instancesOf(one).length === 0)) continue;
      const reason = `besides ${bus} it asks for ${beside.join(", ")}: which pin that is (interrupt, reset) is not said`;
      const action = "Choose the pin from the data sheet and give it a free pin of the controller.";
      const what = `${beside.join(", ")} to ${to} is not drawn`;
      book.leaveOpen(toDecide(id, what, { reason, action }));
    }
  }
}
