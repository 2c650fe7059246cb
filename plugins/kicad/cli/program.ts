/** Finds `kicad-cli` and says which version it is, without starting it when that is known already. */
import { access, constants, realpath, stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import type { ToolContext } from "metaforge";

const PROBE_MS = 3000;

/** Where KiCad's installers put it, outside of PATH. */
const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["/Applications/KiCad/KiCad.app/Contents/MacOS/kicad-cli"],
  win32: ["10.0", "9.0"].map(
    (version) => `C:\\Program Files\\KiCad\\${version}\\bin\\kicad-cli.exe`,
  ),
};

export type Program =
  | {
      readonly path: string;
      readonly version: string;
      /** Another one for any other file, of the same version too. */
      readonly stamp: string;
    }
  | { readonly path: null; readonly reason: string };

/** The program, or why there is none that can be used. Its version is kept by its path, size and time of change. */
export async function findProgram(context: ToolContext): Promise<Program> {
  const path = (await context.which("kicad-cli")) ?? (await installed());
  if (path === null) return { path, reason: "kicad-cli is not on PATH" };
  const stamp = await stampOf(path);
  const key = `version-${stamp}`;
  const known = await context.cache.get<string>(key);
  if (known !== null) return { path, version: known, stamp };
  const answer = await ask(context, path);
  if (typeof answer === "string") return { path: null, reason: answer };
  await context.cache.set(key, answer.version);
  return { path, version: answer.version, stamp };
}

const VERSION = /^\d+\.\d+\.\d+\S*/m;

/** Without it KiCad speaks the language of whoever started the gateway. */
export const ENGLISH = { LANG: "C.UTF-8", LC_ALL: "C.UTF-8" } as const;

async function ask({ exec }: ToolContext, path: string): Promise<{ version: string } | string> {
  const { stdout, exitCode, timedOut } = await exec(path, ["version"], {
    timeoutMs: PROBE_MS,
    env: ENGLISH,
  });
  if (timedOut) return `kicad-cli did not answer in ${PROBE_MS} ms`;
  const version = VERSION.exec(stdout)?.[0];
  return exitCode !== 0 || !version ? "kicad-cli does not say its version" : { version };
}

async function installed(): Promise<string | null> {
  for (const place of PLACES[process.platform] ?? []) {
    if (
      await access(place, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return place;
  }
  return null;
}

async function stampOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path);
  const what = [path, await realpath(path), mtimeMs, size, ino].join("\n");
  return createHash("sha256").update(what).digest("hex").slice(0, 32);
}
