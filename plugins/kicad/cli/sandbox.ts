/** One call's own folders: a writable copy of the project, a home, a temporary folder and one for the outputs. */
import { constants } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { OpenProject } from "../project/open.ts";
import type { Tables } from "./config.ts";
import { ENGLISH } from "./program.ts";

export interface Sandbox {
  /** Absolute: the project's folder. Writable, because KiCad drops the project's libraries in one that is not. */
  readonly project: string;
  /** Absolute and empty; also the working folder, where KiCad would put what it is given no name for. */
  readonly out: string;
  readonly env: Readonly<Record<string, string>>;
  /** Text without the sandbox's paths: files of the project by their names, outputs as "out/…". */
  scrub(text: string): string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** `version` is KiCad's: its settings are in a folder named by the first two figures. */
export async function createSandbox(
  scratch: string,
  project: OpenProject,
  tables: Tables,
  version: string,
): Promise<Sandbox> {
  const base = await realpath(await mkdtemp(join(scratch, "kicad-")));
  const [work, home, temp, out] = ["w", "h", "t", "o"].map((name) => join(base, name)) as [
    string,
    string,
    string,
    string,
  ];
  const config = join(home, ".config", "kicad");
  const settings = join(config, /^\d+\.\d+/.exec(version)?.[0] ?? "9.0");
  await Promise.all([
    cp(project.root, work, { recursive: true, mode: constants.COPYFILE_FICLONE }),
    mkdir(settings, { recursive: true }),
    mkdir(temp),
    mkdir(out),
  ]);
  await writeFile(join(settings, "sym-lib-table"), tables.symbols);
  await writeFile(join(settings, "fp-lib-table"), tables.footprints);
  const folder = join(work, relative(project.root, project.master));
  return {
    project: folder,
    out,
    env: { HOME: home, KICAD_CONFIG_HOME: config, TMPDIR: temp, ...ENGLISH },
    scrub: scrubber([
      [`${folder}/`, ""],
      [folder, "."],
      [`${work}/`, ""],
      [`${out}/`, "out/"],
      [out, "out"],
      [home, "~"],
      [base, ""],
    ]),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function scrubber(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  return (text) => pairs.reduce((all, [path, name]) => all.replaceAll(path, name), text);
}
