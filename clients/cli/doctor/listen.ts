/** Tries whether a port can be listened on, and asks who has it when it cannot. */
import { createServer } from "node:net";

/** Null when it can; else the system's word, such as EADDRINUSE. */
export function tryListen(host: string, port: number): Promise<string | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** Milliseconds that somebody at a port may take to say who it is. */
const PATIENCE = 2000;

/** The workspace of the gateway at a port, null for a gateway that wants a key, undefined for anything else. */
export async function gatewayAt(host: string, port: number): Promise<string | null | undefined> {
  const at = host.includes(":") ? `[${host}]` : host;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const url = `http://${at}:${port}/api/v1/status`;
    const response = await fetch(url, { signal, redirect: "error" });
    const body = (await response.json()) as { workspace?: unknown; error?: { code?: unknown } };
    if (response.status === 401 && body.error?.code === "UNAUTHORIZED") return null;
    return typeof body.workspace === "string" ? body.workspace : undefined;
  } catch {
    return undefined;
  }
}
