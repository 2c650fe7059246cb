/** What approving a new constraints.json would take away of the one that stands there. */
import { fail, isGatewayError } from "metaforge";
import type { Finding, SkillContext } from "metaforge";
import type { Constraints } from "../schema.ts";
import { pairChanges } from "./changed-pairs.ts";
import { comparedIn } from "./requirement-diff.ts";

const FILE = "constraints.json";
/** Examples in a finding. */
const SHOWN = 3;

/**
 * A warning when more than half of the requirements that stand there would go. Throws VALIDATION_ERROR when all would,
 * because the documents state none: an emptied or a wrong file is a slip, and a proposal of nothing is soon approved.
 */
export async function lossFindings(
  now: Constraints,
  read: SkillContext<unknown>["read"],
): Promise<Finding[]> {
  const text = await read(FILE).catch((thrown: unknown) => {
    // There is none, or it is no text: nothing of ours is lost.
    if (isGatewayError(thrown)) return "";
    throw thrown;
  });
  const before = comparedIn(text) ?? [];
  if (before.length === 0) return [];
  const paths = now.inputs.map(({ path }) => path);
  if (now.constraints.length === 0) {
    const many = before.length === 1 ? "the only one" : `all ${before.length}`;
    throw fail("VALIDATION_ERROR", {
      problem: `${paths.join(", ")} ${paths.length === 1 ? "states" : "state"} no requirement, and a proposal would remove ${many} of ${FILE}; nothing is proposed. Look whether it is the right file, and saved. To begin anew, take ${FILE} away and run \`spec\` again`,
      field: "input.files",
      path: paths[0]!,
      lost: before.length,
    });
  }
  const { removed } = pairChanges(before, now.constraints);
  if (removed.length * 2 <= before.length) return [];
  const shown = removed.slice(0, SHOWN).map(({ id, statement }) => `${id} “${statement ?? ""}”`);
  return [
    {
      id: "requirements-removed",
      severity: "warning",
      title: `${removed.length} of ${before.length} requirements of ${FILE} are in none of these documents and would be removed`,
      where: { file: FILE },
      evidence: `${shown.join("; ")}${removed.length > SHOWN ? "; …" : ""}`,
      action: `Name all documents (${paths.join(", ")} was read), or approve when they are to go; \`metaforge diff --requirements\` lists them.`,
    },
  ];
}
