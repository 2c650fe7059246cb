/** Takes off the board what measures the mains: its ground is a conductor of the mains, and the board's is one that people touch. */
import type { Architecture, Block } from "../asking/architecture.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { toDecide } from "./book.ts";
import type { Book } from "./book.ts";

/** Parts that draw current or voltage from a conductor without a barrier of their own. */
const METER =
  /\benergy[ -]?(?:meter|measur)|\b(?:mains|line)[ -](?:power|voltage)[ -](?:meter|measur)/i;

/** The architecture without them; each is told in `book`. All of it, where nothing is fed from the mains. */
export function withoutMains(
  architecture: Architecture,
  symbols: ReadonlyMap<string, PartSymbol>,
  book: Book,
): Architecture {
  const { blocks, rails, sources } = architecture;
  if (!sources.some(({ kind }) => kind === "mains")) return architecture;
  const isApart = ({ id, name, part }: Block) =>
    part !== null &&
    METER.test(`${id} | ${name} | ${symbols.get(part.symbol ?? "")?.description ?? ""}`);
  const apart = blocks.filter(isApart);
  for (const { id, part } of apart) {
    book.leaveOpen(
      toDecide(id, "is not on the sheet", {
        severity: "error",
        reason: `${part!.mpn ?? part!.id} measures the mains, so its ground is a conductor of the mains and all its pins are at mains potential; ground and rails of this sheet are touched by people`,
        action:
          "Draw it apart: an isolated supply, a ground of its own and an isolator in each of its signals, with the distances that the product's safety standard asks for. Never join its ground or its supply to this sheet's.",
      }),
    );
  }
  const ids = apart.map(({ id }) => id);
  return {
    ...architecture,
    blocks: blocks
      .filter(({ id }) => !ids.includes(id))
      .map((block) => ({
        ...block,
        interfaces: block.interfaces.filter(({ to }) => !ids.includes(to)),
      })),
    rails: rails.map((rail) => ({
      ...rail,
      loads: rail.loads.filter((load) => !ids.includes(load)),
    })),
  };
}
