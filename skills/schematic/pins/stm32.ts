/** Pins of STM32 that share their place with reset or boot, where the library calls them by the port alone. */
import type { PartSymbol, Pin } from "../symbol/index.ts";

interface Shared {
  /** Of symbols such as MCU_ST_STM32U0:STM32U031F8Px. */
  readonly families: RegExp;
  readonly as: "NRST" | "BOOT0";
  /** Ports; the first that the part has. */
  readonly ports: readonly string[];
}

/** Data sheets of the families, pin definitions: "PF2-NRST", "PH3-BOOT0". */
const SHARED: readonly Shared[] = [
  { families: /STM32(?:C0|G0|U0)/, as: "NRST", ports: ["PF2"] },
  { families: /STM32G4/, as: "NRST", ports: ["PG10"] },
  { families: /STM32(?:L4|L5|U5|WB|WL)/, as: "BOOT0", ports: ["PH3"] },
  { families: /STM32(?:C0|G0)/, as: "BOOT0", ports: ["PA14"] },
  { families: /STM32U0/, as: "BOOT0", ports: ["PF3"] },
  { families: /STM32G4/, as: "BOOT0", ports: ["PB8"] },
  { families: /STM32F0/, as: "BOOT0", ports: ["PF11", "PB8"] },
  { families: /STM32L0/, as: "BOOT0", ports: ["PB9"] },
];

/** Null for a pin that is only what it is called; a part with a pin of the name itself shares none. */
export function sharedWith(pin: Pin, { id, pins }: PartSymbol): Shared["as"] | null {
  const [, family = ""] = /^MCU_ST_(STM32[A-Z]+\d)/.exec(id) ?? [];
  if (family === "") return null;
  const has = (name: string) => pins.some(({ names }) => names.includes(name));
  const found = SHARED.find(
    ({ families, as, ports }) =>
      families.test(family) && !has(as) && pin.names.includes(ports.find(has) ?? ""),
  );
  return found?.as ?? null;
}
