/** What is done to a device by a standard: discharges, surges, shaking, falls, water. Nothing of this is measured on it. */
import { magnitudeOf } from "../input/constraints.ts";
import type { Constraint } from "../input/constraints.ts";
import type { Equipment } from "./equipment.ts";
import { amount, bareWords } from "./limit-words.ts";
import { DISCHARGE, isSaid, voltageOf } from "./said.ts";

export interface Stress {
  readonly standard: string;
  readonly equipment: Equipment;
  /** How it is applied, after the severity is set. */
  readonly how: string;
  /** What a laboratory has to know besides the severity, and how a statement shows that it says so. */
  readonly profile: readonly (readonly [what: string, isStated: RegExp])[];
}

interface Row extends Omit<Stress, "equipment"> {
  readonly names: RegExp;
  /** The sentence tells it of this number where the parameter does not: "survive reverse battery of -14 V". */
  readonly says?: RegExp;
  /** Standards of the same stress, that a sentence may name instead. */
  readonly family?: RegExp;
  /** In SI, of what the sentence tells: an isolated converter of 5 V withstands nothing. */
  readonly least?: number;
  /** SI units of the severity; null: any. */
  readonly units: readonly string[] | null;
  readonly instrument: string;
  readonly quantity: string;
}

const CRITERION = [
  "what the device may do meanwhile (performance criterion A, B or C)",
  /criteri(?:on|a)\s+[ABC]\b/i,
] as const;

const ROWS: readonly Row[] = [
  {
    names: /(?:^|_)esd(?:_|$)/,
    says: DISCHARGE,
    units: ["V"],
    standard: "IEC 61000-4-2",
    family: /\bISO 10605|\b(?:EN )?IEC 61000-4-2\b|\bEN 61000-4-2\b|\bJS-00[12]\b|\bMIL-STD-883\w*/,
    quantity: "electrostatic discharge",
    instrument: "ESD generator on a ground reference plane",
    how: "Discharge to every point that users touch, contact to metal and through air to insulation as stated, ten times in each polarity, 1 s apart.",
    profile: [["contact or air discharge", /\b(?:contact|air)\b/i], CRITERION],
  },
  {
    names: /(?:^|_)surge(?:_|$)/,
    says: voltageOf("surges?"),
    units: ["V"],
    standard: "IEC 61000-4-5",
    family: /\b(?:EN |IEC )+61000-4-5\b|\bISO 7637-2\b|\bIEEE C62\.\d+/,
    quantity: "surge",
    instrument: "surge generator (1.2/50 µs, 8/20 µs) with coupling network",
    how: "Apply five surges in each polarity, at most one a minute, to the lines that are stated.",
    profile: [["the lines", /\bline|\bearth|\bground|port|common|differential/i], CRITERION],
  },
  {
    names: /(?:^|_)(?:eft|burst|fast_transient)(?:_|$)/,
    units: ["V"],
    standard: "IEC 61000-4-4",
    family: /\b(?:EN |IEC )+61000-4-4\b|\bISO 7637-[23]\b/,
    quantity: "fast transients",
    instrument: "burst generator (5/50 ns) with coupling network or clamp",
    how: "Apply bursts for one minute in each polarity to supply and signal lines.",
    profile: [["the lines", /\bline|port|supply|signal/i], CRITERION],
  },
  {
    names:
      /(?:^|_)(?:isolation|insulation|hipot|dielectric|withstand)(?:_\w+)?_voltage$|(?:^|_)hipot/,
    says: voltageOf("isolated|isolation|insulated|insulation"),
    least: 50,
    units: ["V"],
    standard: "the safety standard that the product falls under",
    family:
      /\b(?:EN |IEC |UL )+(?:62368-1|61010-\d(?:-\d+)?|60601-1|60664-1|60950-1|61131-2|60747-17)\b/,
    quantity: "dielectric strength",
    instrument:
      "dielectric strength tester with current limit, device without supply, behind a guard",
    how: "Join all terminals of each side, raise the voltage within 5 s, hold it, and lower it again; watch the leakage current.",
    profile: [
      ["for how long", /\b\d+\s*(?:s|sec\w*|min\w*)\b/i],
      ["a.c. or d.c.", /\b(?:rms|ac|dc|vac|vdc|vrms)\b|vrms/i],
      ["the leakage current that may flow", /leak|\bmA\b/i],
    ],
  },
  {
    names: /(?:^|_)load_dump(?:_|$)/,
    says: voltageOf("load[ -]dump"),
    units: ["V"],
    standard: "ISO 16750-2, load dump",
    family: /\bISO 16750-2\b|\bISO 7637-2\b/,
    quantity: "load dump",
    instrument: "load dump generator with the stated source resistance",
    how: "Apply the pulses at the supply terminals, the device working and watched, and let it recover between them.",
    profile: [
      ["test A or B", /\btest [AB]\b/i],
      ["the duration of the pulse", /\bms\b/i],
      ["the source resistance", /Ω|\bohm/i],
      CRITERION,
    ],
  },
  {
    names: /(?:^|_)reverse_(?:battery|polarity|voltage)(?:_|$)/,
    says: voltageOf("rever[a-z]+ (?:battery|polarity|voltage|supply|connection)"),
    units: ["V"],
    standard: "ISO 16750-2, reversed voltage, or the product's own standard",
    family: /\bISO 16750-2\b/,
    quantity: "reversed supply",
    instrument: "d.c. supply with current limit, connected the wrong way round",
    how: "Connect the supply with its poles exchanged for the stated time, then the right way, and let the device show that it works.",
    profile: [["for how long", /\b\d+\s*(?:s|sec\w*|min\w*)\b/i]],
  },
  {
    names: /^(?!.*(?:motor|haptic|actuator|alert|sensor|detect))(?:.*_)?vibrations?(?:_|$)/,
    units: ["m/s2", "m", "Hz"],
    standard: "IEC 60068-2-6 (sine) or IEC 60068-2-64 (random)",
    family:
      /\b(?:EN |IEC )+60068-2-(?:6|64)\b|\bISO 16750-3\b|\bMIL-STD-(?:810|202|883)\w?|\bDO-160\w?|\bGEVS\b|\bEN 61373\b/,
    quantity: "vibration",
    instrument: "shaker with a control accelerometer at the fixture",
    how: "Shake along each of three axes, the device working and watched.",
    profile: [
      ["the frequencies", /hz\b/i],
      ["for how long, or how many sweeps", /\b\d+\s*(?:min\w*|h|hours?|sweeps?|cycles?)\b/i],
    ],
  },
  {
    names: /(?:^|_)(?:mechanical_)?shocks?(?:_|$)/,
    units: null,
    standard: "IEC 60068-2-27",
    family: /\b(?:EN |IEC )+60068-2-27\b|\bISO 16750-3\b|\bMIL-STD-(?:810|202|883)\w?|\bEN 61373\b/,
    quantity: "shock",
    instrument: "shock machine with a control accelerometer at the fixture",
    how: "Apply three half-sine shocks in each direction of three axes, the device working and watched.",
    profile: [["the duration of the pulse", /\bms\b/i]],
  },
  {
    names: /(?:^|_)(?:drop|fall|free_fall)(?:_height)?$/,
    units: ["m"],
    standard: "IEC 60068-2-31",
    family: /\b(?:EN |IEC )+60068-2-3[12]\b|\bMIL-STD-810\w?|\bISTA \w+/,
    quantity: "fall",
    instrument: "release fixture over the stated floor, tape measure",
    how: "Let the device fall on each face, and look at it after each fall.",
    profile: [
      ["the floor", /concrete|steel|wood|floor|surface/i],
      ["how many falls", /\b\d+\s*(?:drops?|falls?|times)\b/i],
    ],
  },
  {
    names: /(?:^|_)(?:thermal|temperature)_(?:cycl\w+|shocks?|change)(?:_|$)/,
    units: ["Cel"],
    standard: "IEC 60068-2-14",
    family:
      /\b(?:EN |IEC )+60068-2-14\b|\bMIL-STD-(?:810|202|883)\w?|\bJESD22-A104\w?|\bISO 16750-4\b/,
    quantity: "change of temperature",
    instrument:
      "chamber of the stated rate of change, or two chambers, and a thermocouple on the device",
    how: "Go from one temperature to the other and back, each held until the device has it, as often as stated.",
    profile: [
      ["how many cycles", /\b\d+\s*(?:cycles?|times)\b/i],
      ["how long at each end", /\b\d+\s*(?:min\w*|h|hours?)\b/i],
      ["how fast it changes", /(?:°C|K)\s?\/\s?min|\bshock/i],
    ],
  },
  {
    names: /(?:^|_)water_?(?:resist\w*|proof\w*|tight\w*)(?:_|$)/,
    units: ["Pa", "m"],
    standard: "ISO 22810 for a watch, IEC 60529 for another device",
    quantity: "water pressure",
    instrument: "pressure vessel with water, and a reference pressure gauge",
    how: "Keep the device under the pressure for the time of the standard, closed as it is delivered, then look for water inside.",
    profile: [["for how long", /\b\d+\s*(?:s|min\w*|h|hours?)\b/i]],
  },
  {
    names: /(?:^|_)altitude$/,
    units: ["m"],
    standard: "IEC 60068-2-13",
    quantity: "low air pressure",
    instrument: "vacuum chamber with a reference pressure gauge",
    how: "Lower the pressure to that of the altitude in the standard atmosphere (ISO 2533), and let the device work there.",
    profile: [],
  },
];

const IP: Omit<Row, "names" | "units"> = {
  standard: "IEC 60529",
  quantity: "protection by the enclosure",
  instrument: "access probes, dust chamber and water apparatus of the code",
  how: "Apply the test of each digit of the code, the device closed as it is delivered, then open it and look for dust and water.",
  profile: [],
};

export function stressOf({
  parameter,
  values,
  si,
  category,
  ...spoken
}: Constraint): Stress | null {
  if (values?.some((value) => /^IP[0-9X]{2}/i.test(value))) return toStress(IP);
  if (si === null || si === undefined) return null;
  const row = ROWS.find(
    ({ names, says, least, units }) =>
      ((category !== "power" && names.test(parameter)) ||
        (says !== undefined &&
          (magnitudeOf({ si }) ?? 0) >= (least ?? 0) &&
          isSaid(spoken, says))) &&
      (units === null || units.includes(si.unit)),
  );
  if (row === undefined) return null;
  const words = `${spoken.statement} ${spoken.condition ?? ""}`;
  const named = row.family?.exec(words)?.[0];
  return toStress(
    named === undefined || row.standard.includes(named.replace(/^EN (?:IEC )?/, "IEC "))
      ? row
      : { ...row, standard: named, how: AS_NAMED },
  );
}

const AS_NAMED =
  "Apply it as that standard sets out: points or lines, network or profile, polarity, number and intervals are told there.";

/** "±8 kV", "up to 40 V", "2 G": what is applied, as no limit of a result. */
export function severityOf(constraint: Constraint): string {
  const { min, max, unit, values, statement } = constraint;
  if (min !== null && max !== null && min === -max) return `±${amount(max, unit)}`;
  if (max !== null && min === null) return `up to ${amount(max, unit)}`;
  if (min !== null && max === null) return `at least ${amount(min, unit)}`;
  return bareWords(constraint) || (values ?? []).join(", ") || statement;
}

const toStress = ({
  standard,
  quantity,
  instrument,
  how,
  profile,
}: Omit<Row, "names" | "units">): Stress => ({
  ...{ standard, how, profile },
  equipment: { class: "E-S", quantity, relative: null, absolute: null, instrument },
});

/** What the statement leaves open. */
export const openOf = ({ profile }: Stress, { statement, condition }: Constraint): string[] =>
  profile
    .filter(([, isStated]) => !isStated.test(`${statement} ${condition ?? ""}`))
    .map(([what]) => what);
