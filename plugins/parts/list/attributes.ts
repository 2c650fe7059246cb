/** Words about a part that the user's list may have a column for: a cell's chemistry, a regulator's topology, … */

/** Attributes of the catalogue that decide whether a part fits; the header of a column → the attribute. */
export const ATTRIBUTES: Readonly<Record<string, string>> = {
  __proto__: null as never,
  ...Object.fromEntries(
    [
      ...["chemistry", "cells", "rechargeable", "size", "topology", "output", "core", "function"],
      ...["quantity", "technology", "pixels", "probe", "modulation", "standard", "axes", "soc"],
      ...["chip", "bus", "load", "isolated_supply", "power_path"],
    ].map((name) => [name, name]),
  ),
  // A column called "type" is taken for the family.
  memory_type: "type",
};

/** Attributes with words of their own: another one would never be found. */
const CLOSED = new Set([
  ...["chemistry", "topology", "output", "function", "quantity", "technology", "probe", "type"],
  ...["standard", "rechargeable", "isolated_supply", "power_path", "load"],
]);

/** What people write → the catalogue's word, without spaces and signs. */
const SAME: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  ...{ lipo: "li-polymer", lipoly: "li-polymer", lithiumpolymer: "li-polymer" },
  ...{
    liion: "li-ion",
    lithiumion: "li-ion",
    limno2: "li-mno2",
    lithiummanganesedioxide: "li-mno2",
  },
  ...{ lisocl2: "li-socl2", lithiumthionylchloride: "li-socl2", lifes2: "li-fes2" },
  ...{ lifepo4: "lifepo4", lfp: "lifepo4", nimh: "nimh", nickelmetalhydride: "nimh" },
  ...{ buckboost: "buck-boost", stepdown: "buck", stepup: "boost", linear: "ldo" },
};

/**
 * The cell in the catalogue's words, several with commas, and the words of it that the catalogue does not have, with
 * those it has. `known`: attribute → words. Null for a bare number where words are wanted: under "Quantity" many lists
 * have how many pieces there are.
 */
export function attributeOf(
  name: string,
  cell: string,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): { readonly value: string; readonly problem: string | null } | null {
  const isClosed = CLOSED.has(name);
  if (isClosed && /^\d+$/.test(cell)) return null;
  const has = known.get(name) ?? new Set<string>();
  const words = cell.split(/\s*[,;/]\s*/).filter(Boolean);
  const read = isClosed ? words.map((word) => wordOf(word, has)) : words;
  const strange = isClosed ? read.find((word) => has.size > 0 && !has.has(word)) : undefined;
  return {
    value: read.join(", "),
    problem:
      strange === undefined
        ? null
        : `'${strange}' is no ${name} of the catalogue; there are ${[...has].toSorted().join(", ")}`,
  };
}

function wordOf(word: string, has: ReadonlySet<string>): string {
  const small = word.toLowerCase();
  const dashed = small.replaceAll(/[\s_]+/g, "-");
  const same = SAME[small.replaceAll(/[^a-z0-9]/g, "")];
  return has.has(dashed) || same === undefined ? dashed : same;
}
