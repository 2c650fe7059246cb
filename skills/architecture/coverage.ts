/** Every requirement with what answers it here, or why nothing does. */
import { isDrawn } from "./asks/drawn.ts";
import { isDeferred } from "./asks/read.ts";
import { claimsOf, hasLimit } from "./evidence.ts";
import type { Chosen, Claim } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { Placement } from "./choose/place.ts";
import type { Constraint, Requirements } from "./input.ts";
import { lostFigures } from "./lost-figures.ts";
import { refusalRow } from "./refusals.ts";
import { qualityNote } from "./qualification.ts";
import type { Block, Coverage, Rail, Source } from "./schema.ts";
import { railShows, sourceShows } from "./supply/shown.ts";

/** Categories that a block diagram cannot meet, and who can. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  mechanical: "Mechanical: for layout and housing, not addressed here",
  cost: "Cost: for the bill of materials, not addressed here",
  compliance: "Compliance: for tests and certification, not addressed here",
  schedule: "Schedule: not addressed here",
  reliability: "Reliability: for analysis and tests, not addressed here",
  software: "Software: the controller has to run it, the firmware is not addressed here",
};
const DEVICE = /\b(?:scanners?|printers?|keyboards?|gamepads?|joysticks?|readers?|cameras?)\b/i;
const PROTECTS_HOUSING = /ip_rating|humidity|vibration|shock|altitude|survival|storage/;

export interface Design {
  readonly blocks: readonly Block[];
  readonly rails: readonly Rail[];
  readonly sources: readonly Source[];
  /** The parts of the blocks with all their data. */
  readonly chosen: readonly Chosen[];
}

export function coverageOf(
  { constraints }: Requirements,
  facts: Facts,
  placement: Placement,
  design: Design,
): Coverage[] {
  const sentences = Map.groupBy(constraints, ({ statement }) => statement);
  return constraints.map((one) => ({
    requirement: one.id,
    ...rowOf(one, facts, placement, { ...design, sentence: sentences.get(one.statement)! }),
  }));
}

export type Row = Omit<Coverage, "requirement">;

/** Beside it the rows of the same sentence, over which what it says is spread. */
type Read = Design & { readonly sentence: readonly Constraint[] };

function rowOf(one: Constraint, facts: Facts, placement: Placement, design: Read): Row {
  const { blocks, rails, sources } = design;
  const { inside, host } = placement;
  if (one.values?.[0] === "false") return refusalRow(one, design);
  if (isDeferred(one)) {
    return {
      status: "not-addressed",
      by: [],
      note: "Optional or for later: no block is made for it",
    };
  }
  const drawer = isDrawn(one) ? drawnRow(one, placement) : null;
  if (drawer) return drawer;
  if (facts.temperature?.requirements.includes(one.id))
    return temperatureRow(facts.temperature.requirements[0]!, blocks);
  if (facts.consumption?.requirement === one.id) {
    return {
      status: "partly",
      by: rails.map(({ id }) => id),
      note: "Rails are laid out for it; whether it is kept is for the power budget",
    };
  }
  if (facts.efficiency?.requirement === one.id) {
    return {
      status: "partly",
      by: blocks.filter(({ kind }) => kind === "regulator").map(({ id }) => id),
      note: "Linear regulators that cannot keep it are ruled out; whether it is kept is for the power budget",
    };
  }
  // A regulator, and a controller that no line names, carry what others are for; that is theirs to show.
  const isNamed = facts.controller?.implied !== true;
  const own = blocks.filter(({ id, kind, requirements }) => {
    if (kind === "regulator") return false;
    if (id !== host?.block) return requirements.includes(one.id);
    const isInside = inside.some(
      ({ because, about }) => because.includes(one) || about.includes(one),
    );
    return isInside || (isNamed && requirements.includes(one.id));
  });
  const given = facts.rails.find(({ amps }) => amps?.requirement === one.id);
  const onRails = rails.filter(
    ({ requirements, voltage }) =>
      requirements.includes(one.id) || (given !== undefined && voltage.typ === given.volts),
  );
  const from = sources.filter(({ requirements }) => requirements.includes(one.id));
  const by = [
    ...new Set([
      ...own.map(({ id }) => id),
      ...onRails.flatMap((rail) => (rail.from === rail.source ? [rail.id] : [rail.from, rail.id])),
      ...from.map(({ id }) => id),
    ]),
  ];
  // "Barcode compatibility" of a scanner is no matter of software, though it sounds so.
  const isDevice = DEVICE.test((one.subject ?? "").replaceAll("_", " "));
  const away = isDevice && one.category === "software" ? undefined : ELSEWHERE[one.category];
  if (isDrawn(one))
    return { status: by.length > 0 ? "partly" : "not-addressed", by, note: UNCOUNTED };
  const quality = by.length === 0 ? qualityNote(one) : null;
  if (quality !== null) return elsewhere(quality);
  if (by.length === 0) return away ? elsewhere(away) : unheard(one);
  return judged(one, own, onRails, from, by, design);
}

const elsewhere = (note: string): Row => ({ status: "not-addressed", by: [], note });

/** A fact of the document: its rail is laid out for it, and nothing has to be shown. */
function drawnRow(one: Constraint, { placed }: Placement): Row | null {
  const by = placed.filter(({ ask }) => ask.draws?.includes(one)).map(({ id }) => id);
  const note = "Taken as the document states it; for the power budget";
  return by.length > 0 ? { status: "partly", by, note } : null;
}

const UNCOUNTED =
  "Its current is for the power budget; no block here is known by that name, so no rail counts it";

/** Chosen parts whose range was not compared, since the catalogue has none. */
export const unheld = (requirement: string, blocks: readonly Block[]): Block[] =>
  blocks.filter((one) => one.part !== null && !isHeld(requirement, one));

function isHeld(requirement: string, { demands, notKnown }: Block): boolean {
  const isAbout = (text: string) =>
    text.startsWith("operating temperature") && text.includes(`(${requirement})`);
  return demands.some(isAbout) && !notKnown.some(isAbout);
}

/** Only parts whose range was compared count as held. */
function temperatureRow(requirement: string, blocks: readonly Block[]): Row {
  const chosen = blocks.filter(({ part }) => part !== null);
  const others = unheld(requirement, blocks).map(({ id }) => id);
  const held = chosen.filter(({ id }) => !others.includes(id));
  const open = blocks.length - chosen.length;
  const notes = [
    held.length > 0 ? "These parts are held against it" : "No part is held against it",
    ...(others.length > 0
      ? [`not held, their ambient range is not known: ${others.join(", ")}`]
      : []),
    ...(open > 0 ? [`${open} ${open === 1 ? "block has" : "blocks have"} no part yet`] : []),
  ];
  return {
    status: held.length === 0 ? "not-addressed" : notes.length === 1 ? "addressed" : "partly",
    by: held.map(({ id }) => id),
    note: notes.join("; "),
  };
}

function unheard(one: Constraint): Row {
  if (PROTECTS_HOUSING.test(one.parameter))
    return elsewhere("Environment: for housing and tests, not addressed here");
  if (/^performance$/.test(one.category))
    return elsewhere("Performance: of firmware or of the whole product, to be shown by test");
  // What sets no limit a budget cannot hold either.
  if (hasLimit(one) && /life|run_?time|capacity|energy|power|current/.test(one.parameter))
    return elsewhere("For the power budget, not addressed here");
  return elsewhere("No rule of this skill turns it into a block");
}

/** Addressed is what the data of parts, rails and sources show in full. */
function judged(
  one: Constraint,
  own: readonly Block[],
  onRails: readonly Rail[],
  from: readonly Source[],
  by: readonly string[],
  design: Read,
): Row {
  const regulators = design.blocks.filter(({ id }) => onRails.some((rail) => rail.from === id));
  const open = [...own, ...regulators].filter(({ part }) => part === null).map(({ id }) => id);
  if (open.length > 0 && open.length === own.length + regulators.length) {
    return {
      status: "partly",
      by: [...by],
      note: `The block is there, its part is open: ${open.join(", ")}`,
    };
  }
  const chosen = design.chosen.filter(({ block }) => own.includes(block));
  const supply = [...railShows(one, onRails, design), ...sourceShows(one, from, design)];
  const ofParts = claimsOf(one, chosen);
  // What is asked of a rail or a source, no block has to show again.
  const claims = [
    ...supply,
    ...(supply.length > 0 ? ofParts.filter(({ kind }) => kind === "value") : ofParts),
    ...unheardIn(one, chosen, design.sentence),
  ];
  const shown = claims.flatMap((claim) => claim.shown ?? []);
  const missing = claims.filter((claim) => claim.shown === null);
  const isFirmware = one.category === "software";
  const notes = [
    ...(open.length > 0 ? [`Open: ${open.join(", ")}`] : []),
    ...(shown.length > 0 ? [`Shown by data: ${[...new Set(shown)].join("; ")}`] : []),
    ...(isFirmware ? ["The firmware is not addressed here"] : toShow(missing)),
  ];
  const isShown = open.length === 0 && missing.length === 0 && !isFirmware;
  return { status: isShown ? "addressed" : "partly", by: [...by], note: notes.join(". ") };
}

/** A figure that no row has, and what firmware has to do with the part that is there. */
function unheardIn(
  one: Constraint,
  chosen: readonly Chosen[],
  sentence: readonly Constraint[],
): Claim[] {
  // The figures of a part that is named are its own.
  const isNamed = chosen.some(({ part }) => one.statement.includes(part.mpn));
  const lost = isNamed || hasLimit(one) ? [] : lostFigures(one, sentence);
  const isAnothers =
    one.subject === "battery" &&
    !chosen.some(({ block }) => /^(?:battery|charger)$/.test(block.kind));
  return [
    ...(isAnothers
      ? [
          {
            kind: "presence" as const,
            left: "It is asked of the battery, and nothing of the battery shows it",
            shown: null,
          },
        ]
      : []),
    ...lost.map((left): Claim => ({ kind: "value", left, shown: null })),
    ...(one.parameter.startsWith("firmware") && one.category !== "software"
      ? [{ kind: "presence" as const, left: "The firmware is not addressed here", shown: null }]
      : []),
  ];
}

function toShow(missing: readonly Claim[]): string[] {
  const values = missing.filter(({ kind }) => kind === "value").map(({ left }) => left);
  return [
    ...(values.length > 0 ? [`Not shown by data: ${values.join(", ")}`] : []),
    ...missing.filter(({ kind }) => kind !== "value").map(({ left }) => left),
  ];
}
