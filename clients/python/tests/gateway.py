"""A gateway for a test: a process on a workspace of its own, which can be ended and started again."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[3]
NODE = ROOT / "node_modules" / ".bin" / "node"
PRD = "# Pump\n\n## Requirements\n\n- Supply: 5 V ±5 %\n- Weight: < 8 g\n"


class TestGateway:
    """Runs from `with` to its end; `port` stays the same over restarts."""

    # Not a test, whatever its name begins with.
    __test__ = False

    def __init__(
        self,
        *,
        files: Mapping[str, str] | None = None,
        config: Mapping[str, Any] | None = None,
        port: int = 0,
    ) -> None:
        self.top = Path(tempfile.mkdtemp(prefix="metaforge-python-")).resolve()
        self.workspace = self.top / "workspace"
        self.port = port or free_port()
        for path, text in ({"PRD.md": PRD} if files is None else files).items():
            self.write(path, text)
        user = self.top / "config" / "metaforge"
        user.mkdir(parents=True)
        self.workspace.mkdir(exist_ok=True)
        (user / "metaforge.json").write_text(json.dumps({"port": self.port, **(config or {})}))
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://localhost:{self.port}"

    def __enter__(self) -> TestGateway:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.end(signal.SIGKILL)
        shutil.rmtree(self.top)

    def start(self) -> None:
        """Start it and wait until it listens."""
        with (self.top / "errors").open("w") as errors:
            process = subprocess.Popen(
                [NODE, ROOT / "core" / "bin.js", "start", "-w", self.workspace],
                env={**os.environ, "XDG_CONFIG_HOME": str(self.top / "config")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.process = process
        assert process.stdout is not None
        for line in process.stdout:
            if re.match(r"listening on http://", line):
                return
        raise AssertionError((self.top / "errors").read_text())

    def end(self, how: signal.Signals) -> None:
        """Send a signal and wait for the exit."""
        if self.process is None:
            return
        self.process.send_signal(how)
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None

    def crowd(self, skill: str, times: int) -> list[str]:
        """Create many sessions; no client stands between, because it would take most of the time."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        ids: list[str] = []
        with closing(connection):
            for _ in range(times):
                body = json.dumps({"skill": skill, "input": {}})
                headers = {"Content-Type": "application/json"}
                connection.request("POST", "/api/v1/session/create", body, headers)
                ids.append(json.load(connection.getresponse())["id"])
        return ids

    def write(self, path: str, text: str) -> None:
        """Write a workspace file."""
        file = self.workspace / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str | None:
        """Read a workspace file; None when there is none."""
        file = self.workspace / path
        return file.read_text(encoding="utf-8") if file.exists() else None


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
