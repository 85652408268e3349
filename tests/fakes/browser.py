"""A real Chromium without a window, driven through its debugging pipe: open, read and press as a person would."""

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SECONDS = 60.0
"""A safety net for one command on a busy machine, nothing that a test relies on."""

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run"),
    *("--no-default-browser-check", "--disable-background-networking", "--disable-component-update"),
    *("--disable-default-apps", "--disable-extensions", "--disable-sync", "--no-proxy-server", "--no-pings"),
    *("--password-store=basic", "--use-mock-keychain", "--remote-debugging-pipe", "about:blank"),
)
# Chromium reads commands from descriptor 3 and writes to 4; this puts two pipes there and becomes it.
_BECOME = (
    "import os, sys\n"
    "commands, answers = int(sys.argv[1]), int(sys.argv[2])\n"
    "os.dup2(answers, 200); os.dup2(commands, 3); os.dup2(200, 4); os.close(200)\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)
_FIND = """(text => {
  const found = [...document.querySelectorAll('button, a, input[type=submit]')]
    .find(element => (element.value || element.textContent).trim() === text || element.textContent.trim() === text);
  if (!found) return null;
  found.scrollIntoView();
  const box = found.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
})"""


def why_not() -> str:
    """Why no browser can be driven here; empty where one can. A machine for CI is expected to have one."""
    if sys.platform == "win32":
        return "the debugging pipe needs numbered descriptors, which Windows does not hand on"
    return "" if _program() or "CI" in os.environ else "no Chromium is installed"


def _program() -> str | None:
    return next((path for path in (*map(shutil.which, NAMES), *PLACES) if path and Path(path).exists()), None)


class Chromium:
    """One browser with one tab and a profile of its own, for the length of a context."""

    async def __aenter__(self) -> Self:
        program = _program()
        assert program is not None, "no Chromium is installed"
        self._profile = Path(tempfile.mkdtemp(prefix="faxviewer-chromium-"))
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self._session = self._document = self._former = ""
        commands, self._commands = os.pipe()
        answers, sends = os.pipe()
        arguments = [program, *_FLAGS[:-1], f"--user-data-dir={self._profile}", _FLAGS[-1]]
        with (self._profile / "output.txt").open("wb") as output:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _BECOME, str(commands), str(sends), *arguments),
                pass_fds=(commands, sends),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        os.close(commands)
        os.close(sends)
        reader = asyncio.StreamReader(limit=64_000_000)
        self._pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(answers, "rb")
        )
        self._listening = asyncio.create_task(self._listen(reader))
        try:
            target = await self._send("Target.createTarget", url="about:blank")
            attached = await self._send("Target.attachToTarget", targetId=target["targetId"], flatten=True)
            self._session = attached["sessionId"]
            await self._send("Page.enable")
            await self._send("Page.setLifecycleEventsEnabled", enabled=True)
            frames = await self._send("Page.getFrameTree")
            self._document = self._former = frames["frameTree"]["frame"]["loaderId"]
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(OSError):
            self._session = ""
            self._write({"id": next(self._numbers), "method": "Browser.close"})
        try:
            async with asyncio.timeout(10):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # its helpers, where they are slower than it
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        self._pipe.close()
        os.close(self._commands)
        await asyncio.to_thread(shutil.rmtree, self._profile, ignore_errors=True)

    async def open(self, address: str) -> None:
        """Type `address` into the address bar and wait for its page."""
        self._expect_page()
        await self._send("Page.navigate", url=address)
        await self._until_loaded()

    async def click(self, text: str) -> None:
        """Press the button or link called `text` with the mouse and wait for the page that it leads to."""
        place = await self._evaluate(f"{_FIND}({json.dumps(text)})")
        assert place is not None, f"there is nothing called {text} to press in: {await self.text()}"
        self._expect_page()
        for kind in ("mousePressed", "mouseReleased"):
            x, y = place
            await self._send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        await self._until_loaded()

    async def text(self) -> str:
        """What the page says, as a person sees it."""
        return str(await self._evaluate("document.body.innerText"))

    async def style(self, selector: str, name: str) -> str:
        """The style of an element as it is drawn."""
        return str(await self._evaluate(f"getComputedStyle(document.querySelector({json.dumps(selector)})).{name}"))

    async def _evaluate(self, expression: str) -> Any:
        answer = await self._send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def _expect_page(self) -> None:
        """From now on only the page after the present one counts as loaded."""
        self._former = self._document
        self._loaded.clear()

    async def _until_loaded(self) -> None:
        async with asyncio.timeout(SECONDS):
            await self._loaded.wait()

    async def _send(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        message: dict[str, object] = {"id": number, "method": method, "params": parameters}
        self._write(message | ({"sessionId": self._session} if self._session else {}))
        async with asyncio.timeout(SECONDS):
            result: dict[str, Any] = await answer
        return result

    def _write(self, message: dict[str, object]) -> None:
        os.write(self._commands, json.dumps(message).encode() + b"\0")

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                message = json.loads((await reader.readuntil(b"\0"))[:-1])
                if message.get("method") == "Page.lifecycleEvent" and message["params"]["name"] == "load":
                    self._document = message["params"]["loaderId"]
                    if self._document != self._former:
                        self._loaded.set()
                answer = self._waiting.pop(message.get("id", 0), None)
                if answer is None or answer.done():
                    continue
                if "error" in message:
                    answer.set_exception(RuntimeError(f"Chromium says: {message['error']}"))
                else:
                    answer.set_result(message["result"])
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(RuntimeError("Chromium ended"))
