"""Waits end when they should, in every way they can, and leave nothing behind."""

from __future__ import annotations

import asyncio
import gc
import signal
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

from metaforge import (
    AsyncMetaForgeClient,
    ConnectionFailed,
    MetaForgeClient,
    MetaForgeError,
    Progress,
    WaitStopped,
    WaitTimeoutError,
)

from .both import both
from .gateway import TestGateway
from .session_verbs import call

LATE = 8.0
"""Seconds that a busy machine may add to what ends on time; what does not would take 30 and more."""


@contextmanager
def leaves_nothing() -> Generator[None, None, None]:
    """Compare threads and open files before and after."""
    before = open_now()
    yield
    gc.collect()
    until = time.monotonic() + LATE
    while open_now() != before and time.monotonic() < until:
        time.sleep(0.02)
    assert open_now() == before


def open_now() -> tuple[list[str], int]:
    """List the threads and count the open files of this process."""
    files = Path("/proc/self/fd")
    count = sum(1 for _ in files.iterdir()) if files.exists() else 0
    return sorted(thread.name for thread in threading.enumerate()), count


@pytest.mark.parametrize("timeout", [0, 0.3, 1.1])
def test_ends_on_time_blocking(gateway: TestGateway, timeout: float) -> None:
    with leaves_nothing(), MetaForgeClient(gateway.url) as client:
        session = client.run_skill("take-time", args={"ms": 30_000})
        began = time.monotonic()
        with pytest.raises(WaitTimeoutError) as caught:
            session.wait_for_completion(timeout=timeout)
        assert timeout <= time.monotonic() - began < timeout + LATE
        assert isinstance(caught.value, TimeoutError)
        session.cancel()


@pytest.mark.parametrize("timeout", [0, 0.3, 1.1])
def test_ends_on_time_awaiting(gateway: TestGateway, timeout: float) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(gateway.url) as client:
            session = await client.run_skill("take-time", args={"ms": 30_000})
            began = time.monotonic()
            with pytest.raises(WaitTimeoutError):
                await session.wait_for_completion(timeout=timeout)
            assert timeout <= time.monotonic() - began < timeout + LATE
            await session.cancel()
        assert len(asyncio.all_tasks()) == 1

    with leaves_nothing():
        asyncio.run(go())


@both
def test_ends_on_time_also_when_the_gateway_hangs(kind: type[Any], gateway: TestGateway) -> None:
    async def go() -> float:
        client = kind(gateway.url)
        session = await call(client.run_skill, "take-time", args={"ms": 30_000})
        with hanging(gateway):
            began = time.monotonic()
            with pytest.raises(WaitTimeoutError):
                await call(session.wait_for_completion, timeout=0.8)
            took = time.monotonic() - began
        await call(session.cancel)
        await call(getattr(client, "aclose", None) or client.close)
        return took

    assert 0.8 <= asyncio.run(go()) < 0.8 + LATE


@contextmanager
def hanging(gateway: TestGateway) -> Generator[None, None, None]:
    """Let a gateway do nothing for a while, though its connections stay."""
    assert gateway.process is not None
    gateway.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        gateway.process.send_signal(signal.SIGCONT)


def test_stops_when_it_is_told_to(gateway: TestGateway) -> None:
    stop = threading.Event()
    with leaves_nothing(), MetaForgeClient(gateway.url) as client:
        session = client.run_skill("take-time", args={"ms": 30_000})
        asked_at: list[float] = []

        def ask_to_stop() -> None:
            asked_at.append(time.monotonic())
            stop.set()

        def begin(now: Progress) -> None:
            # Only once nothing more will be told: else the next event would end the wait as well.
            if now.progress == 0.25:
                threading.Timer(0.3, ask_to_stop).start()

        with pytest.raises(WaitStopped):
            session.wait_for_completion(on_progress=begin, stop=stop)
        assert time.monotonic() - asked_at[0] < LATE
        assert session.refresh().status == "running"
        session.cancel()


def test_is_cancelled_with_its_task(gateway: TestGateway) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(gateway.url) as client:
            session = await client.run_skill("take-time", args={"ms": 30_000})
            task = asyncio.create_task(session.wait_for_completion())
            await asyncio.sleep(0.3)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert asyncio.all_tasks() == {asyncio.current_task()}
            assert (await session.refresh()).status == "running"
            await session.cancel()

    with leaves_nothing():
        asyncio.run(go())


def test_is_cancelled_by_a_scope_of_anyio_too(gateway: TestGateway) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(gateway.url) as client:
            session = await client.run_skill("take-time", args={"ms": 30_000})
            with anyio.move_on_after(0.3) as scope:
                await session.wait_for_completion()
            assert scope.cancelled_caught
            assert asyncio.all_tasks() == {asyncio.current_task()}
            await session.cancel()

    with leaves_nothing():
        asyncio.run(go())


def test_ends_with_the_client_that_another_thread_closes(gateway: TestGateway) -> None:
    with leaves_nothing():
        client = MetaForgeClient(gateway.url)
        session = client.run_skill("take-time", args={"ms": 2000})
        timer = threading.Timer(0.3, client.close)
        timer.start()
        with pytest.raises(ConnectionFailed, match="closed"):
            session.wait_for_completion()
        timer.join()


@both
@pytest.mark.parametrize("raised", [ZeroDivisionError("mine"), ConnectionFailed("mine")])
def test_ends_with_what_the_callback_raises(
    kind: type[Any], raised: Exception, gateway: TestGateway
) -> None:
    def fall(_: object) -> None:
        raise raised

    async def go() -> None:
        client = kind(gateway.url)
        try:
            session = await call(client.run_skill, "take-time", args={"ms": 300})
            with pytest.raises(type(raised), match="mine"):
                await call(session.wait_for_completion, on_progress=fall)
        finally:
            await call(getattr(client, "aclose", None) or client.close)

    with leaves_nothing():
        asyncio.run(go())


def test_awaits_a_callback_that_is_async(gateway: TestGateway) -> None:
    told: list[float] = []

    async def note(now: Any) -> None:
        await asyncio.sleep(0)
        told.append(now.progress)

    async def go() -> None:
        async with AsyncMetaForgeClient(gateway.url) as client:
            session = await client.run_skill("take-time", args={"ms": 300})
            await session.wait_for_completion(on_progress=note)

    asyncio.run(go())
    assert told == sorted(told)
    assert told != []


def test_leaves_no_connection_when_events_are_left(gateway: TestGateway) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(gateway.url) as client:
            async for event in client.events(since=0):
                assert event["event"]
                break

    with leaves_nothing():
        with MetaForgeClient(gateway.url) as client:
            client.create_session("take-time")
            threads = threading.active_count()
            for event in client.events(since=0):
                assert event["event"]
                break
            assert threading.active_count() == threads
        asyncio.run(go())


def test_refuses_a_timeout_that_is_none(gateway: TestGateway) -> None:
    with MetaForgeClient(gateway.url) as client:
        session = client.create_session("take-time")
        for timeout in (-1, float("nan")):
            with pytest.raises(MetaForgeError, match="CLIENT_OPTION_INVALID: timeout"):
                session.wait_for_completion(timeout=timeout)
