"""What is published: built by the standard tools, installed far from the checkout, and run there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from .gateway import TestGateway

PROJECT = Path(__file__).parents[1]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(*command: str | Path, at: Path) -> str:
    """Run a program and give what it printed; fails the test with what it complained about."""
    done = subprocess.run(
        command, cwd=at, env=CLEAN, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel, made from the source distribution as an index would."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, at=PROJECT)
    return folder


def test_holds_the_package_its_types_and_its_licence_and_nothing_else(built: Path) -> None:
    [wheel] = built.glob("metaforge_client-*-py3-none-any.whl")
    [source] = built.glob("metaforge_client-*.tar.gz")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"metaforge/__init__.py", "metaforge/py.typed", "metaforge/types.py"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"metaforge", "metaforge_client"}
    with tarfile.open(source) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert tops == {"src", "README.md", "LICENSE", "PKG-INFO", "pyproject.toml", ".gitignore"}


def test_runs_the_sample_of_the_reference_in_a_fresh_environment(
    built: Path, tmp_path: Path, gateway: TestGateway
) -> None:
    home = tmp_path / "environment"
    # This environment's pip installs into it: one of its own would take seconds to unpack.
    venv.create(home, with_pip=False, symlinks=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    [wheel] = built.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--constraint", PROJECT / "constraints.txt", wheel, at=tmp_path)
    sample = (PROJECT / "tests" / "reference_sample.txt").read_text(encoding="utf-8")
    program = tmp_path / "sample.py"
    program.write_text(sample.replace("http://localhost:3000", gateway.url), encoding="utf-8")
    (gateway.workspace / "constraints.json").unlink(missing_ok=True)
    assert run(python, "-W", "error", program, at=tmp_path) == ""
    assert gateway.read("constraints.json") is not None
    where = run(python, "-c", "import metaforge; print(metaforge.__file__)", at=tmp_path)
    assert where.startswith(str(home))


def test_names_the_same_version_as_the_gateway() -> None:
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    manifest = (PROJECT.parents[1] / "package.json").read_text(encoding="utf-8")
    [ours] = re.findall(r'^version = "(.*)"$', text, re.MULTILINE)
    assert f'"version": "{ours}"' in manifest
