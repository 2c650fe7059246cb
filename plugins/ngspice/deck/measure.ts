/** Reads `.meas` lines, and turns a measure into commands that can hold nothing but a measure. */
import type { Analysis, MeasureInput } from "../contract.ts";
import { toAscii } from "./letters.ts";

export interface DeckMeasure extends MeasureInput {
  /** The analysis it belongs to; null: whichever is run. */
  readonly kind: string | null;
}

/** Commands that print a measure's value, or why there are none. `constants` go into the deck, as expressions. */
export type MeasureCommands =
  | { readonly commands: readonly string[]; readonly constants: readonly string[] }
  | { readonly problem: string };

const NAME = /^[a-z_]\w*$/i;
/** Names, numbers and signs of arithmetic; none that ngspice's command language gives a meaning of its own. */
const WORDS = /^[\w .+\-*/^()[\],=:#@]*$/;
const FUNCTIONS =
  /^(?:find|when|trig|targ|max|min|max_at|min_at|pp|avg|rms|integ|integral|deriv|derivative|param|err\d?)\b/i;
/** `{…}` or `'…'`: constants that only ngspice's parameters can tell. */
const CONSTANT = /\{[^{}]*\}|'[^']*'/g;
const CONSTANT_WORDS = /^[\w .+\-*/^(),]*$/;

/** Name, analysis and expression of a `.meas` line, or null when it is built like none. */
export function parseMeasure(text: string): DeckMeasure | null {
  const match = /^\.meas(?:ure)?\s+(?:(tran|ac|dc|op|noise|sp)\s+)?([^\s=]+)\s+(\S.*)$/i.exec(text);
  if (!match) return null;
  const [, kind, name = "", expression = ""] = match;
  return { kind: kind?.toLowerCase() ?? null, name, expression };
}

/** What a measure stands among: its number, and the numbers of those before it by lower-case name. */
export interface MeasurePlace {
  readonly index: number;
  readonly earlier: ReadonlyMap<string, number>;
  readonly kind: Analysis["kind"];
  /** Printed in front of the value, with the number. */
  readonly mark: string;
}

/**
 * Plain expressions ("v(out)*2", "PARAM a/b") are worked out from the results, which have to be single numbers.
 * The result is kept under a name of ours: a failed measure named `e` or `out` would else have the value of
 * the constant or the node.
 */
export function toCommands(
  { name, expression }: MeasureInput,
  { index, earlier, kind, mark }: MeasurePlace,
): MeasureCommands {
  if (!NAME.test(name)) return { problem: "its name is not made of letters, digits and _" };
  const asked = toAscii(expression.trim());
  const plain = asked.replace(/^param\s*=?\s*/i, "");
  const isPlain = plain !== asked || !FUNCTIONS.test(asked);
  const { text, constants, isFit } = withConstants(
    isPlain ? withoutQuotes(plain, earlier) : asked,
    index,
  );
  if (!isFit || !WORDS.test(text))
    return { problem: "it holds signs that a measure has no use for" };
  if (!isPlain && kind === "op") {
    return { problem: "an operating point has one value each: write v(out) alone" };
  }
  const known = vectorOf(index);
  const plot = kind === "noise" ? "sp" : kind;
  const command = isPlain
    ? `let ${known} = ${withEarlier(text, earlier)}`
    : `meas ${plot} ${known} ${valued(withEarlier(text, earlier))}`;
  const commands = [
    ...(kind === "noise" ? [`setplot ${isPlain ? "noise2" : "noise1"}`] : []),
    command,
    `echo ${mark} ${index}`,
    `print ${known}`,
  ];
  return { commands, constants };
}

/** The vector that holds a measure's value. */
export const vectorOf = (index: number) => `mfm${index}`;

/** Quotes around results are LTspice's; those around parameters alone stay, and mark a constant. */
function withoutQuotes(text: string, earlier: ReadonlyMap<string, number>): string {
  const inner = /^'(.*)'$|^\{(.*)\}$/.exec(text)?.slice(1).find(Boolean);
  const isResult =
    inner !== undefined && (/\b[vi]\w*\(/i.test(inner) || withEarlier(inner, earlier) !== inner);
  return isResult ? inner : text;
}

/** Constants in braces or quotes become parameters, which ngspice works out with the deck's own. */
function withConstants(expression: string, index: number) {
  const constants: string[] = [];
  let isFit = !/mf[cm]\d/i.test(expression);
  const text = expression.replace(CONSTANT, (constant) => {
    const inner = constant.slice(1, -1);
    // A result's name in quotes is LTspice's way of writing it: `WHEN 'v(out)=1'`.
    if (/\b[vi]\w*\(/i.test(inner)) return inner;
    if (!CONSTANT_WORDS.test(inner)) isFit = false;
    const known = `mfc${index}x${constants.length}`;
    constants.push(`.csparam ${known}={${inner}}`);
    return known;
  });
  return { text, constants, isFit };
}

/** Names of earlier measures, except where they are a node's or a source's: `v(out)`. */
function withEarlier(text: string, earlier: ReadonlyMap<string, number>): string {
  return text.replace(/[vi]\w*\([^()]*\)|(?<![\w.])[a-z_]\w*(?![\w(])/gi, (word) => {
    const index = earlier.get(word.toLowerCase());
    return index === undefined ? word : vectorOf(index);
  });
}

/** `meas` takes numbers only, so vectors of ours are replaced by their values. */
const valued = (text: string) => text.replace(/\bmf[cm]\d+(?:x\d+)?\b/g, (known) => `$&${known}`);

/** Names that ngspice takes for its own constants where the circuit has no such node: `v(no)` is 0. */
const OWN = /^(?:yes|no|true|false|pi|c|e|i|kelvin|echarge|boltz|planck)$/;

/** The first `v(…)` that would be a constant because none of `signals` is called so, else null. */
export function mistaken(expression: string, signals: ReadonlySet<string>): string | null {
  const named = expression.toLowerCase().matchAll(/\bv\w*\(\s*([^(),\s]+)/g);
  const found = [...named].find(([, node]) => OWN.test(node!) && !signals.has(`v(${node})`));
  return found ? `${found[0]})` : null;
}

/**
 * SI unit of a measure's value when its expression tells, else null.
 * @example unitOf("TRIG v(out) VAL=0.1 RISE=1 TARG v(out) VAL=0.9 RISE=1", "tran"); // "s"
 */
export function unitOf(expression: string, kind: Analysis["kind"]): string | null {
  const text = expression.trim().toLowerCase();
  const axis = { tran: "s", ac: "Hz", noise: "Hz", dc: null, op: null }[kind];
  if (/^(?:trig|when|max_at|min_at)\b/.test(text)) return axis;
  const match = /^(?:find|max|min|pp|avg|rms)?\s*([a-z]+)\(([^()]*)\)/.exec(text);
  if (!match) return null;
  if (/^(?:param|integ|deriv)/.test(text)) return null;
  const [whole, of = ""] = match;
  // Something more is done with it, such as a product.
  if (/^\s*[-+*/^]/.test(text.slice(whole.length))) return null;
  return UNITS[of] ?? null;
}

const UNITS: Readonly<Record<string, string>> = {
  v: "V",
  vm: "V",
  vr: "V",
  vi: "V",
  vdb: "dB",
  vp: "rad",
  i: "A",
  im: "A",
  ip: "rad",
  idb: "dB",
};
