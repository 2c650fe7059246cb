/** Names what is counted: `pwm_outputs`, `imu_axes`, `switch_ports`. */
import type { Quantity } from "../quantity/index.ts";
import type { Name, NameSource } from "./names.ts";
import { slug } from "./slug.ts";

/** `label` is the slug of the label, empty without one. */
export function countName(source: NameSource, quantity: Quantity, label: string): Name {
  if (quantity.noun === "" && label !== "") return { name: `${label}_count`, sure: true };
  const noun = slug(quantity.noun!.replace(COUNT_ADJECTIVE, ""));
  if (label !== "" && /count|number|quantity|capacity|rate|turns|levels/.test(label))
    return { name: label, sure: true };
  const after = source.text.slice(quantity.end, quantity.end + 60);
  // "8 × DI", "2 x RS-485": the name behind the sign is what is counted.
  const named = noun === "" ? slug(/^[\s×x]*([A-Za-z][\w/-]*)/.exec(after)?.[1] ?? "") : noun;
  if (named === "") return { name: label === "" ? "count" : `${label}_count`, sure: false };
  const plural = pluralOf(named);
  if (/^ax[ei]s$/.test(noun)) {
    const thing = slug(/^[\s-]*([A-Za-z][\w-]*)/.exec(after)?.[1] ?? "") || label;
    return { name: thing === "" ? "axes" : `${thing}_axes`, sure: true };
  }
  const of = /^\s+of (?:an? |the )?([A-Za-z]+)/.exec(after);
  if (of && !plural.includes("_")) return { name: `${slug(of[1]!)}_${plural}`, sure: true };
  if (label === "") {
    const owner = plural.includes("_") ? "" : counter(source, quantity);
    return {
      name: owner === "" ? plural : `${owner}_${plural}`,
      sure: plural.includes("_") || owner !== "",
    };
  }
  const shares = label.split("_").some((word) => noun.split("_").includes(word));
  if (shares) return { name: label, sure: true };
  return { name: plural.includes("_") ? plural : `${label}_${plural}`, sure: true };
}

/** Words before a counted noun that do not tell it from others. */
const COUNT_ADJECTIVE =
  /\b(?:physical|independent|individual|separate|different|dedicated|available|simultaneous|standard|full|complete|programmable|user|integrated|SLA|LiPo|alkaline|lithium|NiMH|AAA?)\s+/gi;

/** Whose things are counted: "switch, 4 ports", "sensors on 4 faces", "indicator (4 levels)"; or that they are stored. */
function counter(source: NameSource, quantity: Quantity): string {
  const before = source.text.slice(
    Math.max(source.bodyAt, quantity.figureStart - 80),
    quantity.figureStart,
  );
  if (/^layers?$/i.test(quantity.noun ?? "") && /\b(?:PCB|board)\b/i.test(before)) return "pcb";
  if (/\bstores?\b[\w\s]{0,20}$/i.test(before)) return "stored";
  const bracket = /^\W*([A-Za-z][\w -]{1,40}?)\s?\((?:[a-z]+\s){0,2}$/i.exec(before);
  if (bracket) return slug(bracket[1]!);
  const thing =
    /^\W*(?:[\w-]+\s)?([A-Za-z][\w-]*),\s(?:[a-z]+\.?\s){0,2}$/i.exec(before) ??
    /\b(?:include|have|has|with|carry)\s(?:an?\s)?([a-z][\w-]*(?:\s[\w-]+)?) on (?:[a-z]+\s){0,3}$/i.exec(
      before,
    );
  return thing ? slug(thing[1]!).replace(/s$/, "") : "";
}

const pluralOf = (name: string): string =>
  name.endsWith("s")
    ? name
    : /(?:ch|sh|x)$/.test(name)
      ? `${name}es`
      : /[^aeiou]y$/.test(name)
        ? name.replace(/y$/, "ies")
        : `${name}s`;
