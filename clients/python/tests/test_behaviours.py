"""The behaviours that all clients share, with both clients."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast

import pytest

from .behaviour_player import CLIENTS, Player
from .gateway import ROOT, TestGateway
from .matching import mismatch

FOLDER = ROOT / "clients" / "behaviours"
CASES = cast("list[dict[str, Any]]", json.loads((FOLDER / "behaviours.json").read_text())["cases"])
CONFIG = {
    "plugins": [str(FOLDER / "skills"), str(FOLDER / "tools")],
    "disabled": ["kicad", "ngspice", "spec"],
}


@pytest.mark.parametrize("kind", CLIENTS, ids=["sync", "async"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_behaves(case: dict[str, Any], kind: type[Any]) -> None:
    config = {**CONFIG, **case.get("config", {})}
    with TestGateway(files=case.get("files", {}), config=config) as gateway:
        asyncio.run(Player(gateway, kind).play(case))


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
