"""The core without a gateway: whatever comes, in whatever order, it keeps what it promises."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metaforge import ApiError, ConnectionFailed, MetaForgeError, Progress, WaitTimeoutError
from metaforge._core import decisions, operations
from metaforge._core.flow import Answer, Flow, Receive, Send
from metaforge._core.gateway import create_gateway
from metaforge._core.waiting import wait_for_end

from .scripted import Reply, Script, in_turn

GATEWAY = create_gateway("http://localhost:3000", api_key=None, timeout=30, retries=0)
ID = "session-0000"
VIEW: Any = {
    "id": ID,
    "skill": "s",
    "agent": "a",
    "status": "completed",
    "created": "",
    "updated": "",
    "input": {"files": [], "args": {}},
    "output": {"artifacts": []},
    "summary": None,
    "findings": [],
    "sources": [],
}
# A few of each kind: to choose from all of Unicode takes seconds of preparation.
texts = st.text('aZ09 /"\\\n\x00\u00b5\u6c34\ud800\U0001f600')
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)
bodies = st.binary() | anything.map(lambda value: json.dumps(value).encode())
OPERATIONS: list[Callable[[], Flow[Any]]] = [
    lambda: operations.view(GATEWAY, ID),
    lambda: operations.create(GATEWAY, "s", {}),
    lambda: operations.cancel(GATEWAY, ID),
    lambda: decisions.approve(GATEWAY, VIEW, None),
    lambda: operations.artifacts(GATEWAY, ID),
    lambda: operations.lines(GATEWAY, ID, "trace"),
    lambda: operations.pages(GATEWAY, None, 100),
    lambda: operations.call_tool(GATEWAY, "t", "a", None, 1),
]


def ok(value: object) -> Answer:
    return Answer(200, {}, json.dumps(value).encode())


@settings(max_examples=150)
@given(status=st.integers(100, 599), body=bodies, at=st.integers(0, len(OPERATIONS) - 1))
def test_gives_a_result_or_one_of_its_own_errors(status: int, body: bytes, at: int) -> None:
    script = Script(lambda _: Answer(status, {"retry-after": "x"}, body))
    try:
        script.run(OPERATIONS[at], most=20)
    except MetaForgeError as error:
        assert error.code
        assert len(str(error)) < 20_000
    except TimeoutError:
        # Only a page that is full and never ends.
        assert at == 6


def status_of(run: str, progress: float = 0.0) -> Answer:
    fields: dict[str, Any] = {
        "session_id": ID,
        "status": run,
        "agent": "a",
        "artifacts": [],
        "progress": progress,
    }
    return ok({**fields, "message": f"{progress}"})


troubles = st.sampled_from(
    [
        ConnectionFailed("lost"),
        ApiError("busy", code="UNAVAILABLE", status=503, details={"retry_after": 1}),
        ApiError("many", code="RATE_LIMITED", status=429),
    ]
)
looks = st.floats(0, 1).map(lambda now: status_of("running", now)) | troubles
messages = (
    st.none()
    | troubles.filter(lambda error: isinstance(error, ConnectionFailed))
    | st.sampled_from(["", "[]", '{"event": "agent.progress", "data": {"progress": "x"}}'])
    | st.floats(0, 1).map(
        lambda now: json.dumps(
            {"event": "agent.progress", "data": {"progress": now, "message": "m"}, "seq": 1}
        )
    )
)


@settings(max_examples=80)
@given(data=st.data(), timeout=st.floats(0.01, 600), ends_after=st.integers(0, 40))
def test_waits_until_the_end_or_to_the_second_through_any_trouble(
    data: st.DataObject, timeout: float, ends_after: int
) -> None:
    seen = 0

    def reply(effect: Any) -> Reply:
        nonlocal seen
        seen += 1
        if isinstance(effect, Send) and "/status" not in effect.request.path:
            return ok(VIEW)
        if isinstance(effect, Send):
            return status_of("completed") if seen > ends_after else data.draw(looks)
        return data.draw(messages if isinstance(effect, Receive) else st.none() | troubles)

    told: list[Progress] = []
    script = Script(reply)
    began = script.now
    try:
        view = script.run(lambda: wait_for_end(GATEWAY, ID, timeout, told.append))
        assert view["status"] == "completed"
    except WaitTimeoutError as error:
        assert script.now - began >= timeout - 1e-6
        assert not isinstance(error.__cause__, WaitTimeoutError)
        assert error.details["session_id"] == ID
    assert script.now - began <= timeout + 0.05
    assert [one.progress for one in told] == sorted(one.progress for one in told)


def test_reads_the_status_after_it_listens_and_again_when_an_event_says_so() -> None:
    complete = json.dumps({"event": "session.complete", "data": {}, "seq": 2})
    replies: list[Reply] = [None, status_of("running"), complete, status_of("completed"), ok(VIEW)]
    script = Script(lambda _: replies.pop(0))
    script.run(lambda: wait_for_end(GATEWAY, ID, None, None))
    kinds = [type(effect).__name__ for effect in script.effects]
    assert kinds == ["OpenSocket", "Send", "Receive", "Send", "Send"]


def test_says_what_stood_in_the_way_when_the_time_is_over_while_the_gateway_is_away() -> None:
    refused = ConnectionFailed("refused")
    with pytest.raises(WaitTimeoutError) as caught:
        Script(lambda _: refused).run(lambda: wait_for_end(GATEWAY, ID, 3.3, None))
    assert caught.value.__cause__ is refused


def test_looks_often_where_no_events_come_and_gives_up_after_two_minutes() -> None:
    refused = ConnectionFailed("refused")

    def reply(effect: Any) -> Reply:
        return status_of("running") if isinstance(effect, Send) and script.now < 1060 else refused

    script = Script(reply)
    with pytest.raises(ConnectionFailed):
        script.run(lambda: wait_for_end(GATEWAY, ID, None, None))
    assert 1060 + 119 < script.now < 1060 + 125
    looks_made = sum(isinstance(effect, Send) for effect in script.effects)
    assert 60 < looks_made < 250


def test_looks_once_when_it_may_not_wait() -> None:
    lost = ConnectionFailed("lost")
    for reply, cause in ((status_of("running"), None), (lost, lost)):
        script = Script(in_turn(then=reply))
        with pytest.raises(WaitTimeoutError) as caught:
            script.run(lambda: wait_for_end(GATEWAY, ID, 0, None))
        assert caught.value.__cause__ is cause
        assert [type(effect).__name__ for effect in script.effects] == ["Send"]


def test_pages_give_each_session_once_while_others_come_and_go() -> None:
    ids = [f"s{n}" for n in range(250)]
    asked = 0

    def reply(effect: Any) -> Reply:
        nonlocal asked
        asked += 1
        # Between two pages, one is created and, later on, many that were seen are deleted.
        ids.insert(0, f"new{asked}")
        if asked == 2:
            del ids[5:90]
        query = dict(pair.split("=") for pair in effect.request.path.partition("?")[2].split("&"))
        page = ids[int(query["offset"]) :][: int(query["limit"])]
        heads = [{"id": one, "skill": "s", "status": "created", "created": ""} for one in page]
        return ok({"sessions": heads, "total": len(ids), "limit": 50, "offset": 0})

    script = Script(reply)
    script.run(lambda: operations.pages(GATEWAY, None, 50))
    seen = [head["id"] for head in script.emitted]
    assert len(seen) == len(set(seen))
    assert set(ids) - set(seen) <= {f"new{n}" for n in range(2, 99)}


def test_a_decision_that_stands_does_not_fail_because_the_look_at_it_does() -> None:
    approved: dict[str, Any] = {
        "session_id": ID,
        "status": "approved",
        "applied": True,
        "artifacts": [],
    }
    replies: list[Reply] = [ok(approved), ConnectionFailed("lost")]
    waits: Any = {**VIEW, "status": "pending_approval"}
    flow = decisions.approve(GATEWAY, waits, "fine")
    answer, view = Script(lambda _: replies.pop(0)).run(lambda: flow)
    assert answer["applied"] is True
    assert view["status"] == "completed"
    assert view.get("decision", {}).items() >= {"status": "approved", "comment": "fine"}.items()


def test_says_which_session_was_started_when_it_cannot_be_looked_at() -> None:
    started: dict[str, Any] = {"session_id": ID, "status": "running", "agent": "a"}
    replies: list[Reply] = [ok(started), ConnectionFailed("lost")]
    script = Script(lambda _: replies.pop(0))
    with pytest.raises(ConnectionFailed) as caught:
        script.run(lambda: operations.run(GATEWAY, "s", {}, {}, None))
    assert caught.value.details["session_id"] == ID
