/** What a tool keeps between runs: each value whole, and under its own key, or not at all. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { ToolCache } from "../define.ts";
import { fail } from "../errors.ts";

/** A larger value is cheaper to make again than to keep. Bytes. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Also the file's name, on any system. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9.-]{0,199}$/;
/** Hex digits of a SHA-256. */
const SEAL = 64;

/** `folder` gives its absolute path; it is made when something is kept in it first. */
export function createToolCache(folder: () => string): ToolCache {
  return {
    async get<T>(key: string): Promise<T | null> {
      const file = join(folder(), checked(key));
      const bytes = await readFile(file).catch(() => null);
      if (!bytes) return null;
      const body = bytes.subarray(SEAL);
      if (bytes.toString("latin1", 0, SEAL) !== sealOf(key, body)) return null;
      const now = new Date();
      // The longest unused goes first; that it may be gone already does not matter any more.
      await utimes(file, now, now).catch(() => {});
      return unpacked<T>(body);
    },
    async set(key, value) {
      const file = join(folder(), checked(key));
      const body = serialize(value);
      if (body.length > MAX_BYTES) return;
      // Others read the folder at the same time.
      const fresh = `${file}.${randomUUID()}`;
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(fresh, Buffer.concat([Buffer.from(sealOf(key, body), "latin1"), body]));
        await rename(fresh, file);
      } catch {
        await rm(fresh, { force: true }).catch(() => {});
      }
    },
  };
}

function checked(key: string): string {
  if (KEY.test(key)) return key;
  throw fail("TOOL_ERROR", {
    tool: "",
    problem: `'${key.slice(0, 100)}' is no key of a cache: at most 200 letters, digits, dots and dashes`,
  });
}

/** Of the key, too: an entry that was put in another's place is none. */
const sealOf = (key: string, body: Uint8Array): string =>
  createHash("sha256").update(key).update("\n").update(body).digest("hex");

/** Null for what a newer Node has packed: an older one cannot read its form. */
function unpacked<T>(body: Uint8Array): T | null {
  try {
    return deserialize(body) as T;
  } catch {
    return null;
  }
}
