/** What is asked of a part, what is found, and how one part is read: its names, its figures. */
import type { ToolActions } from "metaforge";
import type { Family, PartSearch } from "../asks/rule.ts";
import type { Block } from "../schema.ts";
import { say } from "../supply/number.ts";

export type PartsTool = Pick<ToolActions<"parts">, "search" | "get">;
export type Answer = Awaited<ReturnType<PartsTool["search"]>>;
export type Part = Answer["matches"][number];
export type Demand = NonNullable<PartSearch["demands"]>[number];
export type Figure = NonNullable<Part["figures"][keyof Part["figures"]]>[number];

export interface Asked {
  readonly demand: Demand;
  /** The requirement behind it; null: it follows from the design. */
  readonly requirement: string | null;
  /** How its number comes about, in words: "1.25 × 200 mA". */
  readonly basis?: string;
  /** Given up before no part is chosen: a "should". */
  readonly soft: boolean;
}

/** What a part has to keep: never given up so that one fits. */
export const hard = (demand: Asked["demand"], requirement: string | null = null): Asked => ({
  ...{ demand, requirement, soft: false },
});

export interface Wish {
  readonly families: readonly Family[];
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly interfaces?: readonly string[];
  readonly peripherals?: Readonly<Record<string, number>>;
  readonly asked: readonly Asked[];
  /** Part numbers or their beginnings that the document names, in its order; none: any part. */
  readonly named?: readonly string[];
  /** A reason against a part that no demand can say; null: none. */
  readonly against?: (part: Part) => string | null;
  /** Better first; otherwise the catalogue's order: what fits closest. */
  readonly rank?: (a: Part, b: Part) => number;
  readonly ranked?: string;
}

export interface Choice {
  readonly part: Part | null;
  /** The next best, after `part`. */
  readonly others: readonly Part[];
  readonly eliminated: Block["eliminated"];
  readonly asked: readonly Asked[];
  /** Soft demands that the chosen part does not meet. */
  readonly givenUp: readonly Asked[];
  /** Demands of which the chosen part has no figure: neither met nor missed. */
  readonly unknown: readonly Asked[];
  readonly total: number;
  readonly searched: number;
  /** Only parts that carry a name of the document were searched. */
  readonly isNamed: boolean;
  readonly problems: readonly string[];
  readonly approvedListUsed: boolean;
  readonly ranked: string | null;
}

/** True where a part carries the name: its number begins with it, or it is built around that chip. */
export function isNamed({ mpn, attributes }: Part, name: string): boolean {
  const wanted = plain(name);
  return [mpn, attributes["soc"] ?? "", attributes["chip"] ?? ""].some(
    (one) => one !== "" && (plain(one).startsWith(wanted) || wanted.startsWith(plain(one))),
  );
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** A demand in words: "supply voltage covers 3.3 V (REQ-1)". */
export function sayAsked({ demand, requirement, basis }: Asked): string {
  const { figure, unit, atLeast, atMost, covers } = demand;
  const words = [
    ...(atLeast === undefined
      ? []
      : [atLeast === 0 ? "of any height" : `at least ${say(atLeast, unit)}`]),
    ...(atMost === undefined ? [] : [`at most ${say(atMost, unit)}`]),
    ...(covers === undefined
      ? []
      : covers.from === covers.to
        ? [`covers ${say(covers.from, unit)}`]
        : [`covers ${say(covers.from, unit)} to ${say(covers.to, unit)}`]),
  ];
  return `${figure.replaceAll("_", " ")} ${words.join(", ")}${basis ? ` (${basis})` : ""}${requirement ? ` (${requirement})` : ""}`;
}

/** The figures of a name that may be used in operation. */
export const figuresOf = (
  part: Part,
  name: keyof Part["figures"],
  unit: string,
): readonly Figure[] =>
  (part.figures[name] ?? []).filter(
    (one) => one.unit === unit && !/\babsolute max/i.test(one.condition ?? ""),
  );
