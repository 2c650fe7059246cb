"""Python client of MetaForge Gateway: run skills, watch them, review and approve what they propose.

from metaforge import MetaForgeClient

client = MetaForgeClient('http://localhost:3000')
session = client.run_skill('spec', files=['PRD.md'])
session.wait_for_completion()
if session.status == 'pending_approval':
    session.approve()
"""

from ._core.flow import Progress
from ._core.operations import Artifact
from .async_client import AsyncMetaForgeClient
from .async_session import AsyncSession
from .client import MetaForgeClient
from .errors import (
    ApiError,
    ConnectionFailed,
    MetaForgeError,
    WaitStopped,
    WaitTimeoutError,
)
from .session import Session

__all__ = [
    "ApiError",
    "Artifact",
    "AsyncMetaForgeClient",
    "AsyncSession",
    "ConnectionFailed",
    "MetaForgeClient",
    "MetaForgeError",
    "Progress",
    "Session",
    "WaitStopped",
    "WaitTimeoutError",
]
