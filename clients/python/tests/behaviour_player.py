"""Plays a case of the table of behaviours with either client; the verbs are those of its README."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Any

from metaforge import MetaForgeError

from .gateway import TestGateway
from .matching import filled, mismatch
from .session_verbs import SESSION_VERBS, Step, call, shown

CLASSES = {"ConnectionFailed": "ConnectionError"}
OPTIONS = {"base_url": "baseUrl", "api_key": "apiKey", "page_size": "pageSize"}
"""What the table calls by other names than Python does."""


class Player:
    """One case under way. Methods of the blocking client are called in threads of their own."""

    def __init__(self, gateway: TestGateway, kind: type[Any], crowd: list[str]) -> None:
        self.gateway = gateway
        self.kind = kind
        self.crowd = crowd
        """The ids that `create` with `times` has made; empty until the first player did."""
        self.clients: list[Any] = []
        self.kept: dict[str, Any] = {}
        self.sessions: dict[str, Any] = {}
        self.background: dict[str, asyncio.Task[Any]] = {}

    @property
    def client(self) -> Any:
        """The client of the steps from here on."""
        return self.clients[-1]

    def make(self, base_url: str, options: Step) -> None:
        """Make another client."""
        names = {"apiKey": "api_key", "retries": "retries"}
        given = {python: options[name] for name, python in names.items() if name in options}
        self.clients.append(self.kind(base_url, **given))

    async def play(self, case: Step) -> None:
        """Do one step after the other."""
        self.make(self.gateway.url, case.get("client", {}))
        try:
            for raw in case["steps"]:
                problem = await self.take(filled(raw, self.kept))
                assert problem is None, f"{raw}: {problem}"
        finally:
            for client in self.clients:
                await call(client.aclose if hasattr(client, "aclose") else client.close)
            await asyncio.gather(*self.background.values(), return_exceptions=True)

    async def take(self, step: Step) -> str | None:
        """Do a step, and say what was not as it should be."""
        if "background" in step:
            self.background[step["background"]] = asyncio.create_task(self.do(step))
            return None
        joined = self.background.pop(step["of"]) if step["do"] == "join" else None
        try:
            result = await (joined or self.do(step))
        except MetaForgeError as error:
            seen = facts(error)
            return mismatch(seen, step["error"], "error") if "error" in step else f"failed: {seen}"
        if "error" in step:
            return f"did not fail but gave {result}"
        if "as" in step:
            self.kept[step["as"]] = result
        return mismatch(result, step.get("expect", {}), step["do"])

    async def do(self, step: Step) -> Any:
        """Do what a verb says."""
        verb = getattr(self, f"do_{step['do'].lower()}", None)
        if verb is not None:
            return await verb(step)
        session = self.sessions[step.get("of", "session")]
        return await SESSION_VERBS[step["do"]](session, step)

    def keep(self, step: Step, session: Any) -> Step:
        """Keep a session by its names, and show it."""
        for name in {"session", step.get("as", "session")}:
            self.sessions[name] = session
            self.kept[name] = shown(session)
        return shown(session)

    async def do_run(self, step: Step) -> Step:
        """Run a skill."""
        options = {**step.get("options", {}), "session_id": step.get("sessionId")}
        run = self.client.run_skill
        return self.keep(step, await call(run, step["skill"], *given(step), **options))

    async def do_create(self, step: Step) -> Step:
        """Create a session, or many."""
        create = self.client.create_session
        if "times" not in step:
            return self.keep(step, await call(create, step["skill"], *given(step)))
        if not self.crowd:
            self.crowd += await asyncio.to_thread(self.gateway.crowd, step["skill"], step["times"])
        return {"ids": self.crowd}

    async def do_session(self, step: Step) -> Step:
        """Look a session up."""
        return self.keep(step, await call(self.client.session, step["id"]))

    async def do_pending(self, _: Step) -> Step:
        """List what waits."""
        return {"pending": await call(self.client.pending)}

    async def do_sessions(self, step: Step) -> Step:
        """Go through all sessions."""
        size = {"page_size": step["pageSize"]} if "pageSize" in step else {}
        heads = self.client.sessions(step.get("status"), **size)
        return {"ids": [head["id"] for head in await taken(heads, lambda _: False)]}

    async def do_health(self, _: Step) -> Any:
        """Ask for the health."""
        return await call(self.client.health)

    async def do_workspace(self, _: Step) -> Any:
        """Ask which approved files stand."""
        return {"artifacts": await call(self.client.workspace)}

    async def do_calltool(self, step: Step) -> Step:
        """Call a tool."""
        return {
            "result": await call(
                self.client.call_tool, step["tool"], step["action"], step.get("input")
            )
        }

    async def do_events(self, step: Step) -> Step:
        """Follow events until one matches."""
        events = self.client.events(since=step.get("since"), session=step.get("session"))
        seen = await taken(events, lambda event: mismatch(event, step["until"], "") is None)
        seqs = [event["seq"] for event in seen if "seq" in event]
        return {
            "names": [event["event"] for event in seen],
            "seqs": seqs,
            "last": seqs[-1:] and seqs[-1],
        }

    async def do_client(self, step: Step) -> Step:
        """Go on with another client."""
        self.make(step.get("baseUrl", self.gateway.url + step.get("path", "")), step)
        return {}

    async def do_gateway(self, step: Step) -> Step:
        """End or start the gateway."""
        if step["to"] == "start":
            await asyncio.to_thread(self.gateway.start)
        else:
            how = signal.SIGKILL if step["to"] == "kill" else signal.SIGTERM
            await asyncio.to_thread(self.gateway.end, how)
        return {}

    async def do_write(self, step: Step) -> Step:
        """Write a file."""
        self.gateway.write(step["path"], step["text"])
        return {}

    async def do_file(self, step: Step) -> Step:
        """Read a file."""
        return {"text": self.gateway.read(step["path"])}

    async def do_pause(self, step: Step) -> Step:
        """Let time pass."""
        await asyncio.sleep(step["ms"] / 1000)
        return {}


async def taken(items: Any, is_last: Callable[[Any], bool]) -> list[Any]:
    """Take what an iterator of either client gives, up to the one that is the last."""
    if not hasattr(items, "__aiter__"):
        return await asyncio.to_thread(taken_blocking, items, is_last)
    seen: list[Any] = []
    try:
        async for item in items:
            seen.append(item)
            if is_last(item):
                break
    finally:
        await items.aclose()
    return seen


def taken_blocking(items: Any, is_last: Callable[[Any], bool]) -> list[Any]:
    """Take the same, blocking."""
    seen: list[Any] = []
    for item in items:
        seen.append(item)
        if is_last(item):
            break
    items.close()
    return seen


def given(step: Step) -> tuple[Any, Any]:
    """Find the input of a run."""
    return step.get("files"), step.get("args")


def facts(error: MetaForgeError) -> Step:
    """Show an error as the table has it."""
    name = type(error).__name__
    details = dict(error.details)
    if "option" in details:
        details["option"] = OPTIONS.get(details["option"], details["option"])
    return {
        "class": CLASSES.get(name, name),
        "code": error.code,
        "status": error.status,
        "message": error.message,
        "details": details,
    }
