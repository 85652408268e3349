"""Every command that the README names is run: here as it stands there, or by the test that is named for it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faxviewer import __version__
from faxviewer.demo.service import DemoService
from tests.fakes.process_program import SECONDS, TOP, Home

sys.path.insert(0, str(TOP / "packaging"))
import computer
import environment

README = (TOP / "README.md").read_text(encoding="utf-8")
COMMANDS = r"(?:python3?|faxviewer|sudo) "
"""How a command within a sentence begins."""


def named(readme: str) -> list[str]:
    """Its commands, each once: every line of a fenced block of no other language, and those within sentences."""
    fences = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", readme, re.MULTILINE | re.DOTALL)
    lines = [line for language, block in fences if language in ("", "sh") for line in block.splitlines()]
    prose = re.sub(r"^ *```.*?^ *```$", "", readme, flags=re.MULTILINE | re.DOTALL)
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]
    found = [re.sub(r"\s+#\s.*", "", line).strip() for line in lines]
    return list(dict.fromkeys(one for one in [*found, *(s for s in spans if re.match(COMMANDS, s))] if one))


def test_commands_are_found_in_blocks_and_sentences() -> None:
    text = "Start `faxviewer --demo`, read `faxviewer/ui`\nor `python -m\nx`.\n\n```\nmake it   # so\n\n  a # b\n```\n"
    assert named(f"{text}\n```json\n{{}}\n```\n- with\n\n  ```sh\n  setup /S\n  ```\n`sudo x`") == [
        *("make it", "a", "setup /S", "faxviewer --demo", "python -m x", "sudo x")
    ]


@pytest.fixture(scope="module")
def service() -> Iterator[DemoService]:
    with DemoService() as running:
        yield running


class Desk:
    """A copy of the checkout with a .venv that is ready, and somebody's home: what is run touches nothing else."""

    def __init__(self, folder: Path, service: DemoService) -> None:
        self.home = Home(folder / "home")
        self.service = service
        self.top = folder / "checkout"
        shutil.copytree(TOP / "packaging", self.top / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(TOP / "pyproject.toml", self.top)
        for room in ("faxviewer", "resources"):
            (self.top / room).symlink_to(TOP / room)
        venv = self.top / ".venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(venv)], check=True)
        [packages] = venv.glob("lib/python*/site-packages")
        packages.joinpath("here.pth").write_text(f"{self.top}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
        environment.write_stamp(venv, environment.wanted_stamp(self.top.resolve(), ("test",)))
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH"):
            self.home.environ.pop(name, None)

    def start(self, command: str, **environ: str) -> "subprocess.Popen[str]":
        """Start a command line of the README at the top of the copy, this Python in place of any other."""
        words = [sys.executable if word in ("python", "python3") else word for word in command.split()]
        if words[0] == "faxviewer":
            words[:1] = [sys.executable, "-P", "-m", "faxviewer"]
            environ = {"PYTHONPATH": str(self.top), **environ}
        return subprocess.Popen(
            words,
            cwd=self.top,
            env=self.home.environ | environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, command: str, **environ: str) -> tuple[int, str, str]:
        """Run it to its end; exit code, standard output, standard error."""
        process = self.start(command, **environ)
        out, err = process.communicate(timeout=SECONDS)
        return process.returncode, out, err

    def put(self, path: str, text: str) -> None:
        """Write a file of the copy."""
        place = self.top / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def run_the_demo_without_a_display(desk: Desk, command: str) -> None:
    code, out, err = desk.run(command)
    assert (code, err) == (0, ""), out
    assert out.startswith("No display here: running the self-test offscreen")
    assert list((desk.top / "screenshots").glob("*.png"))


def run_the_tests(desk: Desk, command: str) -> None:
    desk.put("tests/test_one.py", "def test_one() -> None:\n    pass\n")
    code, out, err = desk.run(command)
    assert (code, err) == (0, ""), out
    assert "1 passed" in out


def run_the_benchmarks(desk: Desk, command: str) -> None:
    """Which measures there are is asked of the real ones; how long they take isn't a test's business."""
    from tests.benchmarks.__main__ import MEASURES

    desk.put("tests/__init__.py", "")
    desk.put("tests/benchmarks/__main__.py", "import sys\nprint(sys.argv[1:])\n")
    names = command.split("bench")[1].split()
    assert set(names) <= set(MEASURES)
    assert desk.run(command) == (0, f"{names}\n", "")


def run_the_build(desk: Desk, command: str) -> None:
    """That it reaches the builder, which takes minutes: what that makes is test_frozen's."""
    desk.put("packaging/builder.py", "def build(top, say):\n    say(f'Built {top.name}')\n")
    assert desk.run(command) == (0, "Built checkout\n", "")
    by("e2e/test_frozen.py", "fresh.program(print)")(desk, command)


def make_the_package(desk: Desk, command: str) -> None:
    """Of something small in the program's place: it is called what the README installs and removes.

    To install it here would touch this computer; the tests of the real package do so where they may.
    """
    if shutil.which("dpkg-deb") is None:
        pytest.skip("a Debian package is made on Debian and its kin")
    desk.put("dist/Faxviewer/faxviewer", "#!/bin/sh\n")
    desk.put("dist/Faxviewer/licences/README.txt", "")
    code, out, err = desk.run("python3 packaging/debian.py")
    assert (code, err) == (0, ""), out
    [package] = (desk.top / "dist" / "release").glob("*.deb")
    field = ["dpkg-deb", "--showformat", "${Package} ${Architecture}", "--show", str(package)]
    name, architecture = subprocess.run(field, capture_output=True, text=True, check=True).stdout.split()
    file = package.name.replace(architecture, "amd64")
    assert command in ("python3 packaging/debian.py", f"sudo apt-get install ./{file}", f"sudo apt-get remove {name}")


def look_up_from_outside(desk: Desk, command: str) -> None:
    sample = desk.service.samples[0]
    settings = {
        "FAXVIEWER_API_URL": desk.service.api_url,
        "FAXVIEWER_PERSONAL_ACCESS_TOKEN": desk.service.personal_access_token,
        "QT_QPA_PLATFORM": "offscreen",
    }
    before = desk.service.requests.count("fax")
    process = desk.start(command.replace("FAX_ID", sample.fax_id).replace("USER_ID", sample.user_id), **settings)
    asked = desk.service.requests.wait_for("fax", before + 1)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=SECONDS)
    assert (asked, process.returncode, out, err) == (True, 0, "", "")


def serve(desk: Desk, command: str) -> None:
    """Each of its options with a value."""
    values = {"port": "0", "seed": "3", "faxes": "40", "members": "12"}
    line = re.sub(r"\[(--(\w+)) N\]", lambda option: f"{option[1]} {values.pop(option[2])}", command)
    assert values == {}
    process = desk.start(line)
    try:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        assert (said["faxes"], said["members"]) == (40, 12)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SECONDS)
    assert process.returncode == 0


def be_refused_elsewhere(desk: Desk, command: str) -> None:
    """All that it can do on this system; what it does on its own is tests/unit/packaging/test_installers.py's."""
    code, out, err = desk.run(command)
    assert (code, out) == (1, "")
    assert err.endswith("Nothing was made.\n")


def not_here(desk: Desk, command: str) -> None:
    """A command of another system: it names the file that the recipe makes, and the release notes own up."""
    recipe = (TOP / "packaging" / "windows" / "faxviewer.iss").read_text(encoding="utf-8")
    [name] = re.findall(r"^OutputBaseFilename=(.+)$", recipe, re.MULTILINE)
    assert command.split()[0] == name.replace("{#Version}", __version__) + ".exe"
    assert "the Windows installer" in README.partition("**Could not be run")[2]


def by(test: str, *words: str) -> Callable[[Desk, str], None]:
    """Run by another test: the file under tests/, and what in it shows that."""

    def look(desk: Desk, command: str) -> None:
        text = (TOP / "tests" / test).read_text(encoding="utf-8")
        assert not [word for word in words if word not in text]

    return look


RUN_BY: dict[str, Callable[[Desk, str], None]] = {
    "python3 packaging/bootstrap.py run": run_the_demo_without_a_display,
    "python3 packaging/bootstrap.py test": run_the_tests,
    "python3 packaging/bootstrap.py bench": run_the_benchmarks,
    "python3 packaging/bootstrap.py bench startup memory": run_the_benchmarks,
    "python3 packaging/bootstrap.py run -- FAX_ID --user USER_ID": look_up_from_outside,
    "faxviewer FAX_ID --user USER_ID": look_up_from_outside,
    "faxviewer --demo": by("e2e/test_endings.py", '"--demo", python=PROGRAM'),
    "faxviewer --self-test": by("e2e/test_self_test.py", 'run(home, "--self-test"'),
    "python -m faxviewer.demo [--port N] [--seed N] [--faxes N] [--members N]": serve,
    "python3 packaging/bootstrap.py build": run_the_build,
    "python3 packaging/smoke.py": by("e2e/test_frozen.py", "smoke.CHECKS[name](computer)"),
    "python3 packaging/debian.py": make_the_package,
    f"sudo apt-get install ./faxviewer_{__version__}_amd64.deb": make_the_package,
    "sudo apt-get remove faxviewer": make_the_package,
    "python packaging/windows/installer.py": be_refused_elsewhere,
    "python3 packaging/macos/image.py": be_refused_elsewhere,
    f"Faxviewer-{__version__}-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART": not_here,
}


def test_no_command_is_named_that_no_test_runs() -> None:
    assert [command for command in named(README) if command not in RUN_BY] == []
    assert [command for command in RUN_BY if command not in named(README)] == [], "no longer in the README"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the copy's .venv is made as Linux has them")
@pytest.mark.parametrize("command", RUN_BY)
def test_the_command_does_what_it_says(command: str, service: DemoService) -> None:
    if "CI" not in os.environ and computer.missing("test", {}, lambda _: True, lambda name: bool(shutil.which(name))):
        pytest.skip("the bootstrap would install system packages here")
    with tempfile.TemporaryDirectory(prefix="fv-") as short:
        RUN_BY[command](Desk(Path(short), service), command)
