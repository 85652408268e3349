"""What the README says that a machine can compare: limits, symptoms, variables, files, versions."""

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from faxviewer import __version__
from faxviewer.system.logs import LEVEL_VARIABLE
from faxviewer.system.settings import VARIABLES
from tests.benchmarks.__main__ import MEASURES

TOP = Path(__file__).resolve().parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")
BENCHMARKS = TOP / "tests" / "benchmarks"
PROGRAM, INSTALLERS = (
    [path.read_text(encoding="utf-8") for folder in folders for path in sorted((TOP / folder).rglob("*.py"))]
    for folders in (("faxviewer",), ("packaging/windows", "packaging/macos"))
)
COMPUTED = {"idle": "1.50 and one tick a minute"}
"""Goals that are worked out while measuring, in the README's words."""


def section(title: str) -> str:
    """The README's text below this heading, up to the next of its kind."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title}"
    return found[1]


def table(text: str, first: str) -> list[list[str]]:
    """The cells of the table whose first heading is `first`, heading and rule left out."""
    lines = text[text.index(f"| {first} |") :].splitlines()
    rows = []
    for line in lines[2:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


# Speed and size


def measures() -> dict[str, tuple[str, str]]:
    """Each measure's module and function, as the benchmark's list has them."""
    tree = ast.parse((BENCHMARKS / "__main__.py").read_text(encoding="utf-8"))
    listed = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Dict)
        and ast.unparse(node.targets[0]) == "MEASURES"
    )
    found = {}
    for key, value in zip(listed.keys, listed.values, strict=True):
        assert isinstance(key, ast.Constant)
        words = (
            [one.value for one in value.args if isinstance(one, ast.Constant)] if isinstance(value, ast.Call) else []
        )
        module, function = [*map(str, words), "measure"][:2] if words else (str(key.value), "measure")
        found[str(key.value)] = (module, function)
    return found


def goal(module: str, function: str) -> float:
    """The bound that a measure gives its result, or that its module has alone."""
    bounds = {
        name: bound for name, bound in vars(import_module(f"tests.benchmarks.{module}")).items() if "GOAL" in name
    }
    tree = ast.parse((BENCHMARKS / f"{module}.py").read_text(encoding="utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    named = {node.id for node in ast.walk(body) if isinstance(node, ast.Name)} & set(bounds)
    [name] = named or set(bounds)
    return float(bounds[name])


LIMITS = {row[0].strip("`"): row[1:] for row in table(section("Speed and size"), "name")}


def test_the_readme_has_every_limit_and_no_other() -> None:
    assert list(LIMITS) == list(MEASURES) == list(measures())


@pytest.mark.parametrize("name", MEASURES)
def test_a_limit_is_the_benchmark_s_own(name: str) -> None:
    assert LIMITS[name][1] == (COMPUTED[name] if name in COMPUTED else f"{goal(*measures()[name]):.2f}")


def test_what_was_measured_is_a_figure() -> None:
    """Whether it meets its goal is the benchmark's to say; words after the figure may tell that it is short."""
    assert {name: row[2] for name, row in LIMITS.items() if row[2] and not re.match(r"\d+\.\d\d\b", row[2])} == {}


# The rest


def test_each_symptom_is_one_that_the_program_shows() -> None:
    rows = table(section("Troubleshooting"), "symptom")
    titles = [title for row in rows for title in re.findall(r"“(.+?)”", row[0])]
    assert len(titles) >= 10
    program = "\n".join(PROGRAM)
    assert [title for title in titles if f'"{title}"' not in program] == []
    assert all(len(row) == 2 and row[1] for row in rows)


def test_each_variable_is_one_that_is_read_and_none_is_left_out() -> None:
    recipes = {name for text in INSTALLERS for name in re.findall(r"\bFAXVIEWER_[A-Z_]+\b", text)}
    assert set(re.findall(r"\bFAXVIEWER_[A-Z_]+\b", README)) == {*VARIABLES.values(), LEVEL_VARIABLE, *recipes}


def test_each_picture_and_file_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) >= 2
    files = re.findall(r"`?((?:packaging|tests|resources|\.github)/[\w./-]+\.\w+)`?", README)
    assert [name for name in [*pictures, *files] if not (TOP / name).exists()] == []


def test_the_house_has_every_room_and_no_other() -> None:
    rooms = set(re.findall(r"^  (\w+)(?:/|\.py) ", section("How to change it"), re.MULTILINE))
    there = {
        path.stem for path in (TOP / "faxviewer").iterdir() if not path.stem.startswith("__") or path.stem == "__main__"
    }
    assert rooms == there


def test_the_version_is_the_project_s_wherever_it_stands() -> None:
    with (TOP / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == __version__
    assert set(re.findall(r"[Ff]axviewer[-_](\d+\.\d+\.\d+)", README)) == {__version__}
    assert f"### {__version__}\n" in section("Release notes")
