/** Ids of findings that stay the same from run to run. */
import { createHash } from "node:crypto";

/** Stable as long as what it is about is called the same. */
export const findingId = (kind: string, ...about: readonly string[]): string =>
  `${kind}-${createHash("sha256").update(about.join("\n")).digest("hex").slice(0, 8)}`;
