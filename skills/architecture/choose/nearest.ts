/** Of the parts that are not chosen: which are nearest, with every reason against them, and among how many. */
import type { Block } from "../schema.ts";
import { isNamed } from "./wish.ts";
import type { Answer, Part, PartsTool, Wish } from "./wish.ts";

export const SHOWN = 6;
/** Of those that the catalogue ruled out, how many are weighed against the other reasons. */
const WEIGHED = 40;
type Eliminated = Answer["eliminated"][number];

/** Of a family that holds many kinds only those of the asked kind count: a relay is one of the relays. */
export function kindCount(
  { matches, eliminated, searched }: Answer,
  { attributes = {} }: Wish,
): number {
  if (matches.length + eliminated.length < searched) return searched;
  const names = Object.keys(attributes).map((name) => `${name} is `);
  const isOther = ({ reasons }: Eliminated) =>
    reasons.some((one) => names.some((name) => one.startsWith(name)));
  return searched - eliminated.filter(isOther).length;
}

/** What the catalogue's demands cannot say is a reason, too: without it a part looks nearer than it is. */
export async function nearest(
  tool: PartsTool,
  failed: Answer["eliminated"],
  named: readonly string[],
  objection: (part: Part) => string | null,
): Promise<Block["eliminated"]> {
  const all: Block["eliminated"] = [];
  for (const [at, { id, reasons }] of failed.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- the few that may be shown
    const part = at < WEIGHED ? (await tool.get({ id })).part : null;
    if (part && named.length > 0 && !named.some((one) => isNamed(part, one))) continue;
    const more = part && objection(part);
    all.push({ id, reasons: [...reasons, ...(more === null ? [] : [more])] });
  }
  return all.toSorted((one, other) => one.reasons.length - other.reasons.length);
}

/** A thermocouple converter is no near miss for a humidity sensor: those of the asked kind are shown, others only where nothing fits. */
export function ofKind(
  all: Block["eliminated"],
  { attributes = {} }: Wish,
  isFound: boolean,
): Block["eliminated"] {
  const names = [...Object.keys(attributes).map((name) => `${name} is `), "its interfaces are not"];
  const near = all.filter(
    ({ reasons }) => !reasons.some((one) => names.some((name) => one.startsWith(name))),
  );
  return unique(near.length > 0 || isFound ? near : all);
}

export const merged = (one: Block["eliminated"], other: Block["eliminated"], chosen: Part) =>
  unique([...one, ...other])
    .filter(({ id }) => id !== chosen.id)
    .slice(0, SHOWN);

/** The first of each id. */
export const unique = <T extends { readonly id: string }>(all: readonly T[]): T[] =>
  [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
