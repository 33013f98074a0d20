"""The words of a page for runs that it leaves out because this version cannot read them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from benchwright.protocols.run_store import UnreadRun
from benchwright.ui.language.numbers import count_text

_MOST_NAMED = 5


def unread_words(unread: Sequence[UnreadRun]) -> str:
    """How many runs are left out, which, why, and what to do; "" where all could be read."""
    if not unread:
        return ""
    words = QCoreApplication.translate(
        "Unread",
        "Runs that cannot be read are left out (%1): %2. Reason for the first: %3. "
        "Update Benchwright, or put a copy of the database back.",
    )
    named = ", ".join(one.run_id for one in unread[:_MOST_NAMED])
    named += " …" if len(unread) > _MOST_NAMED else ""
    words = words.replace("%1", count_text(len(unread)))
    return words.replace("%3", unread[0].why.rstrip(".")).replace("%2", named)
