"""Every failure's root, and the one that the user wanted."""

from __future__ import annotations


class BenchError(Exception):
    """Root of every failure a user can act on."""

    code = 1

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.remedy) if part)


class Cancelled(BenchError):
    """The user cancelled; `state` says what the device was left as."""

    code = 130
    UNCHANGED = "The device is as it was."

    NOTHING_SAVED = "Nothing was saved; run again when ready."

    def __init__(self, stage: str, state: str = UNCHANGED, remedy: str = NOTHING_SAVED) -> None:
        super().__init__(f"Cancelled during {stage}.", state, remedy)
        self.stage = stage
