/** What the parts of a board cost by a price file: lines, sums a currency, and what has no price. */
import type { CostLine, Group } from "../schema.ts";
import { toNumber } from "./money.ts";
import { mainCurrency, offerFor } from "./offer.ts";
import type { Price } from "./prices.ts";

export interface Costs {
  readonly lines: readonly CostLine[];
  readonly totals: readonly {
    readonly currency: string;
    readonly perBoard: number;
    readonly allBoards: number;
    readonly lines: number;
  }[];
  /** References without a price. */
  readonly notMeasured: readonly string[];
}

/**
 * For so many boards. A part that stands in several lines is bought at the break of their sum. Parts that are not
 * populated cost nothing and are left out. Amounts of different currencies are never added.
 */
export function costsOf(
  groups: readonly Group[],
  prices: readonly Price[],
  boards: number,
  currency?: string,
): Costs {
  const bought = groups.filter(({ dnp }) => !dnp);
  const byPart = Map.groupBy(prices, ({ mpn }) => mpn);
  const offers = (group: Group) => byPart.get(keyOf(group) ?? "") ?? [];
  const perBoard = new Map<string | null, number>();
  for (const group of bought) {
    perBoard.set(keyOf(group), (perBoard.get(keyOf(group)) ?? 0) + group.quantity);
  }
  const main = mainCurrency(bought.map(offers), currency);
  const sums = new Map<string, { units: bigint; lines: number }>();
  const lines = bought.map((group): CostLine => {
    const key = keyOf(group);
    const needed = (key === null ? group.quantity : perBoard.get(key)!) * boards;
    const common = { mpn: group.mpn, refs: group.refs, perBoard: group.quantity, needed };
    const all = offers(group);
    const inMain = all.filter((price) => price.currency === main);
    // Another currency's price is told, in that currency's own sum, unless a currency was asked for.
    const other = mainCurrency([all], undefined);
    const usable =
      inMain.length > 0 || currency !== undefined
        ? inMain
        : all.filter((price) => price.currency === other);
    const offer = offerFor(usable, needed);
    if (offer === null) {
      return { ...common, status: "not_measured", reason: whyNot(key, all, currency) };
    }
    const { price, below } = offer;
    const units = price.unit * BigInt(group.quantity);
    const sum = sums.get(price.currency) ?? { units: 0n, lines: 0 };
    sums.set(price.currency, { units: sum.units + units, lines: sum.lines + 1 });
    return {
      ...common,
      status: "priced",
      unitPrice: toNumber(price.unit),
      linePerBoard: toNumber(units),
      currency: price.currency,
      priceBreak: price.from,
      belowSmallestBreak: below,
      date: price.date,
      source: price.source,
    };
  });
  return {
    lines,
    totals: [...sums]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { units, lines: n }]) => ({
        currency: name,
        perBoard: toNumber(units),
        allBoards: toNumber(units * BigInt(boards)),
        lines: n,
      })),
    notMeasured: lines.flatMap(({ status, refs }) => (status === "priced" ? [] : refs)),
  };
}

const keyOf = ({ mpn }: Group) => mpn?.toUpperCase().trim() ?? null;

function whyNot(key: string | null, all: readonly Price[], currency: string | undefined): string {
  if (key === null) return "it has no manufacturer's part number";
  if (all.length === 0) return "the price file does not name it";
  return `the price file has no price in ${currency} for it`;
}
