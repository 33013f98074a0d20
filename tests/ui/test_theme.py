import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from benchwright.ui.charts.confusion import SHADES, cell_alpha, ink_on
from benchwright.ui.contrast import laid_over
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import DARK, LIGHT, Tokens

TEXT_ROLES = ("text", "muted", "link", "ok", "warning", "error", "emulated")
SURFACES = ("window", "surface", "raised", "sunken", "selection")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_text_reaches_a_contrast_of_four_and_a_half(tokens: Tokens, surface: str, role: str) -> None:
    assert contrast(tokens.role(role), tokens.role(surface)) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_words_on_the_primary_button_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_series_stand_out_from_the_surface(tokens: Tokens) -> None:
    assert all(contrast(colour, tokens.surface) >= 3.0 for colour in tokens.series)


def test_the_focus_ring_stands_out() -> None:
    assert all(contrast(tokens.focus, tokens.role(surface)) >= 3.0 for tokens in (DARK, LIGHT) for surface in SURFACES)


def test_toggle_repaints_the_application(theme: Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.is_dark))
    theme.toggle()
    assert told == [False]
    assert qapp.palette().window().color().name() == LIGHT.window


def test_choosing_the_theme_in_force_says_nothing(theme: Theme) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.is_dark))
    theme.set_dark(is_dark=True)
    assert told == []


@pytest.mark.parametrize("is_dark", [True, False], ids=["dark", "light"])
def test_the_arrow_that_scrolls_tabs_can_be_seen(theme: Theme, qtbot: QtBot, is_dark: bool) -> None:
    theme.set_dark(is_dark=is_dark)
    bar = QTabBar()
    qtbot.addWidget(bar)
    for number in range(9):
        bar.addTab(f"Distribution {number}")
    bar.resize(240, bar.sizeHint().height())
    bar.show()
    arrows = {button.arrowType(): button for button in bar.findChildren(QToolButton)}
    picture = arrows[Qt.ArrowType.RightArrow].grab().toImage()
    shades = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    tokens = DARK if is_dark else LIGHT
    assert max(contrast(shade, tokens.raised) for shade in shades) >= 3.0


@pytest.mark.parametrize("is_dark", [True, False], ids=["dark", "light"])
@pytest.mark.parametrize("fill", ["ok", "warning"])
@pytest.mark.parametrize("shade", range(1, SHADES + 1))
def test_numbers_on_the_cells_of_a_matrix_can_be_read(is_dark: bool, fill: str, shade: int) -> None:
    tokens = DARK if is_dark else LIGHT
    ground = laid_over(QColor(tokens.role(fill)), cell_alpha(shade), QColor(tokens.surface))
    assert contrast(tokens.role(ink_on(tokens, fill, shade)), ground.name()) >= 4.5
