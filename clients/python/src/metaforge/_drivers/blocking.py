"""Drives flows in the calling thread."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Generator
from typing import TypeVar, cast

import httpcore
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from .._core.flow import (
    Answer,
    CloseSocket,
    Effect,
    Emit,
    Flow,
    OpenSocket,
    Receive,
    Request,
    Send,
    Sleep,
    Tell,
)
from .._core.gateway import Gateway
from ..errors import MetaForgeError
from . import wire
from .deadline import SLICE, DeadlineBackend, Stop, deadline, unless_stopped

__all__ = ["BlockingDriver"]

T = TypeVar("T")
LONGEST_BLOCK = 1.0
"""Seconds after which a wait comes up for air: not everywhere does Ctrl-C end an unlimited one."""


class BlockingDriver:
    """Holds the connections of one client; may be used from several threads."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.pool = create_pool(gateway)
        self.sockets: set[ClientConnection] = set()
        self.is_closed = False
        # Who does not close the client, as in a short script, leaves no open connection behind.
        weakref.finalize(self, self.pool.close)

    def run(self, flow: Flow[T], stop: Stop | None = None) -> T:
        """Drive a flow to its end."""
        steps = self.iterate(flow, stop)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return cast("T", end.value)

    def iterate(self, flow: Flow[T], stop: Stop | None = None) -> Generator[object, None, T]:
        """Drive a flow, and yield what it emits."""
        mine: set[ClientConnection] = set()
        result: object = None
        failure: MetaForgeError | None = None
        try:
            while True:
                try:
                    effect = flow.throw(failure) if failure else flow.send(result)
                except StopIteration as end:
                    return cast("T", end.value)
                result = failure = None
                if isinstance(effect, Emit):
                    yield effect.value
                    continue
                if isinstance(effect, Tell):
                    # What the caller's own code raises ends the flow; it is none of its troubles.
                    effect.callback(effect.progress)
                    continue
                try:
                    result = self.perform(effect, stop, mine)
                except MetaForgeError as error:
                    failure = error
        finally:
            failure = None
            for socket in list(mine):
                self.close_socket(socket, mine)

    def perform(
        self, effect: Effect, stop: Stop | None, mine: set[ClientConnection]
    ) -> Answer | ClientConnection | str | None:
        """Do what a flow asks for."""
        unless_stopped(stop)
        if self.is_closed:
            raise wire.closed()
        match effect:
            case Send(request, seconds):
                return self.send(request, seconds, stop)
            case Sleep(seconds):
                time.sleep(seconds) if stop is None else stop.wait(seconds)
            case OpenSocket(path, seconds):
                return self.open_socket(path, seconds, mine)
            case Receive(socket, seconds):
                return self.receive(cast("ClientConnection", socket), seconds, stop)
            case CloseSocket(socket):
                self.close_socket(cast("ClientConnection", socket), mine)
            case Emit() | Tell():
                raise AssertionError("done where the flow is driven")
        return None

    def send(self, request: Request, seconds: float, stop: Stop | None) -> Answer:
        """Send a request and read its answer, all within so many seconds."""
        try:
            with (
                deadline(seconds, stop),
                self.pool.stream(
                    request.method,
                    wire.url_of(self.gateway, request),
                    headers=wire.request_headers(self.gateway, request),
                    content=request.body,
                ) as response,
            ):
                collector = wire.Collector(self.gateway, request, response)
                for part in response.iter_stream():
                    collector.add(part)
                return collector.answer()
        except wire.FAILURES as error:
            raise wire.unreachable(self.gateway, str(request), error) from error

    def open_socket(
        self, path: str, seconds: float, mine: set[ClientConnection]
    ) -> ClientConnection:
        """Open a WebSocket."""
        try:
            # Entered by hand, left by `close_socket`: a flow may hold it over many effects.
            socket = connect(
                self.gateway.socket_base + path,
                ssl=wire.tls_of(self.gateway),
                additional_headers=wire.socket_headers(self.gateway),
                proxy=self.gateway.proxy,
                compression=None,
                open_timeout=seconds,
                close_timeout=wire.CLOSES_WITHIN,
                max_size=wire.MOST_EVENT,
                logger=wire.quiet,
            ).__enter__()
        except wire.FAILURES as error:
            raise wire.refusal(self.gateway, f"GET {path}", error) from error
        mine.add(socket)
        self.sockets.add(socket)
        return socket

    def receive(
        self, socket: ClientConnection, seconds: float | None, stop: Stop | None
    ) -> str | None:
        """Take the next message, or None when none comes in time."""
        until = None if seconds is None else time.monotonic() + seconds
        block = LONGEST_BLOCK if stop is None else SLICE
        while True:
            unless_stopped(stop)
            left = block if until is None else until - time.monotonic()
            if left <= 0:
                return None
            try:
                message = socket.recv(timeout=min(left, block))
            except TimeoutError:
                continue
            except ConnectionClosed as error:
                raise wire.unreachable(self.gateway, "GET /ws", error) from error
            return message if isinstance(message, str) else ""

    def close_socket(self, socket: ClientConnection, mine: set[ClientConnection]) -> None:
        """Close a WebSocket, and see its threads end."""
        mine.discard(socket)
        self.sockets.discard(socket)
        socket.close()
        socket.recv_events_thread.join()
        if isinstance(socket.keepalive_thread, threading.Thread):
            socket.keepalive_thread.join()

    def close(self) -> None:
        """Close every connection; what another thread waits for ends with ConnectionFailed."""
        self.is_closed = True
        for socket in list(self.sockets):
            socket.close()
        self.pool.close()


def create_pool(gateway: Gateway) -> httpcore.ConnectionPool:
    """Make the place where connections are kept; opens none yet."""
    proxy = wire.proxy_of(gateway)
    if proxy is None:
        return httpcore.ConnectionPool(
            ssl_context=wire.tls_of(gateway),
            max_connections=None,
            keepalive_expiry=wire.KEEP_ALIVE,
            network_backend=DeadlineBackend(),
        )
    address, user = proxy
    return httpcore.HTTPProxy(
        proxy_url=address,
        proxy_auth=user,
        ssl_context=wire.tls_of(gateway),
        max_connections=None,
        keepalive_expiry=wire.KEEP_ALIVE,
        network_backend=DeadlineBackend(),
    )
