/** What a memory has to be besides large enough: lasting, of the stated kind, and on a bus that the block can have. */
import type { Ask } from "../asks/read.ts";
import type { Part } from "./wish.ts";

const KINDS: readonly (readonly [words: RegExp, type: RegExp])[] = [
  [/\beeprom\b/i, /^eeprom$/],
  [/\bfram\b/i, /^fram$/],
  [/\bnand\b/i, /^nand-flash$/],
  [/\bnor\b/i, /^nor-flash$/],
  [/\bflash\b/i, /-flash$/],
];

/** Without a size any memory would be an invention. */
export const isSized = ({ because, about }: Ask): boolean =>
  [...because, ...about].some(({ si }) => si?.unit === "byte" || si?.unit === "bit");

export function storageAgainst({ rule, because, about }: Ask): (part: Part) => string | null {
  const text = [...because, ...about].map(({ statement }) => statement).join("\n");
  const isCard = /\b(?:micro-?)?sd\b|\bmemory cards?\b/i.test(text);
  const kinds = KINDS.filter(([words]) => words.test(text)).map(([, type]) => type);
  return ({ attributes, interfaces }) => {
    const type = attributes["type"] ?? "";
    if (/^(?:p?s|d|sd)ram$/.test(type)) return `type is ${type}, which forgets without power`;
    if (type.endsWith("socket") && !isCard)
      return "it is a socket for a card, and none is asked for";
    if (kinds.length > 0 && !kinds.some((kind) => kind.test(type)))
      return `type is ${type}, another is asked for`;
    if (rule.buses.some((bus) => interfaces.includes(bus))) return null;
    return `has ${interfaces.join(", ") || "no interface that is known"}, ${rule.buses.join(" or ")} is asked for`;
  };
}
