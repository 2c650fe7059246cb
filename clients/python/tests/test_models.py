"""What a session tells of language models: what was used, what was asked, and that it serves again."""

from __future__ import annotations

import json
import socket
from collections.abc import Generator
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from metaforge import ApiError

from .both import ask, both
from .gateway import ROOT, TestGateway
from .session_verbs import call
from .stranger import Stranger

SUGGESTER = str(ROOT / "test" / "fixtures" / "plugins" / "suggester")
FOUND = {"item": {"name": "weight", "value": 8, "unit": "g"}, "source": "PRD.md"}
ANSWER = json.dumps({"items": [{**FOUND, "quote": "Weight: < 8 g"}]})


def answers(_: bytes, connection: socket.socket) -> None:
    """Say it in the way of OpenAI's chat completions."""
    # Its whole question is read: hanging up on the rest would take the answer back.
    connection.settimeout(0.2)
    with suppress(TimeoutError):
        while connection.recv(65536):
            pass
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "small"}
    delta = {"index": 0, "delta": {"role": "assistant", "content": ANSWER}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}
    chunks: list[dict[str, Any]] = [
        {**head, "choices": [delta]},
        {**head, "choices": [], "usage": usage},
    ]
    said = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    top = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
    connection.sendall(f"{top}{said}data: [DONE]\n\n".encode())


@pytest.fixture(scope="module")
def asking() -> Generator[tuple[TestGateway, Stranger], None, None]:
    """A gateway and the provider that it asks."""
    with Stranger(answers) as provider:
        use = {"openai-compatible": {"baseUrl": f"{provider.url}/v1", "apiKey": "sk-of-the-tests"}}
        models = {"use": ["openai-compatible/small"], "providers": use}
        off = ["kicad", "ngspice", "spec"]
        config = {"plugins": [SUGGESTER], "models": models, "disabled": off}
        with TestGateway(config=config) as gateway:
            yield gateway, provider


async def finished(session: Any) -> Any:
    """Wait for a run's end."""
    return await call(session.wait_for_completion, timeout=60)


@both
def test_runs_again_by_what_a_verbose_run_has_recorded(
    kind: type[Any], asking: tuple[TestGateway, Stranger]
) -> None:
    gateway, provider = asking

    async def go(client: Any) -> None:
        first = await finished(await call(client.run_skill, "suggester", verbose=True))
        [use] = first.models
        assert (use["model"], use["calls"], use["output_tokens"]) == ("small", 1, 5)
        [exchange] = await call(first.exchanges)
        assert "Weight: < 8 g" in json.dumps(exchange["content"])
        proposed = await call(first.artifact, "limits.json")
        assert b'"quote": "Weight: < 8 g"' in proposed
        asked = len(provider.asked)
        again = await finished(await call(client.run_skill, "suggester", replay=first.id))
        created = await call(client.create_session, "suggester", args={"care": "marks"})
        third = await finished(await call(created.run, replay=first.id))
        for session in (again, third):
            assert await call(session.artifact, "limits.json") == proposed
        assert len(provider.asked) == asked

    ask(kind, gateway.url, lambda client: partial(go, client))


@both
def test_keeps_no_words_of_a_run_that_was_not_verbose_so_that_none_can_replay_it(
    kind: type[Any], asking: tuple[TestGateway, Stranger]
) -> None:
    async def go(client: Any) -> None:
        quiet = await finished(await call(client.run_skill, "suggester"))
        [exchange] = await call(quiet.exchanges)
        assert exchange["content"] is None
        with pytest.raises(ApiError) as caught:
            await call(client.run_skill, "suggester", replay=quiet.id)
        assert caught.value.details["field"] == "options.replay"

    ask(kind, asking[0].url, lambda client: partial(go, client))


@both
def test_shows_no_models_where_none_was_asked(kind: type[Any], gateway: TestGateway) -> None:
    async def go(client: Any) -> None:
        session = await call(client.create_session, "take-time")
        assert session.models == []
        assert await call(session.exchanges) == []

    ask(kind, gateway.url, lambda client: partial(go, client))
