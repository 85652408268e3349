"""A real X server without a monitor: keys go in as from a keyboard, pictures come out as a person sees them."""

import os
import shutil
import subprocess
from types import TracebackType
from typing import Self

from PIL import Image, ImageGrab

NEEDED = ("Xvfb", "xdotool")
SIZE = (1400, 900)


def missing() -> list[str]:
    """The programs that aren't installed (Debian: xvfb, xdotool)."""
    return [name for name in NEEDED if shutil.which(name) is None]


class Screen:
    """One screen, for the length of a context. `environ` is for the programs that are to appear on it."""

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        size = "x".join(map(str, SIZE))
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as number:  # it picks a free one itself, and tells once it takes callers
            display = number.readline().strip()
        assert display, "Xvfb did not start"
        self.environ = {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait()

    def window(self, title: str) -> str:
        """Wait for a window of that title to be in view and give it the keyboard; its number."""
        found = self._do("search", "--sync", "--onlyvisible", "--name", f"^{title}$").split()
        self._do("windowfocus", "--sync", found[0])
        return found[0]

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self._do("type", "--delay", "1", text)

    def press(self, *keys: str) -> None:
        """Press keys, by the names of X (`Return`, `ctrl+o`)."""
        self._do("key", "--delay", "1", *keys)

    def picture(self) -> Image.Image:
        """All of the screen."""
        return ImageGrab.grab(xdisplay=self.environ["DISPLAY"]).convert("RGB")

    def shows(self, colour: str, dots: int, *, left: int = 0) -> bool:
        """Whether at least so many dots from the column `left` on have the colour #RRGGBB."""
        wanted = tuple(bytes.fromhex(colour[1:]))
        picture = self.picture().crop((left, 0, *SIZE))
        return sum(count for count, each in picture.getcolors(1 << 24) or () if each == wanted) >= dots

    def _do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=os.environ | {"DISPLAY": self.environ["DISPLAY"]},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, f"xdotool {words[0]}: {done.stderr}"
        return done.stdout
