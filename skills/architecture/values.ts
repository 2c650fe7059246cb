/** What shows a value that a requirement names, such as a bus, a chemistry or a core. */
import { isNamed } from "./choose/wish.ts";
import type { Chosen } from "./evidence.ts";

/** Words of documents → those of the catalogue. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^wi-?fi$/i, "wifi"],
  [/^bluetooth low energy$/i, "ble"],
  [/^usb[- ]?(?:type-?)?c$/i, "usb-c"],
  [/^micro-?usb$/i, "usb-micro-b"],
  [/^mini-?usb$/i, "usb-mini-b"],
  [/^e-?ink$/i, "e-paper"],
  [/^lithium-?ion$/i, "li-ion"],
  [/^lithium-?poly\w*$/i, "li-polymer"],
];

const ON_BOARD = new Set(["uart", "spi", "i2c", "i2s", "onewire"]);

/** The data that show a named value: an interface, an attribute, the core, the number, the description; null: none does. */
export function valueIn({ part, buses }: Chosen, value: string, isDriver: boolean): string | null {
  const word = SAME.find(([words]) => words.test(value))?.[1] ?? value;
  const { interfaces, attributes, description, mpn } = part;
  // What a driver drives is not there by the driver.
  const drives = (attributes["load"] ?? "").split(/\s*,\s*/);
  if (!isDriver && drives.some((one) => plain(one) === plain(word))) return null;
  if (/^pwm$/i.test(value) && buses && (part.peripherals["pwm"] ?? 0) > 0)
    return buses.has("pwm") ? "has pwm, with pins for it" : null;
  const hit = interfaces.find((one) => plain(one) === plain(word));
  // That the controller could is not that it does: a bus takes pins.
  if (hit && buses && ON_BOARD.has(hit))
    return buses.has(hit) ? `has ${hit}, with pins for it` : null;
  if (hit) return `has ${hit}`;
  for (const [name, text] of Object.entries(attributes)) {
    if (text.split(/\s*,\s*/).some((one) => plain(one) === plain(word)))
      return `${name} is ${text}`;
  }
  const core = attributes["core"];
  if (core !== undefined && isCore(value, core)) return `core is ${core}`;
  if (/\d/.test(value) && value.length > 3 && isNamed(part, value)) return `it is ${mpn}`;
  return hasWords(description, value) ? `its description says ${value}` : null;
}

function isCore(value: string, core: string): boolean {
  if (/^arm(?:-based)?$/i.test(value)) return core.startsWith("cortex");
  const kind = /cortex-?(m\d+\+?)/i.exec(value)?.[1]?.toLowerCase();
  if (kind) return core.replace("plus", "+").replace(/f$/, "") === `cortex-${kind}`;
  return /risc-?v/i.test(value) && core.startsWith("risc");
}

/** Letters and digits of it alone do not make "USB" of "USB DFU". */
const hasWords = (text: string, value: string) =>
  value.length > 2 &&
  ` ${text.toLowerCase().replaceAll(/[^a-z0-9]+/g, " ")} `.includes(
    ` ${value
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, " ")
      .trim()} `,
  );

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
