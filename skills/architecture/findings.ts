/** What the reviewer has to know: contradictions, parts that are missing, figures that nobody gave, levels that clash. */
import type { Finding } from "metaforge";
import { unheld } from "./coverage.ts";
import type { Facts } from "./facts.ts";
import { clockFinding } from "./choose/clock.ts";
import { converterFinding } from "./choose/measured.ts";
import { isolationFinding } from "./choose/isolation.ts";
import type { Placement } from "./choose/place.ts";
import type { Requirements } from "./input.ts";
import { levelFinding } from "./links.ts";
import type { LevelClash } from "./links.ts";
import type { Architecture } from "./schema.ts";
import { missingParts } from "./missing-parts.ts";
import { qualityFindings } from "./qualification.ts";
import { unanswered } from "./unanswered.ts";
import { say } from "./supply/number.ts";
import { sizeFindings } from "./supply/sizes.ts";

type Body = Pick<Architecture, "blocks" | "rails" | "sources" | "powerTree" | "coverage">;

export function findingsOf(
  requirements: Requirements,
  facts: Facts,
  placement: Placement,
  clashes: readonly LevelClash[],
  problems: readonly string[],
  body: Body,
  limit: number,
): Finding[] {
  const { file } = requirements;
  const where = { file };
  return [
    ...requirements.conflicts.map(({ reason, constraints }, index): Finding => ({
      id: `conflict-${constraints.join("-") || index + 1}`,
      severity: "error",
      title: `The requirements contradict each other: ${reason}`,
      where,
      evidence: constraints
        .map(
          (id) =>
            `${id}: ${requirements.constraints.find((one) => one.id === id)?.statement ?? "not in the file"}`,
        )
        .join("; "),
      action: "Decide which holds, correct the document, run `spec` and this skill again.",
      ...(constraints[0] ? { requirement: constraints[0] } : {}),
    })),
    ...(body.blocks.length === 0
      ? [
          {
            id: "no-blocks",
            severity: "warning" as const,
            title: "No requirement asks for a circuit",
            where,
            evidence: `${requirements.constraints.length} requirements, none of which names a part, an interface or a supply`,
            action:
              "Check that it is the right document; name interfaces, sensors and supplies in it.",
          },
        ]
      : []),
    ...silent(requirements, body, where),
    ...missingParts(body, facts, where),
    ...supplyFindings(facts, body, where),
    ...(facts.temperature || body.blocks.length === 0
      ? []
      : [
          {
            id: "temperature-not-stated",
            severity: "warning" as const,
            title: "No operating temperature is stated: parts are not held against one",
            where,
            action: "State the range in the document.",
          },
        ]),
    ...memoryFinding(facts, placement, where),
    ...converterFinding(facts.controller, placement.placed, where),
    ...clockFinding(placement, body.rails, where),
    ...qualityFindings(requirements.constraints, where),
    ...isolationFinding(requirements.constraints, body.coverage, where),
    ...facts.unknownNames.map(({ name, requirement, hasOther, place }): Finding => ({
      id: `unknown-part-${slug(name)}-${requirement}`,
      severity: hasOther ? "info" : "warning",
      title: `${name} is named by the document and not in the ${place}${hasOther ? "; another that the same line names is" : ""}`,
      where,
      requirement,
      action: "Add it to parts.csv with its figures, or allow another part.",
    })),
    ...clashes.map(levelFinding),
    ...givenUp(placement, where),
    ...unknownFigures(facts, body, where),
    ...sizeFindings(body),
    ...heat(body, limit),
    ...problems.map((problem, index): Finding => ({
      id: `parts-${index + 1}`,
      severity: "warning",
      title: problem,
      where: { file: "parts.csv" },
    })),
  ];
}

/** A must for hardware that no block answers: the draft looks complete without it. */
function silent(
  { constraints }: Requirements,
  { coverage, blocks }: Body,
  where: { file: string },
) {
  const open = unanswered(constraints, coverage, blocks);
  if (open.length === 0) return [];
  const finding: Finding = {
    id: "hardware-not-in-draft",
    severity: "warning",
    title: `${inDraft(open.length)} not in the draft`,
    where,
    evidence: open.map(({ ids, statement }) => `${ids.join(", ")}: ${statement}`).join("; "),
    action: "Add blocks for them by hand, or reword a line so that it names the part or interface.",
  };
  return [finding];
}

const inDraft = (n: number) =>
  n === 1
    ? "1 must requirement for a function or interface is"
    : `${n} must requirements for functions or interfaces are`;

function supplyFindings(
  { supplies }: Facts,
  { sources, rails, blocks }: Body,
  where: { file: string },
): Finding[] {
  const isPowered = rails.length > 0 || blocks.some(({ kind }) => kind === "mcu");
  const none: Finding[] =
    supplies.length === 0 && isPowered
      ? [
          {
            id: "supply-not-stated",
            severity: "error",
            title: "No supply is stated: converters cannot be laid out",
            where,
            action: "State the input voltage, or the battery.",
          },
        ]
      : [];
  const assumed: Finding[] = supplies
    .filter(({ source }) => source.basis.startsWith("no supply"))
    .map(({ source }) => ({
      id: `assumed-${source.id}`,
      severity: "warning",
      title: "No supply is stated; USB is taken, since it is the only one",
      where,
      evidence: source.basis,
      action: "State the supply in the document.",
    }));
  const unknown: Finding[] = sources
    .filter(
      ({ voltage, id }) =>
        id !== "supply" && [voltage.min, voltage.typ, voltage.max].every((one) => one === null),
    )
    .map(({ id, requirements }) => ({
      id: `voltage-${id}`,
      severity: "warning",
      title: `The voltage of ${id} is not stated`,
      where: { ...where, item: id },
      action: "State it, with its range.",
      ...(requirements[0] ? { requirement: requirements[0] } : {}),
    }));
  return [...none, ...assumed, ...unknown];
}

function memoryFinding(
  { controller }: Facts,
  { placed, host }: Placement,
  where: { file: string },
): Finding[] {
  const main = placed.find(({ id }) => id === host?.block);
  if (
    !controller ||
    !main?.choice?.part ||
    main.choice.asked.some(({ demand }) => demand.figure === "flash_size")
  )
    return [];
  return [
    {
      id: "program-memory-not-stated",
      severity: "info",
      title: `The size of the program is not stated: ${main.choice.part.mpn} is the smallest that has the interfaces and pins`,
      where: { ...where, item: main.id },
      action:
        "State flash and RAM once the firmware is known; the next larger parts are among the alternatives.",
    },
  ];
}

/** The same blocks as those that the coverage of that requirement names as not held. */
function unknownFigures(
  { temperature }: Facts,
  { blocks }: Body,
  where: { file: string },
): Finding[] {
  const [requirement] = temperature?.requirements ?? [];
  const open = requirement === undefined ? [] : unheld(requirement, blocks);
  if (open.length === 0) return [];
  return [
    {
      id: "figures-not-known",
      severity: "info",
      title: `${open.length} ${open.length === 1 ? "part is" : "parts are"} not held against the operating temperature: the catalogue has no ambient range`,
      where,
      evidence: open.map(({ id, part }) => `${id}: ${part!.mpn}`).join(", "),
      action: "Check it in their data sheets.",
    },
  ];
}

const givenUp = ({ placed }: Placement, where: { file: string }): Finding[] =>
  placed.flatMap(({ id, choice }) =>
    (choice?.givenUp ?? []).map(({ demand, requirement }) => ({
      id: `given-up-${id}-${demand.figure}`,
      severity: "warning" as const,
      title: `No part of ${id} has all that it should: ${demand.figure.replaceAll("_", " ")} was given up`,
      where: { ...where, item: id },
      ...(requirement ? { requirement } : {}),
    })),
  );

const heat = ({ powerTree }: Body, limit: number): Finding[] =>
  powerTree
    .filter(({ dissipation }) => dissipation !== null && dissipation.value > limit)
    .map(({ to, dissipation }) => ({
      id: `heat-${to}`,
      severity: "warning",
      title: `${to} turns ${say(dissipation!.value, "W")} to heat, more than ${say(limit, "W")}`,
      where: { file: "architecture.json", item: to },
      evidence: dissipation!.formula,
      action: "Check its junction temperature in the power budget, or take a buck converter.",
    }));

const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
