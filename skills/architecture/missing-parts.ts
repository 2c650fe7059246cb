/** The blocks for which parts were looked for and none fits, each with what came nearest. */
import type { Finding } from "metaforge";
import { AROUND } from "./choose/application.ts";
import type { Facts } from "./facts.ts";
import type { Architecture } from "./schema.ts";

/** Blocks without a family in the catalogue are open, too, yet nothing was looked for. */
const SEARCHED = /No part of \d+ fits|has none of it/;

export function missingParts(
  { blocks }: Pick<Architecture, "blocks">,
  { controller }: Facts,
  where: { file: string },
): Finding[] {
  const isApplication = (id: string) => id === controller?.id && controller.application;
  return blocks
    .filter(({ part, rationale }) => part === null && SEARCHED.test(rationale))
    .map(({ id, name, requirements, eliminated, tbd }) => ({
      id: `no-match-${id}`,
      severity: "error",
      title: `No part fits: ${name}`,
      where: { ...where, item: id },
      evidence: `wanted: ${tbd}; nearest: ${eliminated.length === 0 ? "none of its kind" : ""}${eliminated
        .slice(0, 3)
        .map((one) => `${one.id} (${one.reasons.join("; ")})`)
        .join(", ")}`,
      action: isApplication(id)
        ? `Choose an application processor, or a module with one, and add it to parts.csv with its figures; ${AROUND}.`
        : "Relax a requirement, or add a part to parts.csv with its figures.",
      ...(requirements[0] ? { requirement: requirements[0] } : {}),
    }));
}
