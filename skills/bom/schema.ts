/** The shapes of bom.json and costing.json, published with the skill, and the skill's arguments. */
import { z } from "metaforge";
import type { Finding } from "metaforge";
import {
  FindingSchema,
  OutcomeStatus,
  RequirementVerdictSchema,
  artifactHead,
} from "metaforge/report";

const text = z.string().nullable();

export const GroupSchema = z.object({
  refs: z.array(z.string()),
  quantity: z.number().int().positive(),
  value: z.string(),
  footprint: text,
  tolerance: text,
  voltage: text,
  mpn: text,
  manufacturer: text,
  supplierParts: z.array(z.string()).describe("Numbers of distributors, such as 'LCSC C1525'."),
  dnp: z.boolean().describe("Do not populate: listed, not bought."),
  datasheet: text,
  description: text,
});

export const BomSchema = z.object({
  ...artifactHead("metaforge/bom@1"),
  status: OutcomeStatus,
  project: z.string(),
  rows: z.number().int().nullable().describe("Components of the BOM; null when it is not known."),
  lines: z.number().int().nullable().describe("Groups."),
  components: z.number().int().nullable().describe("Of the schematic, excluded ones too."),
  dnp: z.number().int().nullable().describe("Components of the BOM that are not populated."),
  groups: z.array(GroupSchema),
  excluded: z.array(
    z.object({ ref: z.string(), value: z.string(), footprint: text, reason: z.string() }),
  ),
  fields: z
    .record(z.string(), z.array(z.string()))
    .describe("Meaning → the names of fields it was read from."),
  findings: z.array(FindingSchema),
});

const money = z.number().nonnegative();

export const CostLineSchema = z.object({
  mpn: text,
  refs: z.array(z.string()),
  perBoard: z.number().int(),
  needed: z.number().int().describe("For all boards, of all lines with this part."),
  status: z.enum(["priced", "not_measured"]),
  reason: z.string().optional(),
  unitPrice: money.optional(),
  linePerBoard: money.optional(),
  currency: z.string().optional(),
  priceBreak: z.number().int().optional(),
  belowSmallestBreak: z.boolean().optional(),
  date: z.string().optional(),
  source: z.string().optional(),
});

const TargetSchema = z.object({
  requirement: z.string(),
  statement: z.string(),
  max: z.number(),
  currency: z.string(),
  quantity: z.number().int(),
  measured: money.nullable().describe("Parts of one board, in the target's currency."),
  complete: z.boolean().describe("Whether every part has a price in that currency."),
  verdict: z.enum(["pass", "fail", "not_measured"]),
  reason: z.string(),
});

export const CostingSchema = z.object({
  ...artifactHead("metaforge/costing@1"),
  status: z.enum(["priced", "incomplete", "not_measured"]),
  reason: text,
  quantity: z.number().int().positive().describe("Boards."),
  priceFile: text,
  lines: z.array(CostLineSchema),
  totals: z
    .array(
      z.object({
        currency: z.string(),
        perBoard: money,
        allBoards: money,
        lines: z.number().int(),
      }),
    )
    .describe("One a currency; amounts of different currencies are never added."),
  notMeasured: z.array(z.string()).describe("References of parts without a price."),
  targets: z.array(TargetSchema),
  requirements: z
    .array(RequirementVerdictSchema)
    .optional()
    .describe("The targets as every artifact says them; absent without a constraints.json."),
});

export type Group = z.infer<typeof GroupSchema>;
export type Bom = Omit<z.infer<typeof BomSchema>, "findings"> & {
  readonly findings: readonly Finding[];
};
export type CostLine = z.infer<typeof CostLineSchema>;
export type CostTarget = z.infer<typeof TargetSchema>;
export type Costing = z.infer<typeof CostingSchema>;

export const ArgsSchema = z.strictObject({
  quantity: z.int().min(1).max(10_000_000).default(1).describe("Boards that are bought for."),
  prices: z
    .string()
    .endsWith(".csv")
    .optional()
    .describe("The dated price file; prices.csv when there is one."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe("Which offer is taken of a part that is offered in several currencies."),
});
export type Args = z.infer<typeof ArgsSchema>;
