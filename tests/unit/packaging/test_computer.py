"""What the computer must bring, found by what is really asked for, named as Debian and Ubuntu name it."""

import os
import sys

import computer
import pytest
from trouble import Trouble

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n'
UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'
RASPBERRY = "ID='raspbian'\nID_LIKE='debian'\n"
FEDORA = 'ID=fedora\nNAME="Not debian"\n'


@pytest.mark.parametrize(
    ("text", "family"),
    [(DEBIAN, "debian"), (UBUNTU, "ubuntu"), (MINT, "ubuntu"), (RASPBERRY, "debian"), (FEDORA, ""), ("", "")],
)
def test_the_family_of_the_distribution(text: str, family: str) -> None:
    assert computer.distribution(text) == family


def _lacking(purpose: str, environ: dict[str, str], *present: str) -> dict[str, str]:
    return computer.missing(purpose, environ, present.__contains__, present.__contains__)


def test_a_computer_that_has_everything_lacks_nothing() -> None:
    libraries, commands = computer.needs("test", {})
    assert _lacking("test", {}, *libraries, *commands) == {}


def test_offscreen_needs_neither_x11_nor_a_desktop() -> None:
    packages = set(_lacking("offscreen", {"DISPLAY": ":0"}).values())
    assert {"libegl1", "libgl1", "libglib2.0-0"} <= packages
    assert not any("xcb" in one or "wayland" in one for one in packages)
    assert "xdg-utils" not in packages


def test_only_the_tests_of_what_windows_uses_need_kerberos() -> None:
    """Nothing of it is used, but QtNetwork isn't loaded without it."""
    assert "libgssapi-krb5-2" in _lacking("test", {}).values()
    assert "libgssapi-krb5-2" not in _lacking("window", {"DISPLAY": ":0"}).values()


def test_a_window_needs_the_parts_of_its_own_display() -> None:
    x11 = set(_lacking("window", {"DISPLAY": ":0"}).values())
    wayland = set(_lacking("window", {"WAYLAND_DISPLAY": "wayland-0"}).values())
    assert {"libxcb-cursor0", "xdg-utils"} <= x11
    assert "libwayland-client0" not in x11
    assert {"libwayland-client0", "xdg-utils"} <= wayland
    assert "libxcb-cursor0" not in wayland


def test_the_tests_need_a_display_a_browser_and_a_keyring() -> None:
    packages = set(_lacking("test", {}).values())
    assert {"xvfb", "chromium", "chromium-driver", "gnome-keyring", "dbus", "libxcb-cursor0"} <= packages


def test_one_missing_library_is_one_package() -> None:
    libraries, commands = computer.needs("window", {"DISPLAY": ":0"})
    present = {*libraries, *commands} - {"libxcb-cursor.so.0"}
    assert _lacking("window", {"DISPLAY": ":0"}, *present) == {"libxcb-cursor.so.0": "libxcb-cursor0"}


def test_google_chrome_serves_as_well_as_chromium() -> None:
    libraries, commands = computer.needs("test", {})
    present = {*libraries, *commands, "google-chrome"} - {"chromium"}
    assert _lacking("test", {}, *present) == {}


def test_ubuntu_has_its_own_names() -> None:
    lacking = {"chromium": "chromium", "chromedriver": "chromium-driver", "libGL.so.1": "libgl1"}
    assert computer.package_names(lacking, "debian") == ["chromium", "chromium-driver", "libgl1"]
    assert computer.package_names(lacking, "ubuntu") == ["chromium-browser", "chromium-chromedriver", "libgl1"]


@pytest.fixture
def bare_debian(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A Debian that has nothing, as root; what would be installed is collected."""
    installed: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(computer, "_os_release", lambda: DEBIAN)
    monkeypatch.setattr(computer, "_has_library", lambda name: False)
    monkeypatch.setattr(computer.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(computer, "_apt_get", installed.append)
    return installed


def test_root_installs_and_says_so_in_one_line(bare_debian: list[list[str]]) -> None:
    said: list[str] = []
    computer.provide("test", said.append)
    (packages,) = bare_debian
    assert "xvfb" in packages
    assert packages == sorted(set(packages))
    assert said == [f"Installing system packages: {' '.join(packages)}"]


def test_others_get_the_one_line_to_run(bare_debian: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(Trouble) as trouble:
        computer.provide("offscreen", pytest.fail)
    (line,) = [one.strip() for one in str(trouble.value).splitlines() if "apt-get" in one]
    assert line.startswith("sudo apt-get update && sudo apt-get install -y --no-install-recommends ")
    assert {"libegl1", "libgl1"} <= set(line.split())
    assert bare_debian == []


def test_elsewhere_it_names_what_is_missing_and_goes_on(
    bare_debian: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(computer, "_os_release", lambda: FEDORA)
    computer.provide("window", said.append)
    assert "libEGL.so.1" in said[0]
    assert bare_debian == []


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_bring_everything(
    bare_debian: list[list[str]], monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    computer.provide("test", pytest.fail)
    assert bare_debian == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="shared objects of Linux")
def test_a_library_is_looked_for_where_the_loader_looks() -> None:
    assert computer._has_library("libc.so.6")
    assert not computer._has_library("libfaxviewer-has-no-such.so.1")
