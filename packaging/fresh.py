"""Whether the built program is that of the files which lie here now; built anew only where it is not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import builder
import recipes
import smoke

MAKERS = (
    *("*.spec", "requirements-build.txt", "contents.py", "icu.py"),
    *("builder.py", "bundle.py", "bill.py", "recipes.py"),
)
"""What of this folder has a say in what the program holds."""


def sources(top: Path) -> Iterator[Path]:
    """Every file that the program is made from."""
    yield top / "pyproject.toml"
    for folder in ("faxviewer", "resources", "packaging/licences"):
        # Not only *.pyc: while one is written, which any start of Python may do, it has another name.
        yield from (one for one in (top / folder).rglob("*") if one.is_file() and "__pycache__" not in one.parts)
    for pattern in MAKERS:
        yield from (top / "packaging").glob(pattern)


def is_fresh(top: Path) -> bool:
    """Whether dist holds a program that is younger than all of its sources.

    Its files bear the commit's date, so it goes by when the last one was put there, which nobody can set.
    """
    last = top / "dist" / "Faxviewer" / "licences" / "bill.cdx.json"
    # Two builds at once take away each other's program, so it is looked for as well.
    if not last.exists() or not smoke.executable(top / "dist" / "Faxviewer").exists():
        return False
    return last.stat().st_ctime > max(one.stat().st_mtime for one in sources(top))


def program(say: Callable[[str], None], top: Path = recipes.TOP) -> Path:
    """The folder of the program. Raises Trouble where it can't be built."""
    return top / "dist" / "Faxviewer" if is_fresh(top) else builder.build(top, say, pack=False)


def archive(say: Callable[[str], None], top: Path = recipes.TOP) -> Path:
    """The program's archive. Raises Trouble."""
    release = top / "dist" / "release"
    if not is_fresh(top) or not (release / "SHA256SUMS").exists():
        builder.build(top, say)
    return next(one for one in sorted(release.iterdir()) if one.name.endswith((".tar.xz", ".zip")))
