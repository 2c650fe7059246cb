/** What every skill and every tool keeps to, as test cases for any test runner. */
import * as assert from "node:assert/strict";
import { z } from "zod";
import type { Plugin, Schema, SkillPlugin, ToolPlugin } from "../define.ts";
import { Name, Version } from "../plugins/facts.ts";
import { parseDetected } from "../run/rpc.ts";
import { runSkill } from "./run-skill.ts";
import type { SkillRunOptions } from "./run-skill.ts";
import { runTool } from "./run-tool.ts";

/** A sentence about the plugin, and its check, which rejects when it does not hold. */
export type Case = readonly [name: string, check: () => Promise<void>];

/** A run that works: at least the files the skill reads. */
export type SkillContractOptions = SkillRunOptions;

/** How long something cancelled may go on. Milliseconds. */
const STOPS_WITHIN = 1000;
const NONSENSE = [7, "nonsense", null, ["x"]];

/** @example for (const [name, check] of skillContract(skill, { files })) test(name, check); */
export function skillContract(skill: SkillPlugin, options: SkillContractOptions = {}): Case[] {
  return [
    ["says its name, version and purpose", async () => introduces(skill)],
    ["names its agent in kebab-case", async () => void Name.parse(skill.agent)],
    [
      "has schemas that can be published and refuse nonsense",
      async () => {
        const { artifacts = {}, input } = skill;
        for (const schema of Object.values(artifacts)) refusesNonsense(schema);
        if (input.args) refusesNonsense(input.args);
      },
    ],
    [
      "proposes files that fit the schemas it publishes",
      async () => {
        const { files } = await runSkill(skill, options);
        for (const [path, schema] of Object.entries(skill.artifacts ?? {})) {
          if (Object.hasOwn(files, path)) schema.parse(JSON.parse(files[path]!));
        }
      },
    ],
    [
      "ends within a second of being cancelled",
      async () => {
        const abort = new AbortController();
        const cancel = () => abort.abort();
        const run = runSkill(skill, { ...options, signal: abort.signal, onProgress: cancel });
        // A skill that tells no progress is cancelled in the middle of whatever it does.
        setTimeout(cancel, 20).unref();
        await endsInTime(run, abort.signal);
      },
    ],
    ["leaves nothing running", () => leavesNothing(() => runSkill(skill, options))],
  ];
}

/** @example for (const [name, check] of toolContract(tool)) test(name, check); */
export function toolContract(tool: ToolPlugin): Case[] {
  return [
    ["says its name, version and purpose", async () => introduces(tool)],
    [
      "has actions with a purpose and schemas that refuse nonsense",
      async () => {
        for (const { description, input } of Object.values(tool.actions)) {
          assert.notEqual(description, "");
          refusesNonsense(input);
        }
      },
    ],
    [
      "says in `detect` whether its program is there",
      async () => {
        const found = await runTool(tool).detect();
        assert.deepEqual(parseDetected(found), found);
        assert.ok(found.available || found.reason, "a tool that is not there says why");
      },
    ],
    [
      "ends `detect` within a second of being cancelled",
      async () => {
        const abort = new AbortController();
        const detecting = runTool(tool, { signal: abort.signal }).detect();
        abort.abort();
        await endsInTime(detecting, abort.signal);
      },
    ],
    ["leaves nothing running", () => leavesNothing(() => runTool(tool).detect())],
  ];
}

export function introduces({ name, version, description }: Plugin): void {
  Name.parse(name);
  Version.parse(version);
  assert.match(description, /^\S.{4,}[.]$/, "a description is a sentence");
}

export function refusesNonsense(schema: Schema<unknown>): void {
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const taken = NONSENSE.filter((nonsense) => schema.safeParse(nonsense).success);
  assert.ok(taken.length < NONSENSE.length, "the schema takes anything");
}

/** It may resolve or reject, as long as it ends. */
async function endsInTime(run: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const late = Promise.withResolvers<never>();
  const watch = () =>
    setTimeout(
      () => late.reject(new assert.AssertionError({ message: "it goes on" })),
      STOPS_WITHIN,
    );
  let timer: NodeJS.Timeout | undefined;
  if (signal.aborted) timer = watch();
  else signal.addEventListener("abort", () => (timer = watch()));
  try {
    await Promise.race([run.catch(() => {}), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

export async function leavesNothing(run: () => Promise<unknown>): Promise<void> {
  const before = countOf(process.getActiveResourcesInfo());
  await run();
  let left = leftSince(before);
  // What is closing goes within some turns of the loop, on a busy machine a few more; what is left stays.
  for (let turn = 0; left.length > 0 && turn < TURNS; turn += 1) {
    await new Promise((go) => setTimeout(go, 1));
    left = leftSince(before);
  }
  assert.deepEqual(left, [], "timers, sockets or processes are left");
}

const TURNS = 50;

const leftSince = (before: ReadonlyMap<string, number>) =>
  [...countOf(process.getActiveResourcesInfo())].filter(
    ([kind, count]) => count > (before.get(kind) ?? 0),
  );

function countOf(kinds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
