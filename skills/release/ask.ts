/** Asks KiCad for everything that a release holds; each answer says for itself how far it can be believed. */
import type { ToolActions } from "metaforge";

export type Kicad = ToolActions<"kicad">;
type Answer<Action extends keyof Kicad> = Awaited<ReturnType<Kicad[Action]>>;
export type Project = NonNullable<Answer<"choose">["project"]>;
export type DrcAnswer = Answer<"drc">;
export type Parity = NonNullable<DrcAnswer["data"]>["parity"];
export type Violation = NonNullable<Answer<"erc">["data"]>["violations"][number];
export type Problem = Answer<"erc">["problems"][number];
export type Status = Answer<"erc">["status"];
export type Component = NonNullable<Answer<"netlist">["data"]>["components"][number];
export type FileOut = NonNullable<Answer<"schematicPdf">["data"]>;

export interface Answers {
  readonly inspect: Answer<"inspect">;
  readonly erc: Answer<"erc">;
  readonly drc: DrcAnswer;
  readonly parity: Parity;
  readonly facts: Answer<"boardFacts">;
  readonly made: Answer<"fabricationOutputs">;
  readonly netlist: Answer<"netlist">;
  readonly bom: Answer<"bom">;
  readonly pdf: Answer<"schematicPdf">;
  readonly top: Answer<"render">;
  readonly bottom: Answer<"render">;
}

/** Fields that name what is bought; a field of another kind would part lines that are the same to a buyer. */
const BOUGHT =
  /^(?:mpn|manufacturer.*|mfr.*|mfg.*|part.?(?:no|num|number)\.?|lcsc.*|jlc.*|digi-?key.*|mouser.*|farnell.*|supplier.*|vendor.*|order.*|tolerance|voltage|rating)$/i;

/** How many calls go on at one time is KiCad's adapter's matter. */
export async function askAll(
  kicad: Kicad,
  { file: project }: Project,
  timeoutMs: number | undefined,
  told: (fraction: number, message: string) => void,
): Promise<Answers> {
  const asked = { project, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const inspect = await kicad.inspect(asked);
  told(0.1, "Checking the rules");
  const [erc, drc, netlist] = await Promise.all([
    kicad.erc(asked),
    kicad.drc(asked),
    kicad.netlist(asked),
  ]);
  told(0.4, "Making the files");
  const [made, facts, bom, pdf] = await Promise.all([
    kicad.fabricationOutputs(asked),
    kicad.boardFacts(asked),
    kicad.bom({ ...asked, ...grouping(netlist.data?.components ?? []) }),
    kicad.schematicPdf(asked),
  ]);
  told(0.7, "Rendering the board");
  const [top, bottom] = await Promise.all([
    kicad.render({ ...asked, side: "top" }),
    kicad.render({ ...asked, side: "bottom" }),
  ]);
  const parity = drc.data?.parity ?? unanswered(drc.status);
  return { inspect, erc, drc, parity, facts, made, netlist, bom, pdf, top, bottom };
}

/** Board and schematic cannot be compared when the board's check gave no answer. */
const unanswered = (status: Status): Parity => ({
  status: status === "failed" ? "failed" : "not-run",
  data: null,
  problems: [],
  evidence: [],
});

/** A line of the BOM is one thing to buy: parts of one value and footprint with two part numbers are two lines. */
function grouping(components: readonly Component[]) {
  const names = components.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([name, value]) =>
      BOUGHT.test(name) && value.trim() !== "" ? [name] : [],
    ),
  );
  const fields = [...new Set(names)].toSorted();
  return { fields, groupBy: ["Value", "Footprint", "${DNP}", ...fields] };
}
