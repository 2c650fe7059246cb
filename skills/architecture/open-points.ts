/** What no line of the document settles and a reviewer asks first: risks with the blocks they are about, no blocks of their own. */
import type { Facts } from "./facts.ts";
import type { Placed, Placement } from "./choose/place.ts";
import type { Architecture } from "./schema.ts";
import { AROUND } from "./choose/application.ts";
import { isBarrier } from "./choose/isolation.ts";
import { figuresOf } from "./choose/wish.ts";
import { largestCurrent } from "./supply/currents.ts";
import { say, sayRange, span } from "./supply/number.ts";
import { VBUS } from "./supply/stated.ts";
import { supplyGuards } from "./supply/suppressor.ts";
import { chargingSource } from "./supply/tree.ts";

type Risks = Architecture["risks"];
type Body = Pick<Architecture, "blocks" | "rails">;

export function openPoints(facts: Facts, placement: Placement, body: Body): Risks {
  return [
    ...twoSupplies(facts),
    ...controllerAccess(facts, placement),
    ...application(facts),
    ...mainsPoints(facts, placement),
    ...nominalBattery(facts),
    ...batteryParts(facts, placement),
    ...coils(placement),
    ...unattached(facts, placement, body),
    ...portCurrents(placement),
    ...barriers(placement),
    ...standoffs(facts, placement),
    ...supplyGuards(facts, placement, body),
  ];
}

/** VBUS is there as soon as a cable is; next to another supply the two have to be kept apart. */
function twoSupplies({ asks, supplies }: Facts): Risks {
  const plug = asks.find(({ id }) => id === "usb-connector");
  const other = supplies.find(
    ({ source }) => source.kind !== "usb" && source.id !== "backup-battery",
  );
  const isMet = asks.some(({ id }) => id === "power-or" || id === "charger");
  if (!plug || !other || isMet) return [];
  const { id, voltage } = other.source;
  return [
    {
      id: "two-supplies",
      text: `USB brings its own supply (${sayRange(VBUS.volts)}) beside ${id} (${sayRange(voltage)}): how the two meet is not laid out (diodes, a power multiplexer, or VBUS only sensed); joined directly one feeds back into the other`,
      blocks: ["usb-connector"],
    },
  ];
}

/** A module has its crystal inside; a bare chip may need one as soon as USB is used. */
function controllerAccess({ asks, usbData }: Facts, { placed, host }: Placement): Risks {
  const main = placed.find(({ id }) => id === host?.block);
  const part = main?.choice?.part;
  if (!main || !part) return [];
  const isOpen = usbData && part.family === "mcu" && !/\bcrystal-?less\b/i.test(part.description);
  const hasDebug = asks.some(({ id }) => id === "debug-connector");
  return [
    ...(isOpen
      ? [
          {
            id: "usb-clock",
            text: `USB needs an exact clock, and the catalogue does not say that ${part.mpn} has one without a crystal: plan for a crystal with its capacitors until the data sheet shows that none is needed`,
            blocks: [main.id],
          },
        ]
      : []),
    ...(hasDebug
      ? []
      : [
          {
            id: "debug-access",
            text: `No line asks for access to the debug and boot pins of ${part.mpn}, so there is no block for it: plan pads at least, for the first programming and for recovery`,
            blocks: [main.id],
          },
        ]),
  ];
}

const application = ({ controller }: Facts): Risks =>
  controller?.application
    ? [
        {
          id: "application-processor",
          text: `An application processor is no microcontroller (${controller.application}): ${AROUND}`,
          blocks: [controller.id],
        },
      ]
    : [];

function mainsPoints({ supplies }: Facts, { placed }: Placement): Risks {
  const mains = supplies.find(({ source }) => source.kind === "mains");
  if (!mains) return [];
  const there = (id: string) => placed.filter((one) => one.id === id);
  return [
    {
      id: "mains-isolation",
      text: "Mains: isolation, creepage, clearance and the standard they follow are for a person who knows them; nothing here shows them",
      blocks: placed.filter(({ ask }) => ask.rule.kind === "protection").map(({ id }) => id),
    },
    ...there("energy-meter").map(({ id, choice }) => ({
      id: `potential-${id}`,
      text: `${choice?.part?.mpn ?? id} measures at the mains: its supply and its bus are at the potential of the mains unless they are isolated, and no isolation is laid out`,
      blocks: [id],
    })),
    ...there("relay").map(({ id, choice }) => ({
      id: `contacts-${id}`,
      text: `The contacts of ${choice?.part?.mpn ?? id} are held against no load: voltage and current of what they switch are not stated`,
      blocks: [id],
    })),
  ];
}

/** A converter that is held against the nominal voltage is not held against an empty battery. */
const nominalBattery = ({ supplies }: Facts): Risks =>
  supplies
    .filter(({ source: { kind, voltage } }) => {
      const known = [voltage.min, voltage.typ, voltage.max].filter((one) => one !== null);
      return kind === "battery" && known.length > 0 && new Set(known).size === 1;
    })
    .map(({ source }) => ({
      id: `nominal-${source.id}`,
      text: `Of ${source.id} only ${sayRange(source.voltage)} is known: what hangs on it is not held against the voltage of a full or an empty one`,
      blocks: [source.id],
    }));

function batteryParts(facts: Facts, { placed }: Placement): Risks {
  const isCharged = facts.asks.some(({ rule }) => rule.id === "charger");
  const guard = placed.find(({ id }) => id === "battery-protection")?.choice?.part;
  return [
    ...(isCharged && !chargingSource(facts)
      ? [
          {
            id: "charge-source",
            text: "No line says what charges the battery: the charger is held against no input voltage",
            blocks: ["charger"],
          },
        ]
      : []),
    ...(guard && /\bcontroller\b/i.test(guard.description)
      ? [
          {
            id: "battery-switch",
            text: `${guard.mpn} is the controller alone: it switches through transistors, for which there is no block`,
            blocks: ["battery-protection"],
          },
        ]
      : []),
  ];
}

/** What a pin of a controller gives is some mA. */
const coils = ({ placed }: Placement): Risks =>
  placed
    .filter(({ id, bus, choice }) => id === "relay" && bus === "gpio" && choice?.part)
    .map(({ id, choice }) => {
      const amps = largestCurrent(choice!.part!);
      return {
        id: `coil-${id}`,
        text: `The coil of ${choice!.part!.mpn} takes ${amps === null ? "more" : `${say(amps, "A")}, more`} than a pin gives: each needs a transistor and a diode, for which there is no block`,
        blocks: [id],
      };
    });

/** Data that nothing reads: the controller was not held against them. */
function unattached({ controller }: Facts, { placed, host }: Placement, { blocks }: Body): Risks {
  const isData = ({ ask, id }: Placed) =>
    id !== host?.block &&
    ask.rule.powered &&
    ["sensor", "display", "radio"].includes(ask.rule.kind);
  const loose = placed.filter(
    (one) => isData(one) && blocks.find(({ id }) => id === one.id)?.interfaces.length === 0,
  );
  if (loose.length === 0) return [];
  const who = controller
    ? "the controller was not chosen for them"
    : "nothing is there that reads them";
  return [
    {
      id: "unattached",
      text: `${loose.map(({ id }) => id).join(", ")}: the interface is open, and ${who}`,
      blocks: loose.map(({ id }) => id),
    },
  ];
}

function portCurrents({ placed }: Placement): Risks {
  const ports = placed.filter(
    ({ ask }) => ask.rule.kind === "connector" && /\bsupply\b/.test(ask.rule.wanted),
  );
  if (ports.length === 0) return [];
  const ids = ports.map(({ id }) => id);
  return [
    {
      id: "port-currents",
      text: `What is plugged into ${ids.join(", ")} takes its supply from there; no line says how much, and no rail counts it`,
      blocks: ids,
    },
  ];
}

/** The far side of a barrier has a supply of its own, or there is no barrier. */
function barriers({ placed }: Placement): Risks {
  const asked = placed.filter(({ choice }) => choice && isBarrier(choice.asked));
  return asked.flatMap(({ id, ask, choice }) => {
    const part = choice!.part;
    if (part?.attributes["isolated_supply"] === "integrated") return [];
    const text = part
      ? `The bus side of ${part.mpn} needs a supply that is isolated from the logic, and no block is drawn for it: plan an isolated DC-DC converter`
      : `${ask.name} has to be isolated, and no part that is known to be fits: one with a barrier inside, or a digital isolator before a plain one, each with an isolated supply for the bus side`;
    return [{ id: `isolated-supply-${id}`, text, blocks: [id] }];
  });
}

/** A stand-off that is enough for the nominal supply says nothing of the highest, which nobody stated or which is more. */
function standoffs({ supplies }: Facts, { placed }: Placement): Risks {
  const source = supplies.find(({ source: { kind } }) => kind === "external")?.source;
  const top = source && span(source.voltage)?.to;
  if (!source || !top) return [];
  const isNominal = span(source.voltage)!.from === top;
  return placed.flatMap(({ id, ask, choice }): Risks => {
    const part = choice?.part;
    const volts = part && figuresOf(part, "standoff_voltage", "V")[0]?.max;
    if (!volts) return [];
    const isOnSupply = ask.rule.id === "over-voltage";
    if (isOnSupply && isNominal) {
      const text = `Of ${source.id} only ${say(top, "V")} is known: the stand-off of ${part.mpn}, ${say(volts, "V")}, is not held against its tolerance; state the highest voltage`;
      return [{ id: `standoff-${id}`, text, blocks: [id] }];
    }
    const isOnCan = ask.guards?.some((one) => one.id === "can-transceiver");
    if (!isOnCan || volts >= top) return [];
    const text = `${part.mpn} stands off ${say(volts, "V")}, ${source.id} reaches ${say(top, "V")}: a lasting short of the bus to that is not borne`;
    return [{ id: `standoff-${id}`, text, blocks: [id] }];
  });
}
