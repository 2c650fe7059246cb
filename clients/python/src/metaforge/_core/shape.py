"""Checks at the border: an answer has the shape that the API promises, or it is no gateway's."""

from __future__ import annotations

import json
import types
import typing
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin

__all__ = ["checked", "parse_json"]

T = TypeVar("T")


def parse_json(body: bytes | str) -> object:
    """Read JSON in UTF-8; raises ValueError for anything else, however odd."""
    try:
        text = body if isinstance(body, str) else body.decode("utf-8")
        return cast("object", json.loads(text, parse_constant=refuse))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def refuse(word: str) -> None:
    """NaN and Infinity are JavaScript, not JSON."""
    raise ValueError(f"{word} is not JSON")


def checked(value: object, shape: type[T]) -> T:
    """Return a value whose fields are those of a TypedDict; raises ValueError that names the place.

    Fields that the shape does not know are kept, and a word that is not among those known is let
    through: a newer gateway may say more.
    """
    problem = mismatch(value, shape, "")
    if problem is not None:
        raise ValueError(problem)
    return cast("T", value)


SIMPLE: dict[object, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    float: (int, float),
    bool: (bool,),
    type(None): (type(None),),
}


def mismatch(value: object, shape: Any, place: str) -> str | None:
    """Say where a value is not of a shape, or None."""
    if shape is Any or shape is object:
        return None
    if typing.is_typeddict(shape):
        return fields_mismatch(value, shape, place)
    origin, inner = get_origin(shape), get_args(shape)
    if origin in {Union, types.UnionType}:
        found = [mismatch(value, one, place) for one in inner]
        return None if None in found else found[0]
    if origin is Literal:
        return mismatch(value, type(inner[0]), place)
    if origin is list:
        return items_mismatch(value, list, inner[0], place)
    if origin is dict:
        return items_mismatch(value, dict, inner[1], place)
    allowed = SIMPLE[shape]
    # In Python a bool is an int; in JSON it is not.
    is_fine = isinstance(value, allowed) and (bool in allowed or not isinstance(value, bool))
    return None if is_fine else f"{place or 'the answer'} is not {shape.__name__}"


def fields_mismatch(value: object, shape: Any, place: str) -> str | None:
    """Look into an object with known fields."""
    if not isinstance(value, dict):
        return f"{place or 'the answer'} is not an object"
    fields = cast("dict[str, object]", value)
    for name, inner in hints(shape).items():
        where = f"{place}.{name}" if place else name
        if name in fields:
            problem = mismatch(fields[name], inner, where)
            if problem is not None:
                return problem
        elif name in shape.__required_keys__:
            return f"{where} is missing"
    return None


def items_mismatch(value: object, kind: type, inner: Any, place: str) -> str | None:
    """Look into a list, or into an object whose names are free."""
    if not isinstance(value, kind):
        return f"{place or 'the answer'} is not {kind.__name__}"
    if isinstance(value, dict):
        entries = list(cast("dict[object, object]", value).items())
    else:
        entries = list(enumerate(cast("list[object]", value)))
    problems = (mismatch(item, inner, f"{place}[{name!r}]") for name, item in entries)
    return next((problem for problem in problems if problem is not None), None)


@cache
def hints(shape: Any) -> dict[str, Any]:
    """Resolve the annotations of a TypedDict once."""
    return typing.get_type_hints(shape)
