/** What is said of files that are out of date: each run that has to be made again, with its own files and arguments. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { MetaForgeClient, Skill } from "../../typescript/src/index.ts";
import { createOutput } from "../terminal/output.ts";
import { writeStale } from "./stale.ts";

const test = suite("clients/cli/sessions/stale");

const SKILLS = [{ name: "bom", input: { files: [] } }] as unknown as Skill[];
const file = (path: string, session_id: string, skill = "bom") => ({
  ...{ path, session_id, skill, state: "stale", renewable: true },
  because: [{ path: "x", change: "changed" }],
});

async function said(files: readonly object[], inputs: Readonly<Record<string, object>>) {
  const written: string[] = [];
  const stream = { isTTY: false, columns: 80, write: (text: string) => written.push(text) };
  const out = createOutput(stream as unknown as NodeJS.WriteStream, { NO_COLOR: "1" });
  const client = {
    workspace: async () => files,
    session: async (id: string) => ({ input: { files: [], args: {}, ...inputs[id] } }),
  };
  await writeStale(out, client as unknown as MetaForgeClient, SKILLS);
  const text = written.join("");
  return [...text.matchAll(/metaforge run .*/g)].map(([line]) => line.trim());
}

test("names each run of a skill that made something which is out of date, and an equal one once", async () => {
  const files = [file("a.csv", "s-1"), file("a.md", "s-1"), file("b.csv", "s-2")];
  assert.equal(
    await said(files, { "s-1": { files: ["a.kicad_sch"] }, "s-2": { files: ["b.kicad_sch"] } }),
    ["metaforge run bom a.kicad_sch", "metaforge run bom b.kicad_sch"],
  );
  assert.equal(await said(files, {}), ["metaforge run bom"]);
});

test.run();
