/** Reads how a requirement is verified from the cell in which its document says so. */
import type { Constraint } from "../schema.ts";

type Method = Constraint["verification"]["method"];

/** What shows most comes first. */
const METHODS: readonly Method[] = ["test", "demonstration", "analysis", "inspection"];
const WORDS: Readonly<Record<Method, RegExp>> = {
  test: /\btest(?:s|ed|ing)?\b|\bmeasure(?:d|ment)?\b/i,
  demonstration: /\bdemo(?:nstrat(?:ion|ed?))?\b/i,
  analysis: /\banaly(?:sis|sed?|zed?)\b|\bsimulat(?:ion|ed?)\b|\bcalculat(?:ion|ed?)\b/i,
  inspection: /\binspect(?:ion|ed)?\b|\breview\b/i,
};

/** Of "A,T" or "Test / Inspection"; where the cell allows what would be done anyway, or says nothing of it, that stays. */
export function statedMethod(cell: string | undefined, otherwise: Method): Method {
  const words = (cell ?? "").trim();
  const letters = /^[ADIT](?:\s*[,/&+;]?\s*[ADIT])*$/.test(words);
  const stated = METHODS.filter((method) =>
    letters ? words.includes(method[0]!.toUpperCase()) : WORDS[method].test(words),
  );
  return stated.includes(otherwise) ? otherwise : (stated[0] ?? otherwise);
}
