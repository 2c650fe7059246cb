/** Keeps the end of an endless stream of bytes, so that a program may print as much as it likes. */

export interface Tail {
  push(chunk: Buffer): void;
  /** The last bytes, at most `max`. */
  bytes(): Buffer;
  /** How many bytes went by in all. */
  seen(): number;
  clear(): void;
}

export function createTail(max: number): Tail {
  let chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  const bytes = () => {
    const all = Buffer.concat(chunks);
    return all.length > max ? all.subarray(all.length - max) : all;
  };
  return {
    push(chunk) {
      seen += chunk.length;
      kept += chunk.length;
      chunks.push(chunk);
      // In lumps: cutting at every chunk would copy `max` bytes for each byte of a chatty program.
      if (kept > 2 * max || chunks.length > 4096) {
        chunks = [bytes()];
        kept = chunks[0]!.length;
      }
    },
    bytes,
    seen: () => seen,
    clear() {
      chunks = [];
      kept = 0;
    },
  };
}
