"""One gateway for all tests that can share it, and how long a busy machine may take."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from .gateway import ROOT, TestGateway

# How fast an example is made says nothing about the client, but much about who else uses the machine.
settings.register_profile(
    "client", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("client")


@pytest.fixture(scope="session")
def gateway() -> Generator[TestGateway, None, None]:
    """A gateway with a PRD and slow skills; tests shall not mind what others ran or wrote there."""
    skills = str(ROOT / "clients" / "behaviours" / "skills")
    with TestGateway(config={"plugins": [skills], "disabled": ["kicad", "ngspice"]}) as one:
        yield one
