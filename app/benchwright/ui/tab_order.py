"""The way of Tab through the window: part by part, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_in_order(window: QWidget, parts: Sequence[QWidget], *, is_forward: bool) -> QWidget | None:
    """What takes the focus after the widget that has it; None where nothing else does.

    Qt goes in the order in which widgets were made, and pages are made after everything around them. Here each of
    `parts` comes whole, in the order given, and then what stands above them; within one it is Qt's order.
    """
    reached = sorted(_chain(window), key=lambda widget: _place(widget, parts))
    focused = window.focusWidget()
    if not is_forward:
        reached.reverse()
    at = reached.index(focused) if focused in reached else -1
    others = [*reached[at + 1 :], *reached[:at]] if at >= 0 else reached
    return next(iter(others), None)


def _chain(window: QWidget) -> Iterator[QWidget]:
    """The widgets of the window that Tab may reach now."""
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if takes and widget.isEnabled() and widget.isVisible() and window.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _place(widget: QWidget, parts: Sequence[QWidget]) -> int:
    return next((place for place, part in enumerate(parts) if part.isAncestorOf(widget)), len(parts))
