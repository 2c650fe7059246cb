/** The sources of an architecture: what is stated, with the cell that the catalogue has for it. */
import type { Constraint } from "../input.ts";
import { choose } from "../choose/select.ts";
import { figuresOf } from "../choose/wish.ts";
import type { Asked, Choice, Part, PartsTool } from "../choose/wish.ts";
import { temperatureDemand } from "../choose/demands.ts";
import type { Source } from "../schema.ts";
import { say } from "./number.ts";
import type { Volts } from "./number.ts";
import type { StatedSource } from "./stated.ts";
import type { Temperature } from "./temperature.ts";

export interface Supply {
  readonly source: Source;
  readonly stated: StatedSource;
  /** Null: no cell is looked for. */
  readonly cell: Choice | null;
  readonly series: number;
  readonly chemistry: string | null;
  /** What the document says of the cell, in words. */
  readonly wanted: string;
}

/** Words of the document → the catalogue's `size` or `chemistry`, in this order. */
const SIZES: readonly (readonly [RegExp, string])[] = [
  [/\bCR-?(2032|2025|2450|2477)\b/i, "CR$1"],
  [/\b2032\b/, "CR2032"],
  [/\bCR-?(123A?|2)\b/i, "CR$1"],
  [/\b(18650|26650)\b/, "$1"],
  [/\bAAA\b/, "AAA"],
  [/\bAA\b/, "AA"],
  [/\b(?:9 ?V block|PP3|6LR61|1604A)\b/i, "PP3"],
];
const CHEMISTRIES: readonly (readonly [RegExp, string])[] = [
  [/\bli(?:thium)?-?fe ?po4\b|\blifepo4\b|\blithium iron phosphate\b/i, "lifepo4"],
  [/\bli-?socl2\b|\bthionyl\b/i, "li-socl2"],
  [/\bsla\b|\blead[- ]acid\b/i, "lead-acid"],
  [/\bni-?mh\b/i, "nimh"],
  [/\balkaline\b/i, "alkaline"],
  [/\bli-?ion\b|\blithium[- ]ion\b/i, "li-ion"],
  [/\bli-?po(?:ly(?:mer)?)?\b|\blithium[- ]poly\w*\b/i, "li-polymer"],
];
/** Charging ends there; the cell's own data sheets charge with constant current to 4.2 V and 3.6 V. */
const FULL: Readonly<Record<string, number>> = { "li-ion": 4.2, "li-polymer": 4.2, lifepo4: 3.6 };
/**
 * Where a document names the chemistry and a nominal voltage, and no cell is chosen: the nominal voltages that are written
 * for one cell, and down to where such cells are usually discharged. The cell that is bought has its own in its data sheet.
 */
const USUAL: Readonly<Record<string, { nominal: readonly number[]; empty: number }>> = {
  "li-ion": { nominal: [3.6, 3.63, 3.7, 3.8], empty: 3 },
  "li-polymer": { nominal: [3.6, 3.7, 3.8, 3.85], empty: 3 },
  lifepo4: { nominal: [3.2, 3.3], empty: 2.5 },
};
const COULOMB_PER_AH = 3600;

export async function supplyOf(
  stated: StatedSource,
  temperature: Temperature | null,
  tool: PartsTool,
): Promise<Supply> {
  const base = {
    id: stated.id,
    kind: stated.kind,
    requirements: stated.because.map(({ id }) => id),
  };
  const text = stated.because
    .map((one) => `${(one.values ?? []).join(" ")} ${one.statement}`)
    .join("\n");
  const none = { stated, cell: null, series: 1, chemistry: null, wanted: "" };
  if (stated.kind !== "battery") {
    const source = {
      ...base,
      part: null,
      voltage: { ...stated.voltage, unit: "V" as const },
      basis: stated.basis,
      capacity: null,
    };
    return { source, ...none };
  }
  const size = firstOf(SIZES, text);
  const chemistry = firstOf(CHEMISTRIES, text);
  const series = seriesOf(text);
  const capacity = capacityOf(stated.because);
  const cell = await cellOf(size, chemistry, capacity, temperature, tool);
  const part = cell?.part ?? null;
  const found = part ? cellVolts(part, series) : null;
  const isKnown = found !== null && [found.min, found.typ, found.max].some((one) => one !== null);
  const sayCells = series > 1 ? `${series} cells in series, each ` : "";
  const usual = isKnown ? null : usualVolts(stated.voltage, chemistry);
  return {
    source: {
      ...base,
      part: part?.id ?? null,
      voltage: { ...(isKnown ? found : (usual?.voltage ?? stated.voltage)), unit: "V" },
      basis: isKnown
        ? `${sayCells}${part!.mpn}: end of discharge to full, from its figures`
        : (usual?.basis ?? stated.basis),
      capacity: part && !capacity?.isExact ? partCapacity(part) : capacity && asStated(capacity),
    },
    stated,
    cell,
    series,
    chemistry: part?.attributes["chemistry"] ?? chemistry,
    wanted:
      [size, chemistry, capacity ? `at least ${capacity.demand.atLeast} Ah` : null]
        .filter(Boolean)
        .join(", ") || "chemistry, size and capacity, which the document does not state",
  };
}

/** Null: neither size, chemistry nor capacity is stated, so there is nothing to choose by. */
async function cellOf(
  size: string | null,
  chemistry: string | null,
  capacity: Asked | null,
  temperature: Temperature | null,
  tool: PartsTool,
): Promise<Choice | null> {
  if (!size && !chemistry) return null;
  return choose(tool, {
    families: ["cell"],
    attributes: {
      ...(size ? { size } : {}),
      ...(chemistry && (!size || chemistry !== "li-ion") ? { chemistry } : {}),
    },
    asked: [...(capacity ? [capacity] : []), ...temperatureDemand(temperature)],
  });
}

function firstOf(table: readonly (readonly [RegExp, string])[], text: string): string | null {
  for (const [pattern, name] of table) {
    const hit = pattern.exec(text);
    if (hit) return name.replace("$1", (hit[1] ?? "").toUpperCase());
  }
  return null;
}

const WORDS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4 };

/** "2 × AA", "two AA cells", "3S". */
function seriesOf(text: string): number {
  const hit =
    /\b(\d|two|three|four) ?[x×]? ?(?:AAA?\b|cells? in series)|\b(\d)S\d?(?:P\d)?\b/i.exec(text);
  const many = hit?.[1] ?? hit?.[2];
  if (!many) return 1;
  const count = WORDS[many.toLowerCase()] ?? Number(many);
  return count >= 1 && count <= 8 ? count : 1;
}

/** A nominal voltage says nothing of full and empty, between which a circuit has to work. */
function usualVolts(stated: Volts, chemistry: string | null) {
  const usual = USUAL[chemistry ?? ""];
  const full = FULL[chemistry ?? ""];
  const { min, typ, max } = stated;
  const isNominal = typ !== null && (min ?? typ) === typ && (max ?? typ) === typ;
  if (!usual || full === undefined || !isNominal) return null;
  // "7.4 V" tells of two cells without a word on them.
  const series = [1, 2, 3, 4, 5, 6, 7, 8].find((many) =>
    usual.nominal.some((one) => Math.abs(one * many - typ) <= 0.051 * many),
  );
  if (series === undefined) return null;
  const times = (volts: number) => Number((volts * series).toPrecision(6));
  const cells = series > 1 ? `${series} cells in series, each ` : "a cell ";
  return {
    voltage: { min: times(usual.empty), typ, max: times(full) },
    basis: `${say(typ, "V")} as stated; ${cells}of ${say(usual.empty, "V")} empty to ${say(full, "V")} full, as is usual of ${chemistry}: the cell that is bought decides`,
  };
}

interface StatedCapacity extends Asked {
  /** "850 mAh" is the battery that is meant, "at least 850 mAh" any that holds so much. */
  readonly isExact: boolean;
}

const asStated = ({ demand, requirement }: Asked): Source["capacity"] => ({
  ...{ value: demand.atLeast!, unit: "Ah", source: `${requirement}, as stated` },
});

/** In Ah; of several statements the largest that binds. */
function capacityOf(because: readonly Constraint[]): StatedCapacity | null {
  const stated = because
    .filter(({ si }) => si?.unit === "C")
    .map((one) => ({ one, value: (one.si!.min ?? one.si!.typ ?? one.si!.max!) / COULOMB_PER_AH }))
    .toSorted((a, b) => b.value - a.value);
  const [first] = stated;
  if (!first) return null;
  const demand = {
    figure: "capacity",
    atLeast: Number(first.value.toPrecision(6)),
    unit: "Ah",
  } as const;
  return {
    ...{ demand, requirement: first.one.id, soft: first.one.priority !== "must" },
    isExact: first.one.si!.min === undefined,
  };
}

function cellVolts(part: Part, series: number): Volts {
  const nominal = figuresOf(part, "nominal_voltage", "V")[0];
  const cutoff = figuresOf(part, "cutoff_voltage", "V")[0];
  const times = (value: number | null | undefined) =>
    value === null || value === undefined ? null : Number((value * series).toPrecision(6));
  const typ = nominal?.typ ?? nominal?.max ?? null;
  return {
    min: times(cutoff?.typ ?? cutoff?.min),
    typ: times(typ),
    max: times(FULL[part.attributes["chemistry"] ?? ""] ?? typ),
  };
}

function partCapacity(part: Part): Source["capacity"] {
  const figure = figuresOf(part, "capacity", "Ah")[0];
  const value = figure?.min ?? figure?.typ ?? figure?.max;
  if (value === undefined || value === null) return null;
  const { document, section } = figure!.source;
  return {
    value,
    unit: "Ah",
    source: `${document}${section ? `, ${section}` : ""}${figure!.condition ? ` (${figure!.condition})` : ""}`,
  };
}
