"""What is written down works: the reference's sample, the README's, and the types made from the API."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .gateway import TestGateway

HERE = Path(__file__).parent
README = (HERE.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

SAID = ("pending_approval", "constraints.json", "NOT_FOUND 404")
"""What each of them has to print, among other things."""


def run(text: str, gateway: TestGateway) -> subprocess.CompletedProcess[str]:
    """Run a sample as a program of its own, with the port of a gateway that is there."""
    # Only where a text names the default, by leaving it out, does it have to be put in.
    there = text.replace("http://localhost:3000", gateway.url)
    there = re.sub(r"Client\((?=\))", f'Client("{gateway.url}"', there)
    there = re.sub(r"Client\((?=timeout)", f'Client("{gateway.url}", ', there)
    command = [sys.executable, "-W", "error", "-c", there]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def fresh(gateway: TestGateway) -> TestGateway:
    """The gateway, without what was approved there before."""
    for name in ("constraints.json", "assumptions.md"):
        (gateway.workspace / name).unlink(missing_ok=True)
    return gateway


def test_runs_the_sample_of_the_reference_as_it_stands(fresh: TestGateway) -> None:
    sample = (HERE / "reference_sample.txt").read_text(encoding="utf-8")
    done = run(sample, fresh)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert '"product": "Pump"' in (fresh.read("constraints.json") or "")


def test_runs_every_example_of_the_readme(fresh: TestGateway) -> None:
    assert len(EXAMPLES) == len(SAID)
    # The second is tried first: it looks at files that the first one approves.
    for at in (1, 0, 2):
        text, said = EXAMPLES[at], SAID[at]
        done = run(text, fresh)
        assert (done.returncode, done.stderr) == (0, "")
        assert said in done.stdout


def test_has_the_types_of_the_api_as_it_is(gateway: TestGateway) -> None:
    script = HERE.parent / "scripts" / "write_types.py"
    command = [sys.executable, str(script), "--check", gateway.url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
