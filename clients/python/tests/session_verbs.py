"""What the verbs of the table of behaviours do to a session, with either client."""

from __future__ import annotations

import asyncio
import base64
import inspect
from collections.abc import Callable
from typing import Any

Step = dict[str, Any]


async def wait(session: Any, step: Step) -> Step:
    """Wait for the end, and note what is reported."""
    told: list[Any] = []
    timeout = step["timeoutMs"] / 1000 if "timeoutMs" in step else None
    await call(session.wait_for_completion, timeout=timeout, on_progress=told.append)
    return {
        **shown(session),
        "progress": [one.progress for one in told],
        "messages": [one.message for one in told],
    }


async def artifact(session: Any, step: Step) -> Step:
    """Read a file of a session."""
    side = {"side": step["side"]} if "side" in step else {}
    content = await call(session.artifact, step["path"], **side)
    return {
        "text": content.decode("utf-8", "replace"),
        "base64": base64.b64encode(content).decode(),
    }


async def diff(session: Any, step: Step) -> Step:
    """Show the change."""
    return {"text": await call(session.diff, format=step.get("format"))}


async def artifacts(session: Any, _: Step) -> Step:
    """List the proposed files."""
    return {"artifacts": await call(session.artifacts)}


async def seen_again(method: Callable[[], Any]) -> Step:
    """Show what a method makes of a session."""
    return shown(await call(method))


async def look(session: Any) -> Step:
    """Show a session as it is."""
    return shown(session)


def stated(step: Step) -> dict[str, Any]:
    """Give what a step says of who decides."""
    return {name: step[name] for name in ("by", "automatic") if name in step}


SESSION_VERBS: dict[str, Callable[[Any, Step], Any]] = {
    "start": lambda session, _: seen_again(session.run),
    "look": lambda session, _: look(session),
    "refresh": lambda session, _: seen_again(session.refresh),
    "wait": wait,
    "approve": lambda session, step: call(session.approve, step.get("comment"), **stated(step)),
    "reject": lambda session, step: call(session.reject, step["reason"], **stated(step)),
    "evidence": lambda session, _: call(session.evidence),
    "cancel": lambda session, _: call(session.cancel),
    "delete": lambda session, _: call(session.delete),
    "diff": diff,
    "artifacts": artifacts,
    "artifact": artifact,
}


async def call(method: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """Call a method of either client."""
    if inspect.iscoroutinefunction(method):
        return await method(*args, **options)
    return await asyncio.to_thread(method, *args, **options)


def shown(session: Any) -> Step:
    """Show a session as the table has it."""
    names = ("id", "skill", "agent", "status", "created", "input", "output", "summary", "findings")
    more = ("stale_inputs", "error", "decision")
    return {name: getattr(session, name) for name in (*names, *more)}
