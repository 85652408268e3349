"""What the computer itself must bring: Qt's system libraries, and for the tests a display, a browser and a keyring.

Found by the names that are asked for at run time (shared objects, commands), which every
distribution shares; the package names beside them are Debian's and Ubuntu's.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from trouble import Trouble

# What PySide6's QtCore, QtGui, QtWidgets and the offscreen platform ask for beyond the wheel (readelf -d).
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
NETWORK = {"libbrotlidec.so.1": "libbrotli1", "libgssapi_krb5.so.2": "libgssapi-krb5-2"}
"""What QtNetwork asks for. Only Windows uses it, but its part is tested here too."""
# Without a desktop environment xdg-open asks `file` what kind of document it is given.
DESKTOP = {"xdg-open": "xdg-utils", "file": "file"}
TESTS = {
    "Xvfb": "xvfb",
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "xdotool": "xdotool",
}
BUILDING = {"objdump": "binutils"}
"""What PyInstaller reads libraries with."""
UBUNTU = {"chromium": "chromium-browser", "chromium-driver": "chromium-chromedriver"}
"""Where Ubuntu calls a package something else."""
ALSO = {"chromium": ("chromium-browser", "google-chrome", "google-chrome-stable")}
"""Commands that serve as well."""
FONTS = "fonts-dejavu-core"


def needs(purpose: str, environ: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The shared objects and the commands, each with its package, that `purpose` can't do without.

    `purpose` is `window`, `offscreen`, `test`, `build` or `bench`.
    """
    libraries, commands = dict(LIBRARIES), dict[str, str]()
    if purpose in ("test", "bench", "build") or (purpose == "window" and environ.get("DISPLAY")):
        libraries.update(X11)
    if purpose == "window" and environ.get("WAYLAND_DISPLAY"):
        libraries.update(WAYLAND)
    if purpose in ("window", "test"):
        commands.update(DESKTOP)
    if purpose == "test":
        libraries.update(NETWORK)
        commands.update(TESTS)
    if purpose in ("test", "build"):
        commands.update(BUILDING)
    if purpose == "bench":
        commands["Xvfb"] = TESTS["Xvfb"]
    return libraries, commands


def missing(
    purpose: str,
    environ: Mapping[str, str],
    has_library: Callable[[str], bool],
    has_command: Callable[[str], bool],
) -> dict[str, str]:
    """What `purpose` lacks here: the thing's own name → its Debian package."""
    libraries, commands = needs(purpose, environ)
    found = {name: package for name, package in libraries.items() if not has_library(name)}
    return found | {
        name: package
        for name, package in commands.items()
        if not any(has_command(one) for one in (name, *ALSO.get(name, ())))
    }


def distribution(os_release: str) -> str:
    """`debian`, `ubuntu` (and what is made from either), or nothing, from the text of /etc/os-release."""
    words: set[str] = set()
    for line in os_release.splitlines():
        name, _, value = line.partition("=")
        if name.strip() in ("ID", "ID_LIKE"):
            words.update(value.strip().strip("\"'").lower().split())
    return "ubuntu" if "ubuntu" in words else "debian" if "debian" in words else ""


def package_names(lacking: Mapping[str, str], family: str) -> list[str]:
    """The packages to install, by the names that this `family` of distributions uses."""
    renamed = UBUNTU if family == "ubuntu" else {}
    return sorted({renamed.get(package, package) for package in lacking.values()})


def one_line(packages: list[str]) -> str:
    """The one line that brings `packages` in, for somebody who may use sudo."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def advice(packages: list[str]) -> str:
    """What a person without root's rights is told."""
    return f"This computer lacks some system packages. Run this line, then run this again:\n  {one_line(packages)}"


def provide(purpose: str, say: Callable[[str], None]) -> None:
    """See that this computer has what `purpose` needs, installing it on Debian and Ubuntu as root.

    Raises Trouble with the line to run where only an administrator can. Elsewhere than on Debian and
    Ubuntu it names what is missing and goes on: package names differ, and the person knows theirs.
    """
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(purpose, os.environ, _has_library, lambda name: shutil.which(name) is not None)
    if not _has_fonts():
        lacking["fonts"] = FONTS
    if importlib.util.find_spec("ensurepip") is None:
        lacking["the venv module of this Python"] = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not lacking:
        return
    family = distribution(_os_release())
    if not family or not shutil.which("apt-get"):
        say(f"Missing on this computer: {', '.join(lacking)}. Install them if something does not start.")
        return
    packages = package_names(lacking, family)
    if os.geteuid() != 0:
        raise Trouble(advice(packages))
    say(f"Installing system packages: {' '.join(packages)}")
    _apt_get(packages)


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    """Whether there is any outline font where fontconfig looks."""
    home = Path.home()
    places = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
    return any(next(place.rglob(f"*.{kind}"), None) for place in places for kind in ("ttf", "otf", "ttc"))


def _os_release() -> str:
    try:
        return Path("/etc/os-release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _apt_get(packages: list[str]) -> None:
    """Install `packages`, waiting for another apt-get to finish. Raises Trouble, apt-get's own words in it."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    start = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*start, *words],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    # A package list that can't be fetched matters only if a package then isn't found.
    if done.returncode:
        raise Trouble(f"{done.stdout.strip()}\napt-get could not install: {' '.join(packages)}")
