/** How a KiCad file writes strings, lengths and identities. */
import { createHash } from "node:crypto";

export function quote(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll(/\r?\n/g, "\\n");
  return `"${escaped}"`;
}

/** Millimetres without the tail of binary fractions. */
export const mm = (length: number): string => String(Number(length.toFixed(4)));

/** An identity in the form of a random one (version 4) that is the same for the same names. */
export function uuidOf(...names: readonly string[]): string {
  const hex = createHash("sha256").update(names.join("\0")).digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4]!;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
