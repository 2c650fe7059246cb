/** Finds what is simulated: one deck or one KiCad project, and the JSON files with wishes and requirements beside it. */
import { posix } from "node:path";
import { fail } from "metaforge";
import type { SkillContext } from "metaforge";

export type Circuit =
  | { readonly kind: "deck"; readonly path: string }
  /** `path` is whichever file of the project was named, `folder` where includes are looked for. */
  | { readonly kind: "project"; readonly path: string; readonly folder: string };

export interface Inputs {
  readonly circuit: Circuit;
  readonly json: readonly string[];
}

const DECK = [".cir", ".sp", ".spi", ".spice", ".net", ".ckt", ".deck"];
/** A `.net` is more often a netlist for boards, so it has to be named. */
const DECK_BY_ITSELF = DECK.filter((ending) => ending !== ".net");
/** What this skill writes is not what it simulates. */
const OWN = /^sim\//;
const KICAD = [".kicad_pro", ".kicad_sch", ".kicad_pcb"];

/**
 * Named files, or the only circuit of the workspace. Throws VALIDATION_ERROR with `field: "input.files"` when there is
 * none, when there are several (`allowed` lists them), or when a file is of no use here.
 */
export async function findInputs(
  files: readonly string[],
  list: SkillContext<unknown>["list"],
): Promise<Inputs> {
  const json = files.filter((path) => endingOf(path) === ".json");
  const circuits = files.filter((path) => !json.includes(path));
  const useless = circuits.find((path) => ![...DECK, ...KICAD].includes(endingOf(path)));
  if (useless !== undefined) {
    const problem = `'${useless}' is neither a SPICE deck nor of a KiCad project, nor JSON with limits`;
    throw refuse(problem, { path: useless, allowed: [...DECK, ...KICAD, ".json"] });
  }
  const named = circuitsOf(circuits);
  if (named.length === 1) return { circuit: named[0]!, json };
  if (named.length > 1) {
    throw refuse("one circuit is simulated in a run; name one of them", { allowed: circuits });
  }
  return { circuit: await onlyCircuit(list), json };
}

async function onlyCircuit(list: SkillContext<unknown>["list"]): Promise<Circuit> {
  const pathsOf = async (endings: readonly string[]) =>
    (await list(".", { endings })).map(({ path }) => path).filter((path) => !OWN.test(path));
  const projects = await pathsOf([".kicad_pro"]);
  const decks = await pathsOf(DECK_BY_ITSELF);
  const found = [...projects, ...decks];
  // Sheets below a project are its own; only where there is no project does a sheet stand for one.
  const all = found.length > 0 ? found : await pathsOf([".kicad_sch"]);
  const [circuit, ...others] = circuitsOf(all);
  if (!circuit) {
    throw refuse("there is no SPICE deck (.cir, .sp, …) and no KiCad project; name a file", {});
  }
  if (others.length > 0) {
    throw refuse("there are several circuits; name one of them", { allowed: all.slice(0, 50) });
  }
  return circuit;
}

/** Files of one KiCad project are one circuit. */
function circuitsOf(paths: readonly string[]): Circuit[] {
  const circuits = new Map<string, Circuit>();
  for (const path of paths) {
    const ending = endingOf(path);
    const isDeck = DECK.includes(ending);
    const key = isDeck ? path : path.slice(0, -ending.length);
    if (!circuits.has(key)) {
      const folder = posix.dirname(path);
      circuits.set(key, isDeck ? { kind: "deck", path } : { kind: "project", path, folder });
    }
  }
  return [...circuits.values()];
}

const endingOf = (path: string): string => posix.extname(path).toLowerCase();

const refuse = (problem: string, details: Record<string, unknown>) =>
  fail("VALIDATION_ERROR", { problem, field: "input.files", ...details });
