/** The search's promises, for whatever parts and demands: nothing that fits is lost, and no reason is made up. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { figure, partOf } from "../../../test/fixtures/parts.ts";
import type { Demand, Figure, Part, PartSearch } from "../contract.ts";
import { searchParts, toEntry } from "./search.ts";

const test = suite("plugins/parts/choose/promises");

const find = (parts: readonly Part[], search: PartSearch) =>
  searchParts(parts.map(toEntry), search);

const value = fc.option(fc.integer({ min: -50, max: 150 }), { nil: null });
const anyFigure = fc
  .tuple(value, value, value)
  .filter((all) => all.some((one) => one !== null))
  .map((all) => {
    const sorted = all
      .filter((one) => one !== null)
      .toSorted((a, b) => a - b)
      .values();
    const [min, typ, max] = all.map((one) => (one === null ? null : sorted.next().value!));
    return figure({ min: min!, typ: typ!, max: max! });
  });
const anyDemand = fc.oneof(
  fc.integer({ min: -60, max: 160 }).map((atLeast): Partial<Demand> => ({ atLeast })),
  fc.integer({ min: -60, max: 160 }).map((atMost): Partial<Demand> => ({ atMost })),
  fc
    .tuple(fc.integer({ min: -60, max: 160 }), fc.nat(90))
    .map(([from, span]): Partial<Demand> => ({ covers: { from, to: from + span } })),
);

/** The contract's words, written down once more without order, distance and tolerance. */
function meets({ min, typ, max }: Figure, { atLeast, atMost, covers }: Partial<Demand>): boolean {
  const [low, high] = [min ?? typ, max ?? typ];
  if (atLeast !== undefined) return (max ?? typ ?? min!) >= atLeast;
  if (atMost !== undefined) return high !== null && high <= atMost;
  return low !== null && high !== null && low <= covers!.from && covers!.to <= high;
}

const NAMES = ["input_voltage", "output_voltage", "supply_voltage"] as const;
const anyFigures = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, anyFigure])) as Record<
    (typeof NAMES)[number],
    typeof anyFigure
  >,
  { requiredKeys: [] },
);

test("eliminates exactly what does not meet all demands, each with a reason for each demand that is not met", () => {
  const demands = fc.tuple(anyDemand, anyDemand, anyDemand);
  fc.assert(
    fc.property(fc.array(anyFigures, { maxLength: 12 }), demands, (all, asked) => {
      const parts = all.map((own, at) =>
        partOf(`P${at}`, {
          figures: Object.fromEntries(Object.entries(own).map(([name, one]) => [name, [one]])),
        }),
      );
      const wanted = asked.map((one, at): Demand => ({ ...one, figure: NAMES[at]!, unit: "V" }));
      const answer = find(parts, { demands: wanted });
      assert.is(answer.matches.length + answer.eliminated.length, parts.length);
      const matched = new Set(answer.matches.map(({ id }) => id));
      for (const part of parts) {
        const broken = wanted.filter((demand) => {
          const [one] = part.figures[demand.figure] ?? [];
          return !one || !meets(one, demand);
        });
        assert.is(matched.has(part.id), broken.length === 0);
        const said = answer.eliminated.find(({ id }) => id === part.id)?.reasons ?? [];
        assert.is(said.length, broken.length);
        for (const [at, reason] of said.entries()) assert.match(reason, broken[at]!.figure);
      }
      const counts = answer.eliminated.map(({ reasons: said }) => said.length);
      assert.equal(
        counts,
        counts.toSorted((a, b) => a - b),
      );
    }),
  );
});

test("finds the same in the same order, however the parts come and however few are asked for", () => {
  fc.assert(
    fc.property(
      fc.array(anyFigures, { maxLength: 12 }),
      anyDemand,
      fc.nat(11),
      (all, asked, few) => {
        const parts = all.map((own, at) =>
          partOf(`P${at}`, {
            figures: { input_voltage: own.input_voltage ? [own.input_voltage] : [] },
          }),
        );
        const search = { demands: [{ ...asked, figure: "input_voltage", unit: "V" } as Demand] };
        const whole = find(parts, search);
        assert.equal(find(parts.toReversed(), search), whole);
        const cut = find(parts, { ...search, limit: few + 1 });
        assert.equal(cut.matches, whole.matches.slice(0, few + 1));
        assert.is(cut.total, whole.total);
      },
    ),
  );
});

test.run();
