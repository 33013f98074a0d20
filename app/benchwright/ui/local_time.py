"""Times of day as this person's clock and language show them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt


def local_time(iso: str) -> str:
    """An ISO 8601 time in UTC as local date and time: `2026-11-20  12:04:31`; anything else as it is."""
    return _shown(iso, QCoreApplication.translate("Time", "yyyy-MM-dd  HH:mm:ss"))


def local_minute(iso: str) -> str:
    """The same to the minute: `2026-11-20 12:04`."""
    return _shown(iso, QCoreApplication.translate("Time", "yyyy-MM-dd HH:mm"))


def local_day_minute(iso: str) -> str:
    """The same without the year: `11-20 12:04`."""
    return _shown(iso, QCoreApplication.translate("Time", "MM-dd HH:mm"))


def _shown(iso: str, form: str) -> str:
    time = QDateTime.fromString(iso, Qt.DateFormat.ISODate)
    return QLocale().toString(time.toLocalTime(), form) if time.isValid() else iso
