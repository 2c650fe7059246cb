/** A keep-alive HTTP/1.1 client that costs little, so that the server is what limits a measurement. */
import { connect } from "node:net";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Connection {
  /** One request at a time; the answer is complete. Rejects when the connection ends before. */
  send(request: Buffer): Promise<Answer>;
  close(): void;
}

/** A request's bytes, made once and sent many times. */
export function toRequest(port: number, method: string, path: string, body?: string): Buffer {
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  if (body === undefined) return Buffer.from(`${head}\r\n`);
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `${head}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`,
  );
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = parseAnswer(received);
    if (!answer) return;
    received = Buffer.alloc(0);
    const { resolve } = waiting!;
    waiting = null;
    resolve(answer);
  });
  const lost = (error = new Error("the server closed the connection")) => waiting?.reject(error);
  socket.on("error", lost);
  socket.on("close", () => lost());
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Null while it is not complete. */
function parseAnswer(received: Buffer): Answer | null {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const head = received.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const whole = end + 4 + Number(length);
    return received.length < whole
      ? null
      : { status, body: received.toString("utf8", end + 4, whole) };
  }
  const body = received.toString("utf8", end + 4);
  return body.endsWith("0\r\n\r\n") ? { status, body: withoutChunks(body) } : null;
}

function withoutChunks(body: string): string {
  let rest = body;
  let text = "";
  for (;;) {
    const at = rest.indexOf("\r\n");
    const size = Number.parseInt(rest.slice(0, at), 16);
    if (!(size > 0)) return text;
    text += rest.slice(at + 2, at + 2 + size);
    rest = rest.slice(at + 4 + size);
  }
}
