/** `schematic-plan.md`: the verdict and its proof, what stays to be decided, parts, nets, rules, open pins. */
import { amount, cell, table as write } from "metaforge/report";
import { byName } from "../asking/request.ts";
import type { Plan } from "../schema.ts";

export function planReport(plan: Plan): string {
  return [
    `# Schematic draft: ${cell(plan.name)}`,
    `**${verdictLine(plan)}.**`,
    introduction(plan),
    ...section("Proof", plan.status === "ok" ? proof(plan) : ""),
    ...section("To be decided", toBeDecided(plan)),
    ...section("What KiCad finds", violations(plan)),
    ...section("Parts", parts(plan)),
    ...section("Nets", nets(plan)),
    ...section("Choices, and where they come from", choices(plan)),
    ...section("Pins marked as not connected", openPins(plan)),
    `Model: none. Mode: ${cell(plan.mode)}. Tools: ${plan.tools.map(({ name, version }) => `${name} ${version ?? "(version not known)"}`).join(", ") || "none"}.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

export function verdictLine(plan: Plan): string {
  const { verdict, reason, parts: all, nets, tbd, blocks } = plan;
  const serious = tbd.filter(({ severity }) => severity === "error").length;
  const open =
    tbd.length === 0
      ? "nothing left open by rule"
      : `${amount(tbd.length, "matter")} to be decided, ${serious === 0 ? "none" : serious} of them serious`;
  // "PROVEN" alone would be read as the whole design's.
  const isPart = verdict === "proven" && blocks !== null && blocks.wired < blocks.asked;
  const part = isPart ? " AS FAR AS IT IS DRAWN" : "";
  const count = `; ${amount(all.length, "part")}, ${amount(nets.asked.length, "net")}`;
  return `${verdict.toUpperCase()}${part}: ${reason}${all.length === 0 ? "" : count}${blocks === null ? "" : blocksLine(blocks)}; ${open}`;
}

/** ". Of 9 blocks 2 are wired, 6 are placed with pins or matters open, 1 is not on the sheet" */
function blocksLine({ asked, wired, placed, absent }: NonNullable<Plan["blocks"]>): string {
  const are = (count: number) => `${count} ${count === 1 ? "is" : "are"}`;
  const states = [
    `${are(wired)} wired`,
    ...(placed > 0 ? [`${are(placed)} placed with pins or matters open`] : []),
    ...(absent > 0 ? [`${are(absent)} not on the sheet`] : []),
  ];
  return `. Of ${amount(asked, "block")} ${states.join(", ")}`;
}

/** Nothing where there is no row. Sentences are not padded. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  rows.length === 0 ? "" : write(head, rows, { isPadded: false });

const section = (title: string, text: string) => (text === "" ? [] : [`## ${title}`, text]);

function introduction({ status, source, name }: Plan): string {
  const from = `Drawn from \`${source.file}\``;
  if (status === "not-run") return `Nothing was drawn from \`${source.file}\`.`;
  return `${from} as \`eda/kicad/${name}.kicad_sch\`. It is a draft: labels make the connections, wires and placement are for a person. Pins and symbols are the library's. The proof says that the sheet holds the nets below and no others, not that the circuit is right or whole: that is under "To be decided".`;
}

function proof({
  erc,
  netlist,
  nets: { asked, found, differences, partsMissing, partsExtra, partsChanged },
  flags,
  repairs,
}: Plan): string {
  const pins = (list: readonly { pins: readonly unknown[] }[]) =>
    list.reduce((sum, net) => sum + net.pins.length, 0);
  const rows = [
    [
      "ERC",
      erc.status,
      erc.errors === null
        ? "no answer"
        : `${amount(erc.errors, "error")}, ${amount(erc.warnings!, "warning")}`,
    ],
    [
      "Netlist",
      netlist.status,
      found === null
        ? "no answer"
        : `${asked.length} nets with ${pins(asked)} pins asked for, ${found.length} with ${pins(found)} found, ${differences!.length} differ`,
    ],
    [
      "Parts",
      netlist.status,
      partsMissing === null
        ? "no answer"
        : `missing: ${partsMissing.join(", ") || "none"}; extra: ${partsExtra!.join(", ") || "none"}; with another value, symbol or footprint: ${partsChanged!.join(", ") || "none"}`,
    ],
  ];
  const different = table(
    ["Net", "Missing", "Extra"],
    (differences ?? []).map(({ net, missing, extra }) => [
      net,
      missing.join(", "),
      extra.join(", "),
    ]),
  );
  return [
    table(["Check", "Status", "Result"], rows),
    different,
    flags.length > 0
      ? `Power flags (nothing on the sheet drives these nets, or KiCad cannot see it): ${flags.map(cell).join(", ")}.`
      : "",
    erc.ignored.length > 0
      ? `Not looked for, by KiCad's defaults: ${erc.ignored.map(cell).join(", ")}.`
      : "",
    repairs.length > 0
      ? `Changed after KiCad complained:\n\n${repairs.map((one) => `- ${cell(one)}`).join("\n")}`
      : "",
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

const RANK = { error: 0, warning: 1, info: 2 };

const toBeDecided = ({ tbd, problems }: Plan) =>
  [
    table(
      ["Problem", "What"],
      problems.map(({ code, message }) => [code, message]),
    ),
    table(
      ["", "Item", "What", "Why", "Do"],
      tbd
        .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
        .map(({ severity, item, what, reason, action }) => [severity, item, what, reason, action]),
    ),
  ]
    .filter((text) => text !== "")
    .join("\n\n");

const violations = ({ erc }: Plan) =>
  table(
    ["Severity", "Type", "What", "Where"],
    erc.violations.map(({ severity, type, text, items }) => [
      severity,
      type,
      text,
      items.join("; "),
    ]),
  );

const parts = ({ parts: all }: Plan) =>
  table(
    ["Ref", "Value", "Symbol", "Footprint", "Block", "Why"],
    all
      .toSorted((a, b) => byName(a.ref, b.ref))
      .map(({ ref, value, symbol, footprint, block, because }) => [
        ...[ref, value, symbol, footprint ?? "TBD", block ?? "", because],
      ]),
  );

const nets = ({ nets: { asked } }: Plan) =>
  table(
    ["Net", "Pin", "Name", "Why"],
    asked.flatMap(({ name, pins }) =>
      pins.map(({ ref, pin, name: function_, because }) => [
        name,
        `${ref}.${pin}`,
        function_,
        because,
      ]),
    ),
  );

const choices = ({ choices: all }: Plan) =>
  table(
    ["Choice", "Source"],
    all.map(({ text, source }) => [text, source]),
  );

function openPins({ unconnected }: Plan): string {
  const byRef = Map.groupBy(unconnected, ({ ref }) => ref);
  return table(
    ["Ref", "Pins"],
    [...byRef].map(([ref, pins]) => [
      ref,
      pins.map(({ pin, name }) => `${pin} ${name}`).join(", "),
    ]),
  );
}
