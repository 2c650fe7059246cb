/** Finds what a statement leaves open. */

const OPEN =
  /\b(?:TBD|TBC|TBR|TBA|TODO|FIXME|t\.b\.[dcr]\.?|XXX+|to be (?:determined|decided|confirmed|defined|specified|agreed|reviewed|added|calculated|measured|provided|chosen|selected|discussed|clarified)|not (?:yet )?(?:decided|determined|defined|specified|known)|undecided|needs? to (?:be (?:decided|verified|checked|confirmed|defined|determined|updated)|find|verify|check|decide|confirm|determine|define)|unknown|pending (?:decision|confirmation|review)|\?\?+)\b|\?\?|\bTBD|\bmay need to be\b|_{3,}|\bX{2,}\s?(?:V|A|mA|mm|°C|%|W)\b/i;

/** A placeholder where a number belongs: "X mm", "<X> V", "XX.X kg". */
const UNSET =
  /(?:^|(?<!\d)[\s<[(:=])X{1,3}(?:[.,]X{1,2})?[>\])]?\s?(?:mm|cm|m|V|mV|mA|uA|A|g|kg|W|mW|°C|Hz|kHz|MHz|%|hours?|years?|USD|EUR)(?![A-Za-z])/;

/** True when the words hold a TBD, a question mark or another mark of something undecided. */
export function isOpen(text: string): boolean {
  return (
    OPEN.test(text) ||
    UNSET.test(text) ||
    (text.includes("?") &&
      /(?:^|[\s\w)"'])\?(?:$|[\s)|.,;:])/.test(text.replace(/https?:\S+/g, "")))
  );
}
