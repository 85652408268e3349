"""The Windows installer, from the program that `bootstrap.py build` made: Inno Setup 6, signed where a certificate is.

    python packaging/windows/installer.py

FAXVIEWER_SIGN_THUMBPRINT   SHA-1 thumbprint of the certificate in the person's store that signs; without it, unsigned
FAXVIEWER_TIMESTAMP_URL     the RFC 3161 service that says when; DigiCert's if not given
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from recipes import BUILT, RELEASE, TOP, Run, Say, run, told, version
from trouble import Trouble

RECIPE = Path(__file__).with_name("faxviewer.iss")
TIMESTAMPS = "http://timestamp.digicert.com"
COMPILERS = (
    ("ProgramFiles(x86)", "Inno Setup 6/ISCC.exe"),
    ("ProgramFiles", "Inno Setup 6/ISCC.exe"),
    ("LOCALAPPDATA", "Programs/Inno Setup 6/ISCC.exe"),
)
SIGNERS = ("ProgramFiles(x86)", "Windows Kits/10/bin")


@dataclass(frozen=True)
class Places:
    """Where the built program and its icon lie, and where the installer goes."""

    program: Path = BUILT / "Faxviewer"
    icon: Path = TOP / "resources" / "app" / "faxviewer.ico"
    output: Path = RELEASE


def find_compiler(environ: Mapping[str, str]) -> str:
    """Inno Setup's command-line compiler. Raises Trouble where it isn't installed."""
    if found := shutil.which("ISCC", path=environ.get("PATH", "")):
        return found
    for variable, beneath in COMPILERS:
        place = Path(environ.get(variable) or os.devnull) / beneath
        if place.is_file():
            return str(place)
    raise Trouble("Inno Setup 6 is not installed here. Install it from https://jrsoftware.org, then run this again.")


def find_signer(environ: Mapping[str, str]) -> str:
    """signtool, from the newest Windows SDK if it is not on the path. Raises Trouble where there is none."""
    if found := shutil.which("signtool", path=environ.get("PATH", "")):
        return found
    variable, beneath = SIGNERS
    kits = (Path(environ.get(variable) or os.devnull) / beneath).glob("10.*/x64/signtool.exe")
    newest = max(kits, key=lambda one: [int(part) for part in re.findall(r"\d+", one.parts[-3])], default=None)
    if newest is None:
        raise Trouble("There is a certificate to sign with but no signtool: install the Windows SDK's signing tools.")
    return str(newest)


def signing(signer: str, thumbprint: str, timestamps: str) -> list[str]:
    """The command that signs what is named after it. Raises Trouble for what is no thumbprint."""
    plain = re.sub(r"[\s:\u200e]", "", thumbprint).upper()
    if not re.fullmatch(r"[0-9A-F]{40}", plain):
        raise Trouble("FAXVIEWER_SIGN_THUMBPRINT is not the 40 digits of a certificate's SHA-1 thumbprint.")
    return [signer, "sign", "/sha1", plain, "/fd", "sha256", "/tr", timestamps, "/td", "sha256"]


def in_recipe(command: Sequence[str]) -> str:
    """A signing command as Inno Setup takes it: `$q` for a quote, `$f` for the file, `$$` for a dollar."""
    words = [one.replace("$", "$$") for one in command]
    return " ".join([*(f"$q{one}$q" if " " in one else one for one in words), "$f"])


def make(environ: Mapping[str, str], places: Places, run: Run, say: Say) -> Path:
    """Compile the installer and give its path. Raises Trouble, with what to do, where it can't be made."""
    program = places.program / "Faxviewer.exe"
    for needed in (program, places.icon):
        if not needed.is_file():
            raise Trouble(f"{needed} is missing. Run this first: python packaging/bootstrap.py build")
    compiling = [
        find_compiler(environ),
        "/Qp",
        f"/DVersion={version()}",
        f"/DProgram={places.program}",
        f"/DIcon={places.icon}",
        f"/DOutput={places.output}",
    ]
    thumbprint = environ.get("FAXVIEWER_SIGN_THUMBPRINT", "")
    made = places.output / f"Faxviewer-{version()}-setup.exe"
    if not thumbprint:
        say("Not signed: FAXVIEWER_SIGN_THUMBPRINT names no certificate. Windows will warn whoever starts it.")
        run([*compiling, str(RECIPE)])
        return made
    signer = find_signer(environ)
    sign = signing(signer, thumbprint, environ.get("FAXVIEWER_TIMESTAMP_URL") or TIMESTAMPS)
    run([*sign, str(program)])
    # The installer signs its own parts while it is put together: the uninstaller, and last itself.
    run([*compiling, "/DSign", f"/Sfaxviewer={in_recipe(sign)}", str(RECIPE)])
    run([signer, "verify", "/pa", "/tw", str(made)])
    return made


def main(platform: str, environ: Mapping[str, str], places: Places = Places(), run: Run = run) -> int:
    """Make the installer and say where it is; 1, with the reason, where that is not possible."""
    if platform != "win32":
        print("The Windows installer can only be made on Windows. Nothing was made.", file=sys.stderr)
        return 1
    return told(lambda: make(environ, places, run, print))


if __name__ == "__main__":
    sys.exit(main(sys.platform, os.environ))
