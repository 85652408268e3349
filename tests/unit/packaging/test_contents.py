"""What of Qt and the system goes into the built program."""

import pytest
from contents import is_shared_library, needed, wanted


@pytest.mark.parametrize(
    "name",
    [
        *("PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/platforms/libqoffscreen.so"),
        *("PySide6\\plugins\\platforms\\qwindows.dll", "PySide6/Qt/plugins/platforms/libqcocoa.dylib"),
        *(
            "PySide6/QtWidgets.abi3.so",
            "libQt6Core.so.6",
            "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        ),
        "resources/help/1-look-up.md",
    ],
)
def test_what_the_program_uses_goes_in(name: str) -> None:
    assert wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        *("PySide6/Qt/plugins/platforms/libqvnc.so", "PySide6/Qt/plugins/platforms/libqeglfs.so"),
        *("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/plugins/imageformats/libqjpeg.so"),
        *("PySide6/Qt/plugins/tls/libqopensslbackend.so", "PySide6\\plugins\\imageformats\\qjpeg.dll"),
        *("PySide6/Qt/translations/qtbase_de.qm", "PySide6/opengl32sw.dll"),
    ],
)
def test_what_it_never_uses_stays_out(name: str) -> None:
    assert not wanted(name)


def test_a_library_is_told_from_a_module_and_a_plugin() -> None:
    assert is_shared_library("libgtk-3.so.0") and is_shared_library("PySide6/Qt6Svg.dll")
    assert not is_shared_library("PySide6/QtCore.abi3.so")
    assert not is_shared_library("PySide6/Qt/plugins/platforms/libqxcb.so")
    assert not is_shared_library("resources/icons/read.svg")


def test_libraries_that_nothing_leads_to_stay_out() -> None:
    asked = {
        "PySide6/QtGui.abi3.so": ["libQt6Gui.so.6"],
        "libQt6Gui.so.6": ["libfreetype.so.6", "libc.so.6"],
        "libgtk-3.so.0": ["libcairo.so.2"],
    }
    names = [*asked, "libfreetype.so.6", "libcairo.so.2", "libpython3.11.so.1.0"]
    kept = needed(names, lambda name: asked.get(name, []))
    assert kept == {"PySide6/QtGui.abi3.so", "libQt6Gui.so.6", "libfreetype.so.6", "libpython3.11.so.1.0"}


def test_libraries_that_lead_to_each_other_are_no_riddle() -> None:
    asked = {"a.abi3.so": ["libb.so"], "libb.so": ["libc.so"], "libc.so": ["libb.so"]}
    assert needed(asked, asked.__getitem__) == set(asked)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        *(("httpx-0.28.1.dist-info/METADATA", True), ("keyring-25.7.0.dist-info/entry_points.txt", True)),
        *(("httpx-0.28.1.dist-info/RECORD", False), ("h11-0.16.0.dist-info/licenses/LICENSE.txt", False)),
        *(("libdbus-1.so.3", False), ("lib-dynload/_codecs_jp.cpython-311-x86_64-linux-gnu.so", False)),
    ],
)
def test_of_papers_and_libraries_only_what_is_read_goes_in(name: str, kept: bool) -> None:
    assert wanted(name) is kept
