"""A session and what can be done with it, where calls block."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any, Literal

from ._core import decisions, operations
from ._core.flow import Progress
from ._core.operations import Artifact
from ._core.seen import SeenSession
from ._core.waiting import wait_for_end
from ._drivers.blocking import BlockingDriver
from .types import (
    AgentStatus,
    Approved,
    DecidedBy,
    Deleted,
    Evidence,
    Rejected,
    SessionView,
)

__all__ = ["Session"]


class Session(SeenSession):
    """A session as last seen; made by the client."""

    def __init__(self, driver: BlockingDriver, view: SessionView) -> None:
        super().__init__(view)
        self._driver = driver
        self._gateway = driver.gateway

    def run(
        self,
        *,
        temperature: float | None = None,
        verbose: bool | None = None,
        replay: str | None = None,
    ) -> Session:
        """Run a session that was only created; for the options see `run_skill` of the client."""
        options = operations.to_options(temperature=temperature, verbose=verbose, replay=replay)
        flow = operations.run_created(self._gateway, self._view, options)
        self._view = self._driver.run(flow)
        return self

    def refresh(self) -> Session:
        """Ask the gateway how the session stands."""
        self._view = self._driver.run(operations.view(self._gateway, self.id))
        return self

    def wait_for_completion(
        self,
        timeout: float | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        *,
        stop: Event | None = None,
    ) -> Session:
        """Wait until the run is over, however it ends: see `status` and `error`.

        A session that nobody runs is waited for, too.

        Args:
            timeout: seconds, 0 to look once; without it the wait goes on until the run ends.
            on_progress: called when something changed. What it raises ends the wait.
            stop: ends the wait when it is set, by whichever thread.

        Raises:
            WaitTimeoutError: after `timeout`; the run itself goes on.
            WaitStopped: soon after `stop` is set; the run itself goes on.
            ApiError: NOT_FOUND when the session was deleted.
            ConnectionFailed: without `timeout`, when the gateway was away for two minutes.

        """
        flow = wait_for_end(self._gateway, self.id, timeout, on_progress)
        self._view = self._driver.run(flow, stop)
        return self

    def approve(
        self,
        comment: str | None = None,
        *,
        by: DecidedBy | None = None,
        automatic: bool | None = None,
    ) -> Approved:
        """Write every proposed file, or none: CONFLICT when one was changed since.

        Args:
            comment: kept with the session.
            by: who decides, as you state it, such as ``{"name": "Ada", "client": "sdk"}``; kept.
            automatic: whether that was agreed to before the proposal was there; kept.

        """
        flow = decisions.approve(self._gateway, self._view, comment, by, automatic)
        return self._see(self._driver.run(flow))

    def reject(
        self, reason: str, *, by: DecidedBy | None = None, automatic: bool | None = None
    ) -> Rejected:
        """Write nothing and keep the reason; for the others see `approve`."""
        flow = decisions.reject(self._gateway, self._view, reason, by, automatic)
        return self._see(self._driver.run(flow))

    def evidence(self) -> Evidence:
        """Tell what the decision stood on; CONFLICT while nobody has decided."""
        return self._driver.run(operations.evidence(self._gateway, self.id))

    def cancel(self) -> AgentStatus:
        """End the run and every process it started."""
        return self._see(self._driver.run(operations.cancel(self._gateway, self.id)))

    def delete(self) -> Deleted:
        """Delete the session and its proposed files; files already written stay."""
        return self._driver.run(operations.delete(self._gateway, self.id))

    def diff(
        self,
        *,
        format: str | None = None,  # noqa: A002 -- the API's word
    ) -> str:
        """Show what an approval changes; text from outside, for a terminal.

        Args:
            format: name of a diff that the skill makes in its own words, such as ``requirements``
                of `spec`; see `diffs` of a skill. Default: a unified diff.

        """
        return self._driver.run(operations.diff(self._gateway, self.id, format))

    def artifacts(self) -> list[Artifact]:
        """List the proposed files."""
        return self._see(self._driver.run(operations.artifacts(self._gateway, self.id)))

    def artifact(self, path: str, *, side: Literal["staged", "base"] = "staged") -> bytes:
        """Read a proposed file, or with ``side="base"`` what stands in its place."""
        return self._driver.run(operations.artifact(self._gateway, self.id, path, side))

    def trace(self) -> list[dict[str, Any]]:
        """Read what the run did, step by step."""
        return self._driver.run(operations.lines(self._gateway, self.id, "trace"))

    def exchanges(self) -> list[dict[str, Any]]:
        """Read what language models were asked; with the words themselves when it was verbose."""
        return self._driver.run(operations.lines(self._gateway, self.id, "exchanges"))
