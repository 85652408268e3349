"""A program for documents: notes the path that it was given, and a copy of what lay there.

Run with the folder for its notes and the path. The note comes last and at once, so where it is the copy is whole.
"""

import json
import shutil
import sys
from pathlib import Path

if __name__ == "__main__":
    notes, document = Path(sys.argv[1]), Path(sys.argv[2])
    notes.mkdir(parents=True, exist_ok=True)
    number = len(list(notes.glob("*.copy")))
    copy = notes / f"{number}.copy"
    shutil.copyfile(document, copy)
    told = notes / f"{number}.draft"
    told.write_text(json.dumps({"path": str(document), "copy": str(copy)}), encoding="utf-8")
    told.rename(notes / f"{number}.json")
