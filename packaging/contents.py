"""What of Qt and the system goes into the built program. Pure: names in, a choice out; the spec does the rest."""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

PLUGINS = {
    "platforms": r"(q(xcb|wayland|offscreen|windows|cocoa))",
    "platformthemes": r"(qxdgdesktopportal)",
    "platforminputcontexts": r"(composeplatforminputcontextplugin|ibusplatforminputcontextplugin)",
    "wayland-shell-integration": r"(xdg-shell)",
    "wayland-decoration-client": r"(bradient)",
    "styles": r"(qmodernwindowsstyle|qmacstyle)",
}
"""Folder of Qt's plugins → those that are used, by the stem of their file without `lib`.

Pictures are PNG, which QtGui reads itself, and line drawings of our own; so no format, no SVG and no GL. Offscreen is
for the self-test; the GTK theme would bring GTK, which is larger than all of the program.
"""

EXCLUDES = (
    *("tkinter", "unittest", "doctest", "pydoc", "pdb", "lib2to3", "distutils", "setuptools", "pip", "ensurepip"),
    *("curses", "sqlite3", "test", "turtle", "idlelib", "xmlrpc", "multiprocessing"),
    *("concurrent.futures.process", "_pydecimal"),
    *("PIL", "numpy", "click", "rich", "pygments", "h2", "brotli", "brotlicffi", "zstandard", "socksio", "trio"),
    *("httpcore", "anyio", "certifi", "typing_extensions"),
    *("phonenumbers.geodata", "phonenumbers.carrierdata", "phonenumbers.tzdata", "phonenumbers.shortdata"),
    *(
        "PySide6.QtQml",
        "PySide6.QtQuick",
        "PySide6.QtSvg",
        "PySide6.QtTest",
        "PySide6.QtOpenGL",
        "PySide6.QtPrintSupport",
    ),
    *(
        "PySide6.QtXml",
        "PySide6.QtSql",
        "PySide6.QtConcurrent",
        "PySide6.QtDBus",
        "PySide6.QtUiTools",
        "PySide6.QtHelp",
    ),
)
"""Modules that a library mentions and the program never needs."""

WINDOWS_ONLY = ("PySide6.QtNetwork",)
"""Modules for what other systems do without: named pipes. Elsewhere they would bring Kerberos and brotli along."""

_PLUGIN = re.compile(r"(?:^|/)PySide6/(?:Qt/)?plugins/([^/]+)/([^/]+)$")
_MODULE = re.compile(r"\.(abi3|cpython-\d+[^/]*)\.so$|\.pyd$")
_TRANSLATION = re.compile(r"(?:^|/)PySide6/(?:Qt/)?translations/")
_METADATA = re.compile(r"\.dist-info/(?!(METADATA|entry_points\.txt)$)")
"""Of a part's own papers the program reads its version and keyring's list of keychains; licences lie elsewhere."""
_SYSTEMS_OWN = re.compile(r"(?:^|/)libdbus-1\.so[^/]*$")
"""Talks to the system's own bus, and comes with it on every desktop."""
_FAR_EAST = re.compile(r"(?:^|/)(_codecs_\w+|_multibytecodec)\.[^/]*$")
"""Old encodings of Chinese, Japanese and Korean: what the service sends is UTF-8."""
_SOFTWARE_GL = re.compile(r"(?:^|/)(opengl32sw|d3dcompiler_\d+|libEGL|libGLESv2)\.dll$", re.IGNORECASE)


def wanted(name: str) -> bool:
    """Whether the file that would lie at `name` in the program (slashes of either kind) is used there."""
    name = name.replace("\\", "/")
    if any(never.search(name) for never in (_TRANSLATION, _SOFTWARE_GL, _METADATA, _SYSTEMS_OWN, _FAR_EAST)):
        return False
    found = _PLUGIN.search(name)
    if found is None:
        return True
    stem = PurePosixPath(found[2]).name.partition(".")[0].removeprefix("lib")
    return bool(re.fullmatch(PLUGINS.get(found[1], r"(?!)"), stem))


def is_shared_library(name: str) -> bool:
    """Whether `name` is a library that only others load: no plugin of Qt's and no module of Python's."""
    name = name.replace("\\", "/")
    if (
        "/plugins/" in name
        or re.search(r"\.(abi3|cpython-\d+[^/]*|cp\d+-[^/]*)\.(so|pyd)$", name)
        or name.endswith(".pyd")
    ):
        return False
    return bool(re.search(r"\.so(\.[\d.]+)?$|\.dylib$|\.dll$", name, re.IGNORECASE))


def needed(names: Iterable[str], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """Those of `names` that are no mere libraries, and the libraries that they lead to.

    `needs` gives the file names of the libraries that the file at a name asks for.
    """
    names = list(names)
    places: dict[str, list[str]] = {}
    for name in names:
        places.setdefault(PurePosixPath(name.replace("\\", "/")).name.lower(), []).append(name)
    kept = {name for name in names if not is_shared_library(name)}
    waiting = list(kept)
    # Python itself is asked for by the program's own start, which is none of the names.
    for file, those in places.items():
        if re.match(r"(lib)?python3", file) or re.match(r"(vcruntime|msvcp|ucrtbase|api-ms)", file):
            waiting += those
            kept.update(those)
    while waiting:
        for file in needs(waiting.pop()):
            for name in places.get(file.lower(), ()):
                if name not in kept:
                    kept.add(name)
                    waiting.append(name)
    return kept
