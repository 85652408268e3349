"""What goes wrong below httpx, in httpx's own words: its exceptions are what the rooms above know."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx


@asynccontextmanager
async def within(
    seconds: float | None, late: type[httpx.TimeoutException], broken: type[httpx.NetworkError]
) -> AsyncIterator[None]:
    """A step that may take so many seconds of silence (None: any): raises `late` after them, `broken` for an OSError.

    ssl.SSLError is an OSError; it stands as the cause of what is raised. So do the ValueError or OverflowError of a
    host name or port that can't be one, and the group of what several addresses of a name ended in.
    """
    try:
        async with asyncio.timeout(seconds) as limit:
            yield
    except TimeoutError as error:
        # The system's own ETIMEDOUT is a TimeoutError as well.
        raise (late if limit.expired() else broken)("The connection timed out") from error
    except (OSError, ValueError, OverflowError, ExceptionGroup) as error:
        raise broken(type(error).__name__) from error


def seconds_for(step: str, request: httpx.Request) -> float | None:
    """How long httpx lets `step` of `request` take: "connect", "read" or "write"."""
    limits = request.extensions.get("timeout")
    seconds = limits.get(step) if isinstance(limits, Mapping) else None
    return seconds if isinstance(seconds, int | float) else None
