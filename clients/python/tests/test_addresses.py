"""Where a client goes: which addresses it takes, when through a proxy, and what of a call it refuses."""

from __future__ import annotations

import json
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metaforge import MetaForgeClient, MetaForgeError
from metaforge._core import operations
from metaforge._core.gateway import create_gateway
from metaforge._core.requests import path_of

from .both import ask, both
from .stranger import Stranger, answer, says

# A few of each kind: to choose from all of Unicode takes seconds of preparation.
texts = st.text("aZ09 /.%?#\\&=:@[]\"'\n\x00\u00b5\u6c34\ud800\U0001f600")
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this machine's own environment says."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def proxy_for(url: str) -> str | None:
    return create_gateway(url, api_key=None, timeout=1, retries=0).proxy


@pytest.mark.parametrize(
    "url", ["http://localhost:3000", "http://127.0.0.1:1", "http://127.9.9.9", "https://[::1]:2"]
)
def test_goes_to_this_machine_without_a_proxy(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.invalid:1")
    assert proxy_for(url) is None


def test_goes_to_another_machine_as_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:1")
    assert proxy_for("http://lab.example:3000") == "http://proxy.invalid:1"
    assert proxy_for("https://lab.example:3000") is None
    monkeypatch.setenv("no_proxy", "lab.example")
    assert proxy_for("http://lab.example:3000") is None
    monkeypatch.setenv("all_proxy", "socks5://proxy.invalid:1")
    with pytest.raises(MetaForgeError, match="NO_PROXY"):
        proxy_for("https://other.example")


@both
def test_asks_a_proxy_for_another_machine(kind: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with Stranger(says(answer(200, b'{"skills": [], "chains": []}'))) as stranger:
        monkeypatch.setenv("http_proxy", stranger.url.replace("//", "//ada:secret@"))
        assert ask(kind, "http://lab.example:3000", lambda client: client.skills) == []
        [head] = stranger.asked
        assert head.startswith(b"GET http://lab.example:3000/api/v1/skills HTTP/1.1\r\n")
        assert b"Proxy-Authorization: Basic " in head


@both
def test_asks_this_machine_itself_whatever_the_environment_says(
    kind: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.invalid:1")
    with Stranger(says(answer(200, b'{"skills": [], "chains": []}'))) as stranger:
        assert ask(kind, stranger.url, lambda client: client.skills) == []


@pytest.mark.parametrize(
    ("url", "option"),
    [
        ("", "base_url"),
        ("localhost:3000", "base_url"),
        ("http://", "base_url"),
        ("http://localhost:99999", "base_url"),
        ("http://[::1", "base_url"),
        ("http://user:secret@localhost", "base_url"),
        ("http://localhost/?key=secret", "base_url"),
        ("http://localhost/ secret", "base_url"),
    ],
)
def test_refuses_an_address_without_quoting_it(url: str, option: str) -> None:
    with pytest.raises(MetaForgeError) as caught:
        MetaForgeClient(url)
    assert (caught.value.code, caught.value.details) == (
        "CLIENT_OPTION_INVALID",
        {"option": option},
    )
    assert "secret" not in str(caught.value)


@given(url=texts | texts.map(lambda rest: f"http://{rest}"))
def test_refuses_or_takes_any_address(url: str) -> None:
    try:
        gateway = create_gateway(url, api_key=None, timeout=1, retries=0)
    except MetaForgeError:
        return
    assert gateway.base.startswith(("http://", "https://"))


@pytest.mark.parametrize("options", [{"timeout": 0}, {"timeout": float("nan")}, {"retries": -1}])
def test_refuses_options_that_cannot_be_meant(options: dict[str, Any]) -> None:
    with pytest.raises(MetaForgeError, match="CLIENT_OPTION_INVALID"):
        MetaForgeClient(**options)


def test_writes_paths_as_the_gateway_does_and_takes_no_text_for_a_list() -> None:
    files: list[Any] = ["PRD.md", PurePosixPath("a/b"), PureWindowsPath("a\\b")]
    assert operations.to_input(files, None) == {"files": ["PRD.md", "a/b", "a/b"]}
    for one in ("PRD.md", PurePosixPath("PRD.md")):
        with pytest.raises(MetaForgeError, match="list of paths"):
            operations.to_input(cast("Any", one), None)


@both
def test_takes_any_mapping_for_arguments(kind: type[Any]) -> None:
    args = MappingProxyType({"a": 1})
    assert json.dumps(operations.to_input(None, args)) == '{"args": {"a": 1}}'
    said = b'{"tool": "t", "action": "a", "result": 5}'
    with Stranger(says(answer(200, said))) as stranger:
        assert ask(kind, stranger.url, lambda to: partial(to.call_tool, "t", "a", args)) == 5


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"x"])
def test_refuses_arguments_that_are_not_json(value: Any) -> None:
    with MetaForgeClient() as client, pytest.raises(MetaForgeError, match="cannot be written"):
        client.run_skill("spec", args={"a": value})


@given(words=st.lists(texts, min_size=1))
def test_keeps_each_word_of_a_path_one_word(words: list[str]) -> None:
    try:
        path = path_of(*words)
    except MetaForgeError:
        return
    parts = path.split("/")[1:]
    assert len(parts) == len(words)
    assert not {"", ".", ".."} & set(parts)
    assert path.isascii()
    assert not set(path) & set("?#\\ ")
