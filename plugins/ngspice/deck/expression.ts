/** Works out constant expressions such as `{2*tau+1m}`, so that an analysis may be written with parameters. */
import { parseNumber } from "./number.ts";

const FUNCTIONS: Readonly<Record<string, (...of: number[]) => number>> = {
  abs: Math.abs,
  exp: Math.exp,
  int: Math.trunc,
  ln: Math.log,
  log: Math.log,
  log10: Math.log10,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
  sqrt: Math.sqrt,
};
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI };
const TOKEN = /\s*(\*\*|[-+*/^(),]|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[a-zµμ]*|[a-z_]\w*)/iuy;
const DEEPEST = 50;

/**
 * The value of an expression with or without its braces or quotes, or null when it is not a constant.
 * `parameters` maps lower-case names to their expressions.
 * @example evaluate("{5/f}", new Map([["f", "1k"]])); // 0.005
 */
export function evaluate(
  text: string,
  parameters: ReadonlyMap<string, string>,
  depth = 0,
  found = new Map<string, number>(),
): number | null {
  const tokens = tokensOf(text.trim().replace(/^[{'](.*)[}']$/s, "$1"));
  if (!tokens || depth > DEEPEST) return null;
  let at = 0;
  const take = (...wanted: string[]) =>
    wanted.includes(tokens[at] ?? "") ? tokens[at++]! : undefined;

  function sum(nested: number): number {
    let left = product(nested);
    for (let sign = take("+", "-"); sign; sign = take("+", "-")) {
      const right = product(nested);
      left = sign === "+" ? left + right : left - right;
    }
    return left;
  }
  function product(nested: number): number {
    let left = signed(nested);
    for (let sign = take("*", "/"); sign; sign = take("*", "/")) {
      const right = signed(nested);
      left = sign === "*" ? left * right : left / right;
    }
    return left;
  }
  function signed(nested: number): number {
    if (nested > DEEPEST) return NaN;
    if (take("-")) return -signed(nested + 1);
    if (take("+")) return signed(nested + 1);
    const base = atom(nested);
    return take("^", "**") ? base ** signed(nested + 1) : base;
  }
  function atom(nested: number): number {
    if (take("(")) {
      const value = sum(nested + 1);
      return take(")") ? value : NaN;
    }
    const word = tokens![at++] ?? "";
    if (/^[\d.]/.test(word)) return parseNumber(word)?.value ?? NaN;
    const name = word.toLowerCase();
    if (take("(")) return call(name, nested);
    return found.get(name) ?? parameter(name);
  }
  function parameter(name: string): number {
    const written = parameters.get(name);
    if (written === undefined) return CONSTANTS[name] ?? NaN;
    // Kept, because a chain of `{p+p}` doubles the work with each link; first of all for one that names itself.
    found.set(name, NaN);
    const value = evaluate(written, parameters, depth + 1, found) ?? NaN;
    found.set(name, value);
    return value;
  }
  function call(name: string, nested: number): number {
    const values = [sum(nested + 1)];
    while (take(",")) values.push(sum(nested + 1));
    const work = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    return take(")") && work ? work(...values) : NaN;
  }

  const value = sum(0);
  return at === tokens.length && Number.isFinite(value) ? value : null;
}

function tokensOf(text: string): readonly string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < text.length; end = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    if (!match) return null;
    tokens.push(match[1]!);
  }
  return tokens.length > 0 ? tokens : null;
}
