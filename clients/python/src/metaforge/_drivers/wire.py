"""What both drivers tell their libraries, and how they say in our words what went wrong there."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

import httpcore
from websockets.exceptions import InvalidStatus, WebSocketException

from .._core.flow import Answer, Request
from .._core.gateway import Gateway
from .._core.requests import to_error
from ..errors import ConnectionFailed, MetaForgeError

__all__ = [
    "CLOSES_WITHIN",
    "FAILURES",
    "KEEP_ALIVE",
    "MOST_EVENT",
    "Collector",
    "closed",
    "proxy_of",
    "quiet",
    "refusal",
    "request_headers",
    "socket_headers",
    "tls_of",
    "too_slow",
    "unreachable",
    "url_of",
]

KEEP_ALIVE = 4.0
"""Seconds that an idle connection is kept: less than the gateway keeps it, so none is used as it closes."""
CLOSES_WITHIN = 0.2
"""Seconds in which the other end of a WebSocket may say goodbye."""
MOST_EVENT = 8 * 1024 * 1024
"""Bytes of an event: a run may propose 500 files with long names."""
MOST_JSON = 32 * 1024 * 1024
MOST_BYTES = 256 * 1024 * 1024
"""Bytes of an answer; the largest honest one is the diff of 50 MiB of files."""

# Two classes until Python 3.11, and the async library raises the other one.
TIMEOUTS = (TimeoutError, asyncio.TimeoutError, httpcore.TimeoutException)
FAILURES = (
    *TIMEOUTS,
    OSError,
    # Raised for a name that cannot be one, such as a label of 64 letters.
    UnicodeError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    WebSocketException,
)

quiet = logging.Logger("metaforge.websocket", logging.CRITICAL)
"""In no hierarchy: at level DEBUG the library would write the headers, and the key with them."""


def url_of(gateway: Gateway, request: Request) -> str:
    """Make the address of a request."""
    return f"{gateway.base}/api/v1{request.path}"


def request_headers(gateway: Gateway, request: Request) -> list[tuple[str, str]]:
    """Make the headers of a request."""
    typed = [] if request.body is None else [("Content-Type", "application/json")]
    return [*gateway.headers(), *typed]


def socket_headers(gateway: Gateway) -> list[tuple[str, str]]:
    """Make the headers that a WebSocket is opened with, besides its own."""
    return [] if gateway.key is None else [gateway.authorization(gateway.key)]


def tls_of(gateway: Gateway) -> ssl.SSLContext | None:
    """Trust what this machine trusts; made only when needed, because reading it takes time."""
    return ssl.create_default_context() if gateway.is_tls else None


def proxy_of(gateway: Gateway) -> tuple[str, tuple[str, str] | None] | None:
    """Take a proxy's address apart: without its user, and the user."""
    if gateway.proxy is None:
        return None
    url = urlsplit(gateway.proxy)
    user = None if url.username is None else (unquote(url.username), unquote(url.password or ""))
    return f"{url.scheme}://{url.netloc.rpartition('@')[2]}", user


class Collector:
    """Takes an answer's bytes, as long as they are not too many."""

    def __init__(self, gateway: Gateway, request: Request, response: httpcore.Response) -> None:
        pairs = ((name.lower(), value) for name, value in response.headers)
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in pairs}
        self.status = response.status
        self.most = MOST_JSON if request.json else MOST_BYTES
        self.what = f"{request}: the answer of {gateway.base}"
        self.parts: list[bytes] = []
        self.size = 0
        if self.headers.get("content-encoding", "identity") != "identity":
            raise self.unusable("is packed, which was not asked for")

    def add(self, part: bytes) -> None:
        """Take the next bytes; raises ConnectionFailed when they are too many."""
        self.size += len(part)
        if self.size > self.most:
            raise self.unusable(f"is larger than {self.most} bytes")
        self.parts.append(part)

    def answer(self) -> Answer:
        """Put the answer together."""
        return Answer(self.status, self.headers, b"".join(self.parts))

    def unusable(self, why: str) -> ConnectionFailed:
        """Make the error of an answer that is not read; asking again would bring the same."""
        return ConnectionFailed(f"{self.what} {why}", status=self.status)


def unreachable(gateway: Gateway, what: str, error: BaseException) -> ConnectionFailed:
    """Make the error of a request that got no answer, or only a part of one."""
    if isinstance(error, TIMEOUTS):
        return too_slow(gateway, what)
    why = str(error).strip() or type(error).__name__
    is_refused = any(isinstance(one, ConnectionRefusedError) for one in causes(error))
    said = "nothing listens there" if is_refused else why[:300]
    failed = ConnectionFailed(f"{what}: {gateway.base} does not answer ({said})")
    failed.unsent = isinstance(error, httpcore.ConnectError)
    return failed


def causes(error: BaseException | None) -> Iterable[BaseException]:
    """Go through what stands behind an error, also where several addresses were tried."""
    while error is not None:
        yield error
        yield from getattr(error, "exceptions", ())
        error = error.__cause__ or error.__context__


def too_slow(gateway: Gateway, what: str) -> ConnectionFailed:
    """Make the error of a request whose time is over."""
    return ConnectionFailed(f"{what}: {gateway.base} did not answer in time")


def closed() -> ConnectionFailed:
    """Make the error of a client that is used after its end."""
    return ConnectionFailed("the client is closed")


def refusal(gateway: Gateway, what: str, error: BaseException) -> MetaForgeError:
    """Make the error of a WebSocket that did not come to be."""
    if not isinstance(error, InvalidStatus):
        return unreachable(gateway, what, error)
    response = error.response
    headers = {name.lower(): value for name, value in response.headers.raw_items()}
    return to_error(gateway, what, Answer(response.status_code, headers, bytes(response.body)))
