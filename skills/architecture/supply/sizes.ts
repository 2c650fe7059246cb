/** Which converters have no size, or the size of what is known of their current alone. */
import type { Finding } from "metaforge";
import type { Architecture, Block, Rail } from "../schema.ts";
import { say } from "./number.ts";

type Body = Pick<Architecture, "blocks" | "rails">;

export function sizeFindings({ blocks, rails }: Body): Finding[] {
  const made = rails.flatMap((rail) => {
    const block = blocks.find(({ id, kind }) => kind === "regulator" && id === rail.from);
    return block ? [{ rail, block }] : [];
  });
  const unsized = made.filter(({ rail }) => rail.maxCurrent === null);
  const inPart = made.filter(
    ({ rail, block }) => rail.maxCurrent?.complete === false && block.part !== null,
  );
  return [...unsized.map(withoutSize), ...inPart.map(sizedInPart)];
}

interface Made {
  readonly rail: Rail;
  readonly block: Block;
}

const withoutSize = ({ rail, block }: Made): Finding => ({
  id: `no-size-${block.id}`,
  severity: "info",
  title: `No converter is chosen for ${rail.name}: no current on it is known`,
  where: { file: "architecture.json", item: block.id },
  evidence: `loads: ${rail.loads.join(", ") || "none yet"}`,
  action: "State what they draw, or choose their parts first.",
});

const sizedInPart = ({ rail, block }: Made): Finding => ({
  id: `sized-in-part-${block.id}`,
  severity: "info",
  title: `${block.part!.mpn} makes ${rail.name} and is sized by ${say(rail.maxCurrent!.value, "A")}, the part of the current that is known, only`,
  where: { file: "architecture.json", item: block.id },
  evidence: rail.maxCurrent!.basis,
  action: "State what the others draw, and choose it again.",
});
