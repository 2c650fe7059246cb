/** What a family's file of the catalogue holds: every figure with its unit, its document and the section in it. */
import { z } from "metaforge";
import type { Family, Figure, FigureName, Part } from "./contract.ts";

/** The units that figures and demands are written in, without prefixes: 5 mA is { typ: 0.005, unit: A }. */
export const UNITS = [
  ...[
    "V",
    "A",
    "W",
    "Ω",
    "F",
    "s",
    "Hz",
    "°C",
    "K/W",
    "B",
    "bit",
    "bit/s",
    "h",
    "Ah",
    "1",
    "1/year",
  ],
  ...["m", "m/s²", "°/s", "T", "Pa", "lx", "%RH", "cd", "ppm", "px", "dBm"],
] as const;
export const Unit = z.enum(UNITS);
export type Unit = z.infer<typeof Unit>;

const V: readonly Unit[] = ["V"];
const A: readonly Unit[] = ["A"];
const TEMPERATURE: readonly Unit[] = ["°C"];
const HZ: readonly Unit[] = ["Hz"];
const COUNT: readonly Unit[] = ["1"];
const ANY: readonly Unit[] = UNITS;

/** Figure → the units it may have. A figure that is not here is none. */
export const FIGURE_UNITS: Readonly<Record<FigureName, readonly Unit[]>> = {
  supply_voltage: V,
  io_voltage: V,
  input_voltage: V,
  output_voltage: V,
  output_current: A,
  dropout_voltage: V,
  quiescent_current: A,
  shutdown_current: A,
  efficiency: COUNT,
  switching_frequency: HZ,
  active_current: A,
  sleep_current: A,
  peak_current: A,
  transmit_current: A,
  receive_current: A,
  charge_current: A,
  operating_temperature: TEMPERATURE,
  junction_temperature: TEMPERATURE,
  thermal_resistance: ["K/W"],
  clock_frequency: HZ,
  flash_size: ["B"],
  ram_size: ["B"],
  gpio_count: COUNT,
  capacity: ["Ah"],
  nominal_voltage: V,
  cutoff_voltage: V,
  pulse_current: A,
  self_discharge: ["1/year"],
  internal_resistance: ["Ω"],
  memory_size: ["B"],
  data_rate: ["bit/s"],
  range: ANY,
  resolution: ANY,
  accuracy: ANY,
  forward_voltage: V,
  standoff_voltage: V,
  isolation_voltage: V,
  current_rating: A,
  cycles: COUNT,
  frequency: HZ,
};

export const FIGURE_NAMES = Object.keys(FIGURE_UNITS) as FigureName[];

export const FAMILIES = [
  ...["mcu", "radio-module", "radio", "sensor-motion", "sensor-environment", "sensor-light"],
  ...["sensor-current", "ldo", "buck", "boost", "buck-boost", "charger", "cell", "cell-holder"],
  ...[
    "memory",
    "transceiver",
    "usb",
    "can",
    "protection",
    "connector",
    "crystal",
    "led",
    "display",
  ],
  ...["driver", "gnss", "other"],
] as const satisfies readonly Family[];

const Words = z.string().trim().min(1).max(300);
const IsoDate = z.iso.date();
export const LibraryId = z.string().regex(/^[^:\s]+:[^:\s]+$/, "is no Library:Name");

/** One figure as it stands in a file; what it yields has the contract's shape. */
export const FigureEntry = z
  .strictObject({
    min: z.number().optional(),
    typ: z.number().optional(),
    max: z.number().optional(),
    unit: Unit,
    condition: Words.optional(),
    /** The document with its revision where that is known, and the section, table or page. */
    source: z.tuple([Words, Words]),
    /** The day on which it was compared once more, and with what. */
    checked: z.tuple([IsoDate, Words]).optional(),
  })
  .refine(({ min, typ, max }) => (min ?? typ ?? max) !== undefined, "has no value")
  .refine(
    ({ min, typ, max }) => isRising(min, typ) && isRising(typ, max) && isRising(min, max),
    "has its values in the wrong order: min ≤ typ ≤ max",
  )
  .transform(
    ({ min, typ, max, unit, condition, source: [document, section], checked }): Figure => ({
      min: min ?? null,
      typ: typ ?? null,
      max: max ?? null,
      unit,
      condition: condition ?? null,
      source: { document, section },
      checked: checked === undefined ? null : { date: checked[0], against: checked[1] },
    }),
  );

const isRising = (low: number | undefined, high: number | undefined) =>
  low === undefined || high === undefined || low <= high;

const Figures = z
  .partialRecord(
    z.enum(FIGURE_NAMES),
    z.preprocess((given) => [given].flat(), z.array(FigureEntry).min(1)),
  )
  .superRefine((figures, context) => {
    for (const [name, list] of Object.entries(figures)) {
      const may = FIGURE_UNITS[name as FigureName];
      for (const { unit } of list) {
        if ((may as readonly string[]).includes(unit)) continue;
        context.addIssue({
          code: "custom",
          path: [name],
          message: `is in ${unit}, not in ${may.join(" or ")}`,
        });
      }
    }
  });

const Lifecycle = z
  .discriminatedUnion("status", [
    z.strictObject({ status: z.literal("unknown") }),
    z.strictObject({
      status: z.enum(["active", "nrnd", "obsolete"]),
      date: IsoDate,
      source: Words,
    }),
  ])
  .transform((given): Part["lifecycle"] =>
    given.status === "unknown" ? { status: "unknown", date: null, source: null } : given,
  );

const Name = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, "is no name in small letters");

export const PartEntry = z.strictObject({
  mpn: z.string().regex(/^[\w.+,/#()-]{2,60}$/, "is no part number"),
  manufacturer: Words,
  description: Words,
  package: z.strictObject({ name: Words, pins: z.int().min(1).max(2000).nullable() }),
  symbol: LibraryId.nullable(),
  footprint: LibraryId.nullable(),
  datasheet: z.url({ protocol: /^https?$/ }).nullable(),
  figures: Figures,
  interfaces: z.array(Name),
  peripherals: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.int().min(0)),
  attributes: z.record(z.string().regex(/^[a-z][a-z0-9_-]*$/), Words),
  lifecycle: Lifecycle,
  prices: z.array(
    z.strictObject({
      quantity: z.int().min(1),
      unitPrice: z.number().positive(),
      currency: z.string().regex(/^[A-Z]{3}$/),
      date: IsoDate,
      source: Words,
    }),
  ),
});

export const FamilyFile = z
  .strictObject({ family: z.enum(FAMILIES), parts: z.array(PartEntry).min(1) })
  .transform(({ family, parts }): Part[] =>
    parts.map((part) => ({ ...part, id: partId(part), origin: "catalogue", family })),
  );

/** "Diodes Incorporated" and "AP2112K-3.3TRG1" are "diodes-incorporated/AP2112K-3.3TRG1". */
export function partId({ manufacturer, mpn }: Pick<Part, "manufacturer" | "mpn">): string {
  return `${toKebab(manufacturer) || "unknown"}/${mpn.toUpperCase()}`;
}

const toKebab = (name: string) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
