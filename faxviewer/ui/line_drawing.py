"""Draws the small part of SVG that resources/icons uses: paths with circular arcs, rectangles, circles.

QtSvg would draw them too, and take 1.6 MB for it.
"""

import math
import re
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from faxviewer.ui.shapes import pen_of

_ELEMENT: Final = re.compile(r"<(svg|path|rect|circle)\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"([\w-]+)=[\"']([^\"']*)[\"']")
_STEP: Final = re.compile(r"([MLHVCSAZ])([^A-Za-z]*)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7}
_BLACK: Final = "#000000"


def draw(source: str, painter: QPainter, place: QRectF, colour: str) -> None:
    """Draw the SVG text `source` into `place`; `currentColor` in it stands for `colour`."""
    inherited: dict[str, str] = {}
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for kind, text in _ELEMENT.findall(source):
        own = dict(_ATTRIBUTE.findall(text))
        if kind == "svg":
            inherited = own
            _, _, width, height = map(float, own["viewBox"].split())
            painter.translate(place.topLeft())
            painter.scale(place.width() / width, place.height() / height)
            continue
        look = inherited | own
        fill, stroke = look.get("fill", _BLACK), look.get("stroke", "none")
        pen = QPen(Qt.PenStyle.NoPen)
        if stroke != "none":
            pen = pen_of(colour if stroke == "currentColor" else stroke, float(look.get("stroke-width", "1")))
            round_cap, round_join = (look.get(f"stroke-{end}") == "round" for end in ("linecap", "linejoin"))
            pen.setMiterLimit(4)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_cap else Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if round_join else Qt.PenJoinStyle.SvgMiterJoin)
        painter.setPen(pen)
        if fill == "none":
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(QColor(colour if fill == "currentColor" else fill))
        painter.drawPath(_outline(kind, own))
    painter.restore()


def _outline(kind: str, sizes: dict[str, str]) -> QPainterPath:
    if kind == "path":
        return _path(sizes["d"])
    path = QPainterPath()
    if kind == "circle":
        x, y, r = (float(sizes[name]) for name in ("cx", "cy", "r"))
        path.addEllipse(QPointF(x, y), r, r)
    else:
        x, y, width, height, r = (float(sizes.get(name, "0")) for name in ("x", "y", "width", "height", "rx"))
        path.addRoundedRect(QRectF(x, y, width, height), r, r)
    return path


def _path(text: str) -> QPainterPath:
    path = QPainterPath()
    control = QPointF()  # the last curve's second handle, which S mirrors
    for command, numbers in _steps(text):
        here = path.currentPosition()
        base = here if command.islower() else QPointF()
        points = [base + QPointF(x, y) for x, y in zip(numbers[0::2], numbers[1::2], strict=False)]
        match command.upper():
            case "M":
                path.moveTo(points[0])
            case "L":
                path.lineTo(points[0])
            case "H":
                path.lineTo(base.x() + numbers[0], here.y())
            case "V":
                path.lineTo(here.x(), base.y() + numbers[0])
            case "C":
                control = points[1]
                path.cubicTo(*points)
            case "S":
                mirrored, control = here * 2 - control, points[0]
                path.cubicTo(mirrored, *points)
            case "A":
                _arc(path, numbers[0], bool(numbers[3]), bool(numbers[4]), base + QPointF(*numbers[5:]))
            case "Z":
                path.closeSubpath()
        if command.upper() not in "CS":
            control = path.currentPosition()
    return path


def _steps(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that is followed by more numbers than it takes is repeated."""
    for command, rest in _STEP.findall(text):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        takes = _TAKES.get(command.upper(), 0)
        if not takes:
            yield command, []
        for start in range(0, len(numbers), takes or 1):
            if start and command in "Mm":
                command = "L" if command == "M" else "l"
            yield command, numbers[start : start + takes]


def _arc(path: QPainterPath, radius: float, large: bool, clockwise: bool, end: QPointF) -> None:
    """A part of a circle from where `path` stands to `end` (SVG 1.1, appendix F.6.5, with equal radii)."""
    start = path.currentPosition()
    chord = end - start
    length = math.hypot(chord.x(), chord.y())
    radius = max(radius, length / 2)
    rise = math.sqrt(max(radius**2 - length**2 / 4, 0.0)) / length * (1 if large != clockwise else -1)
    centre = (start + end) / 2 + QPointF(-chord.y(), chord.x()) * rise
    first, last = (math.atan2(at.y() - centre.y(), at.x() - centre.x()) for at in (start, end))
    sweep = (last - first) % math.tau if clockwise else -((first - last) % math.tau)
    # Not with arcTo: it begins with a line to where it computes the start, and a hair's breadth turns the cap.
    parts = math.ceil(abs(sweep) / (math.pi / 2))
    handle = 4 / 3 * math.tan(sweep / parts / 4) * radius
    for part in range(parts):
        a, b = first + sweep * part / parts, first + sweep * (part + 1) / parts
        goal = end if part + 1 == parts else centre + QPointF(math.cos(b), math.sin(b)) * radius
        path.cubicTo(
            path.currentPosition() + QPointF(-math.sin(a), math.cos(a)) * handle,
            goal - QPointF(-math.sin(b), math.cos(b)) * handle,
            goal,
        )
