/** Puts a peripheral's pins on the nets of its bus, by their names or by the table of its data sheet, and ties what the bus wants tied. */
import { byName } from "../asking/request.ts";
import { peripheralOf } from "../pins/peripherals.ts";
import type { PeripheralTable } from "../pins/peripherals.ts";
import type { Pin } from "../symbol/index.ts";
import { pinsNamed, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { BUSES } from "./bus-names.ts";
import { GND } from "./power.ts";

export function wirePeripheral(
  instance: Instance,
  bus: string,
  nets: ReadonlyMap<string, string>,
  book: Book,
): void {
  const { ref, symbol, block } = instance;
  const table = bus === "i2c" ? peripheralOf(symbol.id) : null;
  const isTurned = bus === "uart" && isNamedFromOutside(symbol.pins);
  const { peripheral } = BUSES[bus]!;
  for (const [signal, own] of Object.entries(peripheral)) {
    const wanted = isTurned ? peripheral[signal === "TX" ? "RX" : "TX"]! : own;
    const called = table?.i2c[signal as "SDA" | "SCL"];
    const pins = called ? pinsCalled(instance, called) : pinsNamed(symbol, wanted);
    const net = nets.get(signal)!;
    // A USB-C receptacle has each data line twice; elsewhere two of a name are two different things.
    const isOne = pins.length > 0 && (bus === "usb" || pins.length === 1);
    if (isOne) {
      for (const { number, name } of pins) {
        book.join(net, ref, number, `${name} of ${block.id}, ${bus} ${signal}`);
        if (!called || called === signal) continue;
        const text = `${ref} (${block.id}): pin ${number}, ${name}, is ${signal}`;
        book.choose(`pin-${ref}-${number}`, text, table!.source);
      }
      continue;
    }
    const reason =
      pins.length === 0
        ? `no pin of ${symbol.id} is named so`
        : `several pins could be it: ${pins.map(({ number, name }) => `${number} ${name}`).join(", ")}`;
    const action = `Put the label ${net} at the right pin of ${ref}, if it has one.`;
    const what = `${ref} ${bus} ${signal} has no pin`;
    // A converter that only sends has no data input.
    const severity = bus === "spi" ? "warning" : "error";
    book.leaveOpen(toDecide(block.id, what, { reason, action, severity }));
  }
  if (table) tie(instance, table, book);
}

/** A transceiver calls TxD what it takes and puts on the line; a module what it sends. The library's pin types tell which. */
const isNamedFromOutside = (pins: readonly Pin[]): boolean =>
  pins.some(
    ({ names, type }) =>
      (type === "input" && names.includes("TXD")) || (type === "output" && names.includes("RXD")),
  );

/** Only where the bus is: what is tied for a bus that is not drawn would decide for a person. */
function tie(instance: Instance, table: PeripheralTable, book: Book): void {
  const { ref, block, symbol } = instance;
  for (const { pin, to, because } of table.ties) {
    const net = netBeside(instance, to, book);
    const [found] = pinsCalled(instance, pin);
    if (net === null || !found || !book.join(net, ref, found.number, `${found.name}: ${because}`))
      continue;
    const text = `${ref} (${block.id}): pin ${found.number}, ${found.name}, is on ${net}: ${because}`;
    book.choose(`tie-${ref}-${found.number}`, text, table.source);
  }
  const { address } = table;
  const same = book.instances.filter((one) => one.symbol.id === symbol.id);
  const at = same.indexOf(instance);
  if (address === null || at > 1) return;
  const net = netBeside(instance, at === 0 ? address.low : address.high, book);
  const [found] = pinsCalled(instance, address.pin);
  if (net === null || !found) return;
  const because = `makes the address ${address.values[at]!}`;
  if (!book.join(net, ref, found.number, `${found.name}: ${because}`)) return;
  const text = `${ref} (${block.id}): pin ${found.number}, ${found.name}, is on ${net}: ${because}; it must not float`;
  book.choose(`address-${ref}`, text, table.source);
}

/** The net of another pin of the part; null when that has none. */
function netBeside(instance: Instance, name: string, book: Book): string | null {
  if (name === GND) return GND;
  const [pin] = pinsCalled(instance, name);
  return pin ? book.netOf(instance.ref, pin.number) : null;
}

const pinsCalled = ({ symbol }: Instance, name: string): Pin[] =>
  symbol.pins
    .filter(({ names }) => names.includes(name))
    .toSorted((a, b) => byName(a.number, b.number));
