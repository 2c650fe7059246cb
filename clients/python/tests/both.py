"""Lets a test be written once for the blocking and the async client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from metaforge import AsyncMetaForgeClient, MetaForgeClient, MetaForgeError

from .session_verbs import call

both = pytest.mark.parametrize(
    "kind", [MetaForgeClient, AsyncMetaForgeClient], ids=["sync", "async"]
)
"""Gives the test each class in turn, as `kind`."""


def ask(kind: type[Any], url: str, what: Callable[[Any], Callable[[], Any]], **options: Any) -> Any:
    """Make a client, call one of its methods without arguments, and close it."""

    async def go() -> Any:
        client = kind(url, **options)
        try:
            return await call(what(client))
        finally:
            await call(getattr(client, "aclose", None) or client.close)

    return asyncio.run(go())


def failure(kind: type[Any], url: str, **options: Any) -> MetaForgeError:
    """Ask for the health, and give the error that comes of it."""
    with pytest.raises(MetaForgeError) as caught:
        ask(kind, url, lambda client: client.health, **options)
    return caught.value


def first_event(kind: type[Any], url: str, **options: Any) -> Any:
    """Follow the events to the first of them."""
    if kind is MetaForgeClient:
        with MetaForgeClient(url, **options) as client:
            return next(client.events())

    async def go() -> Any:
        async with AsyncMetaForgeClient(url, **options) as client:
            return await anext(client.events())

    return asyncio.run(go())
