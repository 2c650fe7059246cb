"""One request to the gateway: how it is written, when it is repeated, and what its answer says."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from urllib.parse import quote, urlencode

from ..errors import ApiError, ConnectionFailed, MetaForgeError, bad_option
from .flow import Answer, Flow, Request, send, sleep
from .gateway import Gateway
from .shape import checked, parse_json

__all__ = [
    "ask",
    "ask_json",
    "back_off",
    "is_busy",
    "path_of",
    "post",
    "query_of",
    "retry_after",
    "to_error",
]

T = TypeVar("T")

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 4.0
LONGEST_RETRY_AFTER = 30.0
"""Seconds; who is told to stay away for longer gets the error instead of the wait."""


def path_of(*words: str) -> str:
    """Make a path of the API from its words, each encoded; raises CLIENT_OPTION_INVALID."""
    for word in words:
        # Somebody on the way would resolve a dot away, and the request would go to another place.
        if word in {"", ".", ".."}:
            raise bad_option("id", "may not be empty or only dots")
    try:
        return "".join(f"/{quote(word, safe='')}" for word in words)
    except UnicodeEncodeError:
        raise bad_option("id", "holds half a character, which no address can") from None


def query_of(**values: str | int | None) -> str:
    """`?a=1&b=2` of what is given."""
    given = {name: value for name, value in values.items() if value is not None}
    try:
        return f"?{urlencode(given)}" if given else ""
    except UnicodeEncodeError:
        raise bad_option(", ".join(given), "holds half a character") from None


def post(path: str, body: Mapping[str, Any] | None = None) -> Request:
    """Make a request that changes something; raises CLIENT_OPTION_INVALID for what is not JSON."""
    if body is None:
        return Request("POST", path)
    try:
        return Request("POST", path, json.dumps(body, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        raise bad_option("input", f"cannot be written as JSON: {error}") from None


def ask_json(
    gateway: Gateway,
    request: Request,
    shape: type[T],
    *,
    seconds: float | None = None,
    retries: int | None = None,
) -> Flow[T]:
    """Ask, and check the answer's shape. Raises ApiError, ConnectionFailed."""
    answer = yield from ask(gateway, request, seconds=seconds, retries=retries)
    try:
        return checked(parse_json(answer.body), shape)
    except ValueError as error:
        # Not quoted as a whole: what a stranger answers may be long, or hold what it was sent.
        raise ConnectionFailed(
            f"{request}: {gateway.base} gave no answer of a MetaForge Gateway ({reason(error)})",
            status=answer.status,
        ) from None


def reason(error: ValueError) -> str:
    """Say in a few words what was wrong with an answer."""
    is_syntax = isinstance(error, (json.JSONDecodeError, UnicodeDecodeError))
    return "it is not JSON" if is_syntax else str(error)[:200]


def ask(
    gateway: Gateway,
    request: Request,
    *,
    seconds: float | None = None,
    retries: int | None = None,
) -> Flow[Answer]:
    """Ask, again where that is safe, and give the answer when it is a success."""
    most = gateway.retries if retries is None else retries
    for attempt in itertools.count():
        try:
            answer = yield from send(request, gateway.timeout if seconds is None else seconds)
            if answer.status == 200:
                return answer
            raise to_error(gateway, str(request), answer)
        except MetaForgeError as error:
            pause = pause_after(error, request, attempt)
            if pause is None or attempt >= most:
                raise
        yield from sleep(pause)
    raise AssertionError("counting does not end")


def pause_after(error: MetaForgeError, request: Request, attempt: int) -> float | None:
    """Seconds until the next attempt; None: it may have been heard, or asking again is of no use.

    Only reading is safe to repeat. A DELETE that was heard would be answered NOT_FOUND the second
    time, so it is treated like a POST: repeated only when nothing can have been sent.
    """
    is_safe = request.method == "GET"
    if isinstance(error, ConnectionFailed):
        may_repeat = is_safe or error.unsent
        return back_off(attempt, FIRST_PAUSE, LONGEST_PAUSE) if may_repeat else None
    if not is_safe or not is_busy(error):
        return None
    seconds = retry_after(error)
    if seconds is None:
        return back_off(attempt, FIRST_PAUSE, LONGEST_PAUSE)
    return None if seconds > LONGEST_RETRY_AFTER else seconds * (1 + random.random() / 5)  # noqa: S311


def back_off(attempt: int, first: float, most: float) -> float:
    """The n-th pause of a series, from 0: doubling from `first` to `most`, half of it by chance.

    Chance, because clients that lost the same gateway would else all come back at once.
    """
    full = min(first * 2.0 ** min(attempt, 30), most)
    return full / 2 + full / 2 * random.random()  # noqa: S311


def is_busy(error: MetaForgeError) -> bool:
    """Whether the gateway only says that it cannot now."""
    return isinstance(error, ApiError) and error.status in {429, 503}


def retry_after(error: MetaForgeError) -> float | None:
    """Seconds after which the gateway says to come back."""
    value = error.details.get("retry_after")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if value >= 0 else None


def to_error(gateway: Gateway, what: str, answer: Answer) -> MetaForgeError:
    """Make the error of an answer that is no success."""
    # Whatever answers there was sent the key, and may send it back.
    said = (
        answer.body.replace(gateway.key.value.encode(), b"[API key]")
        if gateway.key
        else answer.body
    )
    try:
        body = checked(parse_json(said), dict[str, dict[str, Any]])["error"]
        code, message, details = body["code"], body["message"], body.get("details")
    except (ValueError, KeyError):
        code = message = details = None
    if not (isinstance(code, str) and isinstance(message, str)):
        is_redirect = 300 <= answer.status < 400
        how = "a redirect; use the address it leads to" if is_redirect else str(answer.status)
        return ConnectionFailed(
            f"{what}: answered with {how}, not by a MetaForge Gateway ({gateway.base})",
            status=answer.status,
        )
    shown = cast("dict[str, Any]", details) if isinstance(details, dict) else {}
    header = answer.headers.get("retry-after", "")
    if header.isascii() and header.isdigit() and len(header) < 10:
        shown = {**shown, "retry_after": int(header)}
    return ApiError(message, code=code, details=shown, status=answer.status)
