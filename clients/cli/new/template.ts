/** Writes a new plugin's folder from a template: three files, all of them or none, and nothing over anything. */
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where each kind belongs in a workspace. */
export const KINDS = { skill: "skills", tool: "plugins", provider: "plugins" } as const;
export type Kind = keyof typeof KINDS;

const TEMPLATES = fileURLToPath(new URL("./templates/", import.meta.url));

export interface NewPlugin {
  readonly kind: Kind;
  readonly name: string;
  /** Absolute; its parents are made when they are missing. */
  readonly folder: string;
  /** What a skill reads when a run names no file: a workspace path. */
  readonly reads: string;
}

export const FILES = ["index.ts", "index.test.ts", "README.md"] as const;

/** Throws what the file system throws; then nothing is left. */
export async function writeTemplate({ kind, name, folder, reads }: NewPlugin): Promise<void> {
  const from = join(TEMPLATES, kind);
  // The gateway does not run what other users can change, whatever this shell's umask says.
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
  // Hidden, so that a gateway that watches does not see it before it is whole.
  const draft = await mkdtemp(join(dirname(folder), `.${name}-`));
  try {
    const whole = join(draft, name);
    await mkdir(whole, { mode: 0o755 });
    for (const file of FILES) {
      const text = (await readFile(join(from, file), "utf8"))
        .replaceAll(`skills/my-${kind}/README.md`, reads)
        .replaceAll(`my-${kind}`, name);
      await writeFile(join(whole, file), text, { mode: 0o644, flag: "wx" });
    }
    await rename(whole, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
