"""The recipes of the packages, by the commands that they would run; Windows and macOS are not at hand here."""

import plistlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import debian
import pytest
import recipes
from macos import image
from trouble import Trouble
from windows import installer

THUMBPRINT = "0123456789abcdef0123456789abcdef01234567"
IDENTITY = "Developer ID Application: Faxviewer (AB12CD34EF)"
VERSION = recipes.version()
MACH_O = bytes.fromhex("cffaedfe")


class Recorder:
    """Runs nothing and keeps what it was asked to run; refuses the command that begins with `refused`."""

    def __init__(self, refused: Sequence[str] = ()) -> None:
        self.commands: list[list[str]] = []
        self.refused = list(refused)

    def __call__(self, command: Sequence[str]) -> None:
        self.commands.append(list(command))
        if self.refused and list(command[: len(self.refused)]) == self.refused:
            raise Trouble("refused")

    def starts(self) -> list[list[str]]:
        """The first two words of each command."""
        return [[Path(command[0]).name, command[1]] for command in self.commands]


def _file(path: Path, content: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o755)
    return path


# Windows


@pytest.fixture
def built(tmp_path: Path) -> installer.Places:
    """A program as the build leaves it, with its icon."""
    _file(tmp_path / "dist" / "Faxviewer" / "Faxviewer.exe")
    _file(tmp_path / "faxviewer.ico")
    return installer.Places(tmp_path / "dist" / "Faxviewer", tmp_path / "faxviewer.ico", tmp_path / "release")


@pytest.fixture
def windows(tmp_path: Path) -> dict[str, str]:
    """The environment of a Windows with Inno Setup and two SDKs."""
    files = tmp_path / "Program Files (x86)"
    _file(files / "Inno Setup 6" / "ISCC.exe")
    for sdk in ("10.0.9600.0", "10.0.22621.0"):
        _file(files / "Windows Kits" / "10" / "bin" / sdk / "x64" / "signtool.exe")
    return {"ProgramFiles(x86)": str(files)}


def test_without_a_certificate_the_installer_is_made_and_says_that_it_is_not_signed(
    built: installer.Places, windows: dict[str, str]
) -> None:
    run, said = Recorder(), list[str]()
    made = installer.make(windows, built, run, said.append)
    assert made == built.output / f"Faxviewer-{VERSION}-setup.exe"
    [command] = run.commands
    assert Path(command[0]).name == "ISCC.exe"
    assert command[1:] == [
        "/Qp",
        f"/DVersion={VERSION}",
        f"/DProgram={built.program}",
        f"/DIcon={built.icon}",
        f"/DOutput={built.output}",
        str(installer.RECIPE),
    ]
    assert "Not signed" in said[0]


def test_with_a_certificate_program_installer_and_uninstaller_are_signed_and_looked_at(
    built: installer.Places, windows: dict[str, str]
) -> None:
    run, said = Recorder(), list[str]()
    made = installer.make({**windows, "FAXVIEWER_SIGN_THUMBPRINT": THUMBPRINT}, built, run, said.append)
    assert run.starts() == [["signtool.exe", "sign"], ["ISCC.exe", "/Qp"], ["signtool.exe", "verify"]]
    sign, compiling, verify = run.commands
    assert "10.0.22621.0" in sign[0], "the newest SDK's"
    assert sign[1:] == [
        *("sign", "/sha1", THUMBPRINT.upper(), "/fd", "sha256"),
        *("/tr", installer.TIMESTAMPS, "/td", "sha256", str(built.program / "Faxviewer.exe")),
    ]
    assert "/DSign" in compiling
    [inner] = [one for one in compiling if one.startswith("/Sfaxviewer=")]
    assert inner == f"/Sfaxviewer=$q{sign[0]}$q {' '.join(sign[1:-1])} $f", "its path has spaces"
    assert verify[1:] == ["verify", "/pa", "/tw", str(made)]
    assert said == []


def test_a_thumbprint_as_windows_shows_it_is_taken(built: installer.Places, windows: dict[str, str]) -> None:
    """The certificate window puts a space after each byte and an unseen mark before the first."""
    shown = "\u200e" + " ".join(THUMBPRINT[at : at + 2] for at in range(0, 40, 2))
    run = Recorder()
    environ = {**windows, "FAXVIEWER_SIGN_THUMBPRINT": shown, "FAXVIEWER_TIMESTAMP_URL": "http://time.example"}
    installer.make(environ, built, run, lambda _: None)
    assert run.commands[0][3] == THUMBPRINT.upper()
    assert "http://time.example" in run.commands[0]


@pytest.mark.parametrize("thumbprint", ["0123", THUMBPRINT + "00", "/f x.pfx"])
def test_what_is_no_thumbprint_is_refused_before_anything_runs(
    built: installer.Places, windows: dict[str, str], thumbprint: str
) -> None:
    run = Recorder()
    with pytest.raises(Trouble, match="40 digits"):
        installer.make({**windows, "FAXVIEWER_SIGN_THUMBPRINT": thumbprint}, built, run, lambda _: None)
    assert run.commands == []


def test_a_dollar_in_a_signing_command_is_not_inno_setup_s() -> None:
    assert installer.in_recipe(["sign", "C:\\$Tools\\a b", "x"]) == "sign $qC:\\$$Tools\\a b$q x $f"


def test_tools_on_the_path_come_first(tmp_path: Path, windows: dict[str, str]) -> None:
    for name in ("ISCC", "signtool"):
        _file(tmp_path / "tools" / name)
    environ = {**windows, "PATH": str(tmp_path / "tools")}
    assert installer.find_compiler(environ) == str(tmp_path / "tools" / "ISCC")
    assert installer.find_signer(environ) == str(tmp_path / "tools" / "signtool")


def test_missing_tools_are_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="Install it from"):
        installer.find_compiler({"ProgramFiles": str(tmp_path)})
    with pytest.raises(Trouble, match="Windows SDK"):
        installer.find_signer({"ProgramFiles(x86)": str(tmp_path)})


def test_without_a_build_the_windows_recipe_names_the_command(tmp_path: Path, windows: dict[str, str]) -> None:
    with pytest.raises(Trouble, match=r"bootstrap\.py build"):
        installer.make(windows, installer.Places(tmp_path, tmp_path, tmp_path), Recorder(), lambda _: None)


def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    name = ""
    for line in installer.RECIPE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            name = heading[1]
        elif line.strip() and not line.startswith((";", "#")):
            sections.setdefault(name, []).append(line)
    return sections


def test_the_recipe_is_for_one_person_and_needs_no_administrator() -> None:
    sections = _sections()
    assert "PrivilegesRequired=lowest" in sections["Setup"]
    assert not [line for line in sections["Setup"] if line.startswith("PrivilegesRequiredOverridesAllowed")]
    assert all(line.startswith("Root: HKCU;") for line in sections["Registry"])
    assert "HKLM" not in installer.RECIPE.read_text(encoding="utf-8")


def test_the_recipe_asks_nothing_and_leaves_settings_alone() -> None:
    """Nothing but files of the program is deleted, and no code shows a box."""
    sections = _sections()
    assert "UninstallDelete" not in sections
    assert sections["InstallDelete"] == ['Type: filesandordirs; Name: "{app}\\_internal"']
    assert not re.search(r"MsgBox|LicenseFile|InfoBeforeFile", installer.RECIPE.read_text(encoding="utf-8"))
    assert any("skipifsilent" in line for line in sections["Run"])
    assert any("/SILENT" in line for line in sections["Code"])


def test_the_uninstaller_is_found_by_the_same_mark_as_the_installation() -> None:
    text = installer.RECIPE.read_text(encoding="utf-8")
    [mark] = re.findall(r"^AppId=\{(\{[0-9A-F-]{36}\})$", text, re.MULTILINE)
    assert f"Uninstall\\{mark}_is1'" in text


def test_nothing_in_a_link_is_taken_for_an_option() -> None:
    """A link opens the program with `-- "LINK"`: a link that breaks out of its quotes adds no option."""
    assert '""{app}\\Faxviewer.exe"" -- ""%1""' in "\n".join(_sections()["Registry"])
    command = [sys.executable, "-m", "faxviewer", "--", "faxviewer://fax/a", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")


# macOS


@pytest.fixture
def bundle(tmp_path: Path) -> image.Places:
    """A bundle as the build leaves it: a program, a library, a framework with its links, and data."""
    contents = tmp_path / "dist" / "Faxviewer.app" / "Contents"
    _file(contents / "MacOS" / "Faxviewer", MACH_O)
    _file(contents / "Frameworks" / "libz.dylib", MACH_O)
    framework = contents / "Frameworks" / "QtCore.framework"
    _file(framework / "Versions" / "A" / "QtCore", bytes.fromhex("cafebabe"))
    (framework / "Versions" / "Current").symlink_to("A")
    (framework / "QtCore").symlink_to("Versions/Current/QtCore")
    _file(contents / "Resources" / "icons" / "a.svg", b"<svg/>")
    (contents / "Resources" / "libz.dylib").symlink_to("../Frameworks/libz.dylib")
    entitlements = _file(tmp_path / "entitlements.plist")
    return image.Places(contents.parent, entitlements, tmp_path / "release")


def test_without_credentials_the_image_is_made_and_each_step_left_out_is_told(bundle: image.Places) -> None:
    run, said = Recorder(), list[str]()
    made = image.make({}, bundle, run, said.append)
    assert made == bundle.output / f"Faxviewer-{VERSION}.dmg"
    assert run.starts() == [["ditto", str(bundle.bundle)], ["hdiutil", "create"]]
    assert run.commands[1][-1] == str(made)
    assert [one.split(":")[0] for one in said] == ["Not signed", "Not notarised"]


def test_code_is_signed_from_the_inside_out(bundle: image.Places) -> None:
    run = Recorder()
    image.sign_bundle(bundle, IDENTITY, run)
    signed = [str(Path(command[-1]).relative_to(bundle.bundle.parent)) for command in run.commands]
    assert signed == [
        "Faxviewer.app/Contents/Frameworks/QtCore.framework/Versions/A/QtCore",
        "Faxviewer.app/Contents/Frameworks/QtCore.framework",
        "Faxviewer.app/Contents/Frameworks/libz.dylib",
        "Faxviewer.app",
        "Faxviewer.app",
    ]
    *inner, program, verify = run.commands
    hardened = ["codesign", "--force", "--timestamp", "--options", "runtime", "--sign", IDENTITY]
    assert all(command[:-1] == hardened for command in inner)
    assert program[:-1] == [*hardened, "--entitlements", str(bundle.entitlements)]
    assert verify[:-1] == ["codesign", "--verify", "--strict", "--deep"]


def test_the_hardened_runtime_is_loosened_in_one_thing_only() -> None:
    with image.ENTITLEMENTS.open("rb") as file:
        assert plistlib.load(file) == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_signed_without_a_profile_it_is_not_sent_to_apple(bundle: image.Places) -> None:
    run, said = Recorder(), list[str]()
    made = image.make({"FAXVIEWER_CODESIGN_IDENTITY": IDENTITY}, bundle, run, said.append)
    assert run.commands[-1] == ["codesign", "--timestamp", "--sign", IDENTITY, str(made)]
    assert said == ["Not notarised: FAXVIEWER_NOTARY_PROFILE names no credentials."]


def test_what_is_not_signed_is_not_sent_to_apple(bundle: image.Places) -> None:
    run, said = Recorder(), list[str]()
    image.make({"FAXVIEWER_NOTARY_PROFILE": "desk"}, bundle, run, said.append)
    assert "xcrun" not in [command[0] for command in run.commands]
    assert said[-1] == "Not notarised: only what is signed can be."


def test_with_both_the_image_is_notarised_stapled_and_looked_at(bundle: image.Places) -> None:
    run, said = Recorder(), list[str]()
    environ = {"FAXVIEWER_CODESIGN_IDENTITY": IDENTITY, "FAXVIEWER_NOTARY_PROFILE": "desk"}
    made = str(image.make(environ, bundle, run, said.append))
    assert run.commands[-4:] == [
        ["xcrun", "notarytool", "submit", made, "--keychain-profile", "desk", "--wait"],
        ["xcrun", "stapler", "staple", made],
        ["xcrun", "stapler", "validate", made],
        ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", made],
    ]
    assert said == []


def test_a_refused_notarisation_ends_it(bundle: image.Places) -> None:
    run = Recorder(refused=["xcrun", "stapler", "staple"])
    environ = {"FAXVIEWER_CODESIGN_IDENTITY": IDENTITY, "FAXVIEWER_NOTARY_PROFILE": "desk"}
    with pytest.raises(Trouble, match="refused"):
        image.make(environ, bundle, run, lambda _: None)
    assert run.commands[-1][:3] == ["xcrun", "stapler", "staple"]


def test_without_a_build_the_macos_recipe_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"bootstrap\.py build"):
        image.make({}, image.Places(tmp_path / "none.app", tmp_path, tmp_path), Recorder(), lambda _: None)


# Both


def test_elsewhere_they_say_that_they_could_not_be_run(capsys: pytest.CaptureFixture[str]) -> None:
    run = Recorder()
    assert installer.main("linux", {}, run=run) == 1
    assert image.main("win32", {}, run=run) == 1
    assert capsys.readouterr().err == (
        "The Windows installer can only be made on Windows. Nothing was made.\n"
        "The macOS disk image can only be made on macOS. Nothing was made.\n"
    )
    assert run.commands == []


def test_where_it_was_made_is_the_last_line_and_it_is_among_the_sums(
    bundle: image.Places, capsys: pytest.CaptureFixture[str]
) -> None:
    _file(bundle.output / f"Faxviewer-{VERSION}.dmg")
    assert image.main("darwin", {}, bundle, Recorder()) == 0
    assert f"  Faxviewer-{VERSION}.dmg\n" in (bundle.output / "SHA256SUMS").read_text(encoding="ascii")
    assert capsys.readouterr().out.splitlines()[-1] == str(bundle.output / f"Faxviewer-{VERSION}.dmg")


def test_a_failing_tool_is_told_without_a_traceback(bundle: image.Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert image.main("darwin", {}, bundle, Recorder(refused=["hdiutil"])) == 1
    assert capsys.readouterr().err == "refused\n"


def test_a_tool_s_failure_and_absence_are_trouble(tmp_path: Path) -> None:
    recipes.run([sys.executable, "-c", ""])
    with pytest.raises(Trouble, match="ended with code 3"):
        recipes.run([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(Trouble, match="could not be started"):
        recipes.run([str(tmp_path / "no-such-tool")])


def test_the_version_is_the_project_s() -> None:
    from faxviewer import __version__

    assert __version__ == VERSION


def test_the_debian_package_is_among_the_sums_of_a_release_and_brings_none_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, elsewhere = tmp_path / "release", tmp_path / "elsewhere"
    release.mkdir()
    elsewhere.mkdir()

    def made(_program: Path, target: Path) -> Path:
        (target / "faxviewer.deb").touch()
        return target / "faxviewer.deb"

    monkeypatch.setattr(debian, "make", made)
    monkeypatch.setattr(recipes, "RELEASE", release)
    for given in ([], [str(tmp_path), str(elsewhere)]):
        monkeypatch.setattr(sys, "argv", ["debian.py", *given])
        assert debian.main() == 0
    assert "  faxviewer.deb\n" in (release / "SHA256SUMS").read_text(encoding="ascii")
    assert [one.name for one in elsewhere.iterdir()] == ["faxviewer.deb"]
