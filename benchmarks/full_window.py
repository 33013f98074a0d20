"""Benchwright's window as `benchwright` opens it, closed when the Bench page has been painted."""

from __future__ import annotations

import sys

from benchwright.compose import open_window  # isort: skip  as the command does, before Qt

from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.painted import close_when_painted

_PAGE = "BenchPage"


def _window() -> QWidget | None:
    return next((widget for widget in QApplication.topLevelWidgets() if widget.isVisible()), None)


def _bench_page() -> QWidget | None:
    pages = (widget.findChild(QWidget, _PAGE) for widget in QApplication.topLevelWidgets())
    return next((page for page in pages if isinstance(page, QWidget)), None)


if __name__ == "__main__":
    application = QApplication([])
    close_when_painted(application, [("window", _window), ("page", _bench_page)])
    sys.exit(open_window([]))
