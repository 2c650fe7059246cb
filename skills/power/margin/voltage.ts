/** Holds rails and supply ranges against what the requirements say of voltages. */
import { nominal } from "../budget.ts";
import { boundsOf, largest } from "../figure.ts";
import type { Bounds } from "../figure.ts";
import type { Facts } from "../facts.ts";
import type { Constraint } from "../input/constraints.ts";
import { shown } from "../quantity.ts";
import type { Margin } from "../schema.ts";
import { placeOf } from "./scope.ts";

type Voltage = Pick<
  Margin,
  "of" | "typical" | "worst" | "margin" | "verdict" | "formula" | "reason"
>;

/** How far a rail may be from the number that names it: half a unit of its last digit is another spelling of it. */
const SPELLING = 0.02;

const none = (of: string, reason: string): Voltage => ({
  ...{ of, typical: null, worst: null, margin: null, verdict: "not_measured", formula: "", reason },
});

/** Whether there is a rail of that voltage, and whether its regulator gives it. */
export function railVoltage(
  { si, parameter, statement }: Constraint,
  { network, budget }: Facts,
): Voltage {
  const { min, typ, max } = si!;
  const wanted = (typ ?? max ?? min)!;
  const low = min ?? wanted - Math.abs(wanted) * SPELLING;
  const high = max ?? wanted + Math.abs(wanted) * SPELLING;
  const fits = network.stages.filter(({ rail: { voltage } }) => {
    const value = (voltage.typ ?? voltage.max ?? voltage.min)!;
    return value >= low && value <= high;
  });
  const [stage] = fits.toSorted(
    (a, b) => Number(b.converter !== null) - Number(a.converter !== null),
  );
  if (!stage) {
    const formula = `no rail lies between ${shown(low, "V")} and ${shown(high, "V")}`;
    return { ...none("no rail", ""), verdict: "fail", formula, reason: null };
  }
  const { rail, converter } = stage;
  const value = (rail.voltage.typ ?? rail.voltage.max ?? rail.voltage.min)!;
  const told = { of: rail.id, typical: value, worst: value, margin: null };
  if (!converter) {
    return {
      ...told,
      verdict: "not_measured",
      formula: `${rail.id} is ${shown(value, "V")}`,
      reason: "the rail is not regulated: its voltage is the source's",
    };
  }
  const formula = `${rail.id} is ${shown(value, "V")}, from ${converter.id}`;
  const topology = budget.topology(stage);
  if (/\bldo\b|\blinear regulator\b/i.test(`${parameter.replaceAll("_", " ")} ${statement}`)) {
    if (topology !== "ldo" && topology !== null) {
      const why = `${formula}, which is no linear regulator but ${topology}`;
      return { ...told, verdict: "fail", formula: why, reason: null };
    }
  }
  const figures = boundsOf(budget.part(converter.part?.id), "output_voltage", "V");
  const isAsked = min !== null && min !== undefined && max !== null && max !== undefined;
  return { ...told, ...outputOf(figures, { low, high, isAsked }, formula, converter.id) };
}

/** `isAsked`: the requirement itself states both ends. */
interface Band {
  readonly low: number;
  readonly high: number;
  readonly isAsked: boolean;
}

/** A fixed output has a nominal value with its spread; one that is set has the range of what can be set. */
function outputOf(
  figures: readonly Bounds[],
  { low, high, isAsked }: Band,
  formula: string,
  id: string,
): Pick<Voltage, "verdict" | "formula" | "reason"> {
  const open = (how: string, reason: string) => ({
    ...{ verdict: "not_measured" as const, formula: how, reason },
  });
  if (figures.length === 0) return open(formula, `the output voltage of ${id} is not known`);
  const given = figures.find(({ min, typ, max }) => {
    const ends = typ === null ? [min, max] : [typ];
    const known = ends.filter((end) => end !== null);
    return Math.min(...known) <= high && Math.max(...known) >= low;
  });
  if (!given) {
    const why = `${formula}, which cannot give it: ${figures[0]!.source}`;
    return { verdict: "fail", formula: why, reason: null };
  }
  const told = `${formula} (${given.source})`;
  if (given.typ === null) {
    return open(
      told,
      "it can be set: what sets it is not chosen, nor is it known how exactly it then is",
    );
  }
  if (!isAsked) return { verdict: "pass", formula: told, reason: null };
  if (given.min === null || given.max === null) {
    return open(told, "only the nominal output is known, not how far it spreads");
  }
  const isWithin = given.min >= low && given.max <= high;
  const asked = `asked for: ${shown(low, "V")} to ${shown(high, "V")}`;
  return { verdict: isWithin ? "pass" : "fail", formula: `${told}; ${asked}`, reason: null };
}

/** Of a block: whether its rail is there and its part bears it. Of the device: see below. */
export function supplyVoltage(constraint: Constraint, facts: Facts): Voltage {
  const blocks = [...new Set(facts.network.loads.map(({ block }) => block))];
  const place = placeOf(constraint, blocks, []);
  if (place.kind === "whole") return deviceVoltage(constraint, facts);
  if (place.kind === "unknown") {
    return none(place.name, `no single block on a rail is called '${place.name}'`);
  }
  const { block, feed } = facts.network.loads.find((load) => load.block === place.block)!;
  const [low, high] = endsOf(constraint);
  const fed = facts.budget.voltage(feed);
  const range = largest(boundsOf(facts.budget.part(block.part?.id), "supply_voltage", "V"));
  const told = { ...none(block.id, ""), typical: fed && nominal(fed), worst: fed && nominal(fed) };
  if (!fed) return { ...told, reason: `the voltage of ${feed.id} is not known` };
  const formula = `${block.id} is fed with ${shown(nominal(fed), "V")} from ${feed.id}${range ? `; ${range.source}` : ""}`;
  const slack = low === high ? Math.abs(low) * SPELLING : 0;
  const isFed = nominal(fed) >= low - slack && nominal(fed) <= high + slack;
  const bears = range && (range.max ?? high) >= high && (range.min ?? low) <= low;
  if (!isFed || bears === false) return { ...told, formula, verdict: "fail", reason: null };
  if (!range) return { ...told, formula, reason: `the supply voltage of ${block.id} is not known` };
  return { ...told, formula, verdict: "pass", reason: null };
}

const endsOf = ({ si }: Constraint): [low: number, high: number] => [
  (si!.min ?? si!.typ ?? si!.max)!,
  (si!.max ?? si!.typ ?? si!.min)!,
];

/** Whether what hangs on a source bears the whole range that is asked for. */
function deviceVoltage(constraint: Constraint, { network, budget }: Facts): Voltage {
  const [low, high] = endsOf(constraint);
  const source = network.sources.find((one) => {
    const range = budget.voltage({ kind: "source", id: one.id });
    if (!range) return false;
    const ends = [range.min, range.typ, range.max].filter((end) => end !== null);
    return Math.max(...ends) >= low && Math.min(...ends) <= high;
  });
  if (!source) return none("no source", "no source of architecture.json has such a voltage");
  const first = firstParts(source.id, { network, budget });
  if (first.length === 0) return none(source.id, `nothing is told to hang on ${source.id}`);
  const rows = first.map(({ id, part, name }) => {
    const range = largest(
      ([name, "input_voltage"] as const).flatMap((figure) => boundsOf(part, figure, "V")),
    );
    return { id, min: range?.min ?? null, max: range?.max ?? null };
  });
  const formula = rows
    .map(({ id, min, max }) =>
      min === null && max === null
        ? `what ${id} bears is not known`
        : `${id} bears ${shown(min, "V")} to ${shown(max, "V")}`,
    )
    .join("; ");
  const asked = `asked for: ${shown(low, "V")} to ${shown(high, "V")}`;
  const told = {
    ...none(source.id, ""),
    formula: `${formula}; ${asked}`,
  };
  const broken = rows.filter(
    (row) => (row.max !== null && row.max < high) || (row.min !== null && row.min > low),
  );
  const margins = rows.flatMap(({ min, max }) => [
    ...(max === null ? [] : [max - high]),
    ...(min === null ? [] : [low - min]),
  ]);
  const margin = margins.length > 0 ? Math.min(...margins) : null;
  if (broken.length > 0) return { ...told, margin, verdict: "fail", reason: null };
  const unknown = rows.filter(({ max, min }) => max === null || (min === null && low !== high));
  if (unknown.length === 0) return { ...told, margin, verdict: "pass", reason: null };
  const reason = `the voltage range of ${unknown.map(({ id }) => id).join(", ")} is not known`;
  return { ...told, margin, verdict: "not_measured", reason };
}

/** Down to the first converter of each path: behind it the range is another. */
function firstParts(source: string, { network, budget }: Pick<Facts, "network" | "budget">) {
  const found = new Map<
    string,
    {
      id: string;
      part: ReturnType<Facts["budget"]["part"]>;
      name: "input_voltage" | "supply_voltage";
    }
  >();
  const follow = (kind: "rail" | "source", id: string): void => {
    for (const { block, feed } of network.loads) {
      if (feed.kind !== kind || feed.id !== id || block.kind === "connector") continue;
      found.set(block.id, {
        id: block.id,
        part: budget.part(block.part?.id),
        name: "supply_voltage",
      });
    }
    for (const stage of network.stages) {
      if (!stage.feeds.some((feed) => feed.kind === kind && feed.id === id)) continue;
      const { converter, rail } = stage;
      if (!converter || budget.topology(stage) === "direct") follow("rail", rail.id);
      else {
        const part = budget.part(converter.part?.id);
        found.set(converter.id, { id: converter.id, part, name: "input_voltage" });
      }
    }
  };
  follow("source", source);
  return [...found.values()];
}
