"""Boards, devices that are not there, and firmware files that do not suit them."""

from __future__ import annotations

from collections.abc import Iterable

from benchwright.model.errors.root import BenchError


class BoardFileInvalid(BenchError):
    """A board.toml that cannot be used; names file and key."""

    code = 14

    def __init__(self, file: str, key: str, why: str) -> None:
        super().__init__(f"{file}: key '{key}' is wrong.", why, "Correct the file and retry.")
        self.file = file
        self.key = key


class BoardUnknown(BenchError):
    """No board or device of that name."""

    code = 15

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no board '{name}'.", f"Known: {', '.join(known)}.", "Choose one of these.")


class DeviceNotFound(BenchError):
    """No such device is plugged in."""

    code = 16

    def __init__(self, device: str, present: Iterable[str]) -> None:
        listed = ", ".join(present)
        super().__init__(
            f"Device '{device}' is not there.",
            f"Present: {listed}." if listed else "No device is plugged in.",
            "Plug it in, or start a virtual one: benchwright virtual start NAME.",
        )


class ImageInvalid(BenchError):
    """A firmware file that is damaged, cut, or of no known form."""

    code = 17

    def __init__(self, file: str, why: str, remedy: str) -> None:
        super().__init__(f"{file} cannot be read as firmware.", why, remedy)
        self.file = file


class ImageUnsuited(BenchError):
    """A firmware file for another architecture, or that does not lie in the board's flash."""

    code = 18

    def __init__(self, file: str, board: str, why: str, remedy: str = "Give the file that was built for it.") -> None:
        super().__init__(f"{file} is no firmware for {board}.", why, remedy)
        self.file = file


class BoardUnnamed(BenchError):
    """A device is there, but nobody knows which board it is."""

    code = 19

    def __init__(self, device: str, evidence: str) -> None:
        super().__init__(
            f"It is not known which board {device} is.",
            f"{evidence[:1].upper()}{evidence[1:]}." if evidence else "Nothing says so.",
            f"Say it once: benchwright identify '{device}' --as BOARD",
        )


class SlotUnknown(BenchError):
    """Firmware that reads its model from the slot, and nobody knows which model lies there."""

    code = 45

    def __init__(
        self, firmware: str, why: str, remedy: str = "Give the model too: run MODEL.tflite --firmware FILE."
    ) -> None:
        super().__init__(f"{firmware} reads its model from the slot, and which one it is is not known.", why, remedy)
