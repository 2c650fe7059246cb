/** Writes a sum of currents with its parts: "mcu 12 mA + ldo 5 mA = 17 mA". */
import type { Budget, Case } from "./budget.ts";
import { inputCurrent } from "./formulas.ts";
import type { UsageState } from "./input/usage.ts";
import type { Feed, Network } from "./network.ts";
import { shown } from "./quantity.ts";

const PARTS = 12;

export interface Part {
  readonly name: string;
  /** In A; null: not known. */
  readonly value: number | null;
}

/** What takes current directly from a rail or a source. */
export function takers(
  feed: Feed,
  network: Network,
  budget: Budget,
  state: UsageState,
  which: Case,
): Part[] {
  const isHere = (one: Feed) => one.kind === feed.kind && one.id === feed.id;
  const loads = network.loads
    .filter((load) => isHere(load.feed))
    .map(({ block }) => ({ name: block.id, value: budget.draw(block, state)[which] }));
  const stages = network.stages
    .filter(({ feeds }) => feeds.some(isHere))
    .map((stage) => {
      const of = budget.conversion(stage, feed, state, which);
      const name = stage.converter?.id ?? stage.rail.id;
      return { name, value: of ? inputCurrent(of).value : null };
    });
  // What stands nowhere may hang here.
  const lost = network.unplaced
    .filter((block) => budget.draw(block, state).worst !== 0)
    .map(({ id }) => ({ name: id, value: null }));
  return [...loads, ...stages, ...lost];
}

export function sumWords(parts: readonly Part[], sum: number, complete: boolean): string {
  const known = parts.filter(({ value }) => value !== null && value > 0);
  const lacking = parts.filter(({ value }) => value === null).map(({ name }) => name);
  const listed = known.slice(0, PARTS).map(({ name, value }) => `${name} ${shown(value, "A")}`);
  const rest = known.length - listed.length;
  const terms = [
    ...listed,
    ...(rest > 0 ? [`${rest} more`] : []),
    ...lacking.map((name) => `${name} (not known)`),
  ];
  return `${terms.length === 0 ? "nothing" : terms.join(" + ")} = ${complete ? "" : "at least "}${shown(sum, "A")}`;
}
