"""One gateway for the tests that do not change what others see."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from .gateway import TestGateway


@pytest.fixture(scope="session")
def gateway() -> Generator[TestGateway, None, None]:
    """A gateway with a PRD; tests may run skills on it, and shall not mind what others ran."""
    with TestGateway() as one:
        yield one
