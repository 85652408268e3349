"""The macOS disk image, from the bundle that `bootstrap.py build` made: signed, notarised and stapled where it can be.

    python packaging/macos/image.py

FAXVIEWER_CODESIGN_IDENTITY   a "Developer ID Application: …" identity of the keychain; without it, unsigned
FAXVIEWER_NOTARY_PROFILE      what `xcrun notarytool store-credentials` was told to call them; without it, not notarised
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from recipes import BUILT, RELEASE, Run, Say, run, told, version
from trouble import Trouble

MACH_O = {bytes.fromhex(one) for one in ("cffaedfe", "cafebabe", "cafebabf", "cefaedfe")}
"""How a program or library begins: 64 bits, universal, universal with long offsets, 32 bits."""

ENTITLEMENTS = Path(__file__).with_name("entitlements.plist")


@dataclass(frozen=True)
class Places:
    """Where the built bundle and its entitlements lie, and where the image goes."""

    bundle: Path = BUILT / "Faxviewer.app"
    entitlements: Path = ENTITLEMENTS
    output: Path = RELEASE


def code_inside(app: Path) -> list[Path]:
    """Everything in `app` that has to be signed before it, innermost first: libraries, then frameworks."""
    return sorted(_code_inside(app), key=lambda one: (-len(one.parts), one))


def _code_inside(app: Path) -> Iterator[Path]:
    main = app / "Contents" / "MacOS" / app.stem
    for found in app.rglob("*"):
        if found.is_symlink() or any(parent.is_symlink() for parent in found.parents):
            continue
        if found.is_dir():
            if found.suffix == ".framework":
                yield found
        elif found != main:
            with found.open("rb") as file:
                if file.read(4) in MACH_O:
                    yield found


def sign_bundle(places: Places, identity: str, run: Run) -> None:
    """Sign from the inside out with the hardened runtime; only the program itself gets the entitlements."""
    sign = ["codesign", "--force", "--timestamp", "--options", "runtime", "--sign", identity]
    for one in code_inside(places.bundle):
        run([*sign, str(one)])
    run([*sign, "--entitlements", str(places.entitlements), str(places.bundle)])
    run(["codesign", "--verify", "--strict", "--deep", str(places.bundle)])


def make_image(places: Places, image: Path, run: Run) -> None:
    """The image that people drag the program from, beside a link to where programs go."""
    with tempfile.TemporaryDirectory() as folder:
        # ditto keeps the links and attributes that the signature covers.
        run(["ditto", str(places.bundle), str(Path(folder) / places.bundle.name)])
        (Path(folder) / "Applications").symlink_to("/Applications")
        run(
            [
                *("hdiutil", "create", "-volname", "Faxviewer", "-srcfolder", folder),
                *("-fs", "HFS+", "-format", "ULMO", "-ov", str(image)),
            ]
        )


def notarise(image: Path, profile: str, run: Run) -> None:
    """Have Apple look at the image, and fix its word to it so that a computer without a network has it too."""
    run(["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"])
    # Submitting ends well for a refused image too; stapling doesn't.
    run(["xcrun", "stapler", "staple", str(image)])
    run(["xcrun", "stapler", "validate", str(image)])
    run(["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(image)])


def make(environ: Mapping[str, str], places: Places, run: Run, say: Say) -> Path:
    """Make the image and give its path; each step without its credentials is passed over with a word."""
    for needed in (places.bundle, places.entitlements):
        if not needed.exists():
            raise Trouble(f"{needed} is missing. Run this first: python3 packaging/bootstrap.py build")
    identity, profile = (environ.get(f"FAXVIEWER_{one}", "") for one in ("CODESIGN_IDENTITY", "NOTARY_PROFILE"))
    places.output.mkdir(parents=True, exist_ok=True)
    image = places.output / f"Faxviewer-{version()}.dmg"
    if identity:
        sign_bundle(places, identity, run)
    else:
        say("Not signed: FAXVIEWER_CODESIGN_IDENTITY names no identity. macOS will refuse it on other computers.")
    make_image(places, image, run)
    if identity:
        run(["codesign", "--timestamp", "--sign", identity, str(image)])
    if identity and profile:
        notarise(image, profile, run)
    else:
        lack = "FAXVIEWER_NOTARY_PROFILE names no credentials" if identity else "only what is signed can be"
        say(f"Not notarised: {lack}.")
    return image


def main(platform: str, environ: Mapping[str, str], places: Places = Places(), run: Run = run) -> int:
    """Make the image and say where it is; 1, with the reason, where that is not possible."""
    if platform != "darwin":
        print("The macOS disk image can only be made on macOS. Nothing was made.", file=sys.stderr)
        return 1
    return told(lambda: make(environ, places, run, print))


if __name__ == "__main__":
    sys.exit(main(sys.platform, os.environ))
