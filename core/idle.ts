/** Stops a gateway that nobody uses: one that was started in the background shall not stay for ever. */
export interface IdleOptions {
  /** Milliseconds without a connection, an event or a run. */
  readonly afterMs: number;
  /** True while a run is under way or waits for its turn. */
  readonly isBusy: () => boolean;
  readonly stop: () => void;
}

/** A socket, as far as it counts here. */
interface Connection {
  once(event: "close", listener: () => void): unknown;
}

export interface Idle {
  /** Something happened: the time begins again. */
  touch(): void;
  /** A client has connected. Requests, event streams and sockets all end with their connection. */
  connected(socket: Connection): void;
}

/** The time begins at once: a gateway that is never asked for anything stops, too. */
export function stopWhenIdle({ afterMs, isBusy, stop }: IdleOptions): Idle {
  let open = 0;
  let timer: NodeJS.Timeout | undefined;

  function touch(): void {
    clearTimeout(timer);
    if (open === 0) timer = setTimeout(due, afterMs).unref();
  }

  function due(): void {
    if (isBusy()) touch();
    else stop();
  }

  touch();
  return {
    touch,
    connected(socket) {
      open += 1;
      clearTimeout(timer);
      socket.once("close", () => {
        open -= 1;
        touch();
      });
    },
  };
}
