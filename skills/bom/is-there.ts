/** Whether the workspace has a file that no request names. */
import { posix } from "node:path";
import { isGatewayError } from "metaforge";
import type { SkillContext } from "metaforge";

export async function isThere(list: SkillContext<unknown>["list"], path: string): Promise<boolean> {
  try {
    const found = await list(posix.dirname(path), { endings: [posix.extname(path)] });
    return found.some((one) => one.path === path);
  } catch (thrown) {
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") return false;
    throw thrown;
  }
}
