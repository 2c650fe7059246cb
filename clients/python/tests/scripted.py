"""Drives flows by a script and a clock of its own: no gateway, no time that really passes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, TypeVar, cast
from unittest import mock

from metaforge import MetaForgeError
from metaforge._core import events, waiting
from metaforge._core.flow import (
    Answer,
    Emit,
    Flow,
    OpenSocket,
    Receive,
    Send,
    Sleep,
    Socket,
    Tell,
)

T = TypeVar("T")
Reply = Answer | str | MetaForgeError | None
"""An answer, a message, what is raised, or nothing within the time that was given."""


def in_turn(*replies: Reply, then: Reply) -> Callable[[Any], Reply]:
    """Reply with one after the other, and with the last from there on."""
    left = [*replies]
    return lambda _: left.pop(0) if left else then


class Script:
    """Answers effects by a function; `now` is the time on its clock, in seconds."""

    def __init__(self, reply: Callable[[Any], Reply]) -> None:
        self.reply = reply
        self.now = 1000.0
        self.emitted: list[Any] = []
        self.effects: list[Any] = []

    def monotonic(self) -> float:
        """Stands in for `time.monotonic`."""
        return self.now

    def run(self, make: Callable[[], Flow[T]], most: int = 2000) -> T:
        """Make a flow and drive it to its end, or to so many effects."""
        with self.clock():
            flow = make()
            result: object = None
            failure: MetaForgeError | None = None
            for _ in range(most):
                try:
                    effect = flow.throw(failure) if failure else flow.send(result)
                except StopIteration as end:
                    return cast("T", end.value)
                self.effects.append(effect)
                result = failure = None
                replied = self.perform(effect)
                if isinstance(replied, MetaForgeError):
                    failure = replied
                else:
                    result = replied
            flow.close()
        raise TimeoutError("the flow goes on and on")

    @contextmanager
    def clock(self) -> Generator[None, None, None]:
        """Put this clock in the place of the real one."""
        with mock.patch.object(waiting, "time", self), mock.patch.object(events, "time", self):
            yield

    def perform(self, effect: Any) -> object:
        """Reply to an effect, and let the time pass that it would take."""
        match effect:
            case Sleep(seconds):
                assert seconds >= 0
                self.now += seconds
                return None
            case Emit(value):
                self.emitted.append(value)
                return None
            case Tell(callback, progress):
                return callback(progress)
            case Send(_, seconds) | OpenSocket(_, seconds):
                self.now += min(0.01, seconds)
                replied = self.reply(effect)
                return (
                    Socket(object())
                    if isinstance(effect, OpenSocket) and replied is None
                    else replied
                )
            case Receive(_, seconds):
                replied = self.reply(effect)
                self.now += 0.01 if replied is not None or seconds is None else seconds
                return replied
            case _:
                return None
