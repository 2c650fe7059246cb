/** tests/test-plan.md: what is tested and how, in the order in which a laboratory would do it. */
import { tableOfMarkdown as table, words } from "metaforge/report";
import type { Case, Plan } from "../planning/cases.ts";
import { amount } from "../planning/limit-words.ts";
import type { Coverage } from "../schema.ts";
import { headline, wishesOf } from "./coverage-report.ts";
import { APPLIED } from "./csv.ts";

/** What needs no device first, what could harm it last. */
const ORDER = [
  "cost",
  "compliance",
  "schedule",
  "mechanical",
  "interface",
  "software",
  "power",
  "electrical",
  "performance",
  "reliability",
  "other",
  "environmental",
];

export function planReport(coverage: Coverage, plan: Plan): string {
  const { product, totals, guard } = coverage;
  const groups = [...Map.groupBy(plan.cases, ({ category }) => category)].toSorted(
    ([a], [b]) => place(a) - place(b),
  );
  const sections = [
    `# Test plan${product ? ` of ${words(product)}` : ""}`,
    `**${headline(coverage)}**`,
    wishesOf(coverage),
    `${totals.cases} cases; ${totals.requirements - totals.withoutGap} requirements have gaps, listed in [coverage.md](coverage.md). The same cases as a table: [test-matrix.csv](test-matrix.csv).`,
    `## How results are judged\n\n${guardWords(guard)}`,
    corners(plan),
    equipment(plan.cases),
    ...groups.map(([category, cases]) => group(category, cases)),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

const place = (category: string) => {
  const index = ORDER.indexOf(category);
  return index < 0 ? ORDER.length : index;
};

const guardWords = (guard: Coverage["guard"]) =>
  guard === "none"
    ? "Acceptance limits are the requirement's own; the measurement's uncertainty is recorded and not counted."
    : "Acceptance limits are the requirement's limits moved inwards by the expanded uncertainty U (k = 2) of the measurement, so that what is accepted keeps the requirement with the measurement's doubt counted (guard band as wide as U, as in ILAC-G8 and ISO 14253-1). U is at most that of the equipment class, and at most an eighth of a two-sided tolerance; where the allowed error of a reading is judged, at most a quarter of it. Where that is less than the class's, an instrument that is better than the class is needed. U has two digits, rounded up. A stimulus is set beyond its limit by U, so that the limit is surely reached. Counts, figures of data sheets and documents have no uncertainty; stresses are applied with the tolerances of their standards.";

function corners({ corners: all }: Plan): string {
  if (all.length === 0)
    return "## Conditions\n\nNo requirement states an operating temperature or a supply, so that tests are made as each case says.";
  const rows = all.map(({ what, words: limit, requirement }) => [what, words(limit), requirement]);
  return `## Conditions\n\n${table(["What", "Range", "Requirement"], rows)}`;
}

function equipment(cases: readonly Case[]): string {
  const used = new Map(
    cases.flatMap(({ equipment: one }) =>
      one ? [[`${one.class} ${one.quantity}`, one] as const] : [],
    ),
  );
  const rows = [...used.values()]
    .toSorted((a, b) => (`${a.class}${a.quantity}` < `${b.class}${b.quantity}` ? -1 : 1))
    .map(({ class: name, quantity, relative, absolute, instrument }) => [
      name,
      quantity,
      relative === null
        ? absolute === 0 || absolute === null
          ? name === "E-S"
            ? "as the standard says"
            : "none"
          : `${absolute} ${ABSOLUTE[quantity] ?? ""}`.trim()
        : `${Number((relative * 100).toPrecision(3))} % of the limit`,
      words(instrument),
    ]);
  return rows.length === 0
    ? ""
    : `## Equipment\n\n${table(["Class", "Quantity", "U at most", "Such as"], rows)}`;
}

/** What an absolute uncertainty is in. */
const ABSOLUTE: Readonly<Record<string, string>> = {
  temperature: "°C",
  "temperature of the device itself": "°C",
  "junction temperature": "°C",
  "relative humidity": "%RH",
  angle: "°",
  level: "dB",
  gain: "dB",
  "sound level": "dB",
};

function group(category: string, cases: readonly Case[]): string {
  return `## ${words(category.slice(0, 1).toUpperCase() + category.slice(1))}\n\n${cases.map(caseOf).join("\n\n")}`;
}

function caseOf(test: Case): string {
  const { limits, equipment: used, addressed } = test;
  const isSet = APPLIED.has(test.kind);
  const { acceptMin: min, acceptMax: max } = limits;
  const accepted = isSet
    ? [min, max]
        .filter((end) => end !== null)
        .map((end) => amount(end, limits.unit))
        .join(" and ")
    : test.acceptance;
  const rows = [
    [
      "Requirement",
      `${test.requirement} (${test.priority}), ${words(test.where)}: ${words(test.criterion)}`,
    ],
    ["Method", test.method],
    ["Addressed by", words(addressed.by.join(", ") || addressed.status.replaceAll("-", " "))],
    ["Set-up", words(test.setup)],
    ["Stimulus", words(test.stimulus)],
    ["Limit", words(test.limit)],
    [isSet ? "Set to" : "Accepted", words(accepted)],
    ["Guard band", limits.guardBand === "" ? "" : `U ≤ ${words(limits.guardBand)}`],
    ["Equipment", used === null ? "not known" : `${used.class}: ${words(used.instrument)}`],
    ["Gap", words(test.gaps.join("; "))],
  ].filter(([, value]) => value !== "");
  const steps = test.steps.map((step, index) => `${index + 1}. ${words(step, 700)}`).join("\n");
  return `### ${words(test.id)}: ${words(test.title)}\n\n${table(["", ""], rows as string[][])}\n\n${steps}`;
}
