"""What the client can do, each as a flow; the clients only differ in who drives it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Literal, TypedDict

from ..errors import ConnectionFailed, MetaForgeError, bad_option
from ..types import (
    AgentStatus,
    Deleted,
    Evidence,
    RunStarted,
    SessionHead,
    SessionPage,
    SessionView,
    ToolAnswer,
)
from .flow import Flow, Request, emit
from .gateway import Gateway
from .requests import ask, ask_json, path_of, post, query_of
from .shape import checked, parse_json

__all__ = ["Artifact", "Files"]

Files = Sequence[str | os.PathLike[str]]
TOOL_LIMIT = 600.0
"""Seconds for a tool, because the gateway ends tools that take too long."""


class Artifact(TypedDict):
    """A proposed file."""

    path: str
    """Where it is to stand in the workspace."""
    type: Literal["file"]
    size: int
    """In bytes."""
    diff: str
    """Lines added and removed, as in `+50 -0`."""


def to_input(files: Files | None, args: Mapping[str, Any] | None) -> dict[str, Any]:
    """Make the input of a run from what is given."""
    # A text is a sequence, too, and each of its letters would be taken for a file.
    if isinstance(files, (str, bytes, os.PathLike)):
        raise bad_option("files", "has to be a list of paths")
    named = {} if files is None else {"files": [to_path(path) for path in files]}
    return named if args is None else {**named, "args": dict(args)}


def to_path(path: str | os.PathLike[str]) -> str:
    """Write a path as the gateway does, with forward slashes."""
    return path.as_posix() if isinstance(path, PurePath) else os.fspath(path)


def to_options(
    *, temperature: float | None, verbose: bool | None, replay: str | None
) -> dict[str, Any]:
    """Make the options of a run from what is given."""
    options = {"temperature": temperature, "verbose": verbose, "replay": replay}
    return {name: value for name, value in options.items() if value is not None}


def run(
    gateway: Gateway,
    skill: str,
    given: dict[str, Any],
    options: dict[str, Any],
    session_id: str | None,
) -> Flow[SessionView]:
    """Start a run and look at its session."""
    named = {} if session_id is None else {"session_id": session_id}
    body = {"skill": skill, "input": given, "options": options, **named}
    started = yield from ask_json(gateway, post("/agent/run", body), RunStarted)
    return (yield from look(gateway, started["session_id"]))


def run_created(gateway: Gateway, seen: SessionView, options: dict[str, Any]) -> Flow[SessionView]:
    """Run a session that was only created."""
    return run(gateway, seen["skill"], dict(seen["input"]), options, seen["id"])


def create(gateway: Gateway, skill: str, given: dict[str, Any]) -> Flow[SessionView]:
    """Store a session and look at it."""
    request = post("/session/create", {"skill": skill, "input": given})
    created = yield from ask_json(gateway, request, SessionHead)
    return (yield from look(gateway, created["id"]))


def look(gateway: Gateway, session: str) -> Flow[SessionView]:
    """Look at what was started; when that fails, the error says which session it was."""
    try:
        return (yield from view(gateway, session))
    except MetaForgeError as error:
        error.details["session_id"] = session
        raise


def view(gateway: Gateway, session: str) -> Flow[SessionView]:
    """Ask how a session stands."""
    return ask_json(gateway, Request("GET", path_of("session", session)), SessionView)


def pages(gateway: Gateway, status: str | None, page_size: int) -> Flow[None]:
    """Emit the head of each session once, newest first, while others are created and deleted."""
    if not 2 <= page_size <= 1000:
        raise bad_option("page_size", "has to be a whole number from 2 to 1000")
    seen: set[str] = set()
    offset = 0
    while True:
        path = f"/sessions{query_of(status=status, limit=page_size, offset=offset)}"
        heads = (yield from ask_json(gateway, Request("GET", path), SessionPage))["sessions"]
        # Each page begins with the last session of the one before: where it stands now tells what
        # moved meanwhile.
        known = [at for at, head in enumerate(heads) if head["id"] in seen]
        if not known and offset > 0:
            offset = max(0, offset - page_size + 1)
            continue
        for head in heads[known[-1] + 1 if known else 0 :]:
            seen.add(head["id"])
            yield from emit(head)
        if len(heads) < page_size:
            return
        offset += len(heads) - 1


def call_tool(
    gateway: Gateway, tool: str, action: str, given: Mapping[str, Any] | None, timeout: float
) -> Flow[Any]:
    """Call one action of a tool and give its result."""
    request = post(path_of("tool", tool, action), dict(given or {}))
    answer = yield from ask_json(gateway, request, ToolAnswer, seconds=timeout)
    return answer["result"]


def evidence(gateway: Gateway, session: str) -> Flow[Evidence]:
    """Read what a decision stood on."""
    request = Request("GET", f"{path_of('session', session)}/evidence")
    return (yield from ask_json(gateway, request, Evidence))


def cancel(gateway: Gateway, session: str) -> Flow[tuple[AgentStatus, SessionView]]:
    """End a run; gives the answer and the session afterwards."""
    request = post(f"{path_of('agent', session)}/cancel")
    answer = yield from ask_json(gateway, request, AgentStatus)
    return answer, (yield from view(gateway, session))


def delete(gateway: Gateway, session: str) -> Flow[Deleted]:
    """Delete a session."""
    return ask_json(gateway, Request("DELETE", path_of("session", session)), Deleted)


def artifacts(gateway: Gateway, session: str) -> Flow[tuple[list[Artifact], SessionView]]:
    """List the proposed files; gives them and the session."""
    request = Request("GET", f"{path_of('agent', session)}/status")
    status = yield from ask_json(gateway, request, AgentStatus)
    seen = yield from view(gateway, session)
    changes = {one["path"]: one["diff"] for one in status["artifacts"]}
    found: list[Artifact] = [
        {**one, "diff": changes.get(one["path"], "")} for one in seen["output"]["artifacts"]
    ]
    return found, seen


def content(gateway: Gateway, session: str, what: str) -> Flow[bytes]:
    """Read bytes of a session."""
    request = Request("GET", f"{path_of('session', session)}/{what}", json=False)
    return (yield from ask(gateway, request)).body


def artifact(gateway: Gateway, session: str, path: str, side: str) -> Flow[bytes]:
    """Read one file of a session."""
    return content(gateway, session, f"artifact{query_of(path=path, side=side)}")


def text(gateway: Gateway, session: str, what: str) -> Flow[str]:
    """Read text of a session; what is not UTF-8 in it is shown as such."""
    return (yield from content(gateway, session, what)).decode("utf-8", "replace")


def diff(gateway: Gateway, session: str, form: str | None) -> Flow[str]:
    """Read what an approval changes."""
    return text(gateway, session, f"diff{query_of(format=form)}")


def lines(gateway: Gateway, session: str, what: str) -> Flow[list[dict[str, Any]]]:
    """Read what is kept of a session as lines of JSON, such as its `trace`."""
    found = (yield from text(gateway, session, what)).split("\n")
    try:
        return [checked(parse_json(line), dict[str, Any]) for line in found if line]
    except ValueError:
        raise ConnectionFailed(f"{session}: what it gives as {what} is not JSON lines") from None
