"""What the tests of letters share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notifications.servers import Gateway, Mailbox, mail_server, sms_gateway


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    with sms_gateway(tmp_path) as running:
        yield running


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running
