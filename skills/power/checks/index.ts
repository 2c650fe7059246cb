/** What a design has to keep by itself, whatever the requirements say: pulses, currents, voltages, junctions. */
import type { Facts } from "../facts.ts";
import type { Check } from "../schema.ts";
import { batteryChecks } from "./battery.ts";
import { converterChecks } from "./converter.ts";

export function checksOf(facts: Facts): Check[] {
  const batteries = facts.network.sources.filter(({ kind }) => kind === "battery");
  return [
    ...batteries.flatMap((source) => batteryChecks(source, facts)),
    ...facts.converters.flatMap((converter) => converterChecks(converter, facts)),
  ];
}
