/** How the matches of a pattern can begin: most words of a text begin none of hundreds of names, which then need no search. */

/** Signs looked at. */
export const DEPTH = 3;
/** From here on any signs follow, or none. */
export const ANY = "\0";

/**
 * The signs in lower case with which a match of `source` can begin: too many rather than too few. Knows what
 * spellings are written with: classes, groups, look-arounds, quantifiers and escapes.
 */
export function openingsOf(source: string): ReadonlySet<string> {
  const { found } = alternatives(source, 0);
  return new Set([...found].map((words) => words.padEnd(DEPTH, ANY)));
}

interface Parsed {
  readonly found: ReadonlySet<string>;
  readonly end: number;
}

const EMPTY: ReadonlySet<string> = new Set([""]);

function alternatives(source: string, from: number): Parsed {
  const found = new Set<string>();
  let at = from;
  for (;;) {
    const one = sequence(source, at);
    for (const words of one.found) found.add(words);
    if (source[one.end] !== "|") return { found, end: one.end };
    at = one.end + 1;
  }
}

function sequence(source: string, from: number): Parsed {
  let found = EMPTY;
  let at = from;
  while (at < source.length && source[at] !== "|" && source[at] !== ")") {
    const atom = atomAt(source, at);
    const [often = ""] = /^(?:[?*+]|\{\d*,?\d*\})\??/.exec(source.slice(atom.end)) ?? [];
    at = atom.end + often.length;
    const once = joined(found, atom.found);
    const again = /^[*+{]/.test(often) ? union(once, joined(once, atom.found)) : once;
    found = /^(?:[?*]|\{0?,)/.test(often) ? union(found, again) : again;
  }
  return { found, end: at };
}

function atomAt(source: string, at: number): Parsed {
  const group = /^\((?:\?(?::|<?[=!]))?/.exec(source.slice(at, at + 4))?.[0];
  if (group !== undefined) {
    const inside = alternatives(source, at + group.length);
    return { found: /[=!]/.test(group) ? EMPTY : inside.found, end: inside.end + 1 };
  }
  const sign = source[at]!;
  if (sign === "[") return signsOf(source, at);
  if (sign === "\\") return { found: escaped(source[at + 1]!), end: at + 2 };
  if (sign === "$" || sign === "^") return { found: EMPTY, end: at + 1 };
  return { found: new Set([sign === "." ? ANY : sign.toLowerCase()]), end: at + 1 };
}

const escaped = (sign: string): ReadonlySet<string> =>
  /[bB]/.test(sign) ? EMPTY : new Set([/[A-Za-z]/.test(sign) ? ANY : sign]);

/** A class such as [- ] or [0-6X]; one that excludes signs, or names a set of them, leaves the sign open. */
function signsOf(source: string, at: number): Parsed {
  let end = at + 1;
  while (source[end] !== "]") end += source[end] === "\\" ? 2 : 1;
  const inside = source.slice(at + 1, end);
  if (/^\^|\\[A-Za-z]/.test(inside)) return { found: new Set([ANY]), end: end + 1 };
  const found = new Set<string>();
  for (const [, first = "", last] of inside.matchAll(/\\?([\s\S])(?:-([^\]]))?/g)) {
    const to = (last ?? first).charCodeAt(0);
    for (let code = first.charCodeAt(0); code <= to; code++)
      found.add(String.fromCharCode(code).toLowerCase());
  }
  return { found, end: end + 1 };
}

const union = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...one, ...other]);

function joined(heads: ReadonlySet<string>, tails: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const head of heads) {
    if (head.length === DEPTH || head.endsWith(ANY)) found.add(head);
    else for (const tail of tails) found.add((head + tail).slice(0, DEPTH));
  }
  return found;
}
