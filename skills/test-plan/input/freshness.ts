/** Whether what another artifact says still holds: it was made of the files that are there now. Else it gives no verdict. */
import { posix } from "node:path";
import { isGatewayError } from "metaforge";
import { jsonOf } from "./constraints.ts";
import type { EVIDENCE, Said } from "./evidence.ts";

type Source = (typeof EVIDENCE)[number];
type Input = { readonly path: string; readonly sha256: string };

export interface EvidenceFile {
  readonly path: string;
  /** stale: one of the files that it was made of has changed since, or it was made without the requirements. */
  readonly status: "used" | "missing" | "stale" | "unreadable";
  readonly reason: string | null;
  readonly said: readonly Said[];
}

/** Hashes of what was read so far, by path. `path` is that of the requirements. */
export interface Known {
  readonly path: string;
  readonly hashes: ReadonlyMap<string, string>;
}

/** `read` records the hash of what it reads. */
export async function evidenceOf(
  { path, names, shape, maker }: Source,
  there: ReadonlySet<string>,
  read: (path: string) => Promise<string>,
  known: Known,
): Promise<EvidenceFile> {
  const none = (status: EvidenceFile["status"], reason: string) => ({
    ...{ path, status, reason },
    said: [],
  });
  if (!there.has(path)) return none("missing", `\`${maker}\` makes it`);
  const result = shape.safeParse(jsonOf(await read(path)));
  if (!result.success || result.data.schema !== names) {
    return none("unreadable", `it is no ${names}; run \`${maker}\` again`);
  }
  const { inputs, said } = result.data;
  const old =
    withoutRequirements(inputs, said, names, known) ?? (await changed(inputs, read, known));
  if (old === null) return { path, status: "used", reason: null, said };
  return {
    ...{ path, status: "stale" },
    reason: `${old}; run \`${maker}\` again`,
    said: said.map(({ requirement }) => ({
      ...{ requirement, verdict: "not_measured" },
      note: `out of date: ${old}`,
    })),
  };
}

const isConstraints = (path: string) => posix.basename(path) === "constraints.json";

/** A simulation reads them only where a limit names one. */
function withoutRequirements(
  inputs: readonly Input[],
  said: readonly Said[],
  names: string,
  { path, hashes }: Known,
): string | null {
  const own = inputs.filter((input) => isConstraints(input.path));
  if (own.some(({ sha256 }) => sha256 === hashes.get(path))) return null;
  if (own.length > 0) return `it was made of another ${path}`;
  const needsNone = names === "metaforge/simulation@1" && said.length === 0;
  return needsNone ? null : `it was made without ${path}`;
}

/** What an engineer edits: a library's 3D models are many and large, and judge nothing. */
const DESIGN =
  /\.(?:json|csv|ya?ml|kicad_(?:pro|sch|pcb|dru)|cir|sp|spi|spice|net|ckt|deck|md|txt)$/;

async function changed(
  inputs: readonly Input[],
  read: (path: string) => Promise<string>,
  { hashes }: Known,
): Promise<string | null> {
  for (const { path, sha256 } of inputs) {
    if (isConstraints(path) || !DESIGN.test(path)) continue;
    // oxlint-disable-next-line no-await-in-loop -- the first that differs is enough
    if (!hashes.has(path) && !(await isThere(path, read))) {
      return `${path}, which it was made of, is not there any more`;
    }
    if (hashes.get(path) !== sha256) return `it was made of another ${path}`;
  }
  return null;
}

async function isThere(path: string, read: (path: string) => Promise<string>): Promise<boolean> {
  try {
    await read(path);
    return true;
  } catch (thrown) {
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") return false;
    throw thrown;
  }
}
