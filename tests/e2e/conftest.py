"""Somebody's home for the processes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.process_program import Home


@pytest.fixture
def home() -> Iterator[Home]:
    """Not in pytest's folder: the running window and Chromium put sockets there, whose paths have at most 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="fv-", ignore_cleanup_errors=True) as short:
        yield Home(Path(short) / "home")
