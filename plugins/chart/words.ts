/** Makes foreign words fit for a picture, and guesses how wide they are. */

/** Controls, marks that turn the writing direction, and what XML does not allow: none of it belongs into a label. */
const UNFIT =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]+/g;

/** One line of at most `most` characters. */
export function plain(text: string, most = 60): string {
  // First cut, so that a name of megabytes is not searched.
  const short = text.slice(0, most * 4).toWellFormed();
  const letters = [...short.replace(UNFIT, " ").replace(/\s+/g, " ").trim()];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}

/** Pixels, a little too many: fonts differ between machines, so a picture must not depend on one. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) ems += letter > "\u2e80" ? 1 : 0.6;
  return Math.ceil(ems * size);
}
