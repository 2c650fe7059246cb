"""A server that answers whatever a test wants, byte by byte: what no gateway would say."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType

Reply = Callable[[bytes, socket.socket], None]
"""Is given the head of a request and the connection, which is closed afterwards."""


class Stranger:
    """Listens from `with` to its end; `asked` holds the heads of all requests."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(0.05)
        self.over = threading.Event()
        self.threads: list[threading.Thread] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self) -> Stranger:
        self.begin(self.listen)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()
        self.listener.close()

    def begin(self, target: Callable[..., None], *args: object) -> None:
        """Start a thread that is awaited at the end."""
        thread = threading.Thread(target=target, args=args)
        self.threads.append(thread)
        thread.start()

    def listen(self) -> None:
        """Take connections until the end."""
        while not self.over.is_set():
            try:
                connection, _ = self.listener.accept()
            except TimeoutError:
                continue
            self.begin(self.serve, connection)

    def serve(self, connection: socket.socket) -> None:
        """Read one head, reply, hang up."""
        with connection:
            connection.settimeout(5)
            head = b""
            try:
                while b"\r\n\r\n" not in head and (part := connection.recv(65536)):
                    head += part
                self.asked.append(head)
                self.reply(head, connection)
            except OSError:
                # The client may hang up at any time.
                return

    def sleep(self, seconds: float) -> None:
        """Let time pass, unless the test is over."""
        self.over.wait(seconds)


def says(raw: bytes) -> Reply:
    """Reply with these bytes, whatever is asked."""
    return lambda _, connection: connection.sendall(raw)


def answer(status: int, body: bytes, *headers: str) -> bytes:
    """Make a whole answer."""
    head = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(head).encode() + body


def dripping(stranger: Callable[[], Stranger]) -> Reply:
    """Send a byte of a head now and then, without end."""

    def reply(_: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        until = time.monotonic() + 20
        while time.monotonic() < until and not stranger().over.is_set():
            connection.sendall(b"x")
            stranger().sleep(0.05)

    return reply
