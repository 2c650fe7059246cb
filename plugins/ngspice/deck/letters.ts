/** Letters beyond ASCII in names: ngspice makes `_` of each byte, so that the nets `/ä` and `/ö` would be one. */

/**
 * The text with each such letter as a word of its own: `ö` is `_uf6_`. In small letters, as ngspice has all names.
 * @example toAscii("v(/Größe)"); // "v(/Gr_uf6__udf_e)"
 */
export const toAscii = (text: string): string =>
  text.replace(/\P{ASCII}/gu, (letter) => {
    const small = letter.toLowerCase();
    return `_u${small.codePointAt(0)!.toString(16)}_`;
  });

/** The letters again, in what ngspice says and names. */
export const fromAscii = (text: string): string =>
  text.replace(/_u([0-9a-f]{2,5})_/g, (_, code: string) =>
    String.fromCodePoint(parseInt(code, 16)),
  );
