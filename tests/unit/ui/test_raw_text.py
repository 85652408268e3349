"""The colours of the raw record can be read, in both schemes, on the card and on the ground of a departure."""

import pytest
from PySide6.QtGui import QColor

from faxviewer.domain.json_places import Kind
from faxviewer.domain.tone import Tone
from faxviewer.ui.raw_text import ink
from faxviewer.ui.theme import DARK, LIGHT, Scheme

READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text (success criterion 1.4.3)."""


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = QColor(colour).getRgbF()[:3]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_kind_of_token_can_be_read(scheme: Scheme) -> None:
    colours = ink(scheme)
    assert set(colours) == {*Kind, None}
    for colour in colours.values():
        assert contrast(colour, scheme.card) >= READABLE
    assert contrast(*scheme.tones[Tone.PARTIAL]) >= READABLE
    assert contrast(scheme.on_accent, scheme.accent) >= READABLE, "what is selected"
    assert contrast(scheme.tones[Tone.PARTIAL][0], scheme.ground) >= READABLE, "the tab's count of departures"


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_names_values_and_marks_differ(scheme: Scheme) -> None:
    colours = ink(scheme)
    assert len({colours[Kind.NAME], colours[Kind.TEXT], colours[Kind.WORD], colours[None]}) == 4
