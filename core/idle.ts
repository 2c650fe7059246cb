/** Stops a gateway that nobody uses: one that was started in the background shall not stay for ever. */
export interface IdleOptions {
  /** Milliseconds without a connection, an event or a run. */
  readonly afterMs: number;
  /** True while a run is under way or waits for its turn. */
  readonly isBusy: () => boolean;
  readonly stop: () => void;
  /** Does the work after so many milliseconds, unless what it returns is called before. */
  readonly later?: (work: () => void, ms: number) => () => void;
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
export function stopWhenIdle({ afterMs, isBusy, stop, later = byTimer }: IdleOptions): Idle {
  let open = 0;
  let callOff = () => {};

  function touch(): void {
    callOff();
    if (open === 0) callOff = later(due, afterMs);
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
      callOff();
      socket.once("close", () => {
        open -= 1;
        touch();
      });
    },
  };
}

function byTimer(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
}
