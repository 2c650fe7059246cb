/** Reads the figures of a text: numbers, names with digits in them, and number words, each whole and in its place. */

export interface Figure {
  /** From its sign to the last letter glued to it. */
  readonly start: number;
  readonly end: number;
  /** Where its digits end and a unit may begin. */
  readonly digitsEnd: number;
  /** As the author wrote it, without a unit; only the two signs for minus read alike. */
  readonly notation: string;
  /** `toDecimal` of its value; null when it has none or more than one: `1.2.3`, `1/2`, `4k7`, `IP67`, `½`, `three`. */
  readonly value: string | null;
  /** It counts in thousands or the like (`5 million`, `10k`), so that its digits alone are another number. */
  readonly scaled: boolean;
}

const LETTER = String.raw`[\p{L}\p{M}\p{N}\p{Cf}]`;
/** An underscore joins only from within: `_3.3_` is Markdown. */
const WORD = String.raw`(?:${LETTER}|_(?=${LETTER}))`;
/** `RS-485` and `USB2.0` are names as a whole. */
const NAME = String.raw`\p{L}${WORD}*(?:[-.]\p{N}${WORD}*)*`;
const SPACED = String.raw`\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?![.,]*\d)`;
const DIGITS = String.raw`(?:${SPACED}|\d+(?:[.,:/'’]\d+)*|(?<![\p{L}\p{N}.])\.\d+)`;
const EXPONENT = String.raw`(?:[eE][-+−]?\d{1,4}(?!${LETTER}))?`;
const POWER = String.raw`(?:[ \t]?[×·*x][ \t]?10(?:\^|\*\*|(?=[⁰¹²³⁴-⁹⁻]))[-+−⁻]?\p{N}+)?`;
const FIGURE = new RegExp(
  `(${NAME})|(${DIGITS}${EXPONENT})(${POWER})(${WORD}*)|\\p{N}[${LETTER.slice(1, -1)}.,]*`,
  "gu",
);
const DATE = /^\d{4}-\d{2}-\d{2}(?![\d\p{L}])/u;
const INNER = /[\p{N}\p{Cf}]/u;
/** `5m²` is a number with a unit, `2½` and `4k7` are not. */
const SQUARE = /^\p{L}+[²³]$/u;
const PREFIX = /^[kKMGTmµμunpR]$/;
const MULTIPLE = /^ ?(?:hundred|thousand|million|billion|trillion|dozen)\b/i;
const NUMBER_WORD =
  /^(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|trillion|dozen|half|quarter|once|twice|single|double|triple|dual|quad)s?$/i;

/** All figures of a text, in order, in time linear in its length. */
export function figuresOf(text: string): Figure[] {
  const found: Figure[] = [];
  let dateEnd = 0;
  for (const match of text.matchAll(FIGURE)) {
    const { index } = match;
    const [all, name, digits, power, tail] = match;
    if (index < dateEnd) continue;
    if (name !== undefined) {
      if (INNER.test(name) || NUMBER_WORD.test(name)) found.push(whole(index, name));
      continue;
    }
    const date = DATE.exec(text.slice(index, index + 11))?.[0];
    if (date !== undefined) {
      dateEnd = index + date.length;
      found.push(whole(index, date));
    } else if (digits === undefined || power !== "" || isInner(tail!)) {
      found.push(whole(index, all));
    } else {
      found.push(number(text, index, digits, tail!, found.at(-1)));
    }
  }
  return found;
}

const isInner = (tail: string) => INNER.test(tail) && !SQUARE.test(tail);

const whole = (start: number, notation: string): Figure => {
  const end = start + notation.length;
  return { start, end, digitsEnd: end, notation, value: null, scaled: false };
};

function number(text: string, at: number, digits: string, tail: string, before?: Figure): Figure {
  const { sign, start } = signBefore(text, at, before);
  const digitsEnd = at + digits.length;
  const end = digitsEnd + tail.length;
  const multiple = MULTIPLE.exec(text.slice(digitsEnd, digitsEnd + 12));
  const magnitude = sign === "?" ? null : readDigits(digits);
  return {
    start,
    end: multiple ? digitsEnd + multiple[0].length : end,
    digitsEnd,
    notation: sign + digits,
    value: magnitude === null ? null : toDecimal(sign === "-" ? `-${magnitude}` : magnitude),
    scaled: multiple !== null || PREFIX.test(tail),
  };
}

const SIGN = /(?:\+\/-|\+-|± ?|[-−–+])$/;
const GLUE = /[\p{L}\p{M}\p{N}\p{Cf})\]%°]/u;
const UNIT_BETWEEN = /^\s*(?!(?:to|and|or|till|until|through|thru)\s)[\p{L}\p{S}%]{0,6}\s+$/u;

/** A dash between two figures (`3–5`, `10 V -20 V`) is no minus: glued it joins, after a space it is doubtful (`?`). */
function signBefore(text: string, at: number, before: Figure | undefined) {
  const mark = SIGN.exec(text.slice(Math.max(0, at - 3), at))?.[0] ?? "";
  const start = at - mark.length;
  if (mark === "") return { sign: "", start };
  if (mark.length > 1 || mark === "±") return { sign: "±", start };
  if (start > 0 && GLUE.test(text[start - 1]!)) return { sign: "", start: at };
  if (mark === "+") return { sign: "+", start };
  const between = text.slice(before?.digitsEnd ?? start, start);
  const doubtful = between !== "" && between.length < 12 && UNIT_BETWEEN.test(between);
  return { sign: doubtful ? "?" : "-", start };
}

/** A point is a decimal mark. A comma with three digits after it groups thousands, as the spec skill reads it. */
function readDigits(digits: string): string | null {
  const [mantissa, exponent] = digits.replace("−", "-").split(/[eE]/) as [string, string?];
  const power = exponent === undefined ? "" : `e${exponent}`;
  const plain = (value: string) => value.replace(",", ".") + power;
  if (/^0\d/.test(mantissa)) return null; // A size or part code, such as 0402.
  if (/^\d*\.\d+$|^\d+$/.test(mantissa)) return plain(mantissa);
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(mantissa))
    return mantissa.replaceAll(",", "") + power;
  if (/^\d+,\d+$/.test(mantissa)) return plain(mantissa);
  if (/^[1-9]\d{0,2}(?:\.\d{3})+,\d+$/.test(mantissa)) return plain(mantissa.replaceAll(".", ""));
  // A plain space may also stand between two numbers (`pin 3 100 mA`).
  if (/^\d{1,3}(?:['’\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?$/.test(mantissa)) {
    return plain(mantissa.replace(/['’\u00a0\u202f\u2009]/g, ""));
  }
  return null;
}

/** One spelling for each value (`3.30` and `33e-1` are both `33e-1`), without the rounding of floating point; null for no number. */
export function toDecimal(text: string): string | null {
  const match = /^(-?)(\d*)(?:\.(\d+))?(?:e([-+]?\d{1,4}))?$/i.exec(text);
  if (!match) return null;
  const [, sign, integer = "", part = "", exponent = "0"] = match;
  const digits = (integer + part).replace(/^0+/, "");
  let size = digits.length;
  while (digits[size - 1] === "0") size -= 1; // A pattern would look at each row of zeros from each of its places.
  const short = digits.slice(0, size);
  if (short === "") return "0";
  return `${sign}${short}e${Number(exponent) - part.length + (digits.length - short.length)}`;
}
