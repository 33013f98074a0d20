"""Words of board files, emulators and virtual boards that the window shows: kept here for the translators."""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said

SYSTEM_WORDS = (
    QT_TRANSLATE_NOOP("Sentences", "Operation not permitted"),
    QT_TRANSLATE_NOOP("Sentences", "No such file or directory"),
    QT_TRANSLATE_NOOP("Sentences", "Input/output error"),
    QT_TRANSLATE_NOOP("Sentences", "No such device or address"),
    QT_TRANSLATE_NOOP("Sentences", "Cannot allocate memory"),
    QT_TRANSLATE_NOOP("Sentences", "Permission denied"),
    QT_TRANSLATE_NOOP("Sentences", "Device or resource busy"),
    QT_TRANSLATE_NOOP("Sentences", "Resource busy"),
    QT_TRANSLATE_NOOP("Sentences", "File exists"),
    QT_TRANSLATE_NOOP("Sentences", "Invalid cross-device link"),
    QT_TRANSLATE_NOOP("Sentences", "No such device"),
    QT_TRANSLATE_NOOP("Sentences", "Not a directory"),
    QT_TRANSLATE_NOOP("Sentences", "Is a directory"),
    QT_TRANSLATE_NOOP("Sentences", "Invalid argument"),
    QT_TRANSLATE_NOOP("Sentences", "Too many open files"),
    QT_TRANSLATE_NOOP("Sentences", "Too many open files in system"),
    QT_TRANSLATE_NOOP("Sentences", "Text file busy"),
    QT_TRANSLATE_NOOP("Sentences", "File too large"),
    QT_TRANSLATE_NOOP("Sentences", "No space left on device"),
    QT_TRANSLATE_NOOP("Sentences", "Read-only file system"),
    QT_TRANSLATE_NOOP("Sentences", "Broken pipe"),
    QT_TRANSLATE_NOOP("Sentences", "File name too long"),
    QT_TRANSLATE_NOOP("Sentences", "Directory not empty"),
    QT_TRANSLATE_NOOP("Sentences", "Too many levels of symbolic links"),
    QT_TRANSLATE_NOOP("Sentences", "Exec format error"),
    QT_TRANSLATE_NOOP("Sentences", "Connection refused"),
    QT_TRANSLATE_NOOP("Sentences", "Connection reset by peer"),
    QT_TRANSLATE_NOOP("Sentences", "Connection timed out"),
    QT_TRANSLATE_NOOP("Sentences", "Operation timed out"),
    QT_TRANSLATE_NOOP("Sentences", "Network is unreachable"),
    QT_TRANSLATE_NOOP("Sentences", "No route to host"),
    QT_TRANSLATE_NOOP("Sentences", "Address already in use"),
    QT_TRANSLATE_NOOP("Sentences", "Resource temporarily unavailable"),
    QT_TRANSLATE_NOOP("Sentences", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("Sentences", "Disc quota exceeded"),
    QT_TRANSLATE_NOOP("Sentences", "Stale file handle"),
    QT_TRANSLATE_NOOP("Sentences", "Operation not supported"),
    QT_TRANSLATE_NOOP("Sentences", "Operation canceled"),
    QT_TRANSLATE_NOOP("Sentences", "Name or service not known"),
    QT_TRANSLATE_NOOP("Sentences", "Temporary failure in name resolution"),
)
"""What Linux and macOS say of an error (`os.strerror`), which becomes the reason of ours."""

WORDS = (
    QT_TRANSLATE_NOOP("Sentences", "This computer"),
    QT_TRANSLATE_NOOP("Sentences", "in QEMU %1 on every commit; builds for the real board, hardware untested"),
    QT_TRANSLATE_NOOP("Sentences", "in QEMU %1 on every commit; builds for the FPGA prototype, hardware untested"),
    QT_TRANSLATE_NOOP("Sentences", "builds, never run on hardware"),
    QT_TRANSLATE_NOOP("Sentences", "never on hardware; identities and sizes taken from the sources below"),
    QT_TRANSLATE_NOOP("Sentences", "never on hardware; identities partly from general knowledge"),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "on every commit: the whole wire, on Linux x86-64, with address and undefined behaviour checks",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "on a virtual ESP32-C3 (unicorn), flashed by esptool %1, on every commit; on the chip itself never",
    ),
    QT_TRANSLATE_NOOP("Sentences", "virtual board, flash erased"),
    QT_TRANSLATE_NOOP("Sentences", "virtual board, waiting in its bootloader"),
    QT_TRANSLATE_NOOP("Sentences", "virtual board, its firmware does not run: %1"),
    QT_TRANSLATE_NOOP("Sentences", "virtual board on this computer"),
    QT_TRANSLATE_NOOP("Sentences", "random, seed %1"),
    QT_TRANSLATE_NOOP("Sentences", "virtual ARM boards"),
    QT_TRANSLATE_NOOP("Sentences", "QEMU %1, machine %2"),
    QT_TRANSLATE_NOOP("Sentences", "tensors"),
    QT_TRANSLATE_NOOP("Sentences", "operators"),
    *SYSTEM_WORDS,
)
"""Written as in those files; `said` finds them. What stands in no list stays as it is."""

_COUNTED = re.compile(r"(?P<what>.+), one instruction = (?P<size>[\d.]+ ns)")


def emulator_words(emulator: str) -> str:
    """An emulator as a run keeps it; the length of its own tick is told as what it is, a step of its counter."""
    found = _COUNTED.fullmatch(emulator)
    if found is None:
        return said(emulator)
    words = _tr("%1; counts instructions, one each %2 of its own clock")
    return words.replace("%1", said(found["what"])).replace("%2", found["size"])


def time_words(clock_hz: float) -> str:
    """How the time of a counted run comes about: from instructions, not from a tick of the emulator."""
    words = _tr("counted instructions, one a cycle of the board's %1 MHz clock")
    return words.replace("%1", number_text(clock_hz / 1e6, ".4g"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Emulator", text)
