/** The chain from a requirements document to a test plan: in a gateway that has just started, and in one that has run it. */
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../measure.ts";
import { benchWorkspace, startGateway } from "../server.ts";
import type { Server } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "chain";

const SKILLS = ["spec", "architecture", "power", "test-plan"];
/** Of the skill `spec`; another document is given by `--prd FILE`. */
const DOCUMENT = join(import.meta.dirname, "../../../skills/spec/fixtures/soil-sensor/PRD.md");

export async function run({ rounds, note, prd }: Context): Promise<Figure[]> {
  note(`the chain ${SKILLS.join(", ")}`);
  const cold: number[] = [];
  const warm: number[] = [];
  await using workspace = await benchWorkspace();
  await copyFile(prd ?? DOCUMENT, join(workspace.dir, "PRD.md"));
  for (let round = 0; round < rounds; round += 1) {
    // oxlint-disable no-await-in-loop -- one gateway at a time
    await rm(join(workspace.dir, ".metaforge/cache"), { recursive: true, force: true });
    await using gateway = await startGateway(workspace.dir);
    cold.push(await timedChain(gateway));
    warm.push(await timedChain(gateway));
    // oxlint-enable no-await-in-loop
  }
  return [
    {
      name: `chain of ${SKILLS.length} skills to the last proposal`,
      ...{ ours: warm, peer: cold, unit: "ms", peerName: "first time in a fresh gateway" },
    },
  ];
}

/** Milliseconds; every skill reads what the ones before it propose, and all proposals are deleted afterwards. */
async function timedChain({ port }: Server): Promise<number> {
  const base = `http://127.0.0.1:${port}/api/v1`;
  const start = performance.now();
  const after: string[] = [];
  for (const skill of SKILLS) {
    const files = skill === "spec" ? { files: ["PRD.md"] } : {};
    // oxlint-disable no-await-in-loop -- one skill after the other
    const answer = await fetch(`${base}/agent/run`, {
      method: "POST",
      headers: { "content-type": "application/json", prefer: "wait=120" },
      body: JSON.stringify({ skill, input: files, options: { after } }),
    });
    const { status, session_id: id } = (await answer.json()) as Record<string, string>;
    // oxlint-enable no-await-in-loop
    if (status !== "pending_approval" || id === undefined) throw new Error(`${skill}: ${status}`);
    after.push(id);
  }
  const ms = performance.now() - start;
  for (const id of after.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop -- the last one first: it builds on the others
    await fetch(`${base}/session/${id}`, { method: "DELETE" });
  }
  return ms;
}
