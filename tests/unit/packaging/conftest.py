"""The bootstrap is a script beside the project, not a package: its folder has to be found first."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))
