"""Desktop LiteRT in a process of its own; its format is that of benchwright.forge.desktop_reference."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Sequence

_MARK = b"BWDR"


class LitertProcess:
    """Runs `command` (which ends in benchwright.forge.desktop_reference) once a call, for `deadline_s` at most."""

    def __init__(self, command: Sequence[str], deadline_s: float = 60.0) -> None:
        self._command = tuple(command)
        self._deadline_s = deadline_s

    def run(self, model: bytes, inputs: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Output bytes for each input; empty where LiteRT is missing, crashes, or is not done in time."""
        try:
            process = subprocess.run(
                self._command,
                input=_request(model, inputs),
                capture_output=True,
                timeout=self._deadline_s,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ()
        return _answer(process.stdout, len(inputs)) if process.returncode == 0 else ()


def _request(model: bytes, inputs: tuple[bytes, ...]) -> bytes:
    blocks = (_block(data) for data in inputs)
    return b"".join((_block(model), struct.pack("<I", len(inputs)), *blocks))


def _block(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def _answer(data: bytes, wanted: int) -> tuple[bytes, ...]:
    """The outputs; empty unless the answer is whole."""
    if data[:4] != _MARK or int.from_bytes(data[4:8], "little") != wanted:
        return ()
    outputs: list[bytes] = []
    position = 8
    for _ in range(wanted):
        size = int.from_bytes(data[position : position + 4], "little")
        outputs.append(data[position + 4 : position + 4 + size])
        position += 4 + size
    return tuple(outputs) if position == len(data) else ()
