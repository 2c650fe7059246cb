/** Judges what a part has beside figures: its family, interfaces, peripherals and attributes. */
import type { Family, Part, PartSearch } from "../contract.ts";
import { UNKNOWN } from "./check.ts";
import type { Check, Criterion } from "./check.ts";

const MET: Check = { state: "met", sure: true, distance: 0 };
const MISSED: Check = { state: "missed", sure: true, distance: 1 };

/** One criterion for everything that is asked for. */
export function featureCriteria(search: PartSearch): Criterion[] {
  const { family, interfaces = [], peripherals = {}, attributes = {} } = search;
  return [
    ...(family === undefined
      ? []
      : [familyKnown(([family] as (Family | readonly Family[])[]).flat())]),
    ...interfaces.map(hasInterface),
    ...Object.entries(peripherals).map(([name, asked]) => hasPeripherals(name, asked)),
    ...Object.entries(attributes).map(([name, asked]) => hasAttribute(name, asked)),
  ];
}

/** Parts of other families are not looked at; of a line in the user's list it may not be known. */
const familyKnown = (families: readonly string[]): Criterion => ({
  check: ({ family }) => (family === null ? UNKNOWN : families.includes(family) ? MET : MISSED),
  explain: ({ family }) =>
    `its family is ${family ?? "not known"}, ${families.join(" or ")} is asked for`,
});

const hasInterface = (asked: string): Criterion => ({
  check: ({ interfaces }) =>
    interfaces.length === 0 ? UNKNOWN : interfaces.includes(asked.toLowerCase()) ? MET : MISSED,
  explain: ({ interfaces }) =>
    interfaces.length === 0
      ? `its interfaces are not known, ${asked} is asked for`
      : `has no ${asked}, only ${interfaces.join(", ")}`,
});

function hasPeripherals(name: string, asked: number): Criterion {
  const count = ({ peripherals }: Part) =>
    Object.hasOwn(peripherals, name) ? peripherals[name]! : null;
  return {
    check(part) {
      const has = count(part);
      if (has === null) return UNKNOWN;
      if (has < asked) return { ...MISSED, distance: Math.log2((1 + asked) / (1 + has)) };
      return { ...MET, distance: Math.log2((1 + has) / (1 + asked)) };
    },
    explain: (part) => `number of ${name} is ${count(part) ?? "not known"}, ${asked} is asked for`,
  };
}

function hasAttribute(name: string, asked: string): Criterion {
  const value = ({ attributes }: Part) =>
    Object.hasOwn(attributes, name) ? attributes[name]! : null;
  const wanted = asked.trim().toLowerCase();
  return {
    check(part) {
      const has = value(part)?.toLowerCase();
      if (has === undefined) return UNKNOWN;
      return has === wanted || has.split(SEVERAL).some((one) => isOne(one, wanted)) ? MET : MISSED;
    },
    explain: (part) => `${name} is ${value(part) ?? "not known"}, ${asked} is asked for`,
  };
}

const SEVERAL = /\s*,\s*|\s+or\s+/;

/** "1 to 4" is each number from 1 to 4. */
function isOne(has: string, wanted: string): boolean {
  const range = /^(\d+) to (\d+)$/.exec(has);
  if (!range || !/^\d+$/.test(wanted)) return has === wanted;
  return Number(range[1]) <= Number(wanted) && Number(wanted) <= Number(range[2]);
}
