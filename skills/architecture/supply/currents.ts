/** What a rail has to give: the largest currents of its parts, the rails below it, and what the document allows. */
import { isDrawn } from "../asks/drawn.ts";
import type { Placed } from "../choose/place.ts";
import { figuresOf } from "../choose/wish.ts";
import type { Part } from "../choose/wish.ts";
import type { Facts } from "../facts.ts";
import type { Constraint } from "../input.ts";
import type { Rail } from "../schema.ts";
import { round, say } from "./number.ts";

const CURRENTS = ["active_current", "transmit_current", "receive_current", "peak_current"] as const;

/**
 * Sum of the largest current of each part, a piece each; `complete` false: at least. Null: no current is known.
 * `loose`: blocks that take current and have no rail yet, so it may be this one.
 * `isTop`: the only rail behind the source, so that a stated consumption of the product flows through it.
 */
export function currentOf(
  volts: number | null,
  loads: readonly Placed[],
  below: readonly Rail[],
  { consumption }: Pick<Facts, "consumption">,
  isTop: boolean,
  asked: { readonly value: number; readonly requirement: string } | null = null,
  loose: readonly string[] = [],
): Rail["maxCurrent"] {
  const known: string[] = [];
  const unknown: string[] = [];
  let sum = 0;
  for (const { id, choice, quantity, ask } of loads) {
    const amps = choice?.part ? largestCurrent(choice.part) : null;
    const said = statedCurrent(ask, volts);
    if (said && said.amps > (amps ?? 0) * quantity) {
      sum += said.amps;
      known.push(`${id} ${said.formula}`);
    } else if (amps === null) unknown.push(id);
    else {
      sum += amps * quantity;
      known.push(`${id} ${quantity > 1 ? `${quantity} × ` : ""}${say(amps, "A")}`);
    }
  }
  for (const { id, maxCurrent } of below) {
    if (!maxCurrent) unknown.push(id);
    else {
      // A lossless converter passes on the power; a linear one the current, which is more.
      const amps = maxCurrent.value;
      sum += amps;
      known.push(
        `${id} ${say(amps, "A")} (at most: what a linear regulator would take; a switching one takes less)`,
      );
      if (!maxCurrent.complete) unknown.push(`the rest of ${id}`);
    }
  }
  if (loose.length > 0) unknown.push(`what has no rail yet (${loose.join(", ")})`);
  const stated = asked ?? (isTop ? consumption : null);
  const words = `${known.join(" + ")}${unknown.length > 0 ? `${known.length > 0 ? "; " : ""}not known: ${unknown.join(", ")}` : ""}`;
  if (stated && stated.value >= sum) {
    return {
      value: stated.value,
      unit: "A",
      basis: `${asked ? `what ${asked.requirement} asks it to give` : `the consumption that ${stated.requirement} allows at the source (a linear regulator passes it on as it is, a switching one can make more of it)`}${known.length > 0 ? `; parts whose current is known: ${words}` : ""}`,
      complete: true,
    };
  }
  if (known.length === 0) return null;
  return { value: round(sum), unit: "A", basis: words, complete: unknown.length === 0 };
}

/** What the document itself says that a block takes: a current a piece, or a power. */
export function statedCurrent(
  { because, about, quantity, rule, draws = [] }: Placed["ask"],
  volts: number | null,
): { amps: number; formula: string } | null {
  const all = [...because, ...about];
  const rows = all.flatMap((one) => {
    const { id, parameter, si, condition, statement } = one;
    const most = si?.max ?? si?.typ;
    if (most === undefined) return [];
    if (isDrawn(one)) return draws.includes(one) ? (drawnBy(one, quantity, volts) ?? []) : [];
    const isEach = rule.perPiece?.test(`${condition ?? ""} ${statement}`) === true;
    if (isEach && si!.unit === "A") {
      const amps = round(most * quantity);
      return [{ amps, formula: `${quantity} × ${say(most, "A")} = ${say(amps, "A")} (${id})` }];
    }
    if (
      si!.unit === "W" &&
      volts !== null &&
      /(?:peak|max)\w*_power$|_power_(?:peak|max)$/.test(parameter)
    ) {
      const amps = round(most / volts);
      return [
        { amps, formula: `${say(most, "W")} / ${say(volts, "V")} = ${say(amps, "A")} (${id})` },
      ];
    }
    return [];
  });
  return rows.toSorted((a, b) => b.amps - a.amps)[0] ?? null;
}

/** "The two LEDs each draw 15 mA"; a power by the voltage that it is drawn at. */
function drawnBy(
  { id, si, statement, condition }: Constraint,
  quantity: number,
  volts: number | null,
): { amps: number; formula: string } | null {
  const said = (si!.typ ?? si!.max)!;
  const isPower = si!.unit === "W";
  if (isPower && volts === null) return null;
  const pieces = /\b(?:each|every|per)\b/i.test(`${statement} ${condition ?? ""}`) ? quantity : 1;
  const amps = round((isPower ? said / volts! : said) * pieces);
  const first = `${pieces > 1 ? `${pieces} × ` : ""}${say(said, si!.unit)}`;
  const words = isPower
    ? `${first} / ${say(volts!, "V")} = ${say(amps, "A")}`
    : `${first}${pieces > 1 ? ` = ${say(amps, "A")}` : ""}`;
  return { amps, formula: `${words} (${id})` };
}

/** In A; what its data sheet gives as the most, else the typical value. */
export function largestCurrent(part: Part): number | null {
  const all = CURRENTS.flatMap((name) => figuresOf(part, name, "A")).flatMap(
    ({ max, typ }) => max ?? typ ?? [],
  );
  return all.length === 0 ? null : Math.max(...all);
}
