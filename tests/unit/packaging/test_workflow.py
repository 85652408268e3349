"""The public CI's workflow, read line by line: what it would do, compared with what there is."""

import re
from pathlib import Path

import bootstrap
import commands
import computer

TOP = Path(__file__).resolve().parents[3]
TEXT = (TOP / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
LINES = [line for line in TEXT.splitlines() if line.strip() and not line.lstrip().startswith("#")]
IN_THE_IMAGE = {"binutils", "chromium", "chromium-driver"}
"""Ubuntu's own is a snap; the image has Chrome and its driver."""


def values(key: str) -> list[str]:
    """What stands on each line after this key, whatever its depth."""
    return [found[1].strip() for line in LINES if (found := re.match(rf"\s*(?:- )?{key}:(.*)", line))]


def scripts() -> list[str]:
    """Every line that a shell would run."""
    found: list[str] = []
    depth = -1
    for line in LINES:
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and indent > depth:
            found.append(line.strip())
            continue
        depth = -1
        if run := re.match(r"(\s*(?:- )?)run: (.+)", line):
            if run[2] == "|":
                depth = len(run[1])
            else:
                found.append(run[2])
    return found


def test_every_action_is_pinned_by_its_whole_hash_with_its_version_beside() -> None:
    uses = values("uses")
    assert len(uses) >= 4
    assert [one for one in uses if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []
    pins = {tuple(one.partition(" # ")[0].split("@")) for one in uses}
    assert len(pins) == len({name for name, _ in pins}), "one action in two versions"


def test_it_may_only_read_and_knows_no_secret() -> None:
    at = LINES.index("permissions:")
    assert LINES[at + 1] == "  contents: read"
    assert not LINES[at + 2].startswith(" "), "and nothing else"
    assert len(values("permissions")) == 1, "no job gives itself more"
    assert not re.search(r"\bwrite\b|secrets\.|GITHUB_TOKEN|pull_request_target|workflow_run", "\n".join(LINES))
    assert values("persist-credentials") == ["false"] * TEXT.count("actions/checkout@")


def test_nothing_from_outside_gets_into_a_script() -> None:
    """An expression within a script is text that a branch's name or a title could hold."""
    assert [line for line in scripts() if "${{" in line] == []


def test_every_command_that_it_names_is_there() -> None:
    named = [found.groups() for line in scripts() if (found := re.match(r"python3? (\S+)(?: (\w+))?$", line))]
    others = [line for line in scripts() if not line.startswith(("python", "sudo apt-get "))]
    assert others == []
    assert len(named) >= 6
    assert [script for script, _ in named if not (TOP / script).is_file()] == []
    told = {word for script, word in named if script == "packaging/bootstrap.py"}
    assert told == {"test", "build"}
    assert told <= set(commands.COMMANDS)


def test_it_tests_on_each_python_and_builds_on_each_system() -> None:
    pythons = [f'"{major}.{minor}"' for major, minor in bootstrap.PYTHONS]
    assert values("python") == [f"[{', '.join(pythons)}]"]
    [systems] = values("system")
    assert [one.split("-")[0] for one in systems.strip("[]").split(", ")] == ["ubuntu", "windows", "macos"]
    assert "latest" not in TEXT, "a system that changes by itself breaks by itself"


def test_each_job_has_an_end() -> None:
    jobs = TEXT.partition("\njobs:\n")[2]
    assert len(re.findall(r"^  \w+:$", jobs, re.MULTILINE)) == len(values("timeout-minutes")) == 2


def test_what_it_installs_is_what_the_tests_need() -> None:
    libraries, programs = computer.needs("test", {})
    lacking = {name: package for name, package in (libraries | programs).items() if package not in IN_THE_IMAGE}
    wanted = sorted({*computer.package_names(lacking, "ubuntu"), computer.FONTS})
    found = re.search(r"PACKAGES: >-\n((?:    .+\n)+)", TEXT)
    assert found
    assert found[1].split() == wanted
