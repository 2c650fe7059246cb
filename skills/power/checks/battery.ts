/** What a battery has to bear: the largest current, the voltage that is left under it, and the temperature. */
import { cutoffOf, sagged } from "../battery.ts";
import { lowest } from "../budget.ts";
import type { Facts } from "../facts.ts";
import { boundsOf, largest, smallest } from "../figure.ts";
import type { Source } from "../input/architecture.ts";
import { coldest, hottest } from "../input/constraints.ts";
import { shown } from "../quantity.ts";
import type { Check } from "../schema.ts";
import { takers, sumWords } from "../sums.ts";
import { able, exactly, judged } from "./judge.ts";

export function batteryChecks(source: Source, facts: Facts): Check[] {
  const { budget, usage, network } = facts;
  const cell = budget.part(source.part);
  const feed = { kind: "source", id: source.id } as const;
  const peaks = usage.states.map((state) => ({ state, ...budget.at(feed, state, "peak") }));
  const most = peaks.toSorted((a, b) => b.value - a.value)[0]!;
  const parts = takers(feed, network, budget, most.state, "peak");
  // A battery that nothing is told to hang on bears nothing that is known.
  const isUsed = parts.length > 0;
  const complete = isUsed && peaks.every((peak) => peak.complete);
  const assured = peaks.every((peak) => peak.assured);
  const pulse = smallest(boundsOf(cell, "pulse_current", "A"));
  const longest = longerThan(pulse?.condition, facts);
  const found = [
    judged({
      kind: "pulse-current",
      about: source.id,
      title: `Largest current out of ${source.id}, in state ${most.state.name}`,
      value: isUsed ? most.value : null,
      ...{ complete: complete && longest === null, assured },
      limit: able(pulse),
      side: "max",
      unit: "A",
      formula: !isUsed
        ? ""
        : `all at once, at ${voltageWords(facts, source.id)}: ${sumWords(parts, most.value, complete)}`,
      source: pulse?.source ?? null,
      lacking: isUsed
        ? "the battery's figure pulse current is not known"
        : `the power tree leads from ${source.id} to no load`,
      ...(longest === null || !complete ? {} : { doubt: longest }),
    }),
  ];
  const sag = isUsed ? sagged(source, budget, most.value) : null;
  const cutoff = cutoffOf(source, network, budget);
  if (sag && cutoff.value !== null) {
    found.push(
      judged({
        kind: "dropout",
        about: source.id,
        title: `Voltage of ${source.id} at its largest current, from its nominal voltage`,
        value: sag.value,
        ...{ complete, assured },
        limit: exactly(cutoff.value),
        side: "min",
        unit: "V",
        formula: sag.formula,
        source: `${cutoff.by} works down to ${shown(cutoff.value, "V")}`,
        lacking: "",
      }),
    );
  }
  for (const [stated, side] of [
    [coldest(facts.constraints), "min"],
    [hottest(facts.constraints), "max"],
  ] as const) {
    if (!stated || !cell) continue;
    const range = largest(boundsOf(cell, "operating_temperature", "°C"));
    found.push({
      ...judged({
        kind: "temperature",
        about: source.id,
        title: `${source.id} at ${shown(stated.value, "°C")} (${stated.requirement})`,
        value: stated.value,
        ...{ complete: true, assured: true },
        limit: exactly(range?.[side]),
        side,
        unit: "°C",
        formula: `${shown(stated.value, "°C")} is asked for by ${stated.requirement}`,
        source: range?.source ?? null,
        lacking: "the cell's operating temperature is not known",
      }),
      id: `temperature-${side}:${source.id}`,
    });
  }
  return found;
}

/** "0.1 s pulses", "for 2 s", "2 s on": a limit for so long says nothing of a load that lasts longer; null: none does. */
function longerThan(condition: string | undefined, { usage }: Facts): string | null {
  const seconds = /(\d+(?:\.\d+)?) ?s (?:pulses?|on\b)|\bfor (\d+(?:\.\d+)?) ?s\b/.exec(
    condition ?? "",
  );
  const limit = Number(seconds?.[1] ?? seconds?.[2] ?? Number.NaN);
  const load = usage.loads.find((one) => one.block !== null && (one.seconds ?? 0) > limit);
  return load
    ? `the limit is for ${shown(limit, "s")}, and ${load.requirement} states a load of ${shown(load.seconds, "s")}`
    : null;
}

function voltageWords({ budget }: Facts, id: string): string {
  const range = budget.voltage({ kind: "source", id });
  return range ? shown(lowest(range), "V") : "a voltage that is not known";
}
