"""Reading an archive of evidence as whoever doubts it would: every sum, every byte, nothing unlisted."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any


class Archive:
    """The archive at `path`, checked against its own manifest; `files` holds every entry, `manifest` what it says."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            self.entries = archive.infolist()
            self.files = {entry.filename: archive.read(entry) for entry in self.entries}
        assert len(self.files) == len(self.entries), "a name stands there twice"
        self.manifest: dict[str, Any] = json.loads(self.files["manifest.json"])
        listed = {each["name"]: each for each in self.manifest["files"]}
        assert set(listed) == set(self.files) - {"manifest.json"}, "the manifest lists all, and nothing else"
        assert len(listed) == len(self.manifest["files"])
        for name, each in listed.items():
            assert each["size"] == len(self.files[name]), name
            assert each["sha256"] == hashlib.sha256(self.files[name]).hexdigest(), name

    @property
    def names(self) -> list[str]:
        """The entries in their order."""
        return [entry.filename for entry in self.entries]

    @property
    def missing(self) -> dict[str, str]:
        """What the manifest says is missing, and why."""
        return {each["what"]: each["why"] for each in self.manifest["missing"]}

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The requests, as they stand in the archive."""
        return json.loads(self.files["requests.json"])  # type: ignore[no-any-return]

    def text(self, name: str) -> str:
        """A text of the archive."""
        return self.files[name].decode()
