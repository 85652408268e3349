"""The house rules that a machine can check: walls, style, types, sizes, forbidden calls, the fault catalogue."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ROOMS = {"pyproject.toml", "README.md", "faxviewer", "resources", "tests", "packaging"}
LEFTOVERS = {"screenshots", "build", "dist", "__pycache__"}
"""What .gitignore names: it may lie at the top but is never committed."""
LONGEST = 300
PARTS = {
    "a": range(1, 32),
    "b": range(32, 45),
    "c": range(45, 62),
    "d": range(62, 86),
    "e": range(86, 94),
    "f": range(94, 121),
}
"""The parts of the fault catalogue, with their numbers."""

PROGRAM = sorted((TOP / "faxviewer").rglob("*.py"))
SHIPPED = sorted({*PROGRAM, *(TOP / "packaging").rglob("*.py")})


def _run(*module: str) -> None:
    done = subprocess.run([sys.executable, *module], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_the_rooms_keep_to_their_walls() -> None:
    _run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache', '--no-logo'])")


def test_lint_finds_nothing() -> None:
    _run("-m", "ruff", "check", "--no-cache", ".")


def test_the_code_is_formatted() -> None:
    _run("-m", "ruff", "format", "--check", "--no-cache", ".")


@pytest.mark.timeout(300)
def test_types_hold_in_the_program() -> None:
    _run("-m", "mypy")


@pytest.mark.timeout(300)
def test_types_hold_in_the_bootstrap() -> None:
    _run("-m", "mypy", "--strict", *(str(one) for one in sorted((TOP / "packaging").rglob("*.py"))))


def test_nothing_else_stands_at_the_top() -> None:
    found = {one.name for one in TOP.iterdir() if not one.name.startswith(".")}
    assert {one for one in found - LEFTOVERS if not one.endswith(".egg-info")} <= ROOMS


@pytest.mark.parametrize("module", SHIPPED, ids=lambda one: str(one.relative_to(TOP)))
def test_a_module_is_read_in_one_sitting(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", PROGRAM, ids=lambda one: str(one.relative_to(TOP)))
def test_a_module_says_what_it_is_for(module: Path) -> None:
    words = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert words, "no docstring"
    assert len(words.split("\n\n")[0].splitlines()) <= 3


# Forbidden calls

BLOCKING = {
    "QMessageBox": {"about", "aboutQt", "critical", "information", "question", "warning"},
    "QFileDialog": {
        *("getExistingDirectory", "getExistingDirectoryUrl", "getOpenFileName", "getOpenFileNames"),
        *("getOpenFileUrl", "getOpenFileUrls", "getSaveFileName", "getSaveFileUrl"),
    },
    "QInputDialog": {"getText", "getInt", "getDouble", "getItem", "getMultiLineText"},
    "QColorDialog": {"getColor"},
    "QFontDialog": {"getFont"},
}
"""Static calls that run an event loop of their own."""


def breaches(source: str, *, may_start_the_loop: bool = False) -> Iterator[str]:
    """What in `source` the house forbids, as `line: what`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "OAUTHLIB_INSECURE" in node.value:
            yield f"{node.lineno}: {node.value}"
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(attr="exec" | "exec_") if not may_start_the_loop:
                yield f"{node.lineno}: a nested event loop"
            case ast.Name(id="exec" | "eval"):
                yield f"{node.lineno}: code from text"
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if name in BLOCKING.get(owner, ()):
                yield f"{node.lineno}: {owner}.{name} runs a loop of its own"
        for keyword in node.keywords:
            constant = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if (keyword.arg, constant) in (("verify", False), ("shell", True)):
                yield f"{node.lineno}: {keyword.arg}={constant}"


@pytest.mark.parametrize(
    "bad",
    [
        "dialog.exec()",
        "QMenu().exec_(point)",
        "exec('1')",
        "QMessageBox.warning(None, 'a', 'b')",
        "QFileDialog.getSaveFileName(self)",
        "httpx.AsyncClient(verify=False)",
        "subprocess.run('x', shell=True)",
        "os.environ['OAUTHLIB_INSECURE_TRANSPORT'] = '1'",
    ],
)
def test_the_check_sees_what_is_forbidden(bad: str) -> None:
    assert list(breaches(bad))


@pytest.mark.parametrize("good", ["dialog.open()", "Client(verify=context)", "run(x, shell=False)", "box.warning()"])
def test_the_check_lets_the_rest_pass(good: str) -> None:
    assert not list(breaches(good))


@pytest.mark.parametrize("module", PROGRAM, ids=lambda one: str(one.relative_to(TOP)))
def test_nothing_forbidden_is_called(module: Path) -> None:
    starts = module == TOP / "faxviewer" / "ui" / "tasks.py"
    assert list(breaches(module.read_text(encoding="utf-8"), may_start_the_loop=starts)) == []


# The fault catalogue


def numbers_of(name: str) -> set[tuple[str, int]]:
    """The catalogue numbers that a test's name carries: `test_a13_silent` and `test_a06_a07_twice` alike."""
    return {(part, int(digits)) for part, digits in re.findall(r"(?<=_)([a-f])(\d{1,3})(?=_|$)", name)}


def test_the_numbers_are_read_from_names() -> None:
    assert numbers_of("test_a13_silent_preconnects") == {("a", 13)}
    assert numbers_of("test_a01_wrong_state") == numbers_of("test_a1_wrong_state") == {("a", 1)}
    assert numbers_of("test_a06_a07_refused") == {("a", 6), ("a", 7)}
    assert numbers_of("test_tab4_and_g62_and_sha256") == set()
    assert numbers_of("test_f120_told_once") == {("f", 120)}


def _tests() -> Iterator[str]:
    for module in sorted((TOP / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield node.name


def test_every_fault_in_force_has_its_test() -> None:
    in_force = {(part, number) for part, numbers in PARTS.items() for number in numbers}
    tested = set[tuple[str, int]]().union(*(numbers_of(name) for name in _tests() if "numbers_are_read" not in name))
    assert sorted(in_force - tested) == []
    assert sorted(tested - in_force) == [], "a number under the wrong part's letter"
