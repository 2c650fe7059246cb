/** Tells a value that only restates another, or says when another holds, from one that sets a limit. */
import type { Quantity } from "./shape.ts";

/** "0.5 m/s (1.8 km/h)": the bracket says the same in another unit. */
export function restates(text: string, stated: Quantity, again: Quantity): boolean {
  if (again.unit.dimension !== stated.unit.dimension || again.unit.code === stated.unit.code)
    return false;
  if (
    !/^[^)]{0,12}(?:[(/=≈]|\bor\b)\s*(?:~|approx\.?|about|≈)?\s*$/.test(
      text.slice(stated.figureEnd, again.start),
    )
  )
    return false;
  return (
    Math.abs(si(stated) - si(again)) <= 0.05 * Math.max(Math.abs(si(stated)), Math.abs(si(again)))
  );
}

const si = (quantity: Quantity): number =>
  (quantity.max ?? quantity.typ ?? quantity.min)! * quantity.unit.factor + quantity.unit.offset;

/** "accuracy ±1 % at 25 °C", "10 mA into 50 Ω": a value that says under which condition an earlier one holds. */
export function isCondition(
  text: string,
  quantity: Quantity,
  earlier: readonly Quantity[],
): boolean {
  const last = earlier.at(-1);
  if (!last || quantity.axis !== null || quantity.difference) return false;
  const before = text.slice(Math.max(0, quantity.start - 40), quantity.start);
  if (isStep(before, text.slice(quantity.figureEnd, quantity.figureEnd + 14))) return true;
  if (isSurrounding(text, quantity, last, before)) return true;
  if (quantity.bounded) {
    return (
      isSpan(text, quantity, last) ||
      isEvent(text, quantity, last) ||
      isPeriod(text, quantity, last) ||
      isReach(text, quantity, last)
    );
  }
  if (/@\s*$|\(\s*at\s+$/.test(before)) return true;
  if (isRail(text, quantity, last)) return true;
  if (last.unit.dimension === quantity.unit.dimension && HYSTERESIS.test(before)) return true;
  // "with 5-min sampling": the number describes the next word.
  const describes = /^-[A-Za-z]/.test(text.slice(quantity.figureStart).replace(/^[\d.,]+/, ""));
  if (describes && /(?:\b(?:with|at|using)(?: an?)?\s+|\(\s*)$/i.test(before)) return true;
  // "12 h at one scan every 10 s": how hard it works meanwhile.
  if (/\bat (?:one|an?|\d+) [a-z ]{1,24} every\s*$/i.test(before)) return true;
  if (earlier.some((other) => other.unit.dimension === quantity.unit.dimension)) return false;
  if (
    quantity.unit.dimension === "time" &&
    EVERY.test(text.slice(Math.max(0, quantity.start - 200), quantity.start))
  )
    return false;
  return CONDITIONAL.test(before) && !isRate(quantity, before) && !isDrawn(text, quantity, last);
}

/** "the radio syncs for 2 s at 6 mA": what is drawn meanwhile, unless something has to last that long. */
const isDrawn = (text: string, { unit, start }: Quantity, last: Quantity): boolean =>
  (unit.dimension === "current" || unit.dimension === "power") &&
  (last.unit.dimension === "time" || last.unit.dimension === "rate") &&
  /\b(?:for|takes)\s[^.;]*\sat\s+$/i.test(text.slice(Math.max(0, start - 200), start)) &&
  !LASTING.test(text);

const LASTING =
  /\b(?:shall|must|should|will|may|can|last|lasts|lasting|runs?|run ?time|operat\w+|batter(?:y|ies)|cells?|life(?:time)?|autonomy|suppl\w+|outputs?|charg\w+|withstand\w*|surviv\w*)\b/i;

/** "one frame every 10 ms" is a demand; "12 h at one scan every 10 s" tells how hard it works. */
const EVERY =
  /^(?:(?!\b(?:at|with|given|assuming)\b)[^;])*\bevery\s*$|[,;](?:(?!\b(?:at|with|given|assuming)\b)[^,;])*\bevery\s*$/i;

/** "±4 g, sampled at 100 Hz", "16 bit, at a rate of 100 samples/s": how often something is done is a demand of its own. */
const isRate = ({ unit: { dimension } }: Quantity, before: string): boolean =>
  ["frequency", "sample_rate", "rate"].includes(dimension) && DONE_AT.test(before);

const DONE_AT =
  /\b(?:sampl(?:ed|es?|ing)|logg(?:ed|ing)|logs?|read|measur(?:ed|es|ing)|record(?:ed|s|ing)|updat(?:ed|es?|ing)|refresh(?:ed|es|ing)?|transmit(?:ted|s)|report(?:ed|s|ing)|stream(?:ed|s|ing)|scann?(?:ed|s|ing)|poll(?:ed|s|ing)|acquir(?:ed|es|ing)|digiti[sz](?:ed|es|ing)|displayed|output)\s(?:[a-z]+\s)?at\s(?:an?\s)?(?:(?:rate|frequency) of\s)?$|,\s(?:and\s)?at (?:an?\s)?(?:rate|frequency) of\s$/i;

/** "in 10 mV steps", "in steps of 50 mL": how finely a range is set. */
const isStep = (before: string, after: string): boolean =>
  /\bsteps? of\s*$/i.test(before) ||
  (/\bin\s*$/i.test(before) && /^[\s-]*(?:steps?|increments?)\b/i.test(after));

/** "±1 °C from 0 to 50 °C", "5 mVpp (20 Hz to 20 MHz)": the span in which the value before it holds. */
function isSpan(text: string, quantity: Quantity, last: Quantity): boolean {
  if (quantity.min === null || quantity.max === null || quantity.typ !== null) return false;
  if (/[,;]/.test(text.slice(last.figureEnd, quantity.start))) return false;
  // "over" is no lower limit in front of a span.
  const before = text.slice(Math.max(0, quantity.figureStart - 40), quantity.figureStart);
  const other = last.unit.dimension !== quantity.unit.dimension;
  if (other && quantity.unit.dimension === "frequency" && /\(\s*$/.test(before)) return true;
  if (!other && !last.difference) return false;
  return /\b(?:for|from|over|across|throughout)\s+(?:(?:the|a) )?(?:(?:range|temperature range) (?:of|from)\s+)?$/i.test(
    before,
  );
}

/** "within 150 ms at a deceleration above 2 m/s²": what is reacted to, or what is borne meanwhile. */
const isEvent = (text: string, quantity: Quantity, last: Quantity): boolean =>
  quantity.unit.dimension !== last.unit.dimension &&
  (quantity.min === null) !== (quantity.max === null) &&
  /^[^,;]*\bat (?:an? |the |any |all )?(?:[a-z]+ ){1,3}(?:above|below|over|under|beyond|exceeding|up to)\s*$/i.test(
    text.slice(last.end, quantity.figureStart),
  );

/** "at 25 °C ambient", "(SN 29500, 40 °C)", "(1 % THD)", "at a distance of 1 m": what is around while it is measured. */
function isSurrounding(text: string, quantity: Quantity, last: Quantity, before: string): boolean {
  const { dimension } = quantity.unit;
  const after = text.slice(quantity.end, quantity.end + 12);
  if (dimension === "length" && /\bat (?:a |an )?(?:distance|height|range) of\s*$/i.test(before))
    return true;
  if (quantity.typ === null || quantity.bounded) return false;
  if (
    dimension === "temperature" &&
    /\bat\s+$/i.test(before) &&
    /^\s*(?:ambient|room)\b/i.test(after)
  )
    return true;
  if (dimension === last.unit.dimension) return false;
  const inBracket = /^[^()]{0,3}\([^()]{0,30}$/.test(text.slice(last.figureEnd, quantity.start));
  if (dimension === "temperature") return inBracket && /^\s*\)/.test(after);
  return dimension === "ratio" && /\(\s*$/.test(before) && inBracket && /^\s[A-Za-z]/.test(after);
}

/** "150 mA (3V3)", "5 W (12 V)": the rail that a load is on, alone in brackets right behind it. */
const isRail = (text: string, quantity: Quantity, last: Quantity): boolean =>
  quantity.unit.dimension === "voltage" &&
  (last.unit.dimension === "current" || last.unit.dimension === "power") &&
  /^\s*\(\s*$/.test(text.slice(last.end, quantity.start)) &&
  /^\s*\)/.test(text.slice(quantity.end, quantity.end + 3));

/** "±1.5 °C up to 300 °C": how far an accuracy holds. */
const isReach = (text: string, quantity: Quantity, last: Quantity): boolean =>
  last.difference &&
  last.unit.dimension === quantity.unit.dimension &&
  /^\s*(?:up )?to\s*$/i.test(text.slice(last.figureEnd, quantity.figureStart));

/** "±0.3 °C over 24 hours": how long the value before it holds, and no lower limit of a time. */
function isPeriod(text: string, quantity: Quantity, last: Quantity): boolean {
  if (quantity.unit.dimension !== "time" || last.unit.dimension === "time") return false;
  const words = text.slice(quantity.start, quantity.figureStart);
  return (
    /^\s*over\s+(?:a(?:ny)?\s+)?$/i.test(words) &&
    /^\s*$/.test(text.slice(last.end, quantity.start))
  );
}

/** "lockout at 30 V (rising 32 V)": the other side of one threshold. */
const HYSTERESIS =
  /\(\s*(?:rising|falling|releas\w+|recover\w*|reset\w*|re-?start\w*|re-?arm\w*|clear\w*|hysteresis)\b[^()]*$/i;

const CONDITIONAL =
  /(?:@|\b(?:at|into|per|for each|every|driving|with an?|under|given|over|for|from an?))\s+(?:an?\s)?$|\(\s*(?:at|with|@)\s+[^)]*$/i;

/** "from a 5 V / 2 A source": what a slash joins to a condition belongs to it. */
export function followsCondition(
  text: string,
  quantity: Quantity,
  end: number,
  earlier: readonly Quantity[],
): boolean {
  if (end < 0 || quantity.bounded) return false;
  const joint = text.slice(end, quantity.start);
  if (/^\s*[/,]\s*$/.test(joint)) return true;
  // "20 W at 5 V and 10 W at 9 V" goes on with what was measured before.
  return (
    /^\s*,?\s*(?:and|&)\s*$/i.test(joint) &&
    !earlier.some((other) => other.unit.dimension === quantity.unit.dimension)
  );
}
