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

from .gateway import ROOT, TestGateway

PLUGINS = {
    "plugins": [str(ROOT / "clients" / "behaviours" / "skills")],
    "disabled": ["kicad", "ngspice"],
}


@pytest.fixture(scope="module")
def slow() -> Generator[TestGateway, None, None]:
    """A gateway with a skill that takes its time."""
    with TestGateway(config=PLUGINS) as gateway:
        yield gateway


@contextmanager
def leaves_nothing() -> Generator[None, None, None]:
    """Compare threads and open files before and after."""
    before = open_now()
    yield
    gc.collect()
    until = time.monotonic() + 2
    while open_now() != before and time.monotonic() < until:
        time.sleep(0.02)
    assert open_now() == before


def open_now() -> tuple[list[str], int]:
    """List the threads and count the open files of this process."""
    files = Path("/proc/self/fd")
    count = sum(1 for _ in files.iterdir()) if files.exists() else 0
    return sorted(thread.name for thread in threading.enumerate()), count


@pytest.mark.parametrize("timeout", [0, 0.3, 1.1])
def test_ends_on_time_blocking(slow: TestGateway, timeout: float) -> None:
    with leaves_nothing(), MetaForgeClient(slow.url) as client:
        session = client.run_skill("take-time", args={"ms": 30_000})
        began = time.monotonic()
        with pytest.raises(WaitTimeoutError) as caught:
            session.wait_for_completion(timeout=timeout)
        assert timeout <= time.monotonic() - began < timeout + 0.5
        assert isinstance(caught.value, TimeoutError)
        session.cancel()


@pytest.mark.parametrize("timeout", [0, 0.3, 1.1])
def test_ends_on_time_awaiting(slow: TestGateway, timeout: float) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(slow.url) as client:
            session = await client.run_skill("take-time", args={"ms": 30_000})
            began = time.monotonic()
            with pytest.raises(WaitTimeoutError):
                await session.wait_for_completion(timeout=timeout)
            assert timeout <= time.monotonic() - began < timeout + 0.5
            await session.cancel()
        assert len(asyncio.all_tasks()) == 1

    with leaves_nothing():
        asyncio.run(go())


@pytest.mark.parametrize("kind", [MetaForgeClient, AsyncMetaForgeClient], ids=["sync", "async"])
def test_ends_on_time_also_when_the_gateway_hangs(kind: type[Any]) -> None:
    async def go(client: AsyncMetaForgeClient) -> float:
        async with client:
            session = await client.run_skill("take-time")
            stop()
            began = time.monotonic()
            with pytest.raises(WaitTimeoutError):
                await session.wait_for_completion(timeout=0.8)
            return time.monotonic() - began

    def go_blocking(client: MetaForgeClient) -> float:
        with client:
            session = client.run_skill("take-time")
            stop()
            began = time.monotonic()
            with pytest.raises(WaitTimeoutError):
                session.wait_for_completion(timeout=0.8)
            return time.monotonic() - began

    with TestGateway(config=PLUGINS) as gateway:

        def stop() -> None:
            assert gateway.process is not None
            gateway.process.send_signal(signal.SIGSTOP)

        client = kind(gateway.url)
        is_async = isinstance(client, AsyncMetaForgeClient)
        took = asyncio.run(go(client)) if is_async else go_blocking(client)
        assert 0.8 <= took < 1.6


def test_stops_when_it_is_told_to(slow: TestGateway) -> None:
    stop = threading.Event()
    with leaves_nothing(), MetaForgeClient(slow.url) as client:
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
        assert time.monotonic() - asked_at[0] < 1
        assert session.refresh().status == "running"
        session.cancel()


def test_is_cancelled_with_its_task(slow: TestGateway) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(slow.url) as client:
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


def test_is_cancelled_by_a_scope_of_anyio_too(slow: TestGateway) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(slow.url) as client:
            session = await client.run_skill("take-time", args={"ms": 30_000})
            with anyio.move_on_after(0.3) as scope:
                await session.wait_for_completion()
            assert scope.cancelled_caught
            assert asyncio.all_tasks() == {asyncio.current_task()}
            await session.cancel()

    with leaves_nothing():
        asyncio.run(go())


def test_ends_with_the_client_that_another_thread_closes(slow: TestGateway) -> None:
    with leaves_nothing():
        client = MetaForgeClient(slow.url)
        session = client.run_skill("take-time", args={"ms": 2000})
        timer = threading.Timer(0.3, client.close)
        timer.start()
        with pytest.raises(ConnectionFailed, match="closed"):
            session.wait_for_completion()
        timer.join()


def test_ends_with_what_the_callback_raises(slow: TestGateway) -> None:
    def fall(_: object) -> None:
        raise ZeroDivisionError

    with leaves_nothing(), MetaForgeClient(slow.url) as client:
        session = client.run_skill("take-time", args={"ms": 300})
        with pytest.raises(ZeroDivisionError):
            session.wait_for_completion(on_progress=fall)


def test_awaits_a_callback_that_is_async(slow: TestGateway) -> None:
    told: list[float] = []

    async def note(now: Any) -> None:
        await asyncio.sleep(0)
        told.append(now.progress)

    async def go() -> None:
        async with AsyncMetaForgeClient(slow.url) as client:
            session = await client.run_skill("take-time", args={"ms": 300})
            await session.wait_for_completion(on_progress=note)

    asyncio.run(go())
    assert told == sorted(told)
    assert told != []


def test_leaves_no_connection_when_events_are_left(slow: TestGateway) -> None:
    async def go() -> None:
        async with AsyncMetaForgeClient(slow.url) as client:
            async for event in client.events(since=0):
                assert event["event"]
                break

    with leaves_nothing():
        with MetaForgeClient(slow.url) as client:
            client.create_session("take-time")
            threads = threading.active_count()
            for event in client.events(since=0):
                assert event["event"]
                break
            assert threading.active_count() == threads
        asyncio.run(go())


def test_refuses_a_timeout_that_is_none(slow: TestGateway) -> None:
    with MetaForgeClient(slow.url) as client:
        session = client.create_session("take-time")
        for timeout in (-1, float("nan")):
            with pytest.raises(MetaForgeError, match="CLIENT_OPTION_INVALID: timeout"):
                session.wait_for_completion(timeout=timeout)
