"""The client whose calls block: runs skills, follows them, decides on them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from types import TracebackType
from typing import Any, Literal, TypeVar, cast

from ._core import operations
from ._core.events import follow_events
from ._core.flow import Flow, Request
from ._core.gateway import create_gateway
from ._core.operations import TOOL_LIMIT, Files
from ._core.requests import ask_json
from ._drivers.blocking import BlockingDriver
from .session import Session
from .types import (
    Chain,
    GatewayEvent,
    Health,
    Pending,
    PendingEntry,
    SessionHead,
    SessionStatus,
    Skill,
    Skills,
    SystemStatus,
    Tool,
    Tools,
    WorkspaceArtifact,
    WorkspaceState,
)

__all__ = ["MetaForgeClient"]

T = TypeVar("T")


class MetaForgeClient:
    """Talks to one gateway; may be shared by threads.

    Args:
        base_url: where the gateway is. For a gateway on this machine no proxy is used, whatever the
            environment says; for another, `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are heeded.
        api_key: sent as ``Authorization: Bearer``; needed only where the gateway has `apiKeys`.
        timeout: seconds a request may take, its answer included.
        retries: how often a safe request is repeated after a failed connection, 429 or 503.

    Raises:
        MetaForgeError: CLIENT_OPTION_INVALID. Nothing is asked of the gateway yet.

    Example:
        >>> client = MetaForgeClient('http://localhost:3000')
        >>> session = client.run_skill('spec', files=['PRD.md'])
        >>> session.wait_for_completion()
        >>> if session.status == 'pending_approval':
        ...     session.approve()

    """

    def __init__(
        self,
        base_url: str = "http://localhost:3000",
        *,
        api_key: str | None = None,
        timeout: float = 30.0,
        retries: int = 3,
    ) -> None:
        self._gateway = create_gateway(base_url, api_key=api_key, timeout=timeout, retries=retries)
        self._driver = BlockingDriver(self._gateway)

    def __repr__(self) -> str:
        return f"MetaForgeClient({self._gateway.base!r})"

    def __enter__(self) -> MetaForgeClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; what another thread waits for ends with ConnectionFailed."""
        self._driver.close()

    def run_skill(
        self,
        skill: str,
        files: Files | None = None,
        args: Mapping[str, Any] | None = None,
        *,
        temperature: float | None = None,
        verbose: bool | None = None,
        replay: str | None = None,
        session_id: str | None = None,
    ) -> Session:
        """Start a run and return at once.

        Args:
            skill: its name, see `skills`.
            files: files of the workspace; default: the skill's.
            args: arguments by the skill's own schema.
            temperature: for a skill that uses a model: 0 (plain) to 2.
            verbose: whether the trace tells more, and what models were asked and answered is kept.
            replay: a verbose session's id, whose recorded answers stand in for the model.
            session_id: run this created session instead of a new one.

        """
        given = operations.to_input(files, args)
        options = operations.to_options(temperature=temperature, verbose=verbose, replay=replay)
        flow = operations.run(self._gateway, skill, given, options, session_id)
        return Session(self._driver, self._run(flow))

    def create_session(
        self, skill: str, files: Files | None = None, args: Mapping[str, Any] | None = None
    ) -> Session:
        """Store a session without running it."""
        given = operations.to_input(files, args)
        return Session(self._driver, self._run(operations.create(self._gateway, skill, given)))

    def session(self, id: str) -> Session:  # noqa: A002 -- what it is called everywhere else
        """Look up a session; raises ApiError NOT_FOUND when there is none of this id."""
        return Session(self._driver, self._run(operations.view(self._gateway, id)))

    def sessions(
        self, status: SessionStatus | Literal["approved"] | None = None, *, page_size: int = 100
    ) -> Generator[SessionHead, None, None]:
        """Go through every session once, newest first, asking page by page (2 to 1000) as read."""
        flow = operations.pages(self._gateway, status, page_size)
        return cast("Generator[SessionHead, None, None]", self._driver.iterate(flow))

    def pending(self) -> list[PendingEntry]:
        """List what waits for a decision, oldest first."""
        return self._get("/pending", Pending)["pending"]

    def health(self, *, deep: bool = False) -> Health:
        """Ask whether the gateway and what it needs are well.

        With ``deep`` the programs behind tools are asked, too, which takes seconds.
        """
        return self._get("/health?deep=1" if deep else "/health", Health)

    def status(self) -> SystemStatus:
        """Ask for the workspace, the counts of sessions, the tools, agents and plugins."""
        return self._get("/status", SystemStatus)

    def skills(self) -> list[Skill]:
        """List the skills, with the schemas of their arguments."""
        return self._get("/skills", Skills)["skills"]

    def chains(self) -> list[Chain]:
        """List the skills that build on each other, by the names of the configuration."""
        return self._get("/skills", Skills)["chains"]

    def workspace(self) -> list[WorkspaceArtifact]:
        """Tell of the approved files: which are out of date, why, and which skill renews them."""
        return self._get("/workspace", WorkspaceState)["artifacts"]

    def tools(self) -> list[Tool]:
        """List the tools, with what they can be asked to do."""
        return self._get("/tools", Tools)["tools"]

    def call_tool(
        self,
        tool: str,
        action: str,
        input: Mapping[str, Any] | None = None,  # noqa: A002 -- the API's word
        *,
        timeout: float = TOOL_LIMIT,
    ) -> Any:
        """Call one action of a tool, for at most `timeout` seconds, and give its result."""
        return self._run(operations.call_tool(self._gateway, tool, action, input, timeout))

    def events(
        self, *, since: int | None = None, session: str | None = None
    ) -> Generator[GatewayEvent, None, None]:
        """Follow events over as many connections as it takes, each once and in order.

        `since`, the last `seq` that you have, begins in the past; `session` follows one alone.
        ``{"event": "replay.expired"}`` says that some are gone: read the state, then go on.
        Raises ConnectionFailed when there is no gateway after `retries`, or when one is lost for
        two minutes.
        """
        flow = follow_events(self._gateway, since, session)
        return cast("Generator[GatewayEvent, None, None]", self._driver.iterate(flow))

    def _get(self, path: str, shape: type[T]) -> T:
        return self._run(ask_json(self._gateway, Request("GET", path), shape))

    def _run(self, flow: Flow[T]) -> T:
        return self._driver.run(flow)
