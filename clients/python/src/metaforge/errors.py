"""What can go wrong: one base class, a stable code on each error, never a secret in its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = [
    "ApiError",
    "ConnectionFailed",
    "MetaForgeError",
    "WaitStopped",
    "WaitTimeoutError",
]


class MetaForgeError(Exception):
    """Base of all errors here; raised itself (``CLIENT_OPTION_INVALID``) when used wrongly.

    Attributes:
        code: stable word to decide by, such as ``NOT_FOUND`` or ``CONNECTION_FAILED``.
        message: what happened, for people.
        details: what the gateway said besides, such as ``field`` or ``paths``; may be empty.
        status: the HTTP status, where there was an answer.

    """

    code: str = "CLIENT_OPTION_INVALID"
    message: str
    details: dict[str, Any]
    status: int | None

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        details: Mapping[str, Any] | None = None,
        status: int | None = None,
    ) -> None:
        # Only the message goes into `args`, so that errors can be pickled and copied.
        super().__init__(message)
        self.message = message
        self.code = type(self).code if code is None else code
        self.details = dict(details or {})
        self.status = status

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class ApiError(MetaForgeError):
    """The gateway answered with an error; `code` and `details` are the gateway's own."""

    code = "INTERNAL_ERROR"


class ConnectionFailed(MetaForgeError):  # noqa: N818 -- ConnectionError is Python's own
    """No answer of a gateway: unreachable, too slow, cut off, or something else answers there."""

    code = "CONNECTION_FAILED"
    unsent: bool = False
    """The connection was refused, so that nothing of the request can have arrived."""


class WaitTimeoutError(MetaForgeError, TimeoutError):
    """The run went on for longer than `timeout`; it is not cancelled by that."""

    code = "WAIT_TIMEOUT"


class WaitStopped(MetaForgeError):  # noqa: N818 -- a wish of the caller is no error
    """The `stop` event of `wait_for_completion` was set; the run is not cancelled by that."""

    code = "WAIT_STOPPED"


def bad_option(option: str, problem: str) -> MetaForgeError:
    """Make the error of a call that cannot be meant as it stands."""
    return MetaForgeError(f"{option}: {problem}", details={"option": option})
