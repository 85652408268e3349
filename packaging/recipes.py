"""What the installers' recipes share: the version, where things lie, and how a system's tool is run."""

import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import bundle
from trouble import Trouble

TOP = Path(__file__).resolve().parent.parent
BUILT = TOP / "dist"
"""Where `bootstrap.py build` leaves the program."""
RELEASE = BUILT / "release"
"""Where what is given to people goes."""

Run = Callable[[Sequence[str]], None]
"""Runs a command to its end. Raises Trouble when it fails."""
Say = Callable[[str], None]


def version(top: Path = TOP) -> str:
    """The version that pyproject.toml gives the program."""
    with (top / "pyproject.toml").open("rb") as file:
        found: str = tomllib.load(file)["project"]["version"]
    return found


def run(command: Sequence[str]) -> None:
    """Run a system's tool, its words going where ours go."""
    try:
        code = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
    except OSError as error:
        raise Trouble(f"{command[0]} could not be started: {error.strerror}") from error
    if code:
        # The arguments may name a person's certificate, but never a secret: those stay in the system's own stores.
        raise Trouble(f"This ended with code {code}: {' '.join(command)}")


def told(make: Callable[[], Path]) -> int:
    """Have something made for people and say where it is; 1, with the reason, where that is not possible."""
    try:
        made = make()
        # The sums that the build wrote know nothing of what came after it.
        bundle.write_sums(made.parent)
        print(made)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def windows_version(told: str) -> str:
    """The version resource of a Windows program, as PyInstaller reads it; `told` is 1.2.3."""
    numbers = tuple(int(part) for part in (told.split(".") + ["0"] * 4)[:4])
    texts = {
        "CompanyName": "Faxviewer",
        "FileDescription": "Faxviewer",
        "FileVersion": told,
        "InternalName": "Faxviewer",
        "OriginalFilename": "Faxviewer.exe",
        "ProductName": "Faxviewer",
        "ProductVersion": told,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, "
        f"fileType=1, subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [0x409, 1200])])])"
    )
