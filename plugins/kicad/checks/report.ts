/** The form in which KiCad writes what its checks find. */
import { messageOf, z } from "metaforge";

const Item = z.object({
  description: z.string(),
  uuid: z.string(),
  pos: z.object({ x: z.number(), y: z.number() }),
});
const Raw = z.object({
  type: z.string(),
  severity: z.enum(["error", "warning"]),
  description: z.string(),
  items: z.array(Item),
  excluded: z.boolean().default(false),
  comment: z.string().optional(),
});
const Erc = z.object({
  $schema: z.string().includes("erc.v1"),
  coordinate_units: z.literal("mm"),
  sheets: z
    .array(z.object({ path: z.string(), uuid_path: z.string(), violations: z.array(Raw) }))
    .min(1),
});
const Drc = z.object({
  $schema: z.string().includes("drc.v1"),
  coordinate_units: z.literal("mm"),
  violations: z.array(Raw),
  unconnected_items: z.array(Raw),
  schematic_parity: z.array(Raw),
});

export type RawViolation = z.infer<typeof Raw>;
export type ErcReport = z.infer<typeof Erc>;
export type DrcReport = z.infer<typeof Drc>;

/** Both throw for what is no such report; `wrongErc` and `wrongDrc` say why instead. */
export const parseErc = (bytes: Uint8Array): ErcReport => Erc.parse(json(bytes));
export const parseDrc = (bytes: Uint8Array): DrcReport => Drc.parse(json(bytes));
export const wrongErc = (bytes: Uint8Array): string | null => fault(() => parseErc(bytes));
export const wrongDrc = (bytes: Uint8Array): string | null => fault(() => parseDrc(bytes));

const json = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function fault(parse: () => unknown): string | null {
  try {
    parse();
    return null;
  } catch (thrown) {
    return `it is no report (${messageOf(thrown).replaceAll(/\s+/g, " ").slice(0, 160)})`;
  }
}
