"""What is imported behind the first paint leaves no sources in memory."""

import linecache
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6.QtCore  # noqa: F401 (it reads the sources)
import pytest

from faxviewer.app import imports

INNER = [f"swept_{number}" for number in range(5)]


@pytest.fixture
def outer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module that imports five others, then counts the sources that are kept."""
    for name in INNER:
        (tmp_path / f"{name}.py").write_text("")
    lines = ["import linecache", *(f"import {name}" for name in INNER), "kept = len(linecache.cache)"]
    (tmp_path / "swept_outer.py").write_text("\n".join(lines))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    yield "swept_outer"
    for name in ("swept_outer", *INNER):
        sys.modules.pop(name, None)


def test_of_many_modules_one_source_is_kept_at_the_most(outer: str) -> None:
    linecache.clearcache()
    imports.load((outer,))
    assert sys.modules[outer].kept <= 1
    assert not linecache.cache


def test_a_name_that_a_library_no_longer_has_is_passed_over(outer: str) -> None:
    imports.load(("swept_nowhere", outer))
    assert outer in sys.modules
