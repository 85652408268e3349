"""Where the files that ship beside the code lie: in a checkout, an installed wheel or a frozen program."""

import sys
from pathlib import Path


def root() -> Path:
    """The folder that holds `icons`, `pages` and `demo`."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
