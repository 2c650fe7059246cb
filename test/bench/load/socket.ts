/** The reading half of a WebSocket client: text frames in, pings answered, nothing else sent. */
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

/** Calls `hear` with each text message; the function it returns closes the socket. */
export async function openSocket(
  port: number,
  hear: (text: string) => void,
  lost: (error: Error) => void,
): Promise<() => void> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  let closing = false;
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    let open = false;
    const gone = (error: Error) => {
      if (closing) return;
      if (open) lost(error);
      else reject(error);
    };
    socket.on("error", gone);
    socket.on("close", () => gone(new Error("the server closed the WebSocket")));
    socket.on("data", (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      if (!open) {
        const end = received.indexOf("\r\n\r\n");
        if (end < 0) return;
        const head = received.toString("latin1", 0, end);
        if (!head.startsWith("HTTP/1.1 101")) return reject(new Error(`no upgrade: ${head}`));
        open = true;
        received = received.subarray(end + 4);
        resolve(() => {
          closing = true;
          socket.destroy();
        });
      }
      for (let frame = parseFrame(received); frame; frame = parseFrame(received)) {
        received = received.subarray(frame.size);
        if (frame.opcode === 1) hear(frame.payload.toString("utf8"));
        if (frame.opcode === 9) socket.write(toPong(frame.payload));
      }
    });
  });
}

/** A server's frames are not masked and, at this size, not split. */
function parseFrame(from: Buffer): { opcode: number; payload: Buffer; size: number } | null {
  if (from.length < 2) return null;
  const short = from[1]! & 0x7f;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (from.length < head) return null;
  const long = () => (head === 4 ? from.readUInt16BE(2) : Number(from.readBigUInt64BE(2)));
  const length = head === 2 ? short : long();
  const size = head + length;
  if (from.length < size) return null;
  return { opcode: from[0]! & 0x0f, payload: from.subarray(head, size), size };
}

/** Masked with zeros, which is a mask like any other. */
const toPong = (payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
