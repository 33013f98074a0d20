"""Benchwright's window as `benchwright` opens it, closed when the Bench page has been painted."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.painted import close_when_painted
from benchwright.compose import open_window

_PAGE = "BenchPage"


def _bench_page() -> QWidget | None:
    pages = (widget.findChild(QWidget, _PAGE) for widget in QApplication.topLevelWidgets())
    return next((page for page in pages if isinstance(page, QWidget)), None)


if __name__ == "__main__":
    application = QApplication([])
    close_when_painted(application, _bench_page)
    sys.exit(open_window([]))
