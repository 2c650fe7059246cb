"""Drives flows in an asyncio event loop."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncGenerator
from typing import Generic, TypeVar, cast

import anyio
import httpcore
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

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
from ..errors import MetaForgeError, bad_option
from . import wire

__all__ = ["AwaitingDriver"]

T = TypeVar("T")


class Ended(Generic[T]):
    """A flow's result, as the last thing it yields: an async generator cannot return one."""

    def __init__(self, value: T) -> None:
        self.value = value


class AwaitingDriver:
    """Holds the connections of one client, in one event loop."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.pool = create_pool(gateway)
        self.sockets: set[ClientConnection] = set()
        self.is_closed = False
        self.loop: asyncio.AbstractEventLoop | None = None
        """The first that it was used in."""

    async def run(self, flow: Flow[T]) -> T:
        """Drive a flow to its end; when the task is cancelled, nothing of it is left."""
        steps = self.steps(flow)
        try:
            async for step in steps:
                if isinstance(step, Ended):
                    return cast("Ended[T]", step).value
            raise AssertionError("a flow ends with its result")
        finally:
            await steps.aclose()

    async def iterate(self, flow: Flow[None]) -> AsyncGenerator[object, None]:
        """Drive a flow, and yield what it emits."""
        steps = self.steps(flow)
        try:
            async for step in steps:
                if not isinstance(step, Ended):
                    yield step
        finally:
            await steps.aclose()

    async def steps(self, flow: Flow[T]) -> AsyncGenerator[object, None]:
        """Drive a flow; yields what it emits and then its result."""
        mine: set[ClientConnection] = set()
        result: object = None
        failure: MetaForgeError | None = None
        try:
            while True:
                try:
                    effect = flow.throw(failure) if failure else flow.send(result)
                except StopIteration as end:
                    yield Ended(cast("T", end.value))
                    return
                result = failure = None
                if isinstance(effect, Emit):
                    yield effect.value
                    continue
                if isinstance(effect, Tell):
                    # What the caller's own code raises ends the flow; it is none of its troubles.
                    told = effect.callback(effect.progress)
                    if inspect.isawaitable(told):
                        await told
                    continue
                try:
                    result = await self.perform(effect, mine)
                except MetaForgeError as error:
                    failure = error
        finally:
            failure = None
            for socket in list(mine):
                await self.close_socket(socket, mine)

    async def perform(
        self, effect: Effect, mine: set[ClientConnection]
    ) -> Answer | ClientConnection | str | None:
        """Do what a flow asks for."""
        if self.is_closed:
            raise wire.closed()
        # Else its kept connections would fail there with errors of the loop that is gone.
        loop = asyncio.get_running_loop()
        self.loop = self.loop or loop
        if self.loop is not loop:
            raise bad_option("client", "belongs to one event loop; make another one in this")
        match effect:
            case Send(request, seconds):
                return await self.send(request, seconds)
            case Sleep(seconds):
                await anyio.sleep(seconds)
            case OpenSocket(path, seconds):
                return await self.open_socket(path, seconds, mine)
            case Receive(socket, seconds):
                return await self.receive(cast("ClientConnection", socket), seconds)
            case CloseSocket(socket):
                await self.close_socket(cast("ClientConnection", socket), mine)
            case Emit() | Tell():
                raise AssertionError("done where the flow is driven")
        return None

    async def send(self, request: Request, seconds: float) -> Answer:
        """Send a request and read its answer, all within so many seconds."""
        try:
            with anyio.fail_after(seconds):
                async with self.pool.stream(
                    request.method,
                    wire.url_of(self.gateway, request),
                    headers=wire.request_headers(self.gateway, request),
                    content=request.body,
                ) as response:
                    collector = wire.Collector(self.gateway, request, response)
                    async for part in response.aiter_stream():
                        collector.add(part)
                    return collector.answer()
        except wire.FAILURES as error:
            raise wire.unreachable(self.gateway, str(request), error) from error

    async def open_socket(
        self, path: str, seconds: float, mine: set[ClientConnection]
    ) -> ClientConnection:
        """Open a WebSocket."""
        try:
            socket = await connect(
                self.gateway.socket_base + path,
                ssl=wire.tls_of(self.gateway),
                additional_headers=wire.socket_headers(self.gateway),
                proxy=self.gateway.proxy,
                compression=None,
                open_timeout=seconds,
                close_timeout=wire.CLOSES_WITHIN,
                max_size=wire.MOST_EVENT,
                logger=wire.quiet,
            )
        except wire.FAILURES as error:
            raise wire.refusal(self.gateway, f"GET {path}", error) from error
        mine.add(socket)
        self.sockets.add(socket)
        return socket

    async def receive(self, socket: ClientConnection, seconds: float | None) -> str | None:
        """Take the next message, or None when none comes in time."""
        try:
            with anyio.move_on_after(seconds):
                message = await socket.recv()
                return message if isinstance(message, str) else ""
        except ConnectionClosed as error:
            raise wire.unreachable(self.gateway, "GET /ws", error) from error
        return None

    async def close_socket(self, socket: ClientConnection, mine: set[ClientConnection]) -> None:
        """Close a WebSocket, also when the task that used it is being cancelled."""
        mine.discard(socket)
        self.sockets.discard(socket)
        with anyio.CancelScope(shield=True):
            await socket.close()

    async def close(self) -> None:
        """Close every connection; what another task waits for ends with ConnectionFailed."""
        self.is_closed = True
        for socket in list(self.sockets):
            await socket.close()
        await self.pool.aclose()


def create_pool(gateway: Gateway) -> httpcore.AsyncConnectionPool:
    """Make the place where connections are kept; opens none yet."""
    proxy = wire.proxy_of(gateway)
    if proxy is None:
        return httpcore.AsyncConnectionPool(
            ssl_context=wire.tls_of(gateway),
            max_connections=None,
            keepalive_expiry=wire.KEEP_ALIVE,
        )
    address, user = proxy
    return httpcore.AsyncHTTPProxy(
        proxy_url=address,
        proxy_auth=user,
        ssl_context=wire.tls_of(gateway),
        max_connections=None,
        keepalive_expiry=wire.KEEP_ALIVE,
    )
