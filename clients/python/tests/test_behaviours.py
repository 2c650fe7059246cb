"""The behaviours that all clients share, with both clients."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Generator
from typing import Any, cast

import pytest

from metaforge import MetaForgeClient

from .behaviour_player import CLIENTS, Player
from .gateway import ROOT, TestGateway
from .matching import mismatch

FOLDER = ROOT / "clients" / "behaviours"
CASES = cast("list[dict[str, Any]]", json.loads((FOLDER / "behaviours.json").read_text())["cases"])
CONFIG = {
    "plugins": [str(FOLDER / "skills"), str(FOLDER / "tools")],
    "disabled": ["kicad", "ngspice", "spec"],
}


@pytest.fixture(scope="module")
def shared() -> Generator[TestGateway, None, None]:
    """A gateway that many cases use one after the other, because starting one takes half a second."""
    with TestGateway(files={}, config=CONFIG) as gateway:
        yield gateway


@pytest.mark.parametrize("kind", CLIENTS, ids=["sync", "async"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_behaves(case: dict[str, Any], kind: type[Any], shared: TestGateway) -> None:
    if needs_its_own(case):
        config = {**CONFIG, **case.get("config", {})}
        with TestGateway(files=case.get("files", {}), config=config) as gateway:
            asyncio.run(Player(gateway, kind).play(case))
        return
    clear(shared)
    for path, text in case.get("files", {}).items():
        shared.write(path, text)
    asyncio.run(Player(shared, kind).play(case))


def needs_its_own(case: dict[str, Any]) -> bool:
    """Whether a case ends its gateway, sets it up in its own way, or leaves much behind."""
    verbs = {step["do"] for step in case["steps"]}
    return "config" in case or "gateway" in verbs or any("times" in step for step in case["steps"])


def clear(gateway: TestGateway) -> None:
    """Make a gateway as good as new: no sessions, no files."""
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
