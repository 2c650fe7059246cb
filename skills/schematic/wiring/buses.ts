/** Connects blocks by their buses: controller pins by function, peripheral pins by name. */
import type { Architecture, Block } from "../asking/architecture.ts";
import { NET_NAME } from "../asking/request.ts";
import { toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { BUSES, busOf } from "./bus-names.ts";
import { tableOf } from "../pins/controllers.ts";
import { pickPins } from "./controller.ts";
import type { Taken } from "./controller.ts";
import { wirePeripheral } from "./peripherals.ts";
import { select } from "./select.ts";

/** Two blocks and what joins them, once whichever of them says it. */
interface Link {
  readonly bus: string;
  readonly controller: Block;
  readonly peripheral: Block;
  readonly volts: number | null;
}

/** An I²C bus that got nets: it needs pull-ups. */
export interface WiredBus {
  readonly bus: string;
  /** Signal → net. */
  readonly nets: ReadonlyMap<string, string>;
  readonly controller: Instance;
  readonly peripherals: readonly Block[];
  readonly volts: number | null;
}

export function wireBuses(architecture: Architecture, book: Book): WiredBus[] {
  const links = linksOf(architecture, book);
  const groups = Map.groupBy(links, ({ bus, controller, peripheral }) =>
    BUSES[bus]!.isShared ? `${bus} ${controller.id}` : `${bus} ${controller.id} ${peripheral.id}`,
  );
  const used = { names: new Set<string>(), taken: new Set<string>() };
  const wired = [...groups.values()].flatMap((group) => {
    const { bus, controller } = group[0]!;
    const alone = links.every((link) => link.bus !== bus || group.includes(link));
    const tail = alone ? "" : `_${(BUSES[bus]!.isShared ? controller : group[0]!.peripheral).id}`;
    return wireGroup(group, tail.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_"), book, used);
  });
  // Any free pin can select; so no bus goes short of the few that it can have.
  for (const { controller, peripherals } of wired.filter(({ bus }) => bus === "spi")) {
    for (const one of peripherals.flatMap(({ id }) => book.instancesOf(id))) {
      select(controller, one, book);
    }
  }
  return wired;
}

function linksOf({ blocks }: Architecture, book: Book): Link[] {
  const links = new Map<string, Link>();
  for (const from of blocks) {
    for (const { to, bus: name, level, ownLevel } of from.interfaces) {
      const other = blocks.find(({ id }) => id === to);
      const pair = `${from.id} and ${to}`;
      const leave = (reason: string, severity: "warning" | "error" = "warning") =>
        book.leaveOpen(
          toDecide(from.id, `${name} to ${to} is not drawn`, {
            reason,
            action: "Draw it by the data sheets.",
            severity,
          }),
        );
      if (!other) {
        leave(`the architecture has no block '${to}'`);
        continue;
      }
      const absent = [from, other].find(({ id }) => book.instancesOf(id).length === 0);
      const bus = busOf(name);
      if (absent) leave(`'${absent.id}' is not on the sheet`);
      else if (ownLevel?.value) {
        const volts = level?.value ? `${level.value} ${level.unit}` : "others";
        leave(
          `the signals of ${from.id} are for ${ownLevel.value} ${ownLevel.unit}, those of ${to} ${volts}: a level shifter has to be between them`,
          "error",
        );
      } else if (bus === null) leave(`which pins '${name}' takes is not known`);
      else if (leads(from, bus, book) === leads(other, bus, book)) {
        leave(`which of ${pair} controls it is not known`);
      } else {
        const [controller, peripheral] = leads(from, bus, book) ? [from, other] : [other, from];
        const key = `${bus} ${controller.id} ${peripheral.id}`;
        const volts = level?.value ?? links.get(key)?.volts ?? null;
        links.set(key, { bus, controller, peripheral, volts });
      }
    }
  }
  return [...links.values()].toSorted((a, b) => RANK.indexOf(a.bus) - RANK.indexOf(b.bus));
}

/** Those with the fewest places on a controller come first. */
const RANK = ["qspi", "usb", "can", "i2c", "spi", "uart"];

/** A CAN controller beside a transceiver is known by its pins. */
function leads({ kind, id }: Block, bus: string, book: Book): boolean {
  if (kind === "mcu") return true;
  const pins = book.instancesOf(id)[0]?.symbol.pins ?? [];
  return bus === "can" && pins.some(({ names }) => names.includes("TXCAN"));
}

function wireGroup(
  group: readonly Link[],
  tail: string,
  book: Book,
  { names: usedNames, taken }: { names: Set<string>; taken: Taken },
): WiredBus[] {
  const { bus, controller: block, volts } = group[0]!;
  const names = BUSES[bus]!;
  const controller = book.instancesOf(block.id)[0]!;
  const nets = new Map(
    Object.keys(names.controller).map((signal) => [signal, netName(bus, signal, tail, usedNames)]),
  );
  const picks = pickPins(controller, names.controller, book, taken);
  if (picks === null) {
    const says =
      tableOf(controller.symbol) === null ? "its library names" : "its data sheet leaves";
    const reason = `${says} no free pins of ${block.id} for ${[...nets.keys()].join(", ")}`;
    const action = `Choose its pins from the data sheet and put the labels ${[...nets.values()].join(", ")} there.`;
    const what = `${bus}${tail} has no pins`;
    book.leaveOpen(toDecide(block.id, what, { reason, action, severity: "error" }));
  }
  for (const [signal, { pin, as, source }] of picks ?? []) {
    const net = nets.get(signal)!;
    book.join(net, controller.ref, pin.number, `${pin.name} as ${as}`);
    const text = `${controller.ref} (${block.id}): pin ${pin.number}, ${pin.name}, is ${as} for ${net}`;
    book.choose(`pin-${controller.ref}-${pin.number}`, text, source);
  }
  const peripherals = group.map((link) => link.peripheral);
  for (const one of peripherals.flatMap(({ id }) => book.instancesOf(id))) {
    wirePeripheral(one, bus, nets, book);
  }
  return [{ bus, nets, controller, volts, peripherals }];
}

function netName(bus: string, signal: string, tail: string, used: Set<string>): string {
  const plain = bus === "i2c" || bus === "spi" ? signal : `${bus.toUpperCase()}_${signal}`;
  const wished = `${plain}${tail}`.slice(0, 60);
  const name = !used.has(wished) && NET_NAME.test(wished) ? wished : `${plain}_${used.size}`;
  used.add(name);
  return name;
}
