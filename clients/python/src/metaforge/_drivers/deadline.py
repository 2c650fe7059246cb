"""Holds every read and write of a blocking request to one deadline, and to the caller's wish to stop."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from socket import SHUT_RDWR
from typing import Any

import httpcore

from ..errors import WaitStopped

__all__ = ["DeadlineBackend", "Stop", "deadline", "unless_stopped"]

Stop = threading.Event
SLICE = 0.1
"""Seconds between two looks at whether the caller wants to stop."""
CHUNK = 64 * 1024


def unless_stopped(stop: Stop | None) -> None:
    """Raise WaitStopped when the caller wants to stop."""
    if stop is not None and stop.is_set():
        raise WaitStopped("the wait was stopped")


class Limit:
    """When a request has to be over."""

    def __init__(self, seconds: float, stop: Stop | None) -> None:
        self.until = time.monotonic() + seconds
        self.stop = stop

    def left(self) -> float:
        """Seconds that are left; raises when there are none."""
        unless_stopped(self.stop)
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left

    def slice(self) -> float:
        """Seconds to block before looking again."""
        return self.left() if self.stop is None else min(self.left(), SLICE)


# The library calls from the thread that asks, so that this is the request's own.
current: ContextVar[Limit] = ContextVar("metaforge_limit")


@contextmanager
def deadline(seconds: float, stop: Stop | None) -> Generator[None, None, None]:
    """Limit what is read and written inside."""
    token = current.set(Limit(seconds, stop))
    try:
        yield
    finally:
        current.reset(token)


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose time-outs are what is left of the request, not so much for each read.

    Else a gateway that sends a byte now and then would be waited for without end.
    """

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self.stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what comes first."""
        while True:
            seconds = current.get().slice()
            try:
                return self.stream.read(max_bytes, seconds)
            except httpcore.ReadTimeout:
                # Raises when it is over; else only the slice was.
                current.get().left()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write everything."""
        for start in range(0, len(buffer), CHUNK):
            self.stream.write(buffer[start : start + CHUNK], current.get().left())

    def close(self) -> None:
        """Close the connection; whoever waits for it in another thread is woken by that."""
        socket = self.stream.get_extra_info("socket")
        # It may be closed already, or by the other end.
        with suppress(OSError):
            socket.shutdown(SHUT_RDWR)
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Encrypt from here on."""
        left = current.get().left()
        return DeadlineStream(self.stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        """Tell about the connection."""
        return self.stream.get_extra_info(info)


class DeadlineBackend(httpcore.NetworkBackend):
    """Opens such connections."""

    def __init__(self) -> None:
        self.backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect, in the time that is left."""
        left = current.get().left()
        stream = self.backend.connect_tcp(host, port, left, local_address, socket_options)
        return DeadlineStream(stream)
