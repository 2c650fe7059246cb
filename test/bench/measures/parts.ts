/** Searching parts by demands, in a catalogue far larger than the one that ships, and opening the one that ships. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { searchParts, toEntry } from "../../../plugins/parts/choose/search.ts";
import type { Figure, Part, PartSearch } from "../../../plugins/parts/contract.ts";
import { CATALOGUE, loadCatalogue } from "../../../plugins/parts/load.ts";
import { figure, partOf } from "../../fixtures/parts.ts";
import { toolCache } from "../../fixtures/tool-cache.ts";
import { alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import type { Figure as Row } from "../table.ts";

export const name = "parts";

const COUNT = 25_000;
/** What a skill that asks some dozens of times may wait for each. Milliseconds. */
const AT_ONCE_MS = 20;

const FAMILIES = ["ldo", "buck", "mcu", "sensor-motion"] as const;
const input = { figure: "input_voltage", covers: { from: 3.6, to: 5.5 }, unit: "V" } as const;
const current = { figure: "output_current", atLeast: 0.5, unit: "A" } as const;
const quiescent = { figure: "quiescent_current", atMost: 1e-4, unit: "A" } as const;
const SEARCHES: readonly PartSearch[] = [
  { demands: [input, current, quiescent] },
  { family: "ldo", demands: [input, current] },
  { text: "3.3 V", demands: [quiescent] },
  { interfaces: ["i2c"], peripherals: { uart: 2 } },
];

export async function run({ rounds, note }: Context): Promise<Row[]> {
  note(`${COUNT.toLocaleString("en-US")} parts made up`);
  const parts = Array.from({ length: COUNT }, (_, at) => madeUp(at));
  const entries = parts.map(toEntry);
  const sides = ["ours", "plain"] as const;
  const search = {
    ours: () => SEARCHES.map((one) => searchParts(entries, one).total),
    plain: () => SEARCHES.map(() => plainFilter(parts)),
  };
  const timed = (work: () => unknown, each: number) => {
    const start = performance.now();
    work();
    return (performance.now() - start) / each;
  };
  const sample = async (side: (typeof sides)[number]) => timed(search[side], SEARCHES.length);
  await alternate(2, sides, sample);
  const searched = await alternate(rounds, sides, sample);
  const opened = await openings(rounds);
  const unit = "ms";
  return [
    {
      ...{ name: `a search of ${COUNT.toLocaleString("en-US")} parts, with its reasons`, unit },
      ...{ ours: searched.ours, peer: searched.ours.map(() => AT_ONCE_MS), peerName: "at once" },
      aim: { is: "<=", ratio: 1 },
    },
    {
      ...{ name: "the same", unit, ours: searched.ours },
      ...{ peer: searched.plain, peerName: "one filter and a sort, no reasons" },
    },
    {
      ...{ name: "catalogue opened again", unit, ours: opened.kept },
      ...{ peer: opened.compiled, peerName: "read from its files", aim: { is: "<=", ratio: 0.2 } },
    },
  ];
}

/** Each part differs from the next, the same at every start. */
function madeUp(at: number): Part {
  const from = 1.8 + (at % 7) * 0.4;
  const amps = (values: Partial<Figure>) => [figure({ unit: "A", ...values })];
  return partOf(`PART-${at}`, {
    family: FAMILIES[at % FAMILIES.length]!,
    description: `Regulator, ${(at % 5) + 0.3} V`,
    interfaces: at % 3 === 0 ? ["i2c", "spi"] : ["spi"],
    peripherals: { uart: at % 4 },
    figures: {
      input_voltage: [figure({ min: from, max: from + 3 + (at % 11) })],
      output_current: amps({ max: 0.05 * (1 + (at % 40)) }),
      ...(at % 6 === 0 ? {} : { quiescent_current: amps({ typ: 1e-6 * (1 + (at % 300)) }) }),
    },
  });
}

function plainFilter(parts: readonly Part[]): number {
  const fit = parts.filter(({ figures }) => {
    const [span] = figures.input_voltage!;
    const [most] = figures.output_current!;
    return span!.min! <= 3.6 && span!.max! >= 5.5 && most!.max! >= 0.5;
  });
  const byMost = (one: Part, other: Part) =>
    one.figures.output_current![0]!.max! - other.figures.output_current![0]!.max!;
  return fit.toSorted(byMost).slice(0, 20).length;
}

/** A process remembers the last catalogue: another in between makes it open one anew. */
async function openings(rounds: number) {
  const { signal } = new AbortController();
  const top = await mkdtemp(join(tmpdir(), "metaforge-bench-"));
  const kept = toolCache(top);
  // What is kept of one round would be found in the next.
  const forgetful: typeof kept = { ...kept, get: async () => null, set: async () => {} };
  const open = (cache: typeof kept, folder = CATALOGUE) => loadCatalogue({ cache, signal }, folder);
  const opening = {
    kept: () => open(kept),
    compiled: () => open(forgetful),
  };
  await open(kept);
  const times = await alternate(rounds, ["kept", "compiled"], async (side) => {
    await open(kept, top);
    const start = performance.now();
    await opening[side]();
    return performance.now() - start;
  });
  await rm(top, { recursive: true, force: true });
  return times;
}
