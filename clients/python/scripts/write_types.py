"""Writes src/metaforge/types.py, the shapes of requests, answers and events, from the API's description.

python scripts/write_types.py http://localhost:3000            writes the file
python scripts/write_types.py --check http://localhost:3000    only says whether it is up to date
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "metaforge" / "types.py"
HEAD = '''"""Shapes of what the gateway takes and gives, made by scripts/write_types.py; do not edit."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypedDict
'''
REF = "#/components/schemas/"
SIMPLE = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}
# Says nothing about a value's type; anything beyond these and what is handled below is refused.
SILENT = {
    "additionalProperties",
    "const",
    "default",
    "description",
    "discriminator",
    "enum",
    "examples",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minimum",
    "pattern",
    "properties",
    "propertyNames",
    "required",
    "type",
}


def main(arguments: list[str]) -> int:
    """Write or check; the exit code is 1 when the file is out of date."""
    base = arguments[-1].rstrip("/")
    with urllib.request.urlopen(f"{base}/api/v1/openapi.json", timeout=30) as answer:  # noqa: S310
        text = to_module(json.load(answer))
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
    elif text != TARGET.read_text(encoding="utf-8"):
        print(f"{TARGET.name} is out of date: python scripts/write_types.py URL writes it anew")
        return 1
    return 0


def to_module(document: dict[str, Any]) -> str:
    """Turn an OpenAPI document into Python: first the words, then objects, then unions of objects."""
    schemas: dict[str, dict[str, Any]] = document["components"]["schemas"]
    parts: tuple[list[str], list[str], list[str]] = ([], [], [])
    for name, schema in schemas.items():
        place = 1 if "properties" in schema else 2 if has_ref(schema) else 0
        parts[place].extend(definition(name, schema))
    names = ", ".join(repr(name) for name in sorted(schemas))
    text = "\n".join([HEAD, f"__all__ = [{names}]\n", *parts[0], *parts[1], *parts[2]])
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout


def has_ref(schema: dict[str, Any]) -> bool:
    """Whether a schema is made of others, which have to stand before it."""
    return REF in json.dumps(schema)


def definition(name: str, schema: dict[str, Any]) -> Iterator[str]:
    """Make the lines of one name; objects that stand in fields get names of their own."""
    if "properties" not in schema:
        yield f"{name}: TypeAlias = {annotation(name, schema)}"
        yield from doc("", schema, f"A {name}.")
        return
    properties: dict[str, dict[str, Any]] = schema["properties"]
    required = set(schema.get("required", []))
    for field, inner in properties.items():
        if "properties" in inner:
            yield from definition(inner_name(name, field), inner)
    base = "TypedDict"
    if required and required != set(properties):
        base = f"{name}Required"
        yield f"class {base}(TypedDict):"
        yield from doc("    ", {}, f"The fields that a {name} always has.")
        yield from fields(name, properties, required)
    total = ", total=False" if required != set(properties) else ""
    yield f"class {name}({base}{total}):"
    yield from doc("    ", schema, f"A {name}.")
    yield from fields(name, properties, set(properties) - required if total else required)


def fields(name: str, properties: dict[str, Any], wanted: set[str]) -> Iterator[str]:
    """Make the lines of those fields of an object that are wanted."""
    for field, schema in properties.items():
        if field in wanted:
            yield f"    {field}: {annotation(inner_name(name, field), schema)}"
            if "description" in schema:
                yield from doc("    ", schema, "")


def annotation(name: str, schema: dict[str, Any]) -> str:
    """Make the Python type of a schema; one that is not understood stops the script."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF)
    either = schema.get("oneOf") or schema.get("anyOf")
    if either:
        return " | ".join(annotation(name, one) for one in either)
    unknown = set(schema) - SILENT
    if unknown:
        raise SystemExit(f"{name}: nothing is known about {', '.join(sorted(unknown))}")
    if "const" in schema or "enum" in schema:
        words = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(repr(word) for word in words)}]"
    return of_type(name, schema)


def of_type(name: str, schema: dict[str, Any]) -> str:
    """Make the Python type of a schema that names a type, several, or none."""
    kind: Any = schema.get("type")
    if not (kind is None or isinstance(kind, str)):
        return " | ".join(SIMPLE[one] for one in kind)
    if kind == "array":
        return f"list[{annotation(f'{name}Item', schema['items'])}]"
    if kind == "object" and "properties" in schema:
        return name
    if kind == "object":
        values: Any = schema.get("additionalProperties", True)
        return f"dict[str, {'Any' if values is True else annotation(name, values)}]"
    return "Any" if kind is None else SIMPLE[kind]


def inner_name(name: str, field: str) -> str:
    """Name an object that stands in a field."""
    return name + "".join(word.capitalize() for word in field.split("_"))


def doc(indent: str, schema: dict[str, Any], otherwise: str) -> Iterator[str]:
    """Make a docstring of a description, wrapped."""
    text = str(schema.get("description", otherwise)).replace("\\", "\\\\").replace('"', "'")
    first, *rest = textwrap.wrap(text, 92)
    yield f'{indent}"""{first}' + ("" if rest else '"""')
    yield from (indent + line for line in rest)
    if rest:
        yield f'{indent}"""'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
