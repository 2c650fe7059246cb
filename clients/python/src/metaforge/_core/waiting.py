"""Waits for a run's end: REST is the truth, events only say when to look, polling stands in for them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TypeVar

from ..errors import ApiError, ConnectionFailed, MetaForgeError, WaitTimeoutError, bad_option
from ..types import AgentStatus, SessionView
from .events import OUTAGE, parse_event
from .flow import Flow, Progress, Request, Socket, close_socket, open_socket, receive, sleep, tell
from .gateway import Gateway
from .requests import ask_json, back_off, is_busy, path_of, query_of, retry_after

__all__ = ["OnProgress", "wait_for_end"]

T = TypeVar("T")

OnProgress = Callable[[Progress], object]

RUNS = {"created", "running"}
"""A session that nobody runs is waited for, too."""
FIRST_LOOK = 0.25
LONGEST_LOOK = 2.0
WITH_EVENTS = 30.0
"""Seconds between two looks while events come: those looks are only there for what got lost."""

OPENS_WITHIN = 3.0
"""Seconds for a connection: where something swallows it, looking must not be held up for long."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries to get one."""


def wait_for_end(
    gateway: Gateway, session: str, timeout: float | None, on_progress: OnProgress | None
) -> Flow[SessionView]:
    """Give the session once its run is over, however it ended.

    With a `timeout` of 0 it looks once. Raises WaitTimeoutError after `timeout` seconds, ApiError
    (NOT_FOUND when it was deleted), and ConnectionFailed when the gateway was away for two minutes
    and there is no `timeout`.
    """
    if timeout is not None and not timeout >= 0:
        raise bad_option("timeout", "has to be from 0 on")
    return Wait(gateway, session, timeout, on_progress).run()


class Wait:
    """One wait: its deadline, its socket, and what it has seen."""

    def __init__(
        self, gateway: Gateway, session: str, timeout: float | None, on_progress: OnProgress | None
    ) -> None:
        self.gateway = gateway
        self.session = session
        self.timeout = timeout
        # Who gives no time at all wants a look, however long the answer takes.
        self.deadline = time.monotonic() + timeout if timeout else math.inf
        self.on_progress = on_progress
        self.status: str | None = None
        """As last seen."""
        self.told = Progress(0, "", queued=False)
        self.socket: Socket | None = None
        self.attempt = 0
        """Connections for events that did not come to be, one after the other."""
        self.next_attempt = -math.inf
        self.lost_at: float | None = None
        self.trouble: MetaForgeError | None = None
        """Why the last look failed; None when it did not."""

    def run(self) -> Flow[SessionView]:
        """Look, listen until there is a reason to look, and so on."""
        quiet = 0
        while True:
            # Before the look: what happens between the two would else be told by nobody.
            if self.timeout != 0:
                yield from self.connect()
            try:
                status = yield from self.look()
                if status["status"] not in RUNS:
                    path = path_of("session", self.session)
                    return (yield from self.get(path, SessionView))
                self.lost_at = self.trouble = None
                pause = None
            except (ApiError, ConnectionFailed) as error:
                pause = self.pause_after(error)
            if self.timeout == 0:
                raise self.too_late() from self.trouble
            if self.socket is not None and pause is None:
                yield from self.listen(self.socket)
                quiet = 0
            else:
                wait = back_off(quiet, FIRST_LOOK, LONGEST_LOOK) if pause is None else pause
                yield from sleep(self.within(wait))
                quiet += 1

    def look(self) -> Flow[AgentStatus]:
        """Ask how the run stands, and tell how far it is."""
        status = yield from self.get(f"{path_of('agent', self.session)}/status", AgentStatus)
        self.status = status["status"]
        if self.status in RUNS:
            queued = status.get("queued", False)
            yield from self.report(status["progress"], status["message"], queued=queued)
        return status

    def get(self, path: str, shape: type[T]) -> Flow[T]:
        """Read once, in the time that is left; whether to read again is decided by the wait."""
        seconds = self.within(self.gateway.timeout)
        request = Request("GET", path)
        return (yield from ask_json(self.gateway, request, shape, seconds=seconds, retries=0))

    def connect(self) -> Flow[None]:
        """See to it that events come, if they can."""
        if self.socket is not None or time.monotonic() < self.next_attempt:
            return
        path = f"/ws{query_of(session=self.session)}"
        try:
            self.socket = yield from open_socket(path, self.within(OPENS_WITHIN))
        except (ApiError, ConnectionFailed) as error:
            self.unless_over(error)
            self.try_later(error)

    def listen(self, socket: Socket) -> Flow[None]:
        """Take events until one says that there is something to look at, or none has come for long."""
        until = time.monotonic() + WITH_EVENTS
        try:
            while (left := until - time.monotonic()) > 0:
                text = yield from receive(socket, self.within(left))
                event = None if text is None else parse_event(text)
                if event is None:
                    continue
                self.attempt = 0
                if event["event"] != "agent.progress":
                    return
                data = event.get("data", {})
                progress, message = data.get("progress"), data.get("message")
                if isinstance(progress, (int, float)) and isinstance(message, str):
                    yield from self.report(progress, message, queued=False)
        except ConnectionFailed as error:
            self.socket = None
            yield from close_socket(socket)
            self.try_later(error)

    def try_later(self, error: MetaForgeError) -> None:
        """Note a connection that was lost or did not come to be."""
        is_passing = isinstance(error, ConnectionFailed) or is_busy(error)
        # Refused for good: looking at REST has to do, and says the same if it is about the session.
        pause = back_off(self.attempt, FIRST_LOOK, LONGEST_PAUSE) if is_passing else math.inf
        self.next_attempt = time.monotonic() + pause
        self.attempt += 1

    def report(self, progress: float, message: str, *, queued: bool) -> Flow[None]:
        """Tell what changed; a late word of a slower way does not turn progress back."""
        now = Progress(float(progress), message, queued)
        if self.on_progress is None or now == self.told or not now.progress >= self.told.progress:
            return
        self.told = now
        yield from tell(self.on_progress, now)

    def pause_after(self, error: MetaForgeError) -> float:
        """Seconds to let pass after a look that failed; raises when looking again is of no use."""
        self.unless_over(error)
        if not (isinstance(error, ConnectionFailed) or is_busy(error)):
            raise error
        self.trouble = error
        now = time.monotonic()
        self.lost_at = now if self.lost_at is None else self.lost_at
        if self.timeout is None and now - self.lost_at > OUTAGE:
            raise error
        busy = retry_after(error) or 1.0
        return busy if is_busy(error) else back_off(2, FIRST_LOOK, LONGEST_LOOK)

    def within(self, seconds: float) -> float:
        """No more than what is left; raises WaitTimeoutError when that is nothing."""
        self.unless_over(None)
        return min(seconds, self.deadline - time.monotonic())

    def unless_over(self, cause: MetaForgeError | None) -> None:
        """Raise WaitTimeoutError at the deadline, with what stood in the way."""
        if time.monotonic() >= self.deadline:
            raise self.too_late() from cause or self.trouble

    def too_late(self) -> WaitTimeoutError:
        """Make the error of a wait whose time is over."""
        return WaitTimeoutError(
            f"{self.session} has not ended within {self.timeout} s",
            details={
                "session_id": self.session,
                "timeout_ms": round((self.timeout or 0) * 1000),
                "status": self.status,
            },
        )
