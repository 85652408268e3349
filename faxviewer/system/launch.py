"""Starts a helper program: detached, with a clean environment, reaped, its refusal noticed."""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_LIBRARY_PATHS: Final = ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH")
_SEARCH_PATHS: Final = (
    *("XDG_DATA_DIRS", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH"),
    *("GIO_MODULE_DIR", "PATH"),
)


class Launched(Enum):
    """What became of a helper within the time it was watched."""

    RUNNING_OR_DONE = "started"
    REFUSED = "ended with an error"
    MISSING = "not installed"


def launch(command: Sequence[str], environment: Mapping[str, str], patience: float) -> Launched:
    """Start `command` in a session of its own and watch it for `patience` seconds. Blocks that long at most."""
    program = shutil.which(command[0], path=environment.get("PATH"))
    if program is None:
        return Launched.MISSING
    try:
        process = subprocess.Popen(  # noqa: S603 (no shell; a fixed helper or the person's own $BROWSER)
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
            close_fds=True,
        )
    except OSError:
        return Launched.REFUSED
    try:
        code = process.wait(patience)
    except subprocess.TimeoutExpired:
        # It is the viewer itself by now. Somebody has to fetch its exit, or it stays as a zombie.
        threading.Thread(target=process.wait, name="reaper", daemon=True).start()
        return Launched.RUNNING_OR_DONE
    return Launched.RUNNING_OR_DONE if code == 0 else Launched.REFUSED


def output_of(command: Sequence[str], environment: Mapping[str, str], seconds: float = 3.0) -> str | None:
    """What a helper prints, stripped; None where it isn't installed, fails or takes longer than `seconds`."""
    program = shutil.which(command[0], path=environment.get("PATH"))
    if program is None:
        return None
    with contextlib.suppress(OSError, subprocess.SubprocessError, ValueError):
        done = subprocess.run(  # noqa: S603 (no shell, a fixed helper)
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
            timeout=seconds,
            check=True,
        )
        return done.stdout.decode("utf-8", "replace").strip()
    return None


def is_web_address(address: str) -> bool:
    """Whether it is an http or https address without anything that a helper could take for something else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and address.isascii()
        and address.isprintable()
        and " " not in address
    )


def browsers(variable: str, address: str) -> list[list[str]]:
    """The commands in `$BROWSER`: separated by `:`, `%s` standing for the address, else it goes last."""
    commands = []
    for entry in variable.split(os.pathsep):
        try:
            words = shlex.split(entry)
        except ValueError:
            continue
        if words[-1:] == ["&"]:
            words.pop()
        if words and any("%s" in word for word in words[1:]):
            commands.append([words[0], *(word.replace("%s", address) for word in words[1:])])
        elif words:
            commands.append([*words, address])
    return commands


def child_environment(environ: Mapping[str, str], bundle: str | None = None) -> dict[str, str]:
    """The environment for a child: without our own settings, and as it was before the frozen program changed it.

    PyInstaller points the library path into its bundle and keeps the former one as `…_ORIG`; a browser that
    inherits it loads our libraries in place of its own. `bundle` is that folder (default: this program's).
    """
    child = {name: value for name, value in environ.items() if not name.startswith(("FAXVIEWER_", "_PYI_", "_MEIPASS"))}
    bundle = bundle or getattr(sys, "_MEIPASS", None)
    if bundle is None:
        return child
    for name in (*_LIBRARY_PATHS, *_SEARCH_PATHS):
        original = child.pop(f"{name}_ORIG", None)
        if original is not None:
            child[name] = original
        elif name in child:
            # Entries of the person's own stay: XDG_DATA_DIRS says where Flatpak's programs are.
            kept = [part for part in child[name].split(os.pathsep) if part and not _inside(part, bundle)]
            child[name] = os.pathsep.join(kept)
            if not kept or name in _LIBRARY_PATHS:
                del child[name]
    return child


def _inside(part: str, folder: str) -> bool:
    return Path(part).is_relative_to(folder)
