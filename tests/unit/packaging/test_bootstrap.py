"""The first file that runs: any Python 3 can read it, and a wrong one is told which is needed."""

import ast
from pathlib import Path

import bootstrap
import pytest


@pytest.mark.parametrize("version", [(3, 11, 2), (3, 12, 1), (3, 13, 0)])
def test_fitting_pythons_are_not_refused(version: tuple[int, ...]) -> None:
    assert bootstrap.python_refusal(version, []) == ""


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 8, 18), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_other_pythons_are_told_what_to_use(version: tuple[int, ...]) -> None:
    refusal = bootstrap.python_refusal(version, ["python3.12", "python3.11"])
    assert "needs Python 3.11, 3.12 or 3.13" in refusal
    assert ".".join(map(str, version)) in refusal
    assert "Run it again with python3.12." in refusal


def test_without_a_fitting_python_it_says_to_install_one() -> None:
    assert "Install one of them" in bootstrap.python_refusal((3, 8, 18), [])


def test_an_old_python_can_read_the_first_file() -> None:
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))  # the oldest that the parser still knows
    futures = [node for node in ast.parse(source).body if isinstance(node, ast.ImportFrom)]
    assert futures == [], "a future import or a sibling at the top would stop Python 3.6 before it can speak"


def test_the_project_asks_for_the_same_pythons() -> None:
    pyproject = (Path(bootstrap.__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    (low, high) = (bootstrap.PYTHONS[0], bootstrap.PYTHONS[-1])
    assert f'requires-python = ">={low[0]}.{low[1]},<{high[0]}.{high[1] + 1}"' in pyproject
