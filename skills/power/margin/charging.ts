/** Holds a charger against what is asked of charging: how long it takes, and with what current. */
import { capacityOf } from "../battery.ts";
import { boundsOf, largest } from "../figure.ts";
import type { Constraint } from "../input/constraints.ts";
import { shown } from "../quantity.ts";
import type { MarginFacts } from "./battery.ts";
import { unknown } from "./consumption.ts";
import type { Measured } from "./consumption.ts";
import { kindOf } from "./scope.ts";

/** At the highest charging current that is allowed, without the phase of constant voltage: at least so long. */
export function charges({ network, budget, blocks, constraints, usage }: MarginFacts): Measured {
  const battery = network.sources.find(({ kind }) => kind === "battery");
  const charger = chargerOf(blocks);
  if (!battery || !charger) {
    return unknown("no charger", `architecture.json has no ${battery ? "charger" : "battery"}`);
  }
  const capacity = capacityOf(battery, budget);
  const figure = largest(boundsOf(budget.part(charger.part?.id), "charge_current", "A"));
  const most = figure && (figure.max ?? figure.typ ?? figure.min);
  const limit = constraints
    .filter((one) => kindOf(one, usage) === "charging-current")
    .flatMap(({ si, id }) => (typeof si!.max === "number" ? [{ value: si!.max, id }] : []))
    .toSorted((a, b) => a.value - b.value)[0];
  const isLimited = limit !== undefined && (!most || limit.value < most);
  const current = isLimited ? limit.value : most;
  if (!capacity || !current) {
    return unknown(
      charger.id,
      capacity
        ? `the charge current of ${charger.id} is not known`
        : "the battery's capacity is not known",
    );
  }
  const value = capacity.value / current;
  const from = isLimited ? `${limit.id} allows no more` : figure!.source;
  return {
    ...{ of: charger.id, typical: value, worst: value, complete: false, assured: true },
    formula: `t = C/I = ${shown(capacity.value, "C")} / ${shown(current, "A")} = at least ${shown(value, "s")} (${from})`,
    lacking:
      "the phase of constant voltage is not counted, and the current that is set may be lower",
  };
}

/** What is set by a resistor or a register of the charger, which a draft does not choose. */
export function chargesWith({ si }: Constraint, { budget, blocks }: MarginFacts): Measured {
  const charger = chargerOf(blocks);
  if (!charger) return unknown("no charger", "architecture.json has no charger");
  const figure = largest(boundsOf(budget.part(charger.part?.id), "charge_current", "A"));
  const { min = null, max = null } = figure ?? {};
  const most = si!.max ?? si!.typ ?? null;
  const limit = most ?? si!.min ?? null;
  if (!figure || limit === null || max === null) {
    return unknown(charger.id, `the charge current of ${charger.id} is not known`);
  }
  const common = { of: charger.id, complete: true, assured: true, formula: figure.source };
  const known = (value: number) => ({ ...common, typical: value, worst: value, lacking: null });
  // Where all that it can be set to keeps the limit, or nothing does, the end beside the limit decides.
  if (most === null ? max < limit : max <= limit) return known(max);
  if (min !== null && (most === null ? min >= limit : min > limit)) return known(min);
  const range =
    min === null ? `up to ${shown(max, "A")}` : `${shown(min, "A")} to ${shown(max, "A")}`;
  return {
    ...{ ...common, typical: null, worst: null },
    lacking: `the charge current is set outside this draft, ${range} are possible: set ${shown(limit, "A")} or ${most === null ? "more" : "less"}`,
  };
}

const chargerOf = (blocks: MarginFacts["blocks"]) => blocks.find(({ kind }) => kind === "charger");
