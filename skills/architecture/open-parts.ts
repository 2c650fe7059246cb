/** What a block drives, plugs into or radiates with, for which there is no block: risks, so that the draft does not look complete. */
import { linkedToComputer } from "./asks/pictured.ts";
import type { Placed, Placement } from "./choose/place.ts";
import { figuresOf } from "./choose/wish.ts";
import type { Part } from "./choose/wish.ts";
import type { Architecture, Rail } from "./schema.ts";
import { say, span } from "./supply/number.ts";

type Risks = Architecture["risks"];

export function openParts({ placed, host }: Placement, rails: readonly Rail[]): Risks {
  return [
    ...placed.flatMap((one) => beside(one)),
    ...placed.flatMap((one) => edge(one, rails)),
    ...inverted(placed, host?.block ?? null),
    ...computerLinks(placed),
    ...spare(placed, host),
  ];
}

interface Beside {
  /** Of these rules. */
  readonly of: RegExp;
  readonly id: string;
  /** After "What <name> …" or as it is. */
  readonly text: (name: string, count: string, part: Part | null) => string;
}

/** Their antenna is beside them, unless the module has it. */
const ANTENNA = /^(?:nfc|nfc-tag|lora|rf-transceiver|uwb|gnss)$/;

const BESIDE: readonly Beside[] = [
  {
    of: /^haptic-driver$/,
    id: "driven",
    text: (name, count) =>
      `What ${name} drives (${count}vibration motors or resonant actuators) and its connectors are no blocks: they are to be chosen, and their current with them`,
  },
  {
    of: /^motor-driver$/,
    id: "driven",
    text: (name, count) =>
      `What ${name} drives (${count}motors) and its connectors are no blocks: they are to be chosen, and their current with them`,
  },
  {
    of: /^relay$/,
    id: "driven",
    text: (name, count) =>
      `What the contacts of ${name} switch (${count}loads) and the terminals are no blocks: they are to be chosen`,
  },
  {
    of: /^pwm-outputs$/,
    id: "driven",
    text: (name) =>
      `What is plugged into ${name} (servos, motor controllers) takes a supply and a level of its own: no block and no rail is laid out for it`,
  },
  {
    of: /^speaker$/,
    id: "driven",
    text: (name) =>
      `The loudspeaker behind ${name} and its connector are no blocks: they are to be chosen`,
  },
  {
    of: /^power-switch$/,
    id: "driven",
    text: (name, count, part) =>
      `Which loads ${count}${name} switches, how many of it are needed and whether it bears the current of each${ratingOf(part)} is not laid out: it stands in no power tree`,
  },
  {
    of: /^(?:can|rs485)-transceiver$/,
    id: "bus-ends",
    text: (name) =>
      `The connector of the bus behind ${name} and its termination (120 Ω at each end of it) are no blocks: they are to be chosen`,
  },
  {
    of: /^rs232-transceiver$/,
    id: "bus-ends",
    text: (name) => `The connector behind ${name} is no block: it is to be chosen`,
  },
  {
    of: /^cellular$/,
    id: "beside",
    text: (name) =>
      `The SIM (its holder, or a chip) and the antenna of ${name} with its matching are no blocks: they are to be chosen`,
  },
  {
    of: ANTENNA,
    id: "beside",
    text: (name) => `The antenna of ${name} and its matching are no blocks: they are to be chosen`,
  },
];

/** " (2 A at most)". */
function ratingOf(part: Part | null): string {
  const amps = part && figuresOf(part, "current_rating", "A")[0]?.max;
  return amps ? ` (${say(amps, "A")} at most)` : "";
}

function beside({ id, ask, choice, quantity }: Placed): Risks {
  const found = BESIDE.find(({ of }) => of.test(ask.rule.id));
  const antenna = choice?.part?.attributes["antenna"];
  const isInside = antenna !== undefined && antenna !== "external";
  if (!found || (isInside && ANTENNA.test(ask.rule.id))) return [];
  const name = choice?.part?.mpn ?? id;
  return [
    {
      id: `${found.id}-${id}`,
      text: found.text(name, quantity > 1 ? `${quantity} × ` : "", choice?.part ?? null),
      blocks: [id],
    },
  ];
}

/** A rail at the very end of what a part bears leaves nothing for its tolerance and for bursts. */
function edge({ id, rail: own, choice }: Placed, rails: readonly Rail[]): Risks {
  const rail = rails.find((one) => one.id === own);
  const part = choice?.part;
  const volts = rail?.voltage.typ;
  if (!rail || !part || volts === null || volts === undefined) return [];
  const spans = figuresOf(part, "supply_voltage", "V")
    .flatMap((one) => span(one) ?? [])
    .filter(({ from, to }) => from < to && from <= volts && volts <= to);
  const isEdge = ({ from, to }: { from: number; to: number }) => from === volts || to === volts;
  if (spans.length === 0 || !spans.every(isEdge)) return [];
  const { from, to } = spans[0]!;
  const side = from === volts ? "below" : "above";
  return [
    {
      id: `no-margin-supply-${id}`,
      text: `${part.mpn} takes ${say(from, "V")} to ${say(to, "V")} and hangs on ${rail.name}: no margin is left ${side} it for the tolerance of the converter and for bursts of current`,
      blocks: [id],
    },
  ];
}

/** SBUS is a serial port whose levels are turned around. */
function inverted(placed: readonly Placed[], host: string | null): Risks {
  const receiver = placed.find(
    ({ ask }) =>
      [...ask.because, ...ask.about].some(
        ({ statement, values }) =>
          SBUS.test(statement) || values?.some((one) => SBUS.test(one)) === true,
      ) && ask.rule.id === "rc-receiver",
  );
  if (!receiver) return [];
  const part = placed.find(({ id }) => id === host)?.choice?.part;
  const who =
    part && /^STM32F4/i.test(part.mpn)
      ? `the serial ports of ${part.mpn} cannot invert: an inverter, for which there is no block, is needed before it`
      : `check that a serial port of ${part?.mpn ?? "the controller"} can invert its input; else an inverter is needed before it`;
  return [
    {
      id: "inverted-sbus",
      text: `SBUS is an inverted UART (100 kBd, even parity, two stop bits): ${who}`,
      blocks: [receiver.id, ...(host ? [host] : [])],
    },
  ];
}

const SBUS = /\bs-?\.?bus\b/i;

/** A module without a part has interfaces that nobody knows yet. */
function computerLinks(placed: readonly Placed[]): Risks {
  const blocks = linkedToComputer(placed.map(({ ask }) => ask));
  if (blocks.length === 0) return [];
  const [computer, ...others] = blocks;
  return [
    {
      id: "computer-links",
      text: `The links of ${computer} are not laid out: which of its interfaces lead to ${others.join(", ")} follows from the module, and from the lines that name them`,
      blocks,
    },
  ];
}

/** Debug and boot pins are among those that the catalogue counts of many controllers. */
const SPARE = 3;
function spare(placed: readonly Placed[], host: Placement["host"]): Risks {
  const part = placed.find(({ id }) => id === host?.block)?.choice?.part;
  if (!host || !part) return [];
  const { pins: asked, block } = host;
  const figure = figuresOf(part, "gpio_count", "1")[0];
  const has = figure?.typ ?? figure?.max ?? figure?.min ?? null;
  if (has === null || has - asked > SPARE || has < asked) return [];
  return [
    {
      id: "few-pins",
      text: `${part.mpn} has ${has} pins for ${asked} that are asked for, and its debug, boot and crystal pins may be among them: take the next larger package unless the data sheet shows enough`,
      blocks: [block],
    },
  ];
}
