/** Prices, sums and targets. */
import { isGatewayError } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { part } from "../fixtures/fake-kicad.ts";
import { groupsOf } from "../parts/groups.ts";
import { costsOf } from "./costing.ts";
import { parseMoney, shownMoney, toNumber } from "./money.ts";
import { parsePrices } from "./prices.ts";
import { judge, parseTargets } from "./target.ts";

const test = suite("skills/bom/cost");

const HEAD = "MPN,Quantity break,Unit price,Currency,Date,Source";
const prices = (...rows: string[]) => parsePrices([HEAD, ...rows].join("\n"), "p.csv");
const group = (ref: string, mpn: string, value = "1k") =>
  groupsOf([part(ref, value, { fields: { MPN: mpn } })])[0]!;

test("adds money as on paper", () => {
  assert.is(toNumber(parseMoney("0.1")! + parseMoney("0.2")!), 0.3);
  assert.equal(["1,5", "-1", "1e3", "", "0.123456789"].map(parseMoney), Array(5).fill(null));
  assert.equal([shownMoney(12.5, "EUR"), shownMoney(0.0045, "EUR")], ["12.50 EUR", "0.0045 EUR"]);
});

test("uses no row without a date, a source, a currency, a price or a quantity, and names its line", () => {
  const { prices: good, findings } = prices(
    "A,1,0.5,EUR,2026-01-15,shop",
    "A,1,0.5,EUR,2026-02-30,shop",
    "A,1,0.5,EUR,2026-01-15,",
    "A,1,0.5,€,2026-01-15,shop",
    "A,1,free,EUR,2026-01-15,shop",
    "A,0,0.5,EUR,2026-01-15,shop",
  );
  assert.is(good.length, 1);
  assert.equal(
    findings.map(({ where }) => where!.line),
    [3, 4, 5, 6, 7],
  );
});

test("refuses a file without one of the columns, or that is no CSV", () => {
  for (const text of ["mpn,quantity,unit_price,currency,date\n", `${HEAD}\n"A,1`, ""]) {
    try {
      parsePrices(text, "p.csv");
      assert.unreachable();
    } catch (thrown) {
      assert.ok(isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR", text);
    }
  }
});

test("takes the break that all boards and lines of a part reach, and its newest price", () => {
  const { prices: all } = prices(
    "A,1,0.5,EUR,2026-01-15,shop",
    "A,100,0.2,EUR,2025-01-15,old",
    "A,100,0.3,EUR,2026-01-15,new",
    "A,1000,0.1,EUR,2026-01-15,shop",
  );
  const groups = [group("R1", "A"), group("R2", "a", "1.0k")];
  const { lines, totals } = costsOf(groups, all, 50);
  assert.equal(
    lines.map(({ needed, unitPrice, source }) => [needed, unitPrice, source]),
    [
      [100, 0.3, "new"],
      [100, 0.3, "new"],
    ],
  );
  assert.equal(totals, [{ currency: "EUR", perBoard: 0.6, allBoards: 30, lines: 2 }]);
  const [few] = costsOf([group("R1", "B")], prices("B,10,1,EUR,2026-01-15,s").prices, 1).lines;
  assert.equal([few!.belowSmallestBreak, few!.priceBreak], [true, 10]);
});

test("never adds two currencies", () => {
  const { prices: all } = prices(
    "A,1,1,EUR,2026-01-15,s",
    "B,1,2,EUR,2026-01-15,s",
    "B,1,2.2,USD,2026-01-15,s",
    "C,1,3,USD,2026-01-15,s",
  );
  const groups = ["A", "B", "C", "D"].map((mpn, at) => group(`R${at}`, mpn, mpn));
  const free = costsOf(groups, all, 1);
  assert.equal(
    free.totals.map(({ currency, perBoard }) => [currency, perBoard]),
    [
      ["EUR", 3],
      ["USD", 3],
    ],
  );
  assert.equal(free.notMeasured, ["R3"]);
  const dollars = costsOf(groups, all, 1, "USD");
  assert.equal(
    dollars.totals.map(({ currency, perBoard }) => [currency, perBoard]),
    [["USD", 5.2]],
  );
  assert.equal(
    dollars.lines.map(({ reason }) => reason),
    [
      "the price file has no price in USD for it",
      undefined,
      undefined,
      "the price file does not name it",
    ],
  );
});

test("judges a target at its own quantity, and passes it only when every part has a price", () => {
  const target = (more: object = {}) => {
    const one = {
      ...{ id: "REQ-1", category: "cost", parameter: "bom_cost", max: 0.5, typ: null },
      ...{ maxInclusive: false, unit: "EUR", condition: "@ 1k units", statement: "s", ...more },
    };
    return parseTargets(JSON.stringify({ constraints: [one] }), "constraints.json")[0]!;
  };
  const { prices: all } = prices("A,1,0.9,EUR,2026-01-15,s", "A,1000,0.4,EUR,2026-01-15,s");
  const verdict = (
    ...[one, groups = [group("R1", "A")], list = all]: [
      ReturnType<typeof target>,
      Parameters<typeof judge>[1]?,
      (typeof all | null)?,
    ]
  ) => judge(one, groups, list, 1).verdict;
  assert.is(verdict(target()), "pass");
  assert.is(judge(target(), [group("R1", "A")], all, 1).quantity, 1000);
  assert.is(verdict(target({ max: 0.4 })), "fail", "below 0.4 is not 0.4");
  assert.is(verdict(target({ condition: null })), "fail", "at one board");
  assert.is(verdict(target(), [group("R1", "A"), group("R2", "B")]), "not_measured");
  assert.is(verdict(target({ max: 0.3 }), [group("R1", "A"), group("R2", "B")]), "fail");
  assert.is(verdict(target({ unit: "USD" })), "not_measured");
  assert.is(verdict(target({ parameter: "unit_cost" })), "not_measured", "there is more to pay");
  assert.is(verdict(target(), undefined, null), "not_measured");
  for (const typ of [0.3, 0.5]) {
    assert.is(verdict(target({ max: null, typ })), "not_measured", "a figure is no limit");
  }
});

test.run();
