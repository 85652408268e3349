"""Writes the licences of all parts and a bill of materials into a built program; runs where the parts are installed.

    python bill.py PROGRAM VERSION UNIX_SECONDS

The bill is CycloneDX 1.5 in JSON: every Python distribution in the program, Python, Qt, and each shared library of the
system that was taken along, with its digest.
"""

import json
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import bundle
import contents

BUILDERS = {"altgraph", "packaging", "setuptools", "pip", "pyinstaller-hooks-contrib", "macholib", "pefile", "wheel"}
"""Distributions that build the program and are no part of it."""
_LICENCE = re.compile(r"(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_NO_TEXT = re.compile(r"\.py[co]?$")


def parts() -> list[metadata.Distribution]:
    """The distributions that the program is made of, by name."""
    found = {part.metadata["Name"]: part for part in metadata.distributions()}
    return [part for name, part in sorted(found.items(), key=lambda pair: pair[0].lower()) if name not in BUILDERS]


def _field(about: metadata.PackageMetadata, name: str) -> str:
    return next(iter(about.get_all(name) or ()), "")


def licence_of(part: metadata.Distribution) -> str:
    """The licence as its metadata names it; "see its text" where it doesn't."""
    about = part.metadata
    declared = _field(about, "License-Expression")
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    short = _field(about, "License").strip()
    return declared or ", ".join(named) or (short if short and len(short) < 80 else "see its text")


def write_licences(folder: Path) -> list[str]:
    """A folder for each part with its licence texts; returns the parts that bring none."""
    bare = []
    for part in parts():
        texts = [file for file in part.files or () if _LICENCE.search(str(file)) and not _NO_TEXT.search(str(file))]
        target = folder / part.metadata["Name"]
        for file in texts:
            target.mkdir(exist_ok=True)
            shutil.copyfile(str(part.locate_file(file)), target / file.name)
        if not texts:
            bare.append(part.metadata["Name"])
    for text in (Path(sys.base_prefix), Path(platform.__file__).parent):
        if (text / "LICENSE.txt").is_file():
            (folder / "Python").mkdir(exist_ok=True)
            shutil.copyfile(text / "LICENSE.txt", folder / "Python" / "LICENSE.txt")
            break
    for text in Path(__file__).with_name("licences").iterdir():
        shutil.copyfile(text, folder / text.name)
    return bare


def system_libraries(program: Path) -> Iterator[Path]:
    """The libraries in the program that belong to the system it was built on, not to a Python part."""
    inside = program / "_internal"
    for path in sorted(inside.iterdir() if inside.is_dir() else ()):
        name = path.name
        if not path.is_symlink() and contents.is_shared_library(name) and not re.match(r"(lib)?(python|Qt6|icu)", name):
            yield path


def debian_package(library: str) -> str:
    """The Debian package that `library` came from, empty elsewhere."""
    if shutil.which("dpkg-query") is None:
        return ""
    asked = ["dpkg-query", "--search", f"*/{library}"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return told.partition(":")[0].partition(",")[0].strip()


def bill(program: Path, version: str, moment: int) -> dict[str, Any]:
    """The bill of materials as CycloneDX wants it. The same program gives the same bill."""
    components: list[dict[str, Any]] = [
        {
            "type": "library",
            "name": part.metadata["Name"],
            "version": part.version,
            "purl": f"pkg:pypi/{part.metadata['Name'].lower().replace('_', '-')}@{part.version}",
            "licenses": [{"license": {"name": licence_of(part)}}],
        }
        for part in parts()
    ]
    components.append({"type": "platform", "name": "Python", "version": platform.python_version()})
    for library in system_libraries(program):
        component: dict[str, Any] = {"type": "library", "name": library.name}
        component["hashes"] = [{"alg": "SHA-256", "content": bundle.digest(library)}]
        if package := debian_package(library.name):
            component["properties"] = [{"name": "debian:package", "value": package}]
        components.append(component)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'faxviewer {version} {moment} {sys.platform}')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "name": "Faxviewer", "version": version},
        },
        "components": components,
    }


def copy_debian_licences(program: Path, folder: Path) -> None:
    """On Debian and its kin, each taken library's own copyright file."""
    for package in sorted({debian_package(library.name) for library in system_libraries(program)} - {""}):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            (folder / package).mkdir(exist_ok=True)
            shutil.copyfile(text, folder / package / "copyright.txt")


def main() -> int:
    """Describe the program that the arguments name."""
    program, version, moment = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    folder = program / "licences"
    folder.mkdir(exist_ok=True)
    write_licences(folder)
    copy_debian_licences(program, folder)
    told = json.dumps(bill(program, version, moment), indent=1, ensure_ascii=False)
    (folder / "bill.cdx.json").write_text(told + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
