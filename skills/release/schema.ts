/** What manufacturing/manifest.json holds, and what the skill may be told. Lengths in mm, sizes in bytes. */
import { z } from "metaforge";
import { OutcomeStatus, artifactHead } from "metaforge/report";

export const ArgsSchema = z.strictObject({
  timeoutMs: z
    .number()
    .int()
    .min(1000)
    .max(1_800_000)
    .optional()
    .describe("Milliseconds for one call of KiCad; its own limits when absent"),
});
export type Args = z.infer<typeof ArgsSchema>;

/** Null: not counted, which is another thing than none. */
const count = z.number().int().min(0).nullable();
const length = z.number().nullable();

const FileEntry = z.strictObject({
  path: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
});
export type FileEntry = z.infer<typeof FileEntry>;

const Checked = z.strictObject({
  status: OutcomeStatus,
  errors: count,
  warnings: count,
  excluded: count,
});

const FindingSchema = z.strictObject({
  id: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  title: z.string(),
  where: z.strictObject({ file: z.string(), item: z.string().exactOptional() }),
  evidence: z.string(),
  action: z.string(),
});
export type ReleaseFinding = z.infer<typeof FindingSchema>;

const BoardSchema = z.strictObject({
  widthMm: z.number(),
  heightMm: z.number(),
  layers: z.number().int(),
  thicknessMm: length,
  minTrackMm: length,
  minSpacingMm: length,
  minDrillMm: length,
  maxDrillMm: length,
  holes: z.strictObject({ plated: z.number().int(), unplated: z.number().int() }),
  /** Thickness by the smallest plated drill. */
  aspectRatio: z.number().nullable(),
  finish: z.string().nullable(),
});

/** References; null where it could not be told. */
const refs = z.array(z.string()).nullable();

const PartsSchema = z.strictObject({
  components: count,
  /** Fitted: in the BOM, on the board, not marked DNP. */
  fitted: count,
  dnp: refs,
  excludedFromBom: refs,
  bomLines: count,
  placedTop: count,
  placedBottom: count,
  /** Fitted, yet without a place in the placement file. */
  notPlaced: refs,
  /** In the placement file, yet not in the BOM. */
  notOrdered: refs,
});
export type Parts = z.infer<typeof PartsSchema>;

export const ManifestSchema = z.strictObject({
  ...artifactHead("metaforge/release@1"),
  project: z.strictObject({
    stem: z.string(),
    folder: z.string(),
    title: z.string(),
    revision: z.string(),
    date: z.string(),
    company: z.string(),
  }),
  verdict: z.enum(["ready", "not_ready"]),
  /** Why it is not ready. */
  reasons: z.array(z.string()),
  gate: z.strictObject({
    erc: Checked,
    drc: Checked.extend({ unconnected: count }),
    parity: Checked,
  }),
  board: BoardSchema.nullable(),
  parts: PartsSchema,
  /** Null when it could not be made, or is too large. */
  zip: FileEntry.extend({ files: z.array(FileEntry) }).nullable(),
  /** Beside the zip; this file itself excepted. */
  files: z.array(FileEntry),
  findings: z.array(FindingSchema),
});
export type Manifest = z.infer<typeof ManifestSchema>;
