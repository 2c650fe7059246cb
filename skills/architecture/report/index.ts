/** architecture.md: what a colleague reads to accept or to object, the verdict first. */
import { limitIn } from "../approved-list.ts";
import type { Requirements } from "../input.ts";
import type { Architecture } from "../schema.ts";
import { say, sayRange } from "../supply/number.ts";
import { blockDiagram, powerDiagram } from "./diagrams.ts";
import { escapeCell, table } from "./text.ts";

export function report(design: Architecture, { constraints, file }: Requirements): string {
  const parts = [
    `# Architecture: ${escapeCell(design.product) || "unnamed product"}`,
    verdict(design, file),
    findings(design),
    `## Blocks\n\n${design.blocks.length > 0 ? blockDiagram(design) : "No block."}`,
    power(design),
    interfaces(design),
    controller(design),
    partsTable(design),
    alternatives(design),
    `## Coverage of the requirements\n\n${coverage(design, constraints)}`,
    section(
      "Risks",
      design.risks.map(({ text, blocks }) => [text, blocks.join(", ")]),
      ["Risk", "Blocks"],
    ),
    section(
      "To be decided",
      design.tbd.map(({ what, wanted }) => [what, wanted]),
      ["What", "Wanted"],
    ),
    suggestions(design),
    standsOn(design),
  ];
  return `${parts.filter((one) => one !== "").join("\n\n")}\n`;
}

/** One sentence, also the run's summary. */
export function sentence({ blocks, coverage: rows, findings: all }: Architecture): string {
  const chosen = blocks.filter(({ part }) => part !== null).length;
  const of = (status: string) => rows.filter((one) => one.status === status).length;
  const errors = all.filter(({ severity }) => severity === "error").length;
  const silent = all.find(({ id }) => id === "hardware-not-in-draft");
  return `${blocks.length} blocks, ${chosen} with a part; of ${rows.length} requirements ${of("addressed")} addressed, ${of("partly")} in part, ${of("not-addressed")} not here; ${limitIn(all)}${silent ? `${silent.title}; ` : ""}${errors} ${errors === 1 ? "error" : "errors"}.`;
}

function verdict(design: Architecture, file: string): string {
  const errors = design.findings.filter(({ severity }) => severity === "error").length;
  const open = design.blocks.filter(({ part }) => part === null).length;
  const word =
    design.blocks.length === 0
      ? "**Nothing to design**"
      : errors > 0
        ? "**Not ready**"
        : open > 0
          ? "**A first draft with open parts**"
          : "**A first draft**";
  return `${word}: ${sentence(design)} Made from ${escapeCell(file)}; every number comes from a requirement, a catalogue figure or a formula that is shown.`;
}

const section = (
  title: string,
  rows: readonly (readonly string[])[],
  head: readonly string[],
  before = "",
) => (rows.length === 0 ? "" : `## ${title}\n\n${before}${table(head, rows)}`);

const CATALOGUE =
  "The catalogue's figures were written down from data sheets. Read the sheet itself, at its current revision, before you order or lay out; first of the parts of which few figures were compared with it a second time.\n\n";

const ORDER = { error: 0, warning: 1, info: 2 };

const findings = ({ findings: all }: Architecture) =>
  section(
    "Findings",
    all
      .toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity])
      .map(({ severity, title, evidence, action, requirement }) => [
        severity,
        title,
        [evidence, action].filter(Boolean).join(" → "),
        requirement ?? "",
      ]),
    ["Severity", "Finding", "Evidence → action", "Requirement"],
  );

function power(design: Architecture): string {
  const { rails, powerTree, sources } = design;
  if (rails.length === 0 && sources.length === 0) return "";
  const sourceRows = sources.map(({ id, kind, voltage, basis, capacity, requirements }) => [
    id,
    kind,
    sayRange(voltage),
    capacity ? `${capacity.value} ${capacity.unit}; ${capacity.source}` : "",
    basis,
    requirements.join(", "),
  ]);
  const railRows = rails.map(
    ({ name, voltage, from, source, maxCurrent, loads, basis, requirements }) => [
      name,
      sayRange(voltage),
      from === source ? from : `${from}, from ${source}`,
      maxCurrent
        ? `${maxCurrent.complete ? "" : "at least "}${say(maxCurrent.value, "A")}: ${maxCurrent.basis}`
        : "not known",
      loads.join(", "),
      basis,
      requirements.join(", "),
    ],
  );
  const steps = powerTree
    .filter(({ kind, reason }) => kind === "converter" || reason !== null)
    .map(({ from, to, topology, reason, dissipation, efficiency }) => [
      `${from} → ${to}`,
      topology ?? "not known",
      reason ?? "",
      dissipation ? `${say(dissipation.value, "W")} = ${dissipation.formula.split(" = ")[0]}` : "",
      efficiency
        ? `${Math.round(efficiency.value * 1000) / 10} % (${efficiency.source})`
        : "not known",
    ]);
  return [
    `## Power tree\n\n${powerDiagram(design)}`,
    table(["Source", "Kind", "Voltage", "Capacity", "Basis", "Requirements"], sourceRows),
    rails.length > 0
      ? table(
          ["Rail", "Voltage", "From", "Largest current", "Loads", "Basis", "Requirements"],
          railRows,
        )
      : "",
    steps.length > 0 ? table(["Step", "Topology", "Why", "Heat", "Efficiency"], steps) : "",
  ]
    .filter((one) => one !== "")
    .join("\n\n");
}

const interfaces = ({ blocks }: Architecture) =>
  section(
    "Interfaces",
    blocks.flatMap(({ id, interfaces: all }) =>
      all.map(({ to, bus, signals, level }) => [
        to,
        id,
        bus.toUpperCase(),
        signals.join(", "),
        `${level.value} ${level.unit}`,
      ]),
    ),
    ["From", "To", "Bus", "Signals", "Level"],
  );

function controller({ host }: Architecture): string {
  if (!host) return "";
  const rows = host.peripherals.map(({ name, count, pins, for: blocks }) => [
    name.toUpperCase().replaceAll("_", " "),
    String(count),
    String(pins),
    blocks.join(", "),
  ]);
  return `## What the controller has to have\n\nAsked for by ${escapeCell(host.because.join(", "))}. ${host.pins} pins in all.${rows.length > 0 ? `\n\n${table(["Peripheral", "Count", "Pins", "For"], rows)}` : ""}`;
}

const partsTable = ({ blocks }: Architecture) =>
  section(
    "Parts",
    blocks.map(({ id, name, part, quantity, rationale, tbd, requirements }) => [
      `${name} (${id})`,
      part ? `${part.manufacturer} ${part.mpn}, ${part.package} (${part.origin})` : `TBD: ${tbd}`,
      part ? `${part.figures.checked} of ${part.figures.total}` : "",
      String(quantity),
      rationale,
      requirements.join(", "),
    ]),
    ["Block", "Part", "Figures compared", "Pieces", "Why", "Requirements"],
    CATALOGUE,
  );

const alternatives = ({ blocks }: Architecture) =>
  section(
    "Alternatives, and what ruled others out",
    blocks.flatMap(({ id, alternatives: all, eliminated }) => [
      ...all.slice(0, 3).map((one) => [id, one.id, one.reason]),
      ...eliminated.slice(0, 3).map((one) => [id, one.id, `ruled out: ${one.reasons.join("; ")}`]),
    ]),
    ["Block", "Part", "Reason"],
  );

function coverage(
  { coverage: rows }: Architecture,
  constraints: Requirements["constraints"],
): string {
  const text = new Map(
    constraints.map(({ id, statement, source }) => [
      id,
      `${statement} (${source.file}:${source.line})`,
    ]),
  );
  return table(
    ["Requirement", "Statement", "Status", "By", "Note"],
    rows.map(({ requirement, status, by, note }) => [
      requirement,
      text.get(requirement) ?? "",
      status,
      by.join(", "),
      note,
    ]),
  );
}

function suggestions({ suggestions: all = [] }: Architecture): string {
  const rows = all.map(({ block, part, text, quote, source }) => [
    block,
    part,
    text,
    `“${quote}” (${source})`,
  ]);
  const body = section("Suggestions of a model", rows, [
    "Block",
    "Part",
    "Suggestion",
    "Stands on",
  ]);
  return body && `${body}\n\nNothing above rests on them: the choices are those of the rules.`;
}

function standsOn({ inputs, tools, mode, temperature, blocks }: Architecture): string {
  const open = blocks.filter(({ notKnown }) =>
    notKnown.some((text) => text.startsWith("operating temperature")),
  );
  const but =
    open.length > 0
      ? `, but not ${open.map(({ id }) => id).join(", ")}, whose ambient range is not known`
      : "";
  const range = temperature
    ? `Parts were held against ${temperature.min} °C to ${temperature.max} °C (${temperature.requirements.join(", ")})${but}.`
    : "No operating range is stated, so no part was held against one.";
  return [
    "## Basis",
    `${range} A part's supply has to cover its rail. Mode: ${mode}.`,
    table(
      ["Input", "SHA-256"],
      inputs.map(({ path, sha256 }) => [path, sha256]),
    ),
    table(
      ["Tool", "Version"],
      tools.map(({ name, version }) => [name, version ?? "not known"]),
    ),
  ].join("\n\n");
}
