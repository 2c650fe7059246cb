/** Messages over a pipe: each a length and a V8-serialized value. */
import { deserialize, serialize } from "node:v8";
import type { Duplex } from "node:stream";

export interface Channel {
  /** Resolves when the bytes are handed to the system; rejects when the value cannot be copied or nobody reads. */
  send(message: unknown): Promise<void>;
}

export interface ChannelEvents {
  readonly message: (value: unknown) => void;
  /** The bytes are no messages, or one is larger than allowed; nothing further is read. */
  readonly broken: () => void;
}

const HEADER = 4;

/**
 * Why not the channel of `fork`: bytes that are no message make Node throw where nobody can catch it, so a plugin
 * that writes to a wrong descriptor would end the gateway; and it has no limit on a message's size.
 */
export function createChannel(pipe: Duplex, events: ChannelEvents, maxBytes = Infinity): Channel {
  let chunks: Buffer[] = [];
  let held = 0;
  /** Bytes of the next message with its header; 0 while the header is not complete. */
  let wanted = 0;

  const giveUp = () => {
    chunks = [];
    pipe.removeListener("data", take).resume();
    events.broken();
  };

  function take(chunk: Buffer): void {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= Math.max(HEADER, wanted)) {
      // Joined only when a message is complete: a big one comes in hundreds of chunks.
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      chunks = [bytes];
      wanted = HEADER + bytes.readUInt32BE();
      if (wanted > maxBytes) return giveUp();
      if (held < wanted) return;
      const value = read(bytes.subarray(HEADER, wanted));
      if (value === BROKEN) return giveUp();
      chunks = [bytes.subarray(wanted)];
      held -= wanted;
      wanted = 0;
      events.message(value);
    }
  }

  pipe.on("data", take);
  // A reader that went away is told by `close`.
  pipe.on("error", () => {});
  return {
    send: (message) =>
      new Promise((resolve, reject) => {
        const body = serialize(message);
        const header = Buffer.allocUnsafe(HEADER);
        header.writeUInt32BE(body.length);
        pipe.cork();
        pipe.write(header);
        pipe.write(body, (error) => (error ? reject(error) : resolve()));
        pipe.uncork();
      }),
  };
}

const BROKEN = Symbol("broken");

function read(bytes: Buffer): unknown {
  try {
    return deserialize(bytes);
  } catch {
    return BROKEN;
  }
}
