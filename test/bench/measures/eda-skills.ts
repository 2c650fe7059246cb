/** The skill `check` on three of KiCad's demos: against the same calls of the bare program, and from what was kept. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DEMOS, hasDemos } from "../../fixtures/kicad-demos.ts";
import { alternate } from "../measure.ts";
import type { Context } from "../measure.ts";
import { benchWorkspace, startGateway } from "../server.ts";
import type { Server } from "../server.ts";
import type { Figure } from "../table.ts";

export const name = "eda-skills";

const PROJECTS = [
  { folder: "pic_programmer", stem: "pic_programmer" },
  { folder: "multichannel", stem: "multichannel_mixer" },
  { folder: "complex_hierarchy", stem: "complex_hierarchy" },
];
const TEMPLATES = "/usr/share/kicad/template";
/** What a person may wait for an answer that is known already. Milliseconds. */
const AT_ONCE_MS = 50;

const execute = promisify(execFile);

export async function run({ rounds, note }: Context): Promise<Figure[]> {
  if (!hasDemos || !existsSync("/usr/bin/kicad-cli")) {
    note("skills with KiCad skipped: KiCad and its demos are not installed");
    return [];
  }
  await using workspace = await benchWorkspace();
  await Promise.all(
    PROJECTS.map(({ folder }) =>
      cp(join(DEMOS, folder), join(workspace.dir, folder), { recursive: true }),
    ),
  );
  await using gateway = await startGateway(workspace.dir);
  const forget = () => forgetAnswers(join(workspace.dir, ".metaforge/cache/kicad"));
  const figures: Figure[] = [];
  for (const { folder, stem } of PROJECTS) {
    note(`check of ${stem}`);
    const file = `${folder}/${stem}.kicad_pro`;
    const sides = ["skill", "bare"] as const;
    const measure = {
      async skill() {
        await forget();
        return await timed(() => check(gateway, file));
      },
      bare: () => timed(() => bare(workspace.dir, folder, stem)),
    };
    // oxlint-disable no-await-in-loop -- one project is measured at a time
    await measure.skill();
    const cold = await alternate(rounds, sides, (side) => measure[side]());
    await check(gateway, file);
    const warm = await alternate(rounds, ["kept"], () => timed(() => check(gateway, file)));
    // oxlint-enable no-await-in-loop
    figures.push(
      {
        ...{ name: `check of ${stem}, nothing kept`, ours: cold.skill, peer: cold.bare },
        ...{ unit: "ms", peerName: "bare kicad-cli, same calls", aim: { is: "<=", ratio: 1.15 } },
      },
      {
        ...{ name: `check of ${stem}, all kept`, ours: warm.kept, unit: "ms" },
        ...{ peer: warm.kept.map(() => AT_ONCE_MS), peerName: "at once" },
        aim: { is: "<=", ratio: 1 },
      },
    );
  }
  return figures;
}

/** What was asked and made of a project; what is known of the program itself stays, as on a machine in use. */
async function forgetAnswers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const answers = names.filter((entry) => /^(?:asked|made)-/.test(entry));
  await Promise.all(answers.map((entry) => rm(join(folder, entry), { force: true })));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** To the end of the run; its proposal is deleted, so that the next run has the same work. */
async function check({ port }: Server, file: string): Promise<void> {
  const base = `http://127.0.0.1:${port}/api/v1`;
  const answer = await fetch(`${base}/agent/run`, {
    method: "POST",
    headers: { "content-type": "application/json", prefer: "wait=120" },
    body: JSON.stringify({ skill: "check", input: { files: [file] } }),
  });
  const { status, session_id: id } = (await answer.json()) as Record<string, string>;
  if (status !== "pending_approval") throw new Error(`check of ${file}: ${status}`);
  await fetch(`${base}/session/${id}`, { method: "DELETE" });
}

/** The calls that the skill makes, as a script would make them: on a copy, in a folder of its own, two at a time. */
async function bare(workspace: string, folder: string, stem: string): Promise<void> {
  const top = await mkdtemp(join(tmpdir(), "metaforge-bare-"));
  const [project, home, out] = ["project", "home", "out"].map((part) => join(top, part));
  await cp(join(workspace, folder), project!, { recursive: true });
  const config = join(home!, ".config/kicad/9.0");
  await mkdir(config, { recursive: true });
  await mkdir(out!);
  for (const table of ["sym-lib-table", "fp-lib-table"]) {
    // oxlint-disable-next-line no-await-in-loop -- two small files
    await cp(join(TEMPLATES, table), join(config, table));
  }
  const sheet = join(project!, `${stem}.kicad_sch`);
  const board = join(project!, `${stem}.kicad_pcb`);
  const json = ["--format", "json", "--units", "mm", "--severity-all"];
  const plot = ["--mode-multi", "--exclude-drawing-sheet", "--page-size-mode", "1"];
  const side = (layer: string) =>
    ["Cu", "Mask", "SilkS"].map((kind) => `${layer}.${kind}`).join(",");
  const calls = [
    ["pcb", "drc", ...json, "--schematic-parity", "-o", join(out!, "drc.json"), board],
    ["sch", "erc", ...json, "-o", join(out!, "erc.json"), sheet],
    ["sch", "export", "svg", "-o", join(out!, "sheets"), sheet],
    [
      "pcb",
      "export",
      "svg",
      ...plot,
      "--layers",
      `${side("F")},Edge.Cuts`,
      "-o",
      join(out!, "front"),
      board,
    ],
    [
      "pcb",
      "export",
      "svg",
      ...plot,
      "--layers",
      `${side("B")},Edge.Cuts`,
      "-o",
      join(out!, "back"),
      board,
    ],
  ];
  const env = { PATH: "/usr/bin:/bin", HOME: home!, TMPDIR: top, LANG: "C.UTF-8" };
  const next = calls.values();
  const worker = async () => {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other in each of two lines
    for (const call of next) await execute("kicad-cli", call, { env, cwd: out!, maxBuffer: 1e8 });
  };
  await Promise.all([worker(), worker()]);
  await rm(top, { recursive: true, force: true });
}
