/** Collects what a sheet is asked to hold while it is worked out: parts, nets, choices, what stays to be decided. */
import type { Architecture, Block } from "../asking/architecture.ts";
import { byName, slug } from "../asking/request.ts";
import type { AskedPart, AskedPin, Choice, Request, Tbd } from "../asking/request.ts";
import type { PartSymbol, Pin } from "../symbol/index.ts";

/** One copy of a block's part. */
export interface Instance {
  readonly ref: string;
  readonly block: Block;
  readonly symbol: PartSymbol;
}

export interface Book {
  readonly instances: readonly Instance[];
  instancesOf(block: string): readonly Instance[];
  /** What rules added beside the blocks' own parts. */
  added(): readonly AskedPart[];
  addPart(part: Omit<AskedPart, "ref">, symbol: PartSymbol): string;
  addInstance(block: Block, part: Omit<AskedPart, "ref">, symbol: PartSymbol): void;
  /** Whether the pin was free, and is on the net now. */
  join(net: string, ref: string, pin: string, because: string): boolean;
  netOf(ref: string, pin: string): string | null;
  hasNet(net: string): boolean;
  pinsOf(net: string): readonly AskedPin[];
  /** Takes a net away, so that its pins are free again. */
  drop(net: string): void;
  /** Takes one pin off its net. */
  part(ref: string, pin: string): void;
  choose(id: string, text: string, source: string): void;
  leaveOpen(tbd: Tbd): void;
  request(architecture: Architecture): Request;
}

export function createBook(): Book {
  const parts: AskedPart[] = [];
  const instances: Instance[] = [];
  const nets = new Map<string, AskedPin[]>();
  const netOf = new Map<string, string>();
  const choices = new Map<string, Choice>();
  const tbd = new Map<string, Tbd>();
  const counters = new Map<string, number>();
  const nextRef = (prefix: string) => {
    const number = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, number);
    return `${prefix}${number}`;
  };
  const addPart = (part: Omit<AskedPart, "ref">, symbol: PartSymbol) => {
    const ref = nextRef(symbol.prefix);
    parts.push({ ref, ...part });
    return ref;
  };
  return {
    instances,
    addPart,
    added: () => parts.filter((part) => !instances.some(({ ref }) => ref === part.ref)),
    instancesOf: (id) => instances.filter(({ block }) => block.id === id),
    addInstance(block, part, symbol) {
      instances.push({ ref: addPart(part, symbol), block, symbol });
    },
    join(net, ref, pin, because) {
      if (netOf.has(`${ref}.${pin}`)) return false;
      netOf.set(`${ref}.${pin}`, net);
      nets.set(net, [...(nets.get(net) ?? []), { ref, pin, because }]);
      return true;
    },
    netOf: (ref, pin) => netOf.get(`${ref}.${pin}`) ?? null,
    hasNet: (net) => nets.has(net),
    pinsOf: (net) => nets.get(net) ?? [],
    drop(net) {
      for (const { ref, pin } of nets.get(net) ?? []) netOf.delete(`${ref}.${pin}`);
      nets.delete(net);
    },
    part(ref, pin) {
      const net = netOf.get(`${ref}.${pin}`);
      if (net === undefined) return;
      netOf.delete(`${ref}.${pin}`);
      nets.set(
        net,
        nets.get(net)!.filter((one) => one.ref !== ref || one.pin !== pin),
      );
    },
    choose: (id, text, source) => void choices.set(id, { id, text, source }),
    leaveOpen: (one) => void tbd.set(one.id, one),
    request: ({ product }) => ({
      title: product ?? "",
      parts,
      nets: [...nets].map(([name, pins]) => ({ name, pins })),
      choices: [...choices.values()],
      tbd: [...tbd.values()],
    }),
  };
}

/** A resistor, capacitor or inductor that a rule adds beside a part, from net to net. */
export function addPassive(
  book: Book,
  symbol: PartSymbol,
  of: { value: string; beside: Instance; nets: readonly [string, string]; because: string },
): string {
  const { value, beside, nets, because } = of;
  const none = { footprint: null, mpn: null, manufacturer: null };
  const where = { block: beside.block.id, place: "right" as const, beside: beside.ref };
  const ref = book.addPart({ symbol: symbol.id, value, ...none, ...where, because }, symbol);
  book.join(nets[0], ref, "1", because);
  book.join(nets[1], ref, "2", because);
  return ref;
}

export const RULE = "rule of this draft";

/** What stays to be decided about something; its id is of its words, so it stays from run to run. */
export function toDecide(
  item: string,
  what: string,
  { reason, action, severity = "warning" }: Pick<Tbd, "reason" | "action"> & Partial<Tbd>,
): Tbd {
  return { id: `tbd-${slug(`${item} ${what}`)}`, severity, item, what, reason, action };
}

/** The pins that have one of the names, first those whose whole name it is; in the order of their numbers. */
export function pinsNamed(symbol: PartSymbol, wanted: RegExp): Pin[] {
  const fits = symbol.pins.filter(({ names }) => names.some((name) => wanted.test(name)));
  const isWhole = ({ names }: Pin) => Number(!wanted.test(names[0] ?? ""));
  return fits.toSorted((a, b) => isWhole(a) - isWhole(b) || byName(a.number, b.number));
}
