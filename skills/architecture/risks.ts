/** What could go wrong with this design, each with the blocks that it is about. */
import type { Facts } from "./facts.ts";
import type { Placement } from "./choose/place.ts";
import { figuresOf } from "./choose/wish.ts";
import { openParts } from "./open-parts.ts";
import { openPoints } from "./open-points.ts";
import type { Architecture } from "./schema.ts";
import { say } from "./supply/number.ts";

type Body = Pick<Architecture, "blocks" | "rails">;

export function risksOf(
  facts: Facts,
  placement: Placement,
  { blocks, rails }: Body,
): Architecture["risks"] {
  const { placed, inside, host } = placement;
  const open = blocks.filter(({ part }) => part === null).map(({ id }) => id);
  const rows = [
    open.length > 0 && {
      id: "open-parts",
      text: `${open.length} of ${blocks.length} blocks have no part yet; pins, currents and levels may change with them`,
      blocks: open,
    },
    ...pulseRisks(facts, placed),
    inside.length > 0 &&
      host && {
        id: "antenna",
        text: "Antenna: its clearance, the housing and the approval of the radio decide about range",
        blocks: [host.block],
      },
    ...rails
      .filter(({ maxCurrent }) => maxCurrent && !maxCurrent.complete)
      .map(({ id, maxCurrent, loads }) => ({
        id: `current-${id}`,
        text: `${id} was laid out for ${say(maxCurrent!.value, "A")}, and not every current on it is known`,
        blocks: loads,
      })),
    ...placed
      .filter(({ bus, quantity }) => bus === "i2c" && quantity > 1)
      .map(({ id, quantity, choice }) => ({
        id: `addresses-${id}`,
        text: `${quantity} × ${choice?.part?.mpn ?? id} on I2C need ${quantity} addresses: where the part has fewer, a bus multiplexer or several buses`,
        blocks: [id],
      })),
    ...narrow(facts, placed),
    ...openParts(placement, rails),
    ...openPoints(facts, placement, { blocks, rails }),
  ];
  return rows.filter((one) => one !== false && one !== null);
}

/** A small cell gives small pulses; whether they are enough is for the power budget to compute. */
function pulseRisks({ supplies }: Facts, placed: Placement["placed"]): Architecture["risks"] {
  const battery = supplies.find(({ source }) => source.id === "battery");
  const cell = battery?.cell?.part;
  const limit = cell && figuresOf(cell, "pulse_current", "A")[0];
  const most = limit?.max ?? limit?.typ;
  if (!cell || most === null || most === undefined) return [];
  return placed.flatMap(({ id, choice }) => {
    const part = choice?.part;
    const peaks = part
      ? (["peak_current", "transmit_current"] as const).flatMap((name) =>
          figuresOf(part, name, "A"),
        )
      : [];
    const peak = Math.max(0, ...peaks.flatMap(({ max, typ }) => max ?? typ ?? []));
    return peak > most
      ? [
          {
            id: `pulse-${id}`,
            text: `${part!.mpn} takes pulses of ${say(peak, "A")}, ${cell.mpn} gives ${say(most, "A")} (${limit!.condition ?? "its data sheet"}): the cell cannot feed it`,
            blocks: [id, "battery"],
          },
        ]
      : [];
  });
}

/** Parts that end just where the required range ends have nothing left for self-heating. */
function narrow({ temperature }: Facts, placed: Placement["placed"]): Architecture["risks"] {
  if (!temperature) return [];
  const tight = placed.filter(({ choice }) => {
    const tops = choice?.part
      ? figuresOf(choice.part, "operating_temperature", "°C").flatMap(({ max }) => max ?? [])
      : [];
    return tops.length > 0 && Math.max(...tops) === temperature.max;
  });
  if (tight.length === 0) return [];
  return [
    {
      id: "no-margin-temperature",
      text: `${tight.map(({ choice }) => choice!.part!.mpn).join(", ")} may work up to ${temperature.max} °C and no further: no margin is left for heating inside the housing`,
      blocks: tight.map(({ id }) => id),
    },
  ];
}
