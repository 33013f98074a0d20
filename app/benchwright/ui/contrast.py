"""How well one colour can be read on another (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from PySide6.QtGui import QColor


def contrast(first: QColor, second: QColor) -> float:
    """The ratio of two colours' luminances, 1…21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def laid_over(colour: QColor, alpha: int, ground: QColor) -> QColor:
    """What is seen of a colour of that opacity (0…255) on an opaque ground."""
    share = alpha / 255
    pairs = ((colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue()))
    return QColor(*(round(share * over + (1 - share) * under) for over, under in pairs))


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
