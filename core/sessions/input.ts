/** Turns what a request names as input into checked workspace paths, or says what is wrong with them. */
import { fail, isGatewayError } from "../errors.ts";
import type { Registry, SkillRow } from "../registry.ts";
import type { Workspace } from "../workspace/files.ts";
import { checkedPath } from "../workspace/paths.ts";
import type { SessionInput } from "./model.ts";

/** Files default to the skill's own; the same file named twice is one file. */
export interface AskedInput {
  readonly files?: readonly string[] | undefined;
  readonly args?: Readonly<Record<string, unknown>> | undefined;
}

export interface InputChecks {
  readonly workspace: Pick<Workspace, "exists">;
  readonly registry: Registry;
  /** A session may be created before its file is there; a run needs it. */
  readonly mustExist: boolean;
}

export async function checkedInput(
  asked: AskedInput,
  skill: SkillRow,
  { workspace, registry, mustExist }: InputChecks,
): Promise<SessionInput> {
  const named = asked.files ?? skill.facts.skill.files;
  const files = [...new Set(named.map((path) => checkedPath(path, "read", "input.files")))];
  for (const path of files) {
    const there = await inspected(workspace, path);
    if (!there && mustExist) {
      throw missing(path, registry.makerOf(path));
    }
  }
  return { files, args: asked.args ?? {} };
}

async function inspected(workspace: InputChecks["workspace"], path: string): Promise<boolean> {
  try {
    return await workspace.exists(path);
  } catch (thrown) {
    if (!isGatewayError(thrown)) throw thrown;
    throw fail(
      thrown.code,
      { ...thrown.details, field: "input.files" },
      { message: thrown.message },
    );
  }
}

/** Names the missing file and, when a skill makes it, what to run first. */
export function missing(path: string, maker: string | undefined) {
  const problem = `'${path}' does not exist${maker ? `; run \`${maker}\` first` : ""}`;
  const details = { field: "input.files", path, ...(maker ? { run_first: maker } : {}), problem };
  return fail("VALIDATION_ERROR", details);
}
