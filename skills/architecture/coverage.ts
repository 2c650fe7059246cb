/** Every requirement with what answers it here, or why nothing does. */
import { isDeferred } from "./asks/read.ts";
import type { Facts } from "./facts.ts";
import type { Placement } from "./choose/place.ts";
import type { Constraint, Requirements } from "./input.ts";
import type { Block, Coverage, Rail, Source } from "./schema.ts";

/** Categories that a block diagram cannot meet, and who can. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  mechanical: "Mechanical: for layout and housing, not addressed here",
  cost: "Cost: for the bill of materials, not addressed here",
  compliance: "Compliance: for tests and certification, not addressed here",
  schedule: "Schedule: not addressed here",
  reliability: "Reliability: for analysis and tests, not addressed here",
  software: "Software: the controller has to run it, the firmware is not addressed here",
};
const PROTECTS_HOUSING = /ip_rating|humidity|vibration|shock|altitude|survival|storage/;

interface Design {
  readonly blocks: readonly Block[];
  readonly rails: readonly Rail[];
  readonly sources: readonly Source[];
}

export function coverageOf(
  { constraints }: Requirements,
  facts: Facts,
  placement: Placement,
  design: Design,
): Coverage[] {
  return constraints.map((one) => ({
    requirement: one.id,
    ...rowOf(one, facts, placement, design),
  }));
}

type Row = Omit<Coverage, "requirement">;

function rowOf(
  one: Constraint,
  facts: Facts,
  { inside, host }: Placement,
  { blocks, rails, sources }: Design,
): Row {
  if (one.values?.[0] === "false") {
    return {
      status: "addressed",
      by: [],
      note: "Ruled out by the document: no block is there for it",
    };
  }
  if (isDeferred(one)) {
    return {
      status: "not-addressed",
      by: [],
      note: "Optional or for later: no block is made for it",
    };
  }
  if (facts.temperature?.requirements.includes(one.id)) return temperatureRow(blocks);
  const own = blocks.filter(({ requirements }) => requirements.includes(one.id));
  const rail = rails
    .filter(({ requirements }) => requirements.includes(one.id))
    .map(({ id }) => id);
  const source = sources
    .filter(({ requirements }) => requirements.includes(one.id))
    .map(({ id }) => id);
  const radio = inside.some(({ because }) => because.includes(one)) && host ? [host.block] : [];
  const by = [...new Set([...own.map(({ id }) => id), ...radio, ...rail, ...source])];
  if (facts.consumption?.requirement === one.id) {
    return {
      status: "partly",
      by: rails.map(({ id }) => id),
      note: "Rails are laid out for it; whether it is kept is for the power budget",
    };
  }
  const away = ELSEWHERE[one.category];
  if (by.length === 0) return away ? elsewhere(away) : unheard(one);
  return judged(one, own, by);
}

const elsewhere = (note: string): Row => ({ status: "not-addressed", by: [], note });

function temperatureRow(blocks: readonly Block[]): Row {
  const chosen = blocks.filter(({ part }) => part !== null);
  const open = blocks.length - chosen.length;
  return {
    status: open === 0 && chosen.length > 0 ? "addressed" : "partly",
    by: chosen.map(({ id }) => id),
    note: `Parts are held against it${open > 0 ? `; ${open} blocks have no part yet` : ""}`,
  };
}

function unheard(one: Constraint): Row {
  if (PROTECTS_HOUSING.test(one.parameter))
    return elsewhere("Environment: for housing and tests, not addressed here");
  if (/^performance$/.test(one.category))
    return elsewhere("Performance: of firmware or of the whole product, to be shown by test");
  if (/life|run_?time|capacity|energy|power|current/.test(one.parameter))
    return elsewhere("For the power budget, not addressed here");
  return elsewhere("No rule of this skill turns it into a block");
}

/** A limit below a block's heading is met only where the part was searched with it. */
function judged(one: Constraint, own: readonly Block[], by: readonly string[]): Row {
  const open = own.filter(({ part }) => part === null);
  const names = open.map(({ id }) => id).join(", ");
  if (own.length > 0 && open.length === own.length) {
    return {
      status: "partly",
      by: [...by],
      note: `The block is there, its part is open: ${names}`,
    };
  }
  const isSearched = own.some(({ demands }) =>
    demands.some((text) => text.includes(`(${one.id})`)),
  );
  const hasLimit = one.si !== null || (one.min ?? one.typ ?? one.max) !== null;
  const isCount = one.unit === "1";
  if (open.length > 0) return { status: "partly", by: [...by], note: `Open: ${names}` };
  if (
    !hasLimit ||
    isSearched ||
    isCount ||
    by.some((id) => id.startsWith("rail-")) ||
    own.length === 0
  ) {
    return {
      status: "addressed",
      by: [...by],
      note: isSearched ? "The part was searched with it" : "",
    };
  }
  const note =
    one.category === "software"
      ? "The block is there; the firmware is not addressed here"
      : "The block is there; the figure is for test or analysis";
  return { status: "partly", by: [...by], note };
}
