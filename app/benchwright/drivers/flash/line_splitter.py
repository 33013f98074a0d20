"""Lines of a tool that redraws its progress: ended by CR as well as by LF."""

from __future__ import annotations

import re

_END = re.compile(r"[\r\n]+")
_LONGEST_LINE = 10_000


class LineSplitter:
    """Text in pieces to lines without their ends; blank lines are left out. `rest` is the unfinished last one."""

    def __init__(self) -> None:
        self.rest = ""

    def feed(self, text: str) -> list[str]:
        """The lines that `text` finishes."""
        *whole, self.rest = _END.split(self.rest + text)
        # A tool that never ends its line must not eat the memory.
        self.rest = self.rest[-_LONGEST_LINE:]
        return [line.rstrip() for line in whole if line.strip()]
