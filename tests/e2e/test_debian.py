"""The Debian package, installed with dpkg into a root of its own and started from there."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.process_program import TOP

sys.path.insert(0, str(TOP / "packaging"))

import debian
import fresh
import recipes

if shutil.which("dpkg-deb") is None:
    pytest.skip("a Debian package is made on Debian and its kin", allow_module_level=True)

DESKTOP = "usr/share/applications/org.faxviewer.Faxviewer.desktop"


def told(*command: str, environ: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return debian.make(fresh.program(print), tmp_path_factory.mktemp("release"), small=False)


@pytest.fixture(scope="module")
def root(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A root with nothing in it but the package; taken out again with dpkg, which must leave nothing behind."""
    root = tmp_path_factory.mktemp("root")
    kept = root / "var" / "lib" / "dpkg"
    for folder in (kept / "info", kept / "updates", kept / "triggers"):
        folder.mkdir(parents=True)
    (kept / "status").touch()
    dpkg = ("dpkg", f"--root={root}", "--force-not-root", "--force-depends", f"--log={root}/dpkg.log")
    told(*dpkg, "--install", str(package))
    yield root
    told(*dpkg, "--purge", "faxviewer")
    left = [path for path in root.rglob("*") if not path.is_dir() and "faxviewer" in str(path.relative_to(root))]
    assert left == []


@pytest.mark.timeout(600)  # the first one builds
def test_it_says_what_it_is_and_needs(package: Path) -> None:
    fields = dict(
        line.split(": ", 1) for line in told("dpkg-deb", "--field", str(package)).splitlines() if line[0] != " "
    )
    assert fields["Package"] == "faxviewer"
    assert fields["Version"] == recipes.version()
    assert int(fields["Installed-Size"]) > 50_000
    assert "libc6" in fields["Depends"]
    owners = {line.split()[1] for line in told("dpkg-deb", "--contents", str(package)).splitlines()}
    assert owners == {"root/root"}


@pytest.mark.timeout(600)
def test_the_installed_program_passes_its_self_test(root: Path, tmp_path: Path) -> None:
    link = root / "usr" / "bin" / "faxviewer"
    program = root / link.readlink().relative_to("/")
    environ = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    said = told(str(program), "--self-test", environ=environ)
    assert "all checks passed" in said.splitlines()[-1]


@pytest.mark.timeout(600)
def test_the_desktop_finds_program_icon_and_links(root: Path) -> None:
    entry = dict(
        line.split("=", 1) for line in (root / DESKTOP).read_text(encoding="utf-8").splitlines() if "=" in line
    )
    assert entry["Exec"] == "faxviewer %u"
    assert "x-scheme-handler/faxviewer" in entry["MimeType"]
    icons = root / "usr" / "share" / "icons" / "hicolor"
    assert (icons / "48x48" / "apps" / f"{entry['Icon']}.png").read_bytes().startswith(b"\x89PNG")
    assert (icons / "scalable" / "apps" / f"{entry['Icon']}.svg").is_file()
    about = (root / "usr/share/metainfo/org.faxviewer.Faxviewer.metainfo.xml").read_text(encoding="utf-8")
    assert f'<release version="{recipes.version()}"' in about
    assert Path(DESKTOP).name in about
    if shutil.which("desktop-file-validate"):
        told("desktop-file-validate", str(root / DESKTOP))
    if shutil.which("appstreamcli"):
        metainfo = root / "usr/share/metainfo/org.faxviewer.Faxviewer.metainfo.xml"
        told("appstreamcli", "validate", "--no-net", str(metainfo))


@pytest.mark.timeout(600)
def test_licences_and_a_bill_of_materials_are_in_it(root: Path) -> None:
    licences = root / "opt" / "faxviewer" / "licences"
    assert "Lesser General Public License" in (licences / "README.txt").read_text(encoding="utf-8")
    assert {"httpx", "keyring", "cryptography", "qasync"} <= {path.name for path in licences.iterdir()}
