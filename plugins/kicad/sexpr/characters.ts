/** The characters that have a meaning in KiCad's files; all are ASCII, the same as a byte and as a letter of a string. */

export const LINE_FEED = 10;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const OPEN = 40;
export const CLOSE = 41;
export const BACKSLASH = 92;

/** What parts words, the end of a line excepted. */
export const isBlank = (code: number): boolean => code <= SPACE && code !== LINE_FEED;
