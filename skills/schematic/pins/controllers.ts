/** Which table says what a controller's pins can be; null where the symbol says it, or no table does. */
import type { PartSymbol, Pin } from "../symbol/index.ts";
import { MATRIX_TABLES } from "./matrix.ts";
import { MICROCHIP_TABLES } from "./microchip.ts";
import { RP2_TABLES } from "./rp2.ts";
import type { PinTable } from "./table.ts";

export const CONTROLLER_TABLES: readonly PinTable[] = [
  ...RP2_TABLES,
  ...MATRIX_TABLES,
  ...MICROCHIP_TABLES,
];

export const tableOf = ({ id }: PartSymbol): PinTable | null =>
  CONTROLLER_TABLES.find(({ symbols }) => symbols.test(id)) ?? null;

/** What the table says of one pin. */
export const functionsOf = ({ names }: Pin, table: PinTable | null): readonly string[] =>
  names.flatMap((name) => table?.functions[name] ?? []);

export const isFreeBy = ({ names }: Pin, table: PinTable): boolean =>
  names.some((name) => table.free.includes(name));
