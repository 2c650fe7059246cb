/** Decides whether a new plugin may have a name: its form, and that nobody has it yet. */
import { Name } from "../../../core/plugins/facts.ts";
import { findPlugins } from "../../../core/plugins/find.ts";
import type { FindOptions } from "../../../core/plugins/find.ts";
import { problem, usage } from "../problem.ts";

/** No folder can have them on Windows, where a colleague may work. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Throws USAGE for a name that no plugin can have, NAME_TAKEN for one that another has. */
export async function checkName(kind: string, name: string, find: FindOptions): Promise<void> {
  if (!Name.safeParse(name).success) {
    const better = toKebab(name);
    const hint = Name.safeParse(better).success && !RESERVED.test(better);
    throw usage(
      `'${name}' is no plugin's name: lower-case letters, digits and single hyphens, a letter first, at most 64`,
      hint ? `metaforge new ${kind} ${better}` : undefined,
    );
  }
  if (RESERVED.test(name)) throw usage(`no folder can be named '${name}' on Windows`);
  if (find.disabled.includes(name)) {
    throw taken(`a plugin '${name}' is switched off by \`disabled\` in your configuration`);
  }
  const other = (await findPlugins(find)).find((candidate) => candidate.name === name);
  if (!other) return;
  const whose = {
    package: "comes with MetaForge",
    user: "is yours",
    workspace: "is there already",
  };
  throw taken(`a plugin '${name}' ${whose[other.source]}: ${other.dir}`);
}

const taken = (message: string) => problem("NAME_TAKEN", message, { hint: "take another name" });

const toKebab = (name: string) =>
  name
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, "-")
    .toLowerCase()
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^[-\d]+|-+$/g, "");
