"""From a clone to the running program, its tests or its benchmarks, with Python's standard library alone.

    python3 packaging/bootstrap.py run            the program on its demo service
    python3 packaging/bootstrap.py run -- ID      the program, with arguments of its own
    python3 packaging/bootstrap.py test           every test, on all cores
    python3 packaging/bootstrap.py test ...       the tests that these arguments of pytest's choose, on one core
    python3 packaging/bootstrap.py build          the program as people get it, in dist
    python3 packaging/bootstrap.py bench [...]    speed and memory; names of measures choose among them

This file alone keeps to what Python 3.6 can read, so that an old Python can say which one is needed.
"""

import shutil
import sys

PYTHONS = ((3, 11), (3, 12), (3, 13))


def python_refusal(version: "tuple[int, ...]", found: "list[str]") -> str:
    """Why the Python of this `version` won't do, naming one of the `found` commands that would; or nothing."""
    if tuple(version[:2]) in PYTHONS:
        return ""
    this = ".".join(str(part) for part in version[:3])
    advice = f"Run it again with {found[0]}." if found else "Install one of them, then run this again with it."
    return f"Faxviewer needs Python 3.11, 3.12 or 3.13; this is {this}. {advice}"


def other_pythons() -> "list[str]":
    """Commands on this computer that start a fitting Python, the newest first."""
    names = [f"python{major}.{minor}" for major, minor in reversed(PYTHONS)]
    return [name for name in names if shutil.which(name)]


def main() -> int:
    """Refuse a Python that won't do; else leave the rest to what only fitting Pythons can read."""
    refusal = python_refusal(sys.version_info[:3], other_pythons())
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    import commands

    return commands.main(sys.argv[1:], (__doc__ or "").split("\n\n")[1])


if __name__ == "__main__":
    sys.exit(main())
