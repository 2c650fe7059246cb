/** The parts of an architecture as a bill of materials: what a design needs before there is a schematic of it. */
import { fail, z } from "metaforge";
import type { Finding } from "metaforge";
import { findingId } from "./parts/finding-id.ts";
import { groupsOf } from "./parts/groups.ts";
import type { Component } from "./parts/groups.ts";
import { fieldsUsed, review } from "./parts/review.ts";
import type { Measured } from "./measure.ts";
import type { Group } from "./schema.ts";

const Architecture = z.looseObject({
  schema: z.literal("metaforge/architecture@1"),
  blocks: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      quantity: z.int().min(1).max(1000).default(1),
      tbd: z.string().nullish(),
      part: z
        .looseObject({
          mpn: z.string(),
          manufacturer: z.string(),
          package: z.string().nullish(),
          footprint: z.string().nullish(),
        })
        .nullable(),
    }),
  ),
});

type Block = z.infer<typeof Architecture>["blocks"][number];

/** Throws VALIDATION_ERROR when the text is no architecture. */
export function fromArchitecture(text: string, file: string): Measured {
  const { blocks } = parsed(text, file);
  const parts = blocks.flatMap(componentsOf);
  const open = blocks.filter(({ part }) => part === null);
  const groups = groupsOf(parts);
  return {
    status: open.length > 0 ? "partial" : "ok",
    rows: parts.length,
    lines: groups.length,
    components: parts.length,
    dnp: 0,
    groups,
    excluded: [],
    fields: fieldsUsed(parts),
    findings: [...open.map((block) => openFinding(block, file)), ...review(groups, parts, file)],
  };
}

/**
 * What an architecture beside a project has and its list has not: blocks without a part, and parts that are on no sheet.
 * Nothing, when no part is common to both (the project is another one's), or the text is no architecture.
 */
export function notOnSheet(text: string, groups: readonly Group[], project: string): Finding[] {
  const blocks = blocksIn(text);
  const listed = new Set(groups.map(({ mpn }) => mpn));
  const absent = blocks.filter(({ part }) => part === null || !listed.has(part.mpn));
  const isOfIt = blocks.some(({ part }) => part !== null && listed.has(part.mpn));
  if (!isOfIt || absent.length === 0) return [];
  return [
    {
      id: "blocks-not-listed",
      severity: "warning",
      title: `${absent.length} of ${blocks.length} blocks of the architecture ${absent.length === 1 ? "is" : "are"} not in the list`,
      where: { file: project },
      evidence: absent
        .map(({ name, part }) => `${name}: ${part === null ? "no part yet" : part.mpn}`)
        .join("; "),
      action: "Choose the parts that are missing and draw them; sums are without them until then.",
    },
  ];
}

/** None, where the text is no architecture. */
function blocksIn(text: string): readonly Block[] {
  try {
    return parse(text).blocks;
  } catch {
    return [];
  }
}

/** Throws what JSON or the shape has against the text. */
const parse = (text: string) => Architecture.parse(JSON.parse(text));

function parsed(text: string, file: string): z.infer<typeof Architecture> {
  try {
    return parse(text);
  } catch (cause) {
    const problem = `'${file}' is no architecture of the skill \`architecture\`; run that first`;
    throw fail("VALIDATION_ERROR", { problem, field: "input.files" }, { cause });
  }
}

/** One a piece; a block's name takes the place of a reference, which only a schematic gives. */
function componentsOf({ id, name, part, quantity }: Block): Component[] {
  if (part === null) return [];
  return Array.from({ length: quantity }, (_, n) => ({
    ref: quantity === 1 ? id : `${id}-${n + 1}`,
    value: part.mpn,
    footprint: part.footprint ?? "",
    datasheet: "",
    description: name,
    fields: { MPN: part.mpn, Manufacturer: part.manufacturer },
    ...{ library: "", part: "", sheet: "/", pins: null },
    ...{ dnp: false, excludedFromBom: false, excludedFromBoard: false },
  }));
}

const openFinding = ({ id, name, tbd }: Block, file: string): Finding => ({
  id: findingId("open-part", id),
  severity: "warning",
  title: `${name} has no part yet, so it is not in the list`,
  where: { file, item: id },
  ...(tbd ? { evidence: `Wanted: ${tbd}` } : {}),
  action: "Choose a part, or name one in parts.csv and run `architecture` again.",
});
