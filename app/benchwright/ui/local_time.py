"""Times of day as this person's clock shows them."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt


def local_time(iso: str) -> str:
    """An ISO 8601 time in UTC as local date and time: `2026-11-20  12:04:31`; anything else as it is."""
    time = QDateTime.fromString(iso, Qt.DateFormat.ISODate)
    return QLocale().toString(time.toLocalTime(), "yyyy-MM-dd  HH:mm:ss") if time.isValid() else iso
