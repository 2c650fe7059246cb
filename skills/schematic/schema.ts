/** The arguments of the skill, and what `<name>.net-plan.json` holds. */
import { z } from "metaforge";
import { artifactHead, OutcomeStatus } from "metaforge/report";

const text = z.string();
const count = z.number().int().min(0);

export const ArgsSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/)
    .optional()
    .describe("Name of the KiCad project; from the product, else from the file, when absent."),
  timeoutMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(120_000)
    .describe("Milliseconds for one call of KiCad."),
});

export type Args = z.infer<typeof ArgsSchema>;

const FindingSchema = z.object({
  id: text,
  severity: z.enum(["error", "warning", "info"]),
  title: text,
  where: z.object({ file: text, item: text.optional() }),
  evidence: text,
  action: text,
});

const PinSchema = z.object({
  ref: text,
  pin: text.describe("Its number."),
  name: text,
  because: text.describe("Which rule or wish put it on the net."),
});

export const PlanSchema = z.object({
  ...artifactHead("metaforge/schematic-plan@1"),
  name: text,
  source: z.object({ file: text, kind: z.enum(["architecture", "net-list"]) }),
  verdict: z
    .enum(["proven", "unproven", "failed"])
    .describe("proven: 0 ERC errors, and the netlist is what was asked for, pin by pin."),
  reason: text,
  blocks: z
    .object({
      asked: count,
      drawn: count.describe("On the sheet: wired and placed."),
      wired: count.describe(
        "Each pin of their parts is on a net or may stay free, and nothing of them is to be decided.",
      ),
      placed: count.describe("On the sheet, with pins or matters of their own open."),
      absent: count.describe("Not on the sheet."),
    })
    .nullable()
    .describe("Of the architecture; null for a net list."),
  status: z.enum(["ok", "not-run"]).describe("not-run: no sheet was drawn."),
  parts: z.array(
    z.object({
      ref: text,
      symbol: text,
      value: text,
      footprint: text.nullable(),
      mpn: text.nullable(),
      block: text.nullable(),
      units: count,
      because: text,
    }),
  ),
  nets: z.object({
    asked: z.array(z.object({ name: text, pins: z.array(PinSchema) })),
    found: z
      .array(z.object({ name: text, pins: z.array(text).describe('As "U1.3".') }))
      .nullable()
      .describe("By KiCad; null when it gave no netlist."),
    differences: z
      .array(z.object({ net: text, missing: z.array(text), extra: z.array(text) }))
      .nullable(),
    partsMissing: z.array(text).nullable(),
    partsExtra: z.array(text).nullable(),
    partsChanged: z
      .array(text)
      .nullable()
      .describe("Parts with another value, symbol or footprint than asked for."),
  }),
  erc: z.object({
    status: OutcomeStatus,
    errors: count.nullable(),
    warnings: count.nullable(),
    byType: z.record(text, count),
    violations: z.array(
      z.object({
        type: text,
        severity: z.enum(["error", "warning"]),
        text,
        items: z.array(text),
      }),
    ),
    ignored: z.array(text).describe("Types of finding that KiCad does not look for by default."),
  }),
  netlist: z.object({ status: OutcomeStatus }),
  flags: z.array(text).describe("Nets with a power flag: what drives them is not on the sheet."),
  unconnected: z.array(z.object({ ref: text, pin: text, name: text, type: text })),
  repairs: z.array(text),
  choices: z.array(z.object({ id: text, text, source: text })),
  tbd: z.array(
    z.object({
      id: text,
      severity: z.enum(["error", "warning", "info"]),
      item: text,
      what: text,
      reason: text,
      action: text,
    }),
  ),
  problems: z.array(z.object({ code: text, message: text })),
  findings: z.array(FindingSchema),
});

export type Plan = z.infer<typeof PlanSchema>;
export type PlanFinding = z.infer<typeof FindingSchema>;
