"""Whether what came is what the table of behaviours wants; clients/behaviours/README.md says what matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, cast


def mismatch(seen: Any, wanted: Any, where: str) -> str | None:
    """Say where something does not match, or None."""
    differs = f"{where} is {seen!r}, not {wanted!r}"
    if isinstance(wanted, dict):
        fields = cast("dict[str, Any]", wanted)
        matcher = MATCHERS.get(next(iter(fields), ""))
        if matcher is not None:
            return None if matcher(seen, next(iter(fields.values()))) else differs
        if not isinstance(seen, dict):
            return differs
        found = cast("dict[str, Any]", seen)
        return first(mismatch(found.get(k), v, f"{where}.{k}") for k, v in fields.items())
    if isinstance(wanted, list):
        items = cast("list[Any]", wanted)
        if not isinstance(seen, list) or len(cast("list[Any]", seen)) != len(items):
            return differs
        pairs = zip(cast("list[Any]", seen), items, strict=True)
        return first(mismatch(a, b, f"{where}[{n}]") for n, (a, b) in enumerate(pairs))
    return (
        None if seen == wanted and isinstance(seen, bool) == isinstance(wanted, bool) else differs
    )


def filled(value: Any, kept: Mapping[str, Any]) -> Any:
    """Put what was kept in the place of each `$NAME.FIELD`."""
    if isinstance(value, str):
        found = re.fullmatch(r"\$(\w+)\.(\w+)", value)
        return kept[found[1]][found[2]] if found else value
    if isinstance(value, list):
        return [filled(inner, kept) for inner in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {k: filled(inner, kept) for k, inner in cast("dict[str, Any]", value).items()}
    return value


def first(problems: Any) -> str | None:
    """Take the first that is a problem."""
    return next((problem for problem in problems if problem is not None), None)


def rises(seen: Any, least: int, in_order: Callable[[float, float], bool]) -> bool:
    """Whether there are enough numbers, each in order with the one before."""
    if not isinstance(seen, list):
        return False
    numbers = cast("list[float]", seen)
    return len(numbers) >= least and all(in_order(a, b) for a, b in pairwise(numbers))


MATCHERS: dict[str, Callable[[Any, Any], bool]] = {
    "$absent": lambda seen, _: seen is None,
    "$contains": lambda seen, text: isinstance(seen, str) and text in seen,
    "$lacks": lambda seen, text: isinstance(seen, str) and text not in seen,
    "$includes": lambda seen, value: isinstance(seen, list) and value in seen,
    "$rises": lambda seen, _: rises(seen, 1, lambda a, b: a < b),
    "$climbsTo": lambda seen, end: rises(seen, 2, lambda a, b: a <= b) and bool(seen[-1] == end),
    "$reversed": lambda seen, wanted: bool(seen == wanted[::-1]),
}
