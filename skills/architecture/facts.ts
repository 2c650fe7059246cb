/** What the requirements say, before any design: asks, supplies, rails, temperature, named parts, the controller. */
import { MCU } from "./asks/devices.ts";
import { withDrawn } from "./asks/drawn.ts";
import { withGuarded } from "./asks/guarded.ts";
import { namedParts } from "./asks/named.ts";
import type { UnknownName } from "./asks/named.ts";
import { linesOf } from "./asks/lines.ts";
import { withComputer } from "./asks/pictured.ts";
import { asksOf, RULES } from "./asks/read.ts";
import type { Ask } from "./asks/read.ts";
import { asApplication } from "./choose/application.ts";
import type { PartsTool } from "./choose/wish.ts";
import type { Requirements } from "./input.ts";
import { supplyOf } from "./supply/sources.ts";
import { surgeOf } from "./supply/surge.ts";
import type { Surge } from "./supply/surge.ts";
import type { Supply } from "./supply/sources.ts";
import { statedRails, statedSources } from "./supply/stated.ts";
import type { StatedRail } from "./supply/stated.ts";
import { operatingTemperature } from "./supply/temperature.ts";
import type { Temperature } from "./supply/temperature.ts";

export interface Facts {
  readonly asks: readonly Ask[];
  readonly supplies: readonly Supply[];
  readonly rails: readonly StatedRail[];
  readonly temperature: Temperature | null;
  /** Ask → the part numbers that the document names for it. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Names that the catalogue, or the approved list, does not have. */
  readonly unknownNames: readonly UnknownName[];
  /** Null: nothing asks for one. */
  readonly controller: Ask | null;
  readonly controllerBecause: readonly string[];
  /** USB carries data, not only current. */
  readonly usbData: boolean;
  /** The most that the whole product may draw, in A. */
  readonly consumption: { readonly value: number; readonly requirement: string } | null;
  /** What the supply reaches for a moment. */
  readonly surge: Surge | null;
  /** The least efficiency (0 to 1) that a requirement sets. */
  readonly efficiency: { readonly value: number; readonly requirement: string } | null;
  /** It runs from a battery. */
  readonly isCarried: boolean;
}

export async function factsOf(requirements: Requirements, tool: PartsTool): Promise<Facts> {
  const { constraints } = requirements;
  const temperature = operatingTemperature(constraints);
  const first = asksOf(constraints, linesOf(requirements));
  const { asks: plain, named, unknown } = await namedParts(constraints, first, tool);
  const asks = withComputer(withDrawn(withGuarded(plain, named), constraints));
  const supplies: Supply[] = [];
  for (const stated of statedSources(constraints, asks)) {
    // oxlint-disable-next-line no-await-in-loop -- a few, in order
    supplies.push(await supplyOf(stated, temperature, tool));
  }
  const found = controllerOf(asks);
  const controller = found && asApplication(found, constraints);
  const usb = asks.find(({ id }) => id === "usb-connector");
  return {
    asks,
    supplies,
    rails: statedRails(constraints),
    temperature,
    named,
    unknownNames: unknown,
    controller,
    controllerBecause: controller?.because.map(({ id }) => id) ?? [],
    usbData:
      usb !== undefined &&
      usb.because.some(
        (one) => !CHARGES.test(`${one.parameter} ${one.statement}`) || DATA.test(one.statement),
      ),
    consumption: consumptionOf(constraints),
    surge: surgeOf(constraints),
    efficiency: efficiencyOf(constraints),
    isCarried: supplies[0]?.source.kind === "battery",
  };
}

const CHARGES = /\bcharg|\bpower|\bsupply/i;
const DATA = /\bprogram|\bconfig|\bdata\b|\bfirmware|\bflash|\btransfer|\bserial\b/i;

/** Currents below a block's heading are that block's. */
const WHOLE =
  /^(?:consumption|current_consumption|supply_current|input_current|total_current|max_current)$/;

function consumptionOf(constraints: Requirements["constraints"]): Facts["consumption"] {
  const all = constraints.filter(
    ({ parameter, si, subject }) =>
      WHOLE.test(parameter) &&
      si?.unit === "A" &&
      !RULES.some(({ words }) => words?.test(subject ?? "")),
  );
  const [first] = all.flatMap(({ id, si }) => {
    const value = si!.max ?? si!.typ;
    return value === undefined ? [] : [{ value, requirement: id }];
  });
  return first ?? null;
}

function efficiencyOf(constraints: Requirements["constraints"]): Facts["efficiency"] {
  const found = constraints.find(
    ({ parameter, unit, min }) =>
      /^(?:\w+_)?efficiency$/.test(parameter) && unit === "%" && min !== null,
  );
  return found ? { value: found.min! / 100, requirement: found.id } : null;
}

/** What is asked for by name; else what the blocks need that have to be read or driven, unless a computer does it. */
function controllerOf(asks: readonly Ask[]): Ask | null {
  const stated = asks.find(({ rule }) => rule.id === "mcu");
  if (stated) return stated;
  if (asks.some(({ rule }) => rule.id === "computer")) return null;
  const hosted = asks.filter(({ rule }) => rule.buses.length > 0);
  if (hosted.length === 0) return null;
  return {
    rule: MCU,
    id: "mcu",
    name: MCU.name,
    because: [...new Set(hosted.flatMap(({ because }) => because))],
    about: [],
    quantity: 1,
    quantityFrom: null,
    implied: true,
  };
}
