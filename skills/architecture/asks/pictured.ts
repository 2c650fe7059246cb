/** What shows and takes pictures beside a computer module is the module's, not the small controller's that is there as well. */
import type { Ask } from "./read.ts";

const OF_COMPUTER = new Set(["display", "touch", "hdmi", "camera"]);

/** Of these no pin of the controller is kept; which interface of the module leads there, the module decides. */
export function withComputer(asks: readonly Ask[]): Ask[] {
  const isThere = (id: string) => asks.some(({ rule }) => rule.id === id);
  if (!isThere("computer") || !isThere("mcu")) return [...asks];
  return asks.map((ask) =>
    OF_COMPUTER.has(ask.rule.id) ? { ...ask, rule: { ...ask.rule, buses: [] } } : ask,
  );
}

/** Empty: no computer module beside a controller. */
export function linkedToComputer(asks: readonly Ask[]): string[] {
  const computers = asks.filter(({ rule }) => rule.id === "computer").map(({ id }) => id);
  if (computers.length === 0) return [];
  const others = asks.filter(({ rule }) => OF_COMPUTER.has(rule.id) || rule.id === "mcu");
  return others.length === 0 ? [] : [...computers, ...others.map(({ id }) => id)];
}
