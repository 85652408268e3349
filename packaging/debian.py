"""Makes a Debian package of the built program, with its menu entry, icons and the `faxviewer` links.

    python3 packaging/debian.py [PROGRAM [TARGET]]     default: dist/Faxviewer, dist/release

Install it with `sudo apt install ./faxviewer_0.1.0_amd64.deb`. Needs dpkg-deb; runs nothing at installation.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import builder
import bundle
import recipes
from trouble import Trouble

PLACE = Path("opt/faxviewer")
LINUX = Path(__file__).with_name("linux")
DEPENDS = ("libc6 (>= 2.34)", "libegl1", "libgl1", "fontconfig-config", "fonts-dejavu-core | fonts-noto-core")
"""What a program cannot bring along: the C library, the graphics driver's side of OpenGL, and fonts.

The C library's version is that of the oldest system that Qt 6.10 runs on.
"""
RECOMMENDS = ("xdg-utils", "gnome-keyring | kwalletmanager | keepassxc")
"""What opens the browser and documents, and what keeps the session between two runs."""


def architecture() -> str:
    """This system's, as Debian calls it."""
    told = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def control(version: str, arch: str, kilobytes: int) -> str:
    """The package's control file (Debian Policy, chapter 5)."""
    return f"""Package: faxviewer
Version: {version}
Architecture: {arch}
Maintainer: Faxviewer <support@faxviewer.example>
Installed-Size: {kilobytes}
Depends: {", ".join(DEPENDS)}
Recommends: {", ".join(RECOMMENDS)}
Section: net
Priority: optional
Description: see what happened to a fax on Fax.Plus
 For support staff with a ticket, a customer on the line and a fax ID: Faxviewer
 says within seconds what happened to that fax, what it means and who has to do
 what, and opens the document. It only reads.
"""


def lay_out(program: Path, root: Path) -> None:
    """Put everything where it will lie, below `root`."""
    shutil.copytree(program, root / PLACE, symlinks=True)
    share = root / "usr" / "share"
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "faxviewer").symlink_to(f"/{PLACE}/faxviewer")
    placed = {
        LINUX / "org.faxviewer.Faxviewer.desktop": share / "applications" / "org.faxviewer.Faxviewer.desktop",
        LINUX / "org.faxviewer.Faxviewer.metainfo.xml": share / "metainfo" / "org.faxviewer.Faxviewer.metainfo.xml",
        program / "licences" / "README.txt": share / "doc" / "faxviewer" / "copyright",
    }
    for icon in (recipes.TOP / "resources" / "app").glob("faxviewer-*.png"):
        size = icon.stem.rpartition("-")[2]
        placed[icon] = share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "faxviewer.png"
    drawing = recipes.TOP / "resources" / "icons" / "faxviewer.svg"
    placed[drawing] = share / "icons" / "hicolor" / "scalable" / "apps" / "faxviewer.svg"
    for source, target in placed.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def sums(root: Path) -> str:
    """MD5 sums of all files, as dpkg keeps them to find damaged ones."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
    )


def make(program: Path, target: Path, *, small: bool = True) -> Path:
    """Write the package into `target` and return it; not `small` it takes a tenth of the time. Raises Trouble."""
    if not (program / "faxviewer").is_file():
        raise Trouble(f"There is no program in {program}. Run `bootstrap.py build` first.")
    if shutil.which("dpkg-deb") is None:
        raise Trouble("dpkg-deb is not installed; a Debian package is made on Debian and its kin.")
    version, arch, moment = recipes.version(), architecture(), builder.commit_time()
    target.mkdir(parents=True, exist_ok=True)
    package = target / f"faxviewer_{version}_{arch}.deb"
    with tempfile.TemporaryDirectory(prefix="faxviewer-deb-") as scratch:
        root = Path(scratch) / "root"
        root.mkdir()
        lay_out(program, root)
        told = sums(root)
        size = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(control(version, arch, size), encoding="utf-8")
        (root / "DEBIAN" / "md5sums").write_text(told, encoding="utf-8")
        # What we make may be private; what is in the package is for everybody.
        builder.settle(root, moment)
        recipes.run(
            [
                "dpkg-deb",
                "--root-owner-group",
                *(("-Zxz",) if small else ("-Zgzip", "-z1")),
                "--build",
                str(root),
                str(package),
            ]
        )
    os.utime(package, (moment, moment))
    return package


def main() -> int:
    """Make the package that the arguments ask for."""
    given = [Path(argument).resolve() for argument in sys.argv[1:]]
    program = given[0] if given else recipes.BUILT / "Faxviewer"
    try:
        package = make(program, given[1] if len(given) > 1 else recipes.RELEASE)
        if package.parent == recipes.RELEASE:  # whose sums know nothing of what came after the build
            bundle.write_sums(package.parent)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"Made {package} ({package.stat().st_size / 2**20:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
