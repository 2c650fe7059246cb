"""Decisions on what a session proposes, each as a flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, TypeVar, cast

from ..errors import MetaForgeError
from ..types import Approved, DecidedBy, Rejected, SessionStatus, SessionView
from . import operations
from .flow import Flow, Request
from .gateway import Gateway
from .requests import ask_json, path_of, post

D = TypeVar("D", Approved, Rejected)


def approve(
    gateway: Gateway,
    seen: SessionView,
    comment: str | None,
    by: DecidedBy | None = None,
    automatic: bool | None = None,
) -> Flow[tuple[Approved, SessionView]]:
    """Write every proposed file, or none; gives the answer and the session afterwards."""
    said = {} if comment is None else {"comment": comment}
    body = {**said, **stated(by, automatic)}
    request = post(path_of("approve", seen["id"]), body)
    return decide(gateway, request, Approved, seen, status="completed", kept=body)


def reject(
    gateway: Gateway,
    seen: SessionView,
    reason: str,
    by: DecidedBy | None = None,
    automatic: bool | None = None,
) -> Flow[tuple[Rejected, SessionView]]:
    """Write nothing and keep the reason; gives the answer and the session afterwards."""
    body = {"reason": reason, **stated(by, automatic)}
    request = post(path_of("reject", seen["id"]), body)
    return decide(gateway, request, Rejected, seen, status="rejected", kept=body)


def stated(by: DecidedBy | None, automatic: bool | None) -> dict[str, Any]:
    """Make the part of a decision that says who makes it, and how."""
    named: dict[str, Any] = {} if by is None else {"by": dict(by)}
    return named if automatic is None else {**named, "automatic": automatic}


def decide(
    gateway: Gateway,
    request: Request,
    shape: type[D],
    seen: SessionView,
    *,
    status: SessionStatus,
    kept: Mapping[str, Any],
) -> Flow[tuple[D, SessionView]]:
    """Decide; gives the answer and the session afterwards."""
    answer = yield from ask_json(gateway, request, shape)
    try:
        return answer, (yield from operations.view(gateway, seen["id"]))
    except MetaForgeError:
        # The decision stands, so that a look that fails now must not read like one that failed.
        now = datetime.now(timezone.utc).isoformat()
        decision = {"status": answer["status"], "at": now, **kept}
        known = {**seen, "status": status, "decision": decision}
        return answer, cast("SessionView", known)
