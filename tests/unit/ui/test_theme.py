"""Can everything be read: contrast as WCAG 2.2 measures it (success criterion 1.4.3: 4.5 to 1 for text)."""

import re
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from faxviewer.domain.tone import Tone
from faxviewer.ui import sheets
from faxviewer.ui.buttons import button
from faxviewer.ui.fields import Field
from faxviewer.ui.labels import plain_label
from faxviewer.ui.theme import DARK, LIGHT, Scheme, Theme, high_contrast, palette_of
from tests.unit.ui import schemes

ENOUGH = 4.5
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
SHEETS = (sheets.dialog, sheets.menu, sheets.offer)


def colours(scheme: Scheme) -> set[str]:
    """Every colour of `scheme`."""
    own = {scheme.ground, scheme.card, scheme.hairline, scheme.text, scheme.muted, scheme.accent, scheme.on_accent}
    return own | {scheme.placeholder, *(colour for pair in scheme.tones.values() for colour in pair)}


def luminance(colour: str) -> float:
    """WCAG's relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#123456", "#123456", 1.0)],
)
def test_the_measure_is_wcags(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@SCHEMES
@pytest.mark.parametrize("tone", Tone)
def test_every_tone_can_be_read_on_its_own_ground(scheme: Scheme, tone: Tone) -> None:
    assert contrast(*scheme.tones[tone]) >= ENOUGH


@SCHEMES
@pytest.mark.parametrize("text", ["text", "muted", "accent"])
@pytest.mark.parametrize("ground", ["ground", "card"])
def test_text_quiet_text_and_links_can_be_read(scheme: Scheme, text: str, ground: str) -> None:
    assert contrast(getattr(scheme, text), getattr(scheme, ground)) >= ENOUGH


@SCHEMES
def test_the_primary_button_can_be_read(scheme: Scheme) -> None:
    assert contrast(scheme.on_accent, scheme.accent) >= ENOUGH
    assert contrast(scheme.muted, scheme.placeholder) >= ENOUGH  # while it is off


@SCHEMES
@pytest.mark.parametrize("tone", [Tone.PARTIAL, Tone.FAILURE], ids=["what is odd", "what is refused"])
@pytest.mark.parametrize("ground", ["ground", "card"])
def test_flags_and_refusals_can_be_read(scheme: Scheme, tone: Tone, ground: str) -> None:
    assert contrast(scheme.tones[tone][0], getattr(scheme, ground)) >= ENOUGH


@SCHEMES
def test_no_two_tones_look_alike(scheme: Scheme) -> None:
    assert set(scheme.tones) == set(Tone)
    assert len(set(scheme.tones.values())) == len(Tone)


@SCHEMES
@pytest.mark.parametrize("sheet", SHEETS)
def test_the_style_sheets_use_the_schemes_colours_alone(scheme: Scheme, sheet: Callable[[Scheme], str]) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheet(scheme)))
    assert used and used <= colours(scheme)


@SCHEMES
def test_the_palette_uses_the_schemes_colours_alone(scheme: Scheme) -> None:
    palette = palette_of(scheme)
    roles = [
        role for role in QPalette.ColorRole if role not in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles)
    ]
    set_here = [role for role in roles if palette.isBrushSet(QPalette.ColorGroup.Active, role)]
    assert {palette.color(role).name().upper() for role in set_here} <= colours(scheme)
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name().upper() == scheme.muted


@pytest.mark.parametrize("points", [8.0, 10.0, 24.0])
def test_text_grows_with_the_systems_font(qapp: QApplication, points: float) -> None:
    before = QFont(qapp.font())
    larger = QFont(before)
    larger.setPointSizeF(points)
    qapp.setFont(larger)
    try:
        assert plain_label("", "headline").font().pointSizeF() == points * 1.5
    finally:
        qapp.setFont(before)


def test_what_is_dressed_follows_the_scheme_and_is_forgotten_with_its_end(qapp: QApplication) -> None:
    theme = Theme()
    theme.use(LIGHT)
    kept, gone = QListWidget(), QListWidget()
    for each in (kept, gone):
        theme.dress(each, sheets.reading)
    assert LIGHT.card in kept.styleSheet()
    shiboken6.delete(gone)
    theme.use(DARK)
    assert DARK.card in kept.styleSheet() and LIGHT.card not in kept.styleSheet()
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.ground
    assert Theme.in_force() is theme
    assert Theme().scheme is LIGHT, "what another theme made of the palette is not the system's"


def test_the_palette_is_the_schemes_again_whatever_it_was_meanwhile(qapp: QApplication) -> None:
    theme = Theme()
    theme.use(DARK)
    qapp.setPalette(QPalette())
    theme.use(DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.ground


@SCHEMES
def test_a_field_shows_the_focus_and_that_it_is_refused(qtbot: QtBot, scheme: Scheme) -> None:
    Theme().use(scheme)
    field = Field()
    qtbot.addWidget(field)
    field.resize(200, 32)
    edges = {field.grab().toImage().pixelColor(100, 0).name().upper()}
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    edges.add(field.grab().toImage().pixelColor(100, 0).name().upper())
    field.mark(refused=True)
    edges.add(field.grab().toImage().pixelColor(100, 0).name().upper())
    assert edges == {scheme.hairline, scheme.accent, scheme.tones[Tone.FAILURE][0]}


@pytest.mark.parametrize(("text", "ground"), [("#ffffff", "#000000"), ("#000000", "#ffff00")])
def test_the_systems_high_contrast_wins_over_every_colour_of_ours(text: str, ground: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    palette.setColor(QPalette.ColorRole.Window, QColor(ground))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#1aebff"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    scheme = high_contrast(palette)
    assert scheme.dark is (ground == "#000000")
    assert {scheme.text, scheme.muted, scheme.hairline} == {text}
    assert {scheme.ground, scheme.card, scheme.placeholder} == {ground}
    assert set(scheme.tones.values()) == {(text, ground)}
    assert (scheme.accent, scheme.on_accent) == ("#1aebff", "#000000")


@SCHEMES
@pytest.mark.parametrize("kind", ["primary", "quiet", "link"])
def test_a_button_that_is_off_looks_it_and_can_be_read(qapp: QApplication, scheme: Scheme, kind: str) -> None:
    Theme().use(scheme)
    made = button("Save the evidence…", "save", kind)
    made.adjustSize()
    pictures = []
    for on in (True, False):
        made.setEnabled(on)
        pictures.append(made.grab().toImage())
    assert pictures[0] != pictures[1]
    off = pictures[1]
    colours = {off.pixelColor(x, y).name().upper() for x in range(off.width()) for y in range(off.height())}
    assert scheme.muted in colours, "written, not merely there"


@schemes.ALL
@pytest.mark.parametrize("kind", ["menu", "list"])
def test_what_is_chosen_in_menus_and_lists_looks_it(qtbot: QtBot, scheme: Scheme, kind: str) -> None:
    theme = Theme()
    theme.use(scheme)
    window = QWidget()
    qtbot.addWidget(window)
    pictures = []
    if kind == "menu":
        menu = QMenu(window)
        theme.dress(menu, sheets.menu)
        for entry in [menu.addAction(text) for text in ("one", "two")]:
            menu.setActiveAction(entry)
            pictures.append(menu.grab().toImage())
    else:
        shown = QListWidget(window)
        shown.addItems(["one", "two"])
        theme.dress(window, sheets.reading)
        for row in (0, 1):
            index = shown.model().index(row, 0)
            shown.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            pictures.append(shown.grab().toImage())
    assert pictures[0] != pictures[1]
