/** Tells whether a document seems to be in another language than English, the only one whose limits are known. */
import type { Constraints } from "../schema.ts";

/** Small words that no English requirement holds: German, Dutch, French, Spanish, Portuguese, Italian. */
const FOREIGN = new Set(
  "der das und mit für von bis mindestens höchstens maximal über unter oder ist sind muss soll darf nicht ein eine im zum zur bei ohne het een voor met niet moet minstens hoogstens les des avec pour une du doit sur dans moins sans jusqu los las con para una del debe menos hasta sin como mínimo máximo deve até não della delle gli almeno meno massimo".split(
    " ",
  ),
);
const ENGLISH = new Set(
  "the and of with for shall must should is are be from at by or not than least most below above under over within up without".split(
    " ",
  ),
);

/** A few words decide, so a short list of parameters and figures is never blamed. */
export function seemsForeign({ constraints, unmapped }: Constraints): boolean {
  const statements = new Set([
    ...constraints.map((c) => c.statement),
    ...unmapped.map((u) => u.text),
  ]);
  let [foreign, english] = [0, 0];
  for (const statement of statements) {
    for (const word of statement.toLowerCase().match(/\p{L}+/gu) ?? []) {
      if (FOREIGN.has(word)) foreign++;
      if (ENGLISH.has(word)) english++;
    }
  }
  return foreign >= 3 && foreign > english;
}
