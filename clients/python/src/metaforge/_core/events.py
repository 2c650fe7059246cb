"""The gateway's events over as many connections as it takes: nothing twice, nothing lost unsaid."""

from __future__ import annotations

import time
from typing import Any, cast

from ..errors import ConnectionFailed, MetaForgeError, bad_option
from ..types import ReplayExpired
from .flow import Flow, Socket, emit, open_socket, receive, sleep
from .gateway import Gateway
from .requests import back_off, is_busy, query_of
from .shape import parse_json

__all__ = ["LONGEST_PAUSE", "OPENS_WITHIN", "OUTAGE", "Event", "follow_events", "parse_event"]

Event = dict[str, Any]
"""An event as it comes over the wire, of a kind that may be newer than this client."""

OPENS_WITHIN = 10.0
"""Seconds in which a connection has to be open."""
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 10.0
OUTAGE = 120.0
"""Seconds without a connection after which it is given up."""


def follow_events(gateway: Gateway, since: int | None, session: str | None) -> Flow[None]:
    """Emit events without end.

    Raises what the gateway refuses with, and ConnectionFailed when the first connection does not
    come to be in as many attempts as other requests have, or a later one not within two minutes.
    """
    if since is not None and since < 0:
        raise bad_option("since", "has to be from 0 on")
    place = Place(since)
    lost_at: float | None = None
    attempt = 0
    while True:
        place.has_heard = False
        try:
            path = f"/ws{query_of(since=place.last, session=session)}"
            socket = yield from open_socket(path, OPENS_WITHIN)
            # Without a place in the log to resume from, what happened meanwhile cannot be had. Told only
            # now: the state can be read again, and what happens from here on is told.
            if place.last is None and place.was_open:
                yield from emit(EXPIRED)
            lost_at = None
            place.was_open = True
            yield from read(socket, place)
        except MetaForgeError as error:
            is_passing = isinstance(error, ConnectionFailed) or is_busy(error)
            if not is_passing or is_over(gateway, place, lost_at, attempt):
                raise
            lost_at = time.monotonic() if lost_at is None else lost_at
        # Who opens and hangs up at once is not asked several times a second.
        attempt = 0 if place.has_heard else attempt
        yield from sleep(back_off(attempt, FIRST_PAUSE, LONGEST_PAUSE))
        attempt += 1


EXPIRED: ReplayExpired = {"event": "replay.expired"}
"""Told instead of events that are gone: read the state over REST, then go on."""


class Place:
    """Where in the log a reader is."""

    def __init__(self, last: int | None) -> None:
        self.last = last
        self.was_open = False
        self.has_heard = False
        """Whether an event came over the connection that was tried last."""

    def is_new(self, event: Event) -> bool:
        """Note an event; false when it was here before."""
        self.has_heard = True
        seq = event.get("seq")
        if not isinstance(seq, int):
            # The numbers of a new log may be lower than those of the one that is gone.
            self.last = None
        elif self.last is not None and seq <= self.last:
            return False
        else:
            self.last = seq
        return True


def is_over(gateway: Gateway, place: Place, lost_at: float | None, attempt: int) -> bool:
    """Whether to give up: soon where nothing ever was, late where there was a gateway."""
    if not place.was_open:
        return attempt >= gateway.retries
    return lost_at is not None and time.monotonic() - lost_at > OUTAGE


def read(socket: Socket, place: Place) -> Flow[None]:
    """Emit what comes over one connection, until it is lost."""
    while True:
        text = yield from receive(socket, None)
        event = None if text is None else parse_event(text)
        if event is not None and place.is_new(event):
            yield from emit(event)


def parse_event(text: str) -> Event | None:
    """Read an event, or None when it is none that this client is told."""
    try:
        value = parse_json(text)
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    event = cast("Event", value)
    name = event.get("event")
    is_one = isinstance(name, str) and name not in {"pong", "error"}
    has_data = isinstance(event.get("data", {}), dict)
    return event if is_one and has_data else None
