/** The least WebSocket server: accepts any upgrade and writes each message, framed once, to everyone. */
import { createHash } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, section 1.3

export function createBroadcast(server: Server): (text: string) => void {
  const sockets = new Set<Duplex>();
  server.on("upgrade", (request, socket) => {
    const key = request.headers["sec-websocket-key"];
    const accept = createHash("sha1").update(`${key}${GUID}`).digest("base64");
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.resume();
  });
  return (text) => {
    const payload = Buffer.from(text);
    const { length } = payload;
    const head =
      length < 126
        ? Buffer.from([0x81, length])
        : Buffer.from([0x81, 126, length >> 8, length & 255]);
    const frame = Buffer.concat([head, payload]);
    for (const socket of sockets) socket.write(frame);
  };
}
