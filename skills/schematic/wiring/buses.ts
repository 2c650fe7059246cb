/** Connects blocks by their buses: controller pins by function, peripheral pins by name. */
import type { Architecture, Block } from "../asking/architecture.ts";
import { NET_NAME } from "../asking/request.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { BUSES, busOf, SELECT } from "./bus-names.ts";
import { pickFree, pickPins } from "./controller.ts";

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
  const used = new Set<string>();
  return [...groups.values()].flatMap((group) => {
    const { bus, controller } = group[0]!;
    const alone = links.every((link) => link.bus !== bus || group.includes(link));
    const tail = alone ? "" : `_${(BUSES[bus]!.isShared ? controller : group[0]!.peripheral).id}`;
    return wireGroup(group, tail.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_"), book, used);
  });
}

function linksOf({ blocks }: Architecture, book: Book): Link[] {
  const links = new Map<string, Link>();
  for (const from of blocks) {
    for (const { to, bus: name, level } of from.interfaces) {
      const other = blocks.find(({ id }) => id === to);
      const pair = `${from.id} and ${to}`;
      const leave = (reason: string) =>
        book.leaveOpen(
          toDecide(from.id, `${name} to ${to} is not drawn`, {
            reason,
            action: "Draw it by the data sheets.",
          }),
        );
      if (!other) {
        leave(`the architecture has no block '${to}'`);
        continue;
      }
      const absent = [from, other].find(({ id }) => book.instancesOf(id).length === 0);
      const bus = busOf(name);
      if (absent) leave(`'${absent.id}' is not on the sheet`);
      else if (bus === null) leave(`which pins '${name}' takes is not known`);
      else if (isController(from) === isController(other)) {
        leave(`which of ${pair} controls it is not known`);
      } else {
        const [controller, peripheral] = isController(from) ? [from, other] : [other, from];
        const key = `${bus} ${controller.id} ${peripheral.id}`;
        const volts = level?.value ?? links.get(key)?.volts ?? null;
        links.set(key, { bus, controller, peripheral, volts });
      }
    }
  }
  return [...links.values()].toSorted((a, b) => RANK.indexOf(a.bus) - RANK.indexOf(b.bus));
}

/** Those with the fewest places on a controller come first. */
const RANK = ["usb", "can", "i2c", "spi", "uart"];

const isController = ({ kind }: Block) => kind === "mcu";

function wireGroup(
  group: readonly Link[],
  tail: string,
  book: Book,
  used: Set<string>,
): WiredBus[] {
  const { bus, controller: block, volts } = group[0]!;
  const names = BUSES[bus]!;
  const [controller] = book.instancesOf(block.id);
  const nets = new Map(
    Object.keys(names.controller).map((signal) => [signal, netName(bus, signal, tail, used)]),
  );
  const picks = pickPins(controller!, names.controller, book);
  if (picks === null) {
    const reason = `the library names no free pins of ${block.id} for ${[...nets.keys()].join(", ")}`;
    const action = `Choose its pins from the data sheet and put the labels ${[...nets.values()].join(", ")} there.`;
    const what = `${bus}${tail} has no pins`;
    book.leaveOpen(toDecide(block.id, what, { reason, action, severity: "error" }));
  }
  for (const [signal, { pin, as }] of picks ?? []) {
    book.join(nets.get(signal)!, controller!.ref, pin.number, `${pin.name} as ${as}`);
    const text = `${controller!.ref} (${block.id}): pin ${pin.number}, ${pin.name}, is ${as} for ${nets.get(signal)!}`;
    book.choose(
      `pin-${controller!.ref}-${pin.number}`,
      text,
      `alternate functions of ${controller!.symbol.id}`,
    );
  }
  for (const { peripheral } of group) {
    for (const one of book.instancesOf(peripheral.id)) {
      wirePeripheral(one, bus, nets, book);
      if (bus === "spi") select(controller!, one, book);
    }
  }
  return [
    {
      bus,
      nets,
      controller: controller!,
      volts,
      peripherals: group.map((link) => link.peripheral),
    },
  ];
}

function netName(bus: string, signal: string, tail: string, used: Set<string>): string {
  const plain = bus === "i2c" || bus === "spi" ? signal : `${bus.toUpperCase()}_${signal}`;
  const wished = `${plain}${tail}`.slice(0, 60);
  const name = !used.has(wished) && NET_NAME.test(wished) ? wished : `${plain}_${used.size}`;
  used.add(name);
  return name;
}

function wirePeripheral(
  { ref, symbol, block }: Instance,
  bus: string,
  nets: ReadonlyMap<string, string>,
  book: Book,
): void {
  for (const [signal, wanted] of Object.entries(BUSES[bus]!.peripheral)) {
    const pins = pinsNamed(symbol, wanted);
    // A USB-C receptacle has each data line twice; elsewhere two of a name are two different things.
    const isOne = pins.length > 0 && (bus === "usb" || pins.length === 1);
    if (isOne) {
      for (const pin of pins) {
        book.join(
          nets.get(signal)!,
          ref,
          pin.number,
          `${pin.name} of ${block.id}, ${bus} ${signal}`,
        );
      }
      continue;
    }
    const reason =
      pins.length === 0
        ? `no pin of ${symbol.id} is named so`
        : `several pins could be it: ${pins.map(({ number, name }) => `${number} ${name}`).join(", ")}`;
    const action = `Put the label ${nets.get(signal)!} at the right pin of ${ref}, if it has one.`;
    const what = `${ref} ${bus} ${signal} has no pin`;
    // A converter that only sends has no data input.
    const severity = bus === "spi" ? "warning" : "error";
    book.leaveOpen(toDecide(block.id, what, { reason, action, severity }));
  }
}

/** Each SPI peripheral has a select line of its own. */
function select(controller: Instance, { ref, symbol, block }: Instance, book: Book): void {
  const [pin] = pinsNamed(symbol, SELECT);
  const free = pickFree(controller, book);
  if (!pin || !free) {
    const reason = pin ? "the controller has no free pin" : `no pin of ${symbol.id} is named so`;
    const action = "Choose it from the data sheets.";
    book.leaveOpen(toDecide(block.id, `${ref} has no select line`, { reason, action }));
    return;
  }
  const net = `CS_${ref}`;
  book.join(net, ref, pin.number, `${pin.name} of ${block.id}, select`);
  book.join(net, controller.ref, free.number, `a free pin, select of ${ref}`);
  const text = `${controller.ref}: pin ${free.number}, ${free.name}, selects ${ref}; any free pin does`;
  book.choose(`select-${ref}`, text, RULE);
}
