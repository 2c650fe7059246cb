"""The behaviours that all clients share, with both clients."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Generator
from typing import Any, cast

import pytest

from metaforge import AsyncMetaForgeClient, MetaForgeClient

from .behaviour_player import Player
from .gateway import ROOT, TestGateway
from .matching import mismatch

FOLDER = ROOT / "clients" / "behaviours"
CASES = cast("list[dict[str, Any]]", json.loads((FOLDER / "behaviours.json").read_text())["cases"])
KINDS: dict[type[Any], str] = {MetaForgeClient: "sync", AsyncMetaForgeClient: "async"}
CONFIG = {
    "plugins": [str(FOLDER / "skills"), str(FOLDER / "tools")],
    "disabled": ["kicad", "ngspice", "spec"],
}


@pytest.fixture(scope="module")
def shared() -> Generator[TestGateway, None, None]:
    """A gateway that most cases use one after the other: on a busy machine a start takes seconds."""
    with TestGateway(files={}, config=CONFIG) as gateway:
        yield gateway


def is_crowded(case: dict[str, Any]) -> bool:
    """Whether a case makes so many sessions that both clients look at the same ones."""
    return any("times" in step for step in case["steps"])


ROWS = [
    pytest.param(case, kinds, id=f"{case['name']}-{'+'.join(KINDS[kind] for kind in kinds)}")
    for case in CASES
    for kinds in ([tuple(KINDS)] if is_crowded(case) else [(kind,) for kind in KINDS])
]


@pytest.mark.parametrize(("case", "kinds"), ROWS)
def test_behaves(case: dict[str, Any], kinds: tuple[type[Any], ...], shared: TestGateway) -> None:
    if "config" in case or is_crowded(case):
        config = {**CONFIG, **case.get("config", {})}
        with TestGateway(files=case.get("files", {}), config=config) as gateway:
            play(case, kinds, gateway)
        return
    clear(shared)
    for path, text in case.get("files", {}).items():
        shared.write(path, text)
    play(case, kinds, shared)


def play(case: dict[str, Any], kinds: tuple[type[Any], ...], gateway: TestGateway) -> None:
    """Play a case with one client after the other."""
    crowd: list[str] = []
    for kind in kinds:
        asyncio.run(Player(gateway, kind, crowd).play(case))


def clear(gateway: TestGateway) -> None:
    """Make a gateway as good as new: running, no sessions, no files."""
    if gateway.process is None:
        gateway.start()
    with MetaForgeClient(gateway.url) as client:
        for head in list(client.sessions()):
            client.session(head["id"]).delete()
    for entry in gateway.workspace.iterdir():
        if entry.name != ".metaforge":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def test_an_expectation_that_is_not_met_is_noticed() -> None:
    seen = {"a": [1, 2], "b": "text", "c": None}
    wanted: list[dict[str, Any]] = [
        {"a": [1]},
        {"a": [1, 3]},
        {"d": 1},
        {"b": {"$contains": "z"}},
        {"b": {"$lacks": "ex"}},
        {"b": {"$absent": True}},
        {"a": {"$includes": 3}},
        {"a": {"$climbsTo": 3}},
        {"a": {"$reversed": [1, 2]}},
        {"c": {"$rises": True}},
    ]
    assert [one for one in wanted if mismatch(seen, one, "seen") is None] == []
    assert mismatch(seen, {"a": {"$rises": True}, "c": {"$absent": True}}, "seen") is None
