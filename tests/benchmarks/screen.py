"""A display for both sides: the computer's own, else Xvfb, else Qt's offscreen platform."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def provided() -> Iterator[None]:
    """See to it that windows can be shown while this lasts; children inherit it through the environment."""
    shown = [os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")]
    if any(shown) or not sys.platform.startswith("linux"):
        yield
    elif shutil.which("Xvfb"):
        with xvfb() as display:
            os.environ.update(DISPLAY=display, QT_QPA_PLATFORM="xcb")
            yield
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield


@contextmanager
def xvfb() -> Iterator[str]:
    """An X server on a display number that it picks itself."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            display = number.readline().strip()
        if not display:
            raise RuntimeError("Xvfb did not start")
        yield f":{display}"
    finally:
        server.terminate()
        server.wait()
