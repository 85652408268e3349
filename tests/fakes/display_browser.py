"""A system browser that is a real Chromium, in which a person presses Allow on the page that was opened.

Run as `python -m tests.fakes.display_browser ADDRESS`. PROCESS_OPENED names the file that takes, at the
end and as one line of JSON, what the page and the one after it said.
"""

import asyncio
import json
import sys

from tests.fakes.browser import Chromium
from tests.fakes.process_browser import note


async def allow(address: str) -> None:
    """Open, read, press, read."""
    async with Chromium() as chromium:
        await chromium.open(address)
        asked = await chromium.text()
        await chromium.click("Allow")
        answered = await chromium.text()
    note(json.dumps({"asked": asked, "answered": answered}))


if __name__ == "__main__":
    asyncio.run(allow(sys.argv[1]))
