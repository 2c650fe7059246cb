"""A session as last seen; what can be done with it differs only in who waits for it."""

from __future__ import annotations

from typing import Any, TypeVar

from ..types import (
    Decision,
    ErrorReport,
    Finding,
    ModelUse,
    SessionInput,
    SessionOutput,
    SessionStatus,
    SessionView,
    SourceFile,
)

__all__ = ["SeenSession"]

T = TypeVar("T")


class SeenSession:
    """What the gateway last said about a session."""

    def __init__(self, view: SessionView) -> None:
        self._view = view

    def _see(self, pair: tuple[T, SessionView]) -> T:
        """Take how the session stands after something was done, and give what was answered."""
        answer, self._view = pair
        return answer

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.skill} {self.status}>"

    @property
    def id(self) -> str:
        """Its name for ever."""
        return self._view["id"]

    @property
    def skill(self) -> str:
        """The skill that it runs."""
        return self._view["skill"]

    @property
    def agent(self) -> str:
        """The agent that runs it."""
        return self._view["agent"]

    @property
    def status(self) -> SessionStatus:
        """How it stood, such as `pending_approval`.

        A type checker that narrowed it believes so until the session's name is assigned anew, as in
        ``session = session.refresh()``.
        """
        return self._view["status"]

    @property
    def created(self) -> str:
        """When it was created, as ISO 8601."""
        return self._view["created"]

    @property
    def updated(self) -> str:
        """When it last changed, as ISO 8601."""
        return self._view["updated"]

    @property
    def input(self) -> SessionInput:
        """What the run works on."""
        return self._view["input"]

    @property
    def output(self) -> SessionOutput:
        """What the run proposes."""
        return self._view["output"]

    @property
    def summary(self) -> str | None:
        """What the run says of itself in a sentence or two."""
        return self._view["summary"]

    @property
    def findings(self) -> list[Finding]:
        """What whoever decides should know."""
        return self._view["findings"]

    @property
    def sources(self) -> list[SourceFile]:
        """The files that the run read, with their SHA-256."""
        return self._view["sources"]

    @property
    def stale_inputs(self) -> list[str]:
        """Files that changed since the run read them; known while it waits for a decision."""
        return self._view.get("stale_inputs", [])

    @property
    def models(self) -> list[ModelUse]:
        """What the run has used of language models; empty when it used none."""
        return self._view.get("models", [])

    @property
    def error(self) -> ErrorReport | None:
        """Why it failed."""
        return self._view.get("error")

    @property
    def decision(self) -> Decision | None:
        """What was decided about it."""
        return self._view.get("decision")

    def to_dict(self) -> dict[str, Any]:
        """Everything as the gateway said it, also what this client does not know yet."""
        return dict(self._view)
