/** Picks a part for a wish: the first of what the catalogue says fits, and why the others do not. */
import type { Family, PartSearch } from "../asks/rule.ts";
import { SHOWN, kindCount, merged, nearest, ofKind, unique } from "./nearest.ts";
import { figuresOf, isNamed } from "./wish.ts";
import type { Answer, Asked, Choice, Demand, Part, PartsTool, Wish } from "./wish.ts";

/** Families whose data sheets often give no range of temperature: what is not known is said, and no reason against them. */
const QUIET: ReadonlySet<Family> = new Set([
  "connector",
  "cell-holder",
  "led",
  "crystal",
  "protection",
]);
/** Families of which some give a range of the junction instead; that it is kept is for the power budget to show. */
const JUNCTION: ReadonlySet<Family> = new Set(["ldo", "buck", "boost", "buck-boost", "charger"]);

/** Searches with all demands; then keeps of those that only should be met as many as there is a part for; never gives up what must be. */
export async function choose(tool: PartsTool, wish: Wish): Promise<Choice> {
  const first = await attempt(tool, wish, wish.asked);
  if (first.searched === 0 && wish.named?.length) return unknownName(tool, wish, first);
  if (first.part || !wish.asked.some(({ soft }) => soft)) return first;
  let kept = wish.asked.filter(({ soft }) => !soft);
  let best = await attempt(tool, wish, kept);
  // What only should be met rules nothing out: the nearest are those that miss least of what must be.
  if (!best.part) return { ...best, asked: wish.asked };
  for (const one of wish.asked.filter(({ soft }) => soft)) {
    // oxlint-disable-next-line no-await-in-loop -- each stands on what could be kept before
    const next = await attempt(tool, wish, [...kept, one]);
    if (next.part) [best, kept] = [next, [...kept, one]];
  }
  const givenUp = wish.asked.filter((one) => !kept.includes(one));
  return { ...best, givenUp, eliminated: merged(best.eliminated, first.eliminated, best.part!) };
}

/** No part carries the name; those that do the same are told, for a person to allow one. */
async function unknownName(tool: PartsTool, wish: Wish, none: Choice): Promise<Choice> {
  const { part, others, eliminated } = await attempt(tool, { ...wish, named: [] }, wish.asked);
  const reasons = [`fits, but is not ${wish.named!.join(" or ")}, which the document names`];
  const fit = part ? [part, ...others].map(({ id }) => ({ id, reasons })) : [];
  return { ...none, eliminated: [...fit, ...eliminated].slice(0, SHOWN) };
}

async function attempt(tool: PartsTool, wish: Wish, asked: readonly Asked[]): Promise<Choice> {
  const { families, attributes, interfaces, peripherals, named = [] } = wish;
  const search: PartSearch = {
    family: families,
    demands: asked.map(({ demand }) => demand).filter((one) => !isOwn(wish, one)),
    // A name says more than an attribute.
    ...(attributes && named.length === 0 ? { attributes } : {}),
    ...(interfaces && interfaces.length > 0 ? { interfaces } : {}),
    ...(peripherals && Object.keys(peripherals).length > 0 ? { peripherals } : {}),
    limit: 150,
  };
  const answers: Answer[] = [];
  for (const text of named.length > 0 ? named : [undefined]) {
    // oxlint-disable-next-line no-await-in-loop -- in the document's order
    answers.push(await tool.search(text === undefined ? search : { ...search, text }));
  }
  const found = unique(answers.flatMap(({ matches }) => matches)).filter(
    (part) => named.length === 0 || named.some((one) => isNamed(part, one)),
  );
  const objection = (part: Part) => wish.against?.(part) ?? tooNarrow(part, wish, asked);
  const refused = found.flatMap((part) => {
    const reason = objection(part);
    return reason === null ? [] : [{ id: part.id, reasons: [reason] }];
  });
  const fit = found.filter(({ id }) => !refused.some((one) => one.id === id));
  const [part = null, ...others] = wish.rank ? fit.toSorted(wish.rank) : fit;
  const failed = await nearest(
    tool,
    unique(answers.flatMap((answer) => answer.eliminated)),
    named,
    objection,
  );
  const [first] = answers;
  const beyond = named.length > 0 ? 0 : first!.total - first!.matches.length;
  return {
    part,
    others: others.slice(0, SHOWN),
    eliminated: ofKind([...refused, ...failed], wish, part !== null).slice(0, SHOWN),
    asked,
    givenUp: [],
    unknown: part ? asked.filter((one) => isUnknown(part, wish, one)) : [],
    total: fit.length + beyond,
    searched: named.length > 0 ? found.length + failed.length : kindCount(first!, wish),
    isNamed: named.length > 0,
    problems: [...new Set(answers.flatMap(({ problems }) => problems))],
    approvedListUsed: answers.some(({ approvedListUsed }) => approvedListUsed),
    ranked: wish.ranked ?? null,
  };
}

type Kind = Pick<Wish, "families" | "attributes">;

/** Modules for the mains are such a family, too. */
const isQuiet = ({ families, attributes }: Kind) =>
  families.every((one) => QUIET.has(one)) || attributes?.["function"] === "ac-dc";

/** The temperature of these is judged here. */
const isOwn = (kind: Kind, { figure }: Demand) =>
  figure === "operating_temperature" &&
  (isQuiet(kind) || kind.families.every((one) => QUIET.has(one) || JUNCTION.has(one)));

const isUnknown = (part: Part, kind: Kind, { demand }: Asked) =>
  isOwn(kind, demand) && figuresOf(part, "operating_temperature", "°C").length === 0;

function tooNarrow(part: Part, kind: Kind, asked: readonly Asked[]): string | null {
  const covers = asked.find(({ demand }) => isOwn(kind, demand))?.demand.covers;
  if (!covers) return null;
  const ambient = figuresOf(part, "operating_temperature", "°C");
  const isJunction = ambient.length === 0 && JUNCTION.has(part.family!);
  const ranges = isJunction ? figuresOf(part, "junction_temperature", "°C") : ambient;
  if (ranges.length === 0) return isJunction ? "operating temperature is not known" : null;
  const isCovered = ranges.some(
    ({ min, max }) =>
      max !== null && max >= covers.to && (min === null ? isJunction : min <= covers.from),
  );
  if (isCovered) return null;
  const { min, max } = ranges[0]!;
  return `${isJunction ? "junction" : "operating"} temperature is ${min ?? "?"} °C to ${max ?? "?"} °C, ${covers.from} °C to ${covers.to} °C is asked for`;
}
