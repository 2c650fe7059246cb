/** What the requirements say about a block's part, as demands that the catalogue can judge. */
import type { Ask } from "../asks/read.ts";
import { isDeferred } from "../asks/read.ts";
import type { Constraint } from "../input.ts";
import { span } from "../supply/number.ts";
import type { Volts } from "../supply/number.ts";
import type { Temperature } from "../supply/temperature.ts";
import { accuracyDemands } from "./accuracy.ts";
import { isolationDemands } from "./isolation.ts";
import { hard } from "./wish.ts";
import type { Asked, Demand } from "./wish.ts";

interface Meaning {
  readonly parameter: RegExp;
  readonly figure: Demand["figure"];
  readonly unit: string;
  /** In SI units as constraints.json has them. */
  readonly si: string;
  readonly side: "atLeast" | "atMost" | "covers";
}

/** A parameter below a block's heading → the figure of the block's part. */
const MEANINGS: readonly Meaning[] = [
  {
    parameter: /^(?:flash|program_memory|flash_size)$/,
    figure: "flash_size",
    unit: "B",
    si: "byte",
    side: "atLeast",
  },
  {
    parameter: /^(?:ram|sram|ram_size)$/,
    figure: "ram_size",
    unit: "B",
    si: "byte",
    side: "atLeast",
  },
  {
    parameter:
      /^(?:(?:cpu|mcu|core|processor|(?:micro)?controller|system)_)?clock(?:_(?:speed|frequency|rate))?$|^(?:cpu|mcu|core|processor|(?:micro)?controller)_frequency$/,
    figure: "clock_frequency",
    unit: "Hz",
    si: "Hz",
    side: "atLeast",
  },
  {
    parameter: /^(?:on|active|operating)_current$/,
    figure: "active_current",
    unit: "A",
    si: "A",
    side: "atMost",
  },
  {
    parameter: /^(?:off|sleep|standby)_current$/,
    figure: "sleep_current",
    unit: "A",
    si: "A",
    side: "atMost",
  },
  {
    parameter: /^(?:internal_storage|mission_data_storage|data_storage|memory_size)$/,
    figure: "memory_size",
    unit: "B",
    si: "byte",
    side: "atLeast",
  },
  {
    parameter: /^(?:transmit_frequency|radio_frequency|rf_frequency)$/,
    figure: "frequency",
    unit: "Hz",
    si: "Hz",
    side: "covers",
  },
];

/** Of the whole product where a controller is asked for: a document has one. */
const GLOBAL: ReadonlySet<Demand["figure"]> = new Set([
  "flash_size",
  "ram_size",
  "clock_frequency",
]);

/** Of one block; a "should" is given up before no part is chosen. */
export function statedDemands(ask: Ask): Asked[] {
  if (ask.implied) return [];
  const all = [...ask.because, ...ask.about].filter((one) => !isDeferred(one));
  const drives =
    ask.rule.id === "motor-driver"
      ? all.filter(
          (one) =>
            one.si?.unit === "A" && (one.parameter === "current" || ask.draws?.includes(one)),
        )
      : [];
  const driven = drives.flatMap((one) =>
    toAsked(
      { parameter: /./, figure: "output_current", unit: "A", si: "A", side: "atLeast" },
      { ...one, si: { min: one.si!.max ?? one.si!.typ ?? one.si!.min!, unit: "A" } },
    ),
  );
  return [
    ...driven,
    ...all.flatMap((one) =>
      MEANINGS.filter(({ parameter, si }) => parameter.test(one.parameter) && one.si?.unit === si)
        .filter(({ figure }) => isFor(ask, figure))
        .flatMap((meaning) => toAsked(meaning, one)),
    ),
    ...accuracyDemands(ask.rule, all),
    ...isolationDemands(ask, all),
  ];
}

/** Memory below "MCU" is the controller's; what it draws is asked of every block. */
function isFor({ rule }: Ask, figure: Demand["figure"]): boolean {
  if (GLOBAL.has(figure)) return rule.id === "mcu";
  if (figure === "memory_size") return rule.kind === "memory";
  if (figure === "frequency") return rule.kind === "radio";
  return rule.kind === "mcu" || rule.kind === "sensor" || rule.kind === "radio";
}

function toAsked({ figure, unit, side }: Meaning, one: Constraint): Asked[] {
  const { min, typ, max } = one.si!;
  const low = min ?? typ ?? max!;
  const high = max ?? typ ?? min!;
  const soft = one.priority !== "must";
  const of = (demand: Demand): Asked[] => [{ demand, requirement: one.id, soft }];
  if (side === "atLeast") {
    return max !== undefined && min === undefined ? [] : of({ figure, atLeast: low, unit });
  }
  if (side === "atMost") {
    return min !== undefined && max === undefined ? [] : of({ figure, atMost: high, unit });
  }
  return of({ figure, covers: { from: low, to: high }, unit });
}

/** The supply has to reach the whole of what the rail can be; nothing where that is not known. */
export function supplyDemand(volts: Volts): Asked[] {
  const known = span(volts);
  if (!known) return [];
  return [hard({ figure: "supply_voltage", covers: known, unit: "V" })];
}

export function temperatureDemand(temperature: Temperature | null): Asked[] {
  if (!temperature) return [];
  const { min, max, unit, requirements } = temperature;
  return [
    hard(
      { figure: "operating_temperature", covers: { from: min, to: max }, unit },
      requirements[0]!,
    ),
  ];
}
