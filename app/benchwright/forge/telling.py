"""How the forge's worker tells where it is, and what stops it."""

from __future__ import annotations

import json
import sys
import time

MARK = "BWF "
_BETWEEN_S = 0.1


class Refused(Exception):
    """Something that the user can mend. `kind` is "model", "dataset", "foreign" or "tool"."""

    def __init__(self, kind: str, why: str, remedy: str = "") -> None:
        super().__init__(why)
        self.kind = kind
        self.why = why
        self.remedy = remedy


class Teller:
    """Prints one line for each step, and at most ten a second within one."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        self._steps = steps
        self._number = -1
        self._told_at = 0.0
        self._say({"steps": list(steps)})

    def step(self, name: str) -> None:
        """The next step begins."""
        self._number = self._steps.index(name, self._number + 1)
        self._say({"number": self._number})

    def part(self, done: int, total: int) -> None:
        """So much of the step is done."""
        now = time.monotonic()
        if now - self._told_at >= _BETWEEN_S or done == total:
            self._told_at = now
            self._say({"number": self._number, "done": done, "total": total})

    def _say(self, line: dict[str, object]) -> None:
        # One write for the whole line: TensorFlow prints into the same pipe.
        sys.stdout.write(f"\n{MARK}{json.dumps(line)}\n")
        sys.stdout.flush()
