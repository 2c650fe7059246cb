/** The parts of the report with sums: sources, rails, converters, batteries. */
import { shown } from "../quantity.ts";
import type { PowerBudget } from "../schema.ts";
import { table, words } from "./table.ts";

type Range = PowerBudget["rails"][number]["voltage"];

function volts(range: Range | null): string {
  if (!range) return "not known";
  const ends = [...new Set([range.min ?? range.typ, range.max ?? range.typ])];
  return ends.map((end) => shown(end, "V")).join(" to ");
}

/** "≥": a figure is missing. */
const amount = (value: number, complete: boolean, unit = "A") =>
  !complete && value === 0 ? "not known" : `${complete ? "" : "≥ "}${shown(value, unit)}`;

type Summed = Pick<PowerBudget["rails"][number], "states" | "average">;

function rowsOf(head: readonly string[], { states, average }: Summed): string[][] {
  const rows = states.map(({ state, typical, worst, peak, complete }) => [
    ...head,
    words(state),
    amount(typical, complete),
    amount(worst, complete),
    amount(peak, complete),
  ]);
  const mean = [
    ...head,
    "**average**",
    amount(average.typical, average.complete),
    amount(average.worst, average.complete),
    "",
  ];
  return states.length > 1 ? [...rows, mean] : rows;
}

export function sources({ sources: all }: PowerBudget): string {
  if (all.length === 0) return "## Sources\n\narchitecture.json has no source.";
  const fed = all.filter(({ states }) => states.some(({ peak }) => peak > 0));
  const idle = all.filter((one) => !fed.includes(one)).map(({ id }) => words(id));
  const rows = fed.flatMap((one) => rowsOf([words(one.id), one.kind, volts(one.voltage)], one));
  const unused =
    idle.length > 0
      ? `${fed.length > 0 ? "\n\n" : ""}No load whose current is known hangs on: ${idle.join(", ")}.`
      : "";
  const head = ["Source", "Kind", "Voltage", "State", "Typical", "Worst", "Peak"];
  const alone = fed.length > 1 ? "Each as if it alone fed what it can feed.\n\n" : "";
  const power = fed.flatMap(({ id, power: mean }) =>
    mean
      ? [
          `- ${words(id)}: ${amount(mean.typical, mean.complete, "W")} typical, ${amount(mean.worst, mean.complete, "W")} worst on average`,
        ]
      : [],
  );
  const sums = fed.length > 0 ? table(head, rows, [4, 5, 6]) : "";
  return `## Sources\n\n${alone}${sums}${power.length > 0 ? `\n\n${power.join("\n")}` : ""}${unused}`;
}

export function rails({ rails: all }: PowerBudget): string {
  if (all.length === 0) return "## Rails\n\narchitecture.json has no rail.";
  const rows = all.flatMap((one) =>
    rowsOf([words(one.id), volts(one.voltage), words(one.fedBy.join(", ") || "not known")], one),
  );
  const head = ["Rail", "Voltage", "Fed by", "State", "Typical", "Worst", "Peak"];
  const lacking = all
    .filter(({ notMeasured }) => notMeasured.length > 0)
    .map(
      ({ id, notMeasured }) => `- ${words(id)}: at least, without ${words(notMeasured.join(", "))}`,
    );
  return `## Rails\n\nCurrents at the rail's own voltage.\n\n${table(head, rows, [4, 5, 6])}${lacking.length > 0 ? `\n\n${lacking.join("\n")}` : ""}`;
}

export function loads({ loads: all }: PowerBudget): string {
  if (all.length === 0) return "";
  const told = (number: number | null, complete: boolean) =>
    number === null ? "not known" : amount(number, complete);
  const rows = all.flatMap(({ block, part, quantity, fedBy, states }) =>
    states.map((one) => [
      words(quantity > 1 ? `${quantity} × ${block}` : block),
      words(part ?? "TBD"),
      words(fedBy),
      words(one.state),
      words(one.mode),
      told(one.typical, one.complete),
      told(one.worst, one.complete),
      told(one.peak, one.complete),
    ]),
  );
  const head = ["Block", "Part", "Fed by", "State", "Mode", "Typical", "Worst", "Peak"];
  // A figure that serves several states is told once.
  const figures = new Set(
    all.flatMap(({ block, states }) =>
      states.map((one) => `- ${words(block)}, ${words(one.mode)}: ${words(one.source, 600)}`),
    ),
  );
  return `## Loads\n\n${table(head, rows, [5, 6, 7])}\n\n${[...figures].join("\n")}`;
}

export function converters({ converters: all }: PowerBudget): string {
  if (all.length === 0) return "";
  const rows = all.map((one) => {
    const { efficiency, quiescent, junction, dissipation } = one;
    return [
      words(one.block),
      words(one.part ?? "TBD"),
      one.topology ?? "not known",
      `${volts(one.vin)} → ${shown(one.vout.value, "V")}`,
      one.topology === "ldo"
        ? "Vout/Vin"
        : efficiency
          ? `${efficiency.complete ? "" : "≤ "}${shown(efficiency.worst, "1")}`
          : "not known",
      quiescent ? shown(quiescent.worst, "A") : "not known",
      amount(dissipation.value, dissipation.complete, "W"),
      junction ? amount(junction.value, junction.complete, "°C") : "not measured",
    ];
  });
  const head = [
    "Converter",
    "Part",
    "Kind",
    "From → to",
    "Efficiency",
    "Own current",
    "Heat, worst",
    "Junction",
  ];
  const shownOnce = (text: string) => words(text, 900);
  const formulas = all.flatMap((one) => [
    ...one.states.map(
      ({ state, worst }) =>
        `- ${words(one.block)} → ${words(one.rail)} from ${words(one.fedBy)}, ${words(state)}: ${shownOnce(worst.formula)}`,
    ),
    `- ${words(one.block)}, heat in ${words(one.dissipation.state)}: ${shownOnce(one.dissipation.formula)}`,
    ...(one.junction
      ? [
          `- ${words(one.block)}: ${shownOnce(one.junction.formula)} (${words(one.junction.resistance)})`,
        ]
      : []),
    ...[one.efficiency?.source, one.quiescent?.source].flatMap((source) =>
      source ? [`- ${words(one.block)}: ${words(source)}`] : [],
    ),
  ]);
  return `## Converters\n\n${table(head, rows, [5, 6, 7])}\n\n${formulas.join("\n")}`;
}

export function batteries({
  batteries: all,
  loads: taking,
  notMeasured,
  usage: { assumption },
}: PowerBudget): string {
  if (all.length === 0) return "";
  const unknown = taking.filter(({ states }) => states.some(({ worst }) => worst === null));
  const lacking = words([...new Set(unknown.map(({ block }) => block))].join(", "));
  const without =
    lacking !== ""
      ? `, without ${lacking}, whose current is not known`
      : notMeasured.length > 0
        ? ", without what is not known"
        : "";
  // What everything else is there for: a duration without it is no answer.
  const isHollow = unknown.some(({ kind }) => kind === "mcu");
  const told = all.map((one) => {
    const { capacity, usable, selfDischarge, runtime, notes } = one;
    const last = (which: "typical" | "worst") => {
      if (!runtime) return "not measured";
      if (isHollow) return `not told: the current of ${lacking} is not known`;
      const { value, complete, formula } = runtime[which];
      const bound = complete ? ["", ""] : [assumption === null ? "at most " : "", without];
      return `${bound[0]}${shown(value, "s")}${bound[1]}: ${words(formula, 900)}`;
    };
    const assumed =
      runtime && !isHollow && assumption !== null
        ? [`- By what is assumed: ${words(assumption)}. With less of that it lasts longer.`]
        : [];
    const lines = [
      `- Capacity: ${capacity ? `${shown(capacity.value, "C")} (${words(capacity.from)})` : "not known"}`,
      ...(usable
        ? [
            `- Usable: ${usable.exact ? "" : "at most "}${shown(usable.value, "C")}: ${words(usable.formula)}`,
          ]
        : []),
      ...(selfDischarge
        ? [
            `- Self-discharge: ${shown(selfDischarge.value * 31_557_600, "1")} a year (${words(selfDischarge.from)})`,
          ]
        : []),
      `- Lasts, typical: ${last("typical")}`,
      `- Lasts, worst: ${last("worst")}`,
      ...assumed,
      ...notes.map((note) => `- ${words(note)}`),
    ];
    return `### ${words(one.source)}${one.part ? ` (${words(one.part)})` : ""}\n\n${lines.join("\n")}`;
  });
  return `## Batteries\n\n${told.join("\n\n")}`;
}
