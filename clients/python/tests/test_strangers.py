"""What answers may not be a gateway: clear errors, no key in them, nothing waited for without end."""

from __future__ import annotations

import asyncio
import json
import pickle
import socket
import threading
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metaforge import (
    ApiError,
    AsyncMetaForgeClient,
    ConnectionFailed,
    MetaForgeClient,
    MetaForgeError,
)
from metaforge._core.flow import Request
from metaforge._core.gateway import create_gateway
from metaforge._core.requests import ask_json
from metaforge._drivers.blocking import BlockingDriver
from metaforge.types import Health

from .both import ask, both, failure, first_event
from .session_verbs import call
from .stranger import Stranger, answer, dripping, says

HEALTH = json.dumps(
    {
        "status": "healthy",
        "version": "0.1.0",
        "uptime": 1,
        "components": {"gateway": "ok", "llm_provider": "ok", "tools": {}},
    }
).encode()
BUSY = json.dumps({"error": {"code": "UNAVAILABLE", "message": "busy", "details": {}}}).encode()


@both
@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (answer(200, b"<html>"), "not JSON"),
        (answer(200, b'{"status": "heal'), "not JSON"),
        (answer(200, b"[" * 100_000), "nested too deeply"),
        (answer(200, b"[]"), "not an object"),
        (answer(200, b'{"status": 1}'), "status is not str"),
        (answer(200, HEALTH.replace(b"0.1.0", b"\xff")), "not JSON"),
        (answer(200, HEALTH.replace(b": 1", b": NaN")), "NaN"),
        (answer(502, b"<html>bad gateway"), "502"),
        (answer(302, b"", "Location: http://example.com/"), "redirect"),
        (answer(200, b"\x1f\x8b", "Content-Encoding: gzip"), "packed"),
        (b"SSH-2.0-OpenSSH\r\n", "does not answer"),
        (b"", "does not answer"),
        (answer(200, HEALTH)[:-5], "does not answer"),
    ],
)
def test_says_clearly_what_was_wrong(kind: type[Any], raw: bytes, words: str) -> None:
    with Stranger(says(raw)) as stranger:
        error = failure(kind, stranger.url, retries=0)
        assert isinstance(error, ConnectionFailed)
        assert (error.code, words in str(error)) == ("CONNECTION_FAILED", True), str(error)
        assert stranger.url in str(error)


@both
def test_reads_no_more_than_an_answer_may_have(kind: type[Any]) -> None:
    def endless(_: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _number in range(40):
            connection.sendall(b" " * 2**20)

    with Stranger(endless) as stranger:
        assert "larger than" in str(failure(kind, stranger.url, retries=0))


@both
def test_waits_no_longer_than_the_timeout_for_bytes_that_drip(kind: type[Any]) -> None:
    stranger = Stranger(dripping(lambda: stranger))
    with stranger:
        began = time.monotonic()
        error = failure(kind, stranger.url, timeout=0.4, retries=0)
        assert 0.35 < time.monotonic() - began < 10
        assert "in time" in str(error)


def test_waits_for_a_slow_answer_also_where_it_may_be_stopped() -> None:
    def slowly(_: bytes, connection: socket.socket) -> None:
        stranger.sleep(0.35)
        connection.sendall(answer(200, HEALTH))

    stranger = Stranger(slowly)
    with stranger:
        gateway = create_gateway(stranger.url, api_key=None, timeout=5, retries=0)
        driver = BlockingDriver(gateway)
        flow = ask_json(gateway, Request("GET", "/health"), Health)
        assert driver.run(flow, threading.Event())["version"] == "0.1.0"
        driver.close()


@both
def test_repeats_reading_and_heeds_how_long_to_stay_away(kind: type[Any]) -> None:
    replies = iter([answer(503, BUSY, "Retry-After: 1"), b"", answer(200, HEALTH)])
    with Stranger(lambda _, to: to.sendall(next(replies))) as stranger:
        began = time.monotonic()
        assert ask(kind, stranger.url, lambda client: client.health)["version"] == "0.1.0"
        assert time.monotonic() - began >= 1
        assert len(stranger.asked) == 3


@both
def test_does_not_wait_for_who_says_to_stay_away_long(kind: type[Any]) -> None:
    with Stranger(says(answer(429, BUSY, "Retry-After: 3600"))) as stranger:
        error = failure(kind, stranger.url)
        assert isinstance(error, ApiError)
        assert (error.status, error.details, len(stranger.asked)) == (429, {"retry_after": 3600}, 1)


@both
def test_ends_a_request_under_way_when_the_client_is_closed(kind: type[Any]) -> None:
    asked = threading.Event()

    def never(_: bytes, __: socket.socket) -> None:
        asked.set()
        stranger.sleep(20)

    async def go() -> float:
        client = kind(stranger.url, retries=0)
        health = asyncio.create_task(call(client.health))
        await asyncio.to_thread(asked.wait)
        began = time.monotonic()
        await call(getattr(client, "aclose", None) or client.close)
        with pytest.raises(ConnectionFailed):
            await health
        return time.monotonic() - began

    stranger = Stranger(never)
    with stranger:
        assert asyncio.run(go()) < 10


def test_says_that_a_client_was_taken_to_another_event_loop() -> None:
    with Stranger(says(answer(200, HEALTH, "Connection: close"))) as stranger:
        client = AsyncMetaForgeClient(stranger.url)
        asyncio.run(client.health())
        with pytest.raises(MetaForgeError, match=r"CLIENT_OPTION_INVALID.* one event loop"):
            asyncio.run(client.health())
        asyncio.run(client.aclose())


def test_does_not_repeat_what_may_have_been_heard() -> None:
    with Stranger(says(b"")) as stranger, MetaForgeClient(stranger.url) as client:
        with pytest.raises(ConnectionFailed):
            client.run_skill("spec")
        with pytest.raises(ConnectionFailed):
            client.call_tool("kicad", "erc")
        assert len(stranger.asked) == 2


@both
def test_never_shows_the_key(kind: type[Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    key = "key-that-nobody-may-see"
    said = json.dumps({"error": {"code": "FORBIDDEN", "message": key, "details": {"you": [key]}}})
    for raw in (answer(403, said.encode()), answer(200, key.encode()), b""):
        with Stranger(says(raw)) as stranger:
            error = failure(kind, stranger.url, api_key=key, retries=0)
            assert key.encode() in stranger.asked[0]
            with MetaForgeClient(stranger.url, api_key=key, retries=0) as client:
                with pytest.raises(MetaForgeError) as refused:
                    next(client.events())
                assert key.encode() in stranger.asked[1]
                assert key not in f"{refused.value} {refused.value.details}"
            shown = f"{error!r} {error} {error.details} {kind(stranger.url, api_key=key)!r}"
            assert key not in shown + caplog.text + repr(error.__cause__)


@both
def test_takes_the_key_nowhere_else(kind: type[Any]) -> None:
    with Stranger(says(answer(403, b""))) as other:
        moved = answer(307, b"", f"Location: {other.url.replace('http', 'ws')}/ws")
        with Stranger(says(moved)) as stranger:
            assert isinstance(failure(kind, stranger.url, api_key="k", retries=0), ConnectionFailed)
            with pytest.raises(MetaForgeError):
                first_event(kind, stranger.url, api_key="k", retries=0)
            assert all(b"Bearer k" in head for head in stranger.asked)
        assert not any(b"Bearer" in head for head in other.asked)


def test_keeps_what_an_error_says_when_it_is_pickled() -> None:
    error = ApiError("no", code="NOT_FOUND", details={"a": 1}, status=404)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 -- made a moment ago
    assert (str(copy), copy.details, copy.status) == ("NOT_FOUND: no", {"a": 1}, 404)


@settings(max_examples=40)
@given(
    raw=st.binary(max_size=200) | st.binary(max_size=60).map(lambda b: b"HTTP/1.1 200 OK\r\n" + b)
)
def test_gives_nothing_but_its_own_errors_for_any_bytes(raw: bytes) -> None:
    with Stranger(says(raw)) as stranger, MetaForgeClient(stranger.url, retries=0) as client:
        with pytest.raises(MetaForgeError):
            client.health()
        with pytest.raises(MetaForgeError):
            next(client.events())
