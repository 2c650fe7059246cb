"""Events without a gateway: over whatever connections, each once, in order, and without haste."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metaforge import ConnectionFailed
from metaforge._core.events import follow_events
from metaforge._core.flow import OpenSocket, Sleep
from metaforge._core.gateway import create_gateway

from .scripted import Reply, Script, in_turn

GATEWAY = create_gateway("http://localhost:3000", api_key=None, timeout=30, retries=3)


@settings(max_examples=100)
@given(cuts=st.lists(st.integers(0, 4), max_size=12), again=st.integers(0, 3))
def test_hands_on_each_event_once_and_in_order_over_any_cuts(cuts: list[int], again: int) -> None:
    log = 0
    left = iter(cuts)
    queue: list[int] = []

    def reply(effect: Any) -> Reply:
        nonlocal log, queue
        if isinstance(effect, OpenSocket):
            since = int(effect.path.partition("since=")[2] or 0)
            log += next(left, 5)
            # A gateway that says some of it twice is forgiven.
            queue = list(range(max(1, since - again), log + 1))
            return None
        if not queue or log > 60:
            return ConnectionFailed("cut")
        seq = queue.pop(0)
        return json.dumps({"event": "session.created", "data": {}, "seq": seq, "at": ""})

    script = Script(reply)
    with pytest.raises(TimeoutError):
        script.run(lambda: follow_events(GATEWAY, 0, None), most=300)
    seqs = [event["seq"] for event in script.emitted]
    assert seqs == list(range(1, len(seqs) + 1))


def test_says_once_that_events_may_be_gone_and_only_where_the_state_can_be_read_again() -> None:
    cut = ConnectionFailed("cut")
    replies: list[Reply] = [None, cut, cut, cut, None]  # open, cut, in vain, in vain, open
    script = Script(lambda _: replies.pop(0) if replies else None)
    with pytest.raises(TimeoutError):
        script.run(lambda: follow_events(GATEWAY, None, None), most=16)
    kinds = [type(effect).__name__ for effect in script.effects]
    assert script.emitted == [{"event": "replay.expired"}]
    before = kinds[: kinds.index("Emit")]
    assert (before[-1], before.count("OpenSocket")) == ("OpenSocket", 4)


def test_comes_back_ever_more_slowly_to_who_opens_and_hangs_up_at_once() -> None:
    cut = ConnectionFailed("cut")
    script = Script(lambda effect: None if isinstance(effect, OpenSocket) else cut)
    with pytest.raises(TimeoutError):
        script.run(lambda: follow_events(GATEWAY, 0, None), most=30)
    pauses = [effect.seconds for effect in script.effects if isinstance(effect, Sleep)]
    assert len(pauses) == 10
    assert pauses[0] < 0.5
    assert min(pauses[6:]) > 4


def test_bears_a_lost_gateway_for_two_minutes_but_one_that_never_was_for_seconds() -> None:
    refused = ConnectionFailed("refused")
    event = json.dumps({"event": "session.created", "data": {}, "seq": 1})
    lost = in_turn(None, event, then=refused)
    never = in_turn(then=refused)
    for reply, least, most in ((lost, 120, 135), (never, 0.5, 4)):
        script = Script(reply)
        began = script.now
        with pytest.raises(ConnectionFailed):
            script.run(lambda: follow_events(GATEWAY, None, None))
        assert least < script.now - began < most
        assert len(script.effects) < 60
