"""When a fax was submitted, scheduled, started, ended and updated: to scale, and in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from typing import Final

from faxviewer.domain.fax import Fax, Presence
from faxviewer.domain.tone import Tone
from faxviewer.presenters.formats import Formats
from faxviewer.presenters.text import duration_in_words, shortened, shown

ENDED: Final = "ended"
"""Stands for a path: the service sends no end, so it is reckoned from the start and the time on the line."""

_STEPS: Final = {
    "submit_time": "Submitted",
    "scheduled_time": "Scheduled",
    "start_time": "Started",
    ENDED: "Ended",
    "last_update": "Last update",
}
"""Every time of a fax, in the order in which they should come."""

_AFTER: Final = (
    ("scheduled_time", "submit_time", "scheduled", "before it was submitted"),
    ("start_time", "submit_time", "started", "before it was submitted"),
    ("start_time", "scheduled_time", "started", "before it was scheduled"),
    ("last_update", "start_time", "updated", "before it started"),
    ("last_update", "submit_time", "updated", "before it was submitted"),
    (ENDED, "last_update", "", ""),
)
"""Of each pair the first may not be earlier than the second, but for the end, which the update has to follow."""

_TOLERANCE: Final = 5
"""Seconds by which the reckoned end may lie behind the last update: the service rounds, and so does the line."""
_LONG: Final = 3_600
_TIMES_THE_REST: Final = 8
_BROKEN_SHARE: Final = 0.2
"""A wait of an hour or more that takes this many times the rest is cut short to this share of the line."""
_LONGEST_DURATION: Final = 10**9


@dataclass(frozen=True, slots=True)
class Point:
    """A time on the line. `place` runs from 0 (first) to 1 (last); None where what was sent is no time.

    `clock` and `day` are local; `day` is empty where it is that of the point before, or of all of them.
    `odd` says in words what it contradicts, or what was sent in its place.
    """

    path: str
    label: str
    place: float | None
    clock: str
    day: str = ""
    odd: str = ""
    reckoned: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """From one point to the next. `words` is empty where they coincide; `odd` where the next one contradicts.

    `broken`: far longer than all others, and not to scale. `running`: the fax was under way (after its start).
    `ahead`: nothing known has happened at its end; it lies in the future, or did when the record was written.
    """

    start: float
    end: float
    words: str
    odd: str = ""
    broken: bool = False
    running: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn of a fax's times, and the same in `sentences`. Points are in order of time; what can't be
    read stands where it should come.

    `goes_on`: the fax has not ended, and the line is open at its end.
    """

    points: tuple[Point, ...] = ()
    waits: tuple[Wait, ...] = ()
    tone: Tone = Tone.UNKNOWN
    goes_on: bool = False
    sentences: tuple[str, ...] = ()


def timeline(fax: Fax, formats: Formats) -> Timeline:
    """The times of `fax`. Never raises, however odd they are."""
    moments = dict(sorted(_moments(fax), key=lambda step: step[1]))  # equal ones stay as they should come
    odd, days = _contradictions(moments), _days(moments, formats)
    lengths = [int((after - before).total_seconds()) for before, after in pairwise(moments.values())]
    shares, broken = _to_scale(lengths)
    places = (0.0, *(min(place, 1.0) for place in accumulate(shares)))
    points = [
        Point(path, _STEPS[path], place, formats.local_clock(moment), days[path], odd.get(path, ""), path == ENDED)
        for (path, moment), place in zip(moments.items(), places, strict=False)
    ]
    goes_on = fax.status.tone is Tone.PROGRESS
    waits = list(_waits(points, lengths, broken, goes_on=goes_on))
    unread = [
        Point(path, label, None, "not a time", odd=f"{shortened(shown(fax.values[path]), 40)} is not a time")
        for path, label in _STEPS.items()
        if path not in moments and fax.presence(path) is Presence.PRESENT
    ]
    said = [*_sentences(points, waits, moments, formats), *(f"{point.label}: ⚑ {point.odd}." for point in unread)]
    if goes_on and points:
        said.append("It has not ended yet.")
    if not said:
        said.append("No times were sent.")
    return Timeline(tuple(_among(points, unread)), tuple(waits), fax.status.tone, goes_on and bool(points), tuple(said))


def contradictions(fax: Fax) -> dict[str, str]:
    """For each path whose time can't be so, what it contradicts, in words. Never raises."""
    return _contradictions(dict(_moments(fax)))


def _among(points: Sequence[Point], unread: Sequence[Point]) -> list[Point]:
    """`points` with each of `unread` behind those that should come before it."""
    steps, every = list(_STEPS), list(points)
    for point in unread:
        before = [place for place, each in enumerate(every) if steps.index(each.path) < steps.index(point.path)]
        every.insert(before[-1] + 1 if before else 0, point)
    return every


def wait_in_words(seconds: int) -> str:
    """Like `duration_in_words`, with days where there are two or more: 3 days 4 h."""
    if seconds < 2 * 86_400:
        return duration_in_words(seconds)
    days, rest = divmod(seconds, 86_400)
    return f"{days} days {rest // 3_600} h" if rest >= 3_600 else f"{days} days"


def _moments(fax: Fax) -> Iterator[tuple[str, datetime]]:
    for path in _STEPS:
        moment = _end(fax) if path == ENDED else fax.time(path)
        if moment:
            yield path, moment


def _end(fax: Fax) -> datetime | None:
    started, seconds = fax.time("start_time"), fax.integer("duration")
    if started is None or seconds is None or not 0 < seconds < _LONGEST_DURATION:
        return None
    try:
        return started + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _contradictions(moments: dict[str, datetime]) -> dict[str, str]:
    """For each path what its time contradicts, in words; the first of several, which is the plainest."""
    found: dict[str, str] = {}
    for path, other, verb, words in _AFTER:
        if path not in moments or other not in moments:
            continue
        early = int((moments[other] - moments[path]).total_seconds())
        if path == ENDED:
            if -early > _TOLERANCE:
                found.setdefault(other, f"last update {wait_in_words(-early)} before the end that we reckon")
        elif early > 0:
            found.setdefault(path, f"{verb} {wait_in_words(early)} {words}")
    return found


def _to_scale(lengths: Sequence[int]) -> tuple[list[float], set[int]]:
    """Each wait's share of the line, together 1, and which of them are cut short."""
    total = sum(lengths)
    broken: set[int] = set()
    for number in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        rest = total - lengths[number]
        if rest <= 0 or lengths[number] < max(_LONG, _TIMES_THE_REST * rest):
            break
        broken.add(number)
        total = rest
    left = 1 - _BROKEN_SHARE * len(broken)
    if total <= 0:
        return [0.0] * len(lengths), broken
    return [
        _BROKEN_SHARE if number in broken else left * length / total for number, length in enumerate(lengths)
    ], broken


def _days(moments: dict[str, datetime], formats: Formats) -> dict[str, str]:
    """The day of each moment where it isn't that of the one before; none where they all share one."""
    days = {path: formats.brief_day(moment) for path, moment in moments.items()}
    if len(set(days.values())) < 2:
        return dict.fromkeys(days, "")
    return {
        path: "" if day == before else day
        for (path, day), before in zip(days.items(), ("", *days.values()), strict=False)
    }


def _waits(points: Sequence[Point], lengths: Sequence[int], broken: set[int], *, goes_on: bool) -> Iterator[Wait]:
    happened = max((number for number, point in enumerate(points) if point.path != "scheduled_time"), default=0)
    running = False
    for number, (before, after) in enumerate(pairwise(points)):
        running = running or before.path == "start_time"
        yield Wait(
            before.place or 0.0,
            after.place or 0.0,
            wait_in_words(lengths[number]) if lengths[number] else "",
            after.odd or ("" if number else before.odd),
            number in broken,
            running,
            goes_on and number >= happened,
        )


def _sentences(
    points: Sequence[Point], waits: Sequence[Wait], moments: dict[str, datetime], formats: Formats
) -> Iterator[str]:
    """One line for each time."""
    for point, wait in zip(points, (None, *waits), strict=False):
        said = f"{point.label}: {formats.local_time(moments[point.path])} ({formats.utc_time(moments[point.path])})"
        if wait:
            said += f", {wait.words} later" if wait.words else ", at the same time"
            said += " (not drawn to scale)" if wait.broken else ""
        if point.reckoned:
            said += ", as we reckon from start and time on the line"
        yield f"{said}. ⚑ {point.odd[0].upper()}{point.odd[1:]}." if point.odd else f"{said}."
