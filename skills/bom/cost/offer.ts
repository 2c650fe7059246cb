/** Chooses the price of a part at a quantity. */
import type { Price } from "./prices.ts";

export interface Offer {
  readonly price: Price;
  /** The quantity is smaller than any that there is a price for. */
  readonly below: boolean;
}

/**
 * The row of the largest break that the quantity reaches; of equal breaks the newest, of equal dates the cheapest. With
 * no break reached, the smallest one. Null when there is no row.
 */
export function offerFor(prices: readonly Price[], quantity: number): Offer | null {
  const reached = prices.filter(({ from }) => from <= quantity);
  const below = reached.length === 0;
  const [price] = (below ? prices : reached).toSorted(
    (a, b) =>
      (below ? a.from - b.from : b.from - a.from) ||
      Number(a.date < b.date) - Number(a.date > b.date) ||
      Number(a.unit > b.unit) - Number(a.unit < b.unit),
  );
  return price === undefined ? null : { price, below };
}

/**
 * The currency that sums are made in: the asked one, else the one in which most of the parts are offered. Null when no
 * part is offered at all.
 */
export function mainCurrency(
  offers: readonly (readonly Price[])[],
  asked: string | undefined,
): string | null {
  if (asked !== undefined) return asked;
  const counts = new Map<string, number>();
  for (const prices of offers) {
    for (const currency of new Set(prices.map((price) => price.currency))) {
      counts.set(currency, (counts.get(currency) ?? 0) + 1);
    }
  }
  const [first] = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}
