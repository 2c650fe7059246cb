/** Approved files that are out of date: why, and the command lines that renew them, in the order to type them in. */
import type {
  MetaForgeClient,
  Skill,
  StaleArtifact,
  WorkspaceArtifact,
} from "../../typescript/src/index.ts";
import type { Output } from "../terminal/output.ts";
import { writeTable } from "../terminal/table.ts";
import type { Cell } from "../terminal/table.ts";

/** Says nothing when nothing is out of date. */
export async function writeStale(
  out: Output,
  client: MetaForgeClient,
  skills: readonly Skill[],
): Promise<void> {
  const stale = (await client.workspace()).filter(({ state }) => state === "stale");
  if (stale.length === 0) return;
  out.line(`\n${out.paint("bold", "files that are out of date")}`);
  writeTable(
    out,
    stale.map(({ path, because }): Cell[] => [["yellow", path], reasons(because)]),
    2,
  );
  // A skill may have been run for two boards: each of its runs has to be made again.
  const runs = new Map(stale.map((file) => [file.session_id, file]));
  const rows = new Map<string, Cell[]>();
  for (const skill of renewalOrder(stale)) {
    for (const run of [...runs.values()].filter((one) => one.skill === skill)) {
      // oxlint-disable-next-line no-await-in-loop -- a few, and each is one small answer
      const row = await renewal(client, run, skills);
      rows.set(JSON.stringify(row), row);
    }
  }
  const commands = [...rows.values()];
  out.line(
    `\n${out.paint("bold", commands.length > 1 ? "renew them, in this order" : "renew it")}`,
  );
  writeTable(out, commands, 2);
}

const WORDS = { changed: "has changed", missing: "is gone", stale: "is out of date" } as const;

const reasons = (because: StaleArtifact["because"]): string =>
  because.map(({ path, change }) => `${path} ${WORDS[change]}`).join(", ");

/** A skill whose files are read by another one's comes first; those in a circle as they come. */
export function renewalOrder(
  stale: readonly Pick<StaleArtifact, "path" | "skill" | "because">[],
): string[] {
  const makerOf = new Map(stale.map(({ path, skill }) => [path, skill]));
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (skill: string) => {
    if (seen.has(skill)) return;
    seen.add(skill);
    for (const { because } of stale.filter((file) => file.skill === skill)) {
      for (const { path, change } of because) {
        const maker = makerOf.get(path);
        if (change === "stale" && maker !== undefined) visit(maker);
      }
    }
    order.push(skill);
  };
  for (const { skill } of stale) visit(skill);
  return order;
}

/** With the files and arguments of the run that made it, where they are not what the skill takes anyway. */
async function renewal(
  client: MetaForgeClient,
  { skill, session_id: id, renewable }: WorkspaceArtifact,
  skills: readonly Skill[],
): Promise<Cell[]> {
  if (!renewable) return [["red", skill], "is not ready, see below"];
  const { input } = await client.session(id);
  const usual = skills.find(({ name }) => name === skill)?.input.files ?? [];
  const files = String(input.files) === String(usual) ? [] : input.files.map(quoted);
  const args =
    Object.keys(input.args).length > 0 ? ["--args", quoted(JSON.stringify(input.args))] : [];
  return [["cyan", ["metaforge run", skill, ...files, ...args].join(" ")]];
}

/** As a shell takes it for one word. */
const quoted = (word: string): string =>
  /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
