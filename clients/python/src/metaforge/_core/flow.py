"""Operations that do no input or output themselves: generators that say what they need next.

A flow yields an effect, a driver performs it and sends the result back in. So what the client does is
written once, and the two drivers, one that blocks and one that awaits, only know how.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import NewType, TypeAlias, TypeVar, cast

__all__ = ["Answer", "Effect", "Flow", "Progress", "Request", "Socket"]

T = TypeVar("T")

Socket = NewType("Socket", object)
"""An open WebSocket, known only to the driver that opened it."""


@dataclass(frozen=True)
class Request:
    """One request below the base of the API."""

    method: str
    path: str
    """With its query, encoded."""
    body: bytes | None = None
    json: bool = True
    """The answer is JSON; otherwise it is bytes that may be many."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


@dataclass(frozen=True)
class Progress:
    """How far a run is, as told to `on_progress`."""

    progress: float
    """From 0 to 1; never falls."""
    message: str
    queued: bool
    """The run waits for others to end before it begins."""


@dataclass(frozen=True)
class Send:
    """Send a request; the result is its `Answer`, or ConnectionFailed is raised."""

    request: Request
    seconds: float


@dataclass(frozen=True)
class Sleep:
    """Let time pass."""

    seconds: float


@dataclass(frozen=True)
class OpenSocket:
    """Open a WebSocket; the result is a `Socket`. Raises ConnectionFailed, ApiError when refused."""

    path: str
    seconds: float


@dataclass(frozen=True)
class Receive:
    """Take the next message; the result is None when none comes in time. Raises ConnectionFailed."""

    socket: Socket
    seconds: float | None


@dataclass(frozen=True)
class CloseSocket:
    """Close a WebSocket. Those that are still open when a flow ends are closed by the driver."""

    socket: Socket


@dataclass(frozen=True)
class Tell:
    """Call the caller back. What that raises is not thrown into the flow, but ends it."""

    callback: Callable[[Progress], object]
    progress: Progress


@dataclass(frozen=True)
class Emit:
    """Hand one value to whoever iterates."""

    value: object


Effect: TypeAlias = Send | Sleep | OpenSocket | Receive | CloseSocket | Tell | Emit
Flow: TypeAlias = Generator[Effect, object, T]


def send(request: Request, seconds: float) -> Flow[Answer]:
    """Send a request."""
    return cast("Answer", (yield Send(request, seconds)))


def sleep(seconds: float) -> Flow[None]:
    """Let time pass."""
    yield Sleep(seconds)


def open_socket(path: str, seconds: float) -> Flow[Socket]:
    """Open a WebSocket."""
    return cast("Socket", (yield OpenSocket(path, seconds)))


def receive(socket: Socket, seconds: float | None) -> Flow[str | None]:
    """Take the next message."""
    return cast("str | None", (yield Receive(socket, seconds)))


def close_socket(socket: Socket) -> Flow[None]:
    """Close a WebSocket."""
    yield CloseSocket(socket)


def tell(callback: Callable[[Progress], object], progress: Progress) -> Flow[None]:
    """Call the caller back."""
    yield Tell(callback, progress)


def emit(value: object) -> Flow[None]:
    """Hand one value to whoever iterates."""
    yield Emit(value)
