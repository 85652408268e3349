"""Watching faxes in progress: each is asked for again now and then until it has ended; then the person is told."""

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from faxviewer.domain.errors import FaxViewerError, NotAllowed, NotFound, RateLimited, RequestRefused, SessionEnded
from faxviewer.domain.fax import Direction, Fax
from faxviewer.domain.ports import FaxSource, Notifier, Preferences
from faxviewer.domain.status import Status
from faxviewer.presenters.mask import Mask
from faxviewer.presenters.notices import Notice, Notices
from faxviewer.presenters.text import short_id, shortened, shown

PREFERENCE: Final = "notifications-say-the-result"
"""The name under which it is remembered whether notifications say more than that a fax has ended."""

MOST: Final = 20
"""Faxes in the list of watched ones, those that have ended included."""

SHORTEST_PAUSE: Final = 20.0
LONGEST_PAUSE: Final = 30.0
"""Seconds between two questions for one fax; asked faster than every 20 seconds nobody learns more."""

_LONGEST_BACKOFF: Final = 600.0
_REFUSALS: Final = 3
"""Times in a row that a fax may be refused. While it leaves the outbox it may be in neither place for a moment."""

_CONTENTLESS: Final = ("Faxviewer", "A watched fax has ended.")


@dataclass(frozen=True, slots=True)
class Watched:
    """One fax of the list. `status` is what was last heard; `ended` where nothing more is asked."""

    fax_id: str
    user: str
    status: Status
    incoming: bool
    ended: bool = False
    lost: bool = False
    """It ended without an answer: Fax.Plus doesn't have it any more, or refuses it."""


class WatchView(Protocol):
    """The *Watch* toggle at the answer, and the list of watched faxes."""

    def show_toggle(self, *, offered: bool, watched: bool) -> None:
        """Offer the toggle where the shown fax is in progress, and show whether it is watched."""

    def show_watched(self, watched: tuple[Watched, ...]) -> None:
        """Show the list, the oldest first; nothing where it is empty."""

    def show_contents(self, *, said: bool) -> None:
        """Mark whether notifications say the result."""


class WatchPresenter:
    """What watching does. There is a task for each fax under watch, and none where there is none.

    `start` runs a coroutine in a slot of `ui.tasks` and `cancel` ends it. `came` is told every answer that
    says something new. `sleep` takes seconds, `chance` gives 0 to 1.
    """

    def __init__(
        self,
        view: WatchView,
        notices: Notices,
        notifier: Notifier,
        faxes: FaxSource,
        preferences: Preferences,
        *,
        start: Callable[[str, Coroutine[Any, Any, None]], None],
        cancel: Callable[[str], None],
        signed_in: Callable[[], bool],
        came: Callable[[Fax, str], None],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        mask: Mask | None = None,
    ) -> None:
        self._view = view
        self._notices = notices
        self._notifier = notifier
        self._faxes = faxes
        self._preferences = preferences
        self._start = start
        self._cancel = cancel
        self._signed_in = signed_in
        self._came = came
        self.sleep = sleep
        self._chance = chance
        self._mask = mask or Mask()
        self._resumed = asyncio.Event()
        self._numbers = itertools.count(1)
        self._watched: dict[tuple[str, str], Watched] = {}
        self._slots: dict[tuple[str, str], str] = {}
        self._shown: tuple[Fax, str] | None = None
        view.show_contents(said=self._says_contents)

    def offer(self, fax: Fax | None, user: str) -> None:
        """Hear which fax is shown now; the end of a watched one that the person sees needs no message."""
        self._shown = (fax, user) if fax else None
        key = self._shown_key
        if fax and key in self._watched and fax.has_ended:
            self._drop(key)
        self._show_toggle()

    def toggle(self) -> None:
        """Watch the shown fax, or don't any more; nothing where it isn't in progress."""
        if self._shown is None or self._shown[0].has_ended:
            return
        fax, user = self._shown
        key = (fax.asked_id, user)
        if key in self._slots:
            self._drop(key)
        elif self._make_room():
            self._watched[key] = _watched(fax, user)
            slot = self._slots[key] = f"watch {next(self._numbers)}"  # no ID: task names reach logs
            self._start(slot, self._follow(key, fax))
            self.show_watched()
        self._show_toggle()

    def look_at(self, fax_id: str, user: str) -> None:
        """Hear that the person looks at a fax of the list: one that has ended leaves it."""
        watched = self._watched.get((fax_id, user))
        if watched and watched.ended:
            self._drop((fax_id, user))

    def say_contents(self, *, said: bool) -> None:
        """Remember whether notifications say the result: off, nobody reads it from a shared screen."""
        self._preferences.set(PREFERENCE, "yes" if said else "no")
        self._view.show_contents(said=self._says_contents)  # an administrator may have settled it

    def resume(self) -> None:
        """Go on after a sign-in with what the end of a session has paused."""
        self._resumed.set()

    def end_all(self) -> None:
        """End every watch and empty the list."""
        for slot in self._slots.values():
            self._cancel(slot)
        self._slots.clear()
        self._watched.clear()
        self._view.show_watched(())
        self._show_toggle()

    async def _follow(self, key: tuple[str, str], fax: Fax) -> None:
        fax_id, user = key
        troubles = refusals = 0
        pause = self._pause(0)
        while True:
            await self.sleep(pause)
            await self._session()
            try:
                answer = await self._faxes.fax(user, fax_id)
            except SessionEnded:
                pause = self._pause(0)
                continue
            except (NotFound, NotAllowed, RequestRefused) as refusal:
                refusals += 1
                if refusals == _REFUSALS:
                    self._lose(key, refusal)
                    return
                pause = self._pause(0)
                continue
            except FaxViewerError as trouble:
                troubles += 1
                wanted = trouble.retry_after if isinstance(trouble, RateLimited) else 0.0
                pause = max(self._pause(troubles), wanted)
                continue
            troubles = refusals = 0
            pause = self._pause(0)
            if answer.has_ended:
                self._end(key, answer)
                return
            if answer != fax:
                fax = answer
                self._watched[key] = _watched(fax, user)
                self.show_watched()
                self._came(fax, user)

    def _pause(self, troubles: int) -> float:
        """Seconds to the next question: twice as long after each trouble, a part left to chance."""
        pause = SHORTEST_PAUSE + (LONGEST_PAUSE - SHORTEST_PAUSE) * self._chance()
        return min(pause * 2.0 ** min(troubles, 10), _LONGEST_BACKOFF)

    async def _session(self) -> None:
        """Wait, without a timer, until somebody is signed in."""
        while not self._signed_in():
            self._resumed.clear()
            await self._resumed.wait()

    def _end(self, key: tuple[str, str], fax: Fax) -> None:
        self._finish(key, replace(_watched(fax, key[1]), ended=True))
        self._came(fax, key[1])
        words = result_words(self._mask.cover(fax))
        self._notices.tell(Notice(f"A watched fax has ended: {words[0]}", words[1], tone=fax.status.tone))
        self._notifier.notify(*(words if self._says_contents else _CONTENTLESS))

    def _lose(self, key: tuple[str, str], why: FaxViewerError) -> None:
        self._finish(key, replace(self._watched[key], ended=True, lost=True))
        message = f"{short_id(key[0])} can't be asked for any more: {why.title}."
        self._notices.tell(Notice("A watch has ended without a result", message, "Look the fax up again later."))
        self._notifier.notify("Faxviewer", "A watch has ended without a result.")

    def _finish(self, key: tuple[str, str], watched: Watched) -> None:
        self._watched[key] = watched
        self._slots.pop(key, None)
        self.show_watched()
        self._show_toggle()

    def _drop(self, key: tuple[str, str]) -> None:
        if slot := self._slots.pop(key, ""):
            self._cancel(slot)
        del self._watched[key]
        self.show_watched()

    def _make_room(self) -> bool:
        """Room for one more: the oldest that has ended gives way. False where all are still under watch."""
        if len(self._watched) < MOST:
            return True
        oldest = next((key for key, each in self._watched.items() if each.ended), None)
        if oldest is None:
            message = f"{MOST} faxes are watched at once at the most."
            self._notices.tell(Notice("This fax is not watched", message, "Stop watching another first."))
            return False
        del self._watched[oldest]
        return True

    def show_watched(self) -> None:
        """Show the list, anew where the mask changed."""
        self._view.show_watched(
            tuple(replace(each, status=self._mask.status(each.status)) for each in self._watched.values())
        )

    def _show_toggle(self) -> None:
        offered = self._shown is not None and not self._shown[0].has_ended
        self._view.show_toggle(offered=offered, watched=self._shown_key in self._slots)

    @property
    def _shown_key(self) -> tuple[str, str]:
        return (self._shown[0].asked_id, self._shown[1]) if self._shown else ("", "")

    @property
    def _says_contents(self) -> bool:
        return self._preferences.get(PREFERENCE, "no") == "yes"


def result_words(fax: Fax) -> tuple[str, str]:
    """What became of `fax`: the headline, and whose fax it is by number and short ID."""
    incoming = fax.direction is Direction.INCOMING
    party = fax.values.get("from" if incoming else "to")
    numbers = ", ".join(map(shown, party)) if isinstance(party, list) else shown(party or "")
    whom = f"{'From' if incoming else 'To'} {shortened(numbers, 60)}, " if party else ""
    return shortened(shown(fax.status.headline_for(incoming=incoming)), 80), f"{whom}fax {short_id(fax.id)}."


def _watched(fax: Fax, user: str) -> Watched:
    return Watched(fax.asked_id, user, fax.status, fax.direction is Direction.INCOMING)
