/** An explicit net list, `nets.json`: parts with symbols, and nets by reference and pin number. */
import { z } from "metaforge";
import { NET_NAME } from "./request.ts";
import type { AskedPart, Request } from "./request.ts";

const ref = z.string().regex(/^[A-Za-z]{1,8}[0-9]{1,5}$/, "a reference is letters and a number");

export const NetListSchema = z.object({
  name: z.string().max(200).optional(),
  parts: z
    .array(
      z.object({
        ref,
        symbol: z.string().regex(/^[^:\s]+:\S+$/, "a symbol is Library:Name"),
        value: z.string().max(200).optional(),
        footprint: z.string().max(300).nullish(),
      }),
    )
    .min(1)
    .max(400),
  nets: z
    .array(
      z.object({
        name: z.string().regex(NET_NAME, "a net's name has letters, digits, + _ . and - alone"),
        pins: z.array(z.object({ ref, pin: z.string().min(1).max(40) })).min(1),
      }),
    )
    .max(2000),
});

export type NetList = z.infer<typeof NetListSchema>;

/** What is wrong with it that a schema cannot say, or null; the symbols' pins are looked at later. */
export function faultOf({ parts, nets }: NetList): string | null {
  const refs = parts.map((part) => part.ref);
  const twice = firstTwice(refs) ?? firstTwice(nets.map(({ name }) => name));
  if (twice !== null) return `'${twice}' is named twice`;
  const pins = nets.flatMap((net) => net.pins);
  const stranger = pins.find((pin) => !refs.includes(pin.ref));
  if (stranger) return `a net names '${stranger.ref}', which is not among the parts`;
  const shared = firstTwice(pins.map((pin) => `${pin.ref}.${pin.pin}`));
  return shared === null ? null : `the pin ${shared} is named twice`;
}

export function toRequest({ parts, nets, name }: NetList, file: string): Request {
  return {
    title: name ?? "",
    parts: parts.map((part) => {
      const { symbol, value, footprint } = part;
      const because = `asked for by ${file}`;
      const known = { ref: part.ref, symbol, value: value ?? symbol.split(":")[1]! };
      const none = { mpn: null, manufacturer: null, block: null, beside: null };
      return { ...known, footprint: footprint || null, ...none, place: placeOf(symbol), because };
    }),
    nets: nets.map((net) => ({
      name: net.name,
      pins: net.pins.map((pin) => ({ ...pin, because: `asked for by ${file}` })),
    })),
    choices: [],
    tbd: [],
  };
}

/** By the library: what makes power stands left, what computes in the middle. */
function placeOf(symbol: string): AskedPart["place"] {
  if (/^(?:Regulator|Battery|Power|Converter|Connector|Reference)/.test(symbol)) return "left";
  return /^(?:MCU|CPU|FPGA|RF_Module|DSP)/.test(symbol) ? "centre" : "right";
}

function firstTwice(names: readonly string[]): string | null {
  return names.find((name, at) => names.indexOf(name) !== at) ?? null;
}
