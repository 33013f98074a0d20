"""Desktop LiteRT in a process of its own; its format is that of benchwright.forge.desktop_reference."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future

from benchwright.drivers.precedence import set_back

_MARK = b"BWDR"
_KEPT = 32
if sys.platform == "win32":
    _LOW_PRIORITY = subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _LOW_PRIORITY = 0


class LitertProcess:
    """Runs `command` (which ends in benchwright.forge.desktop_reference) once a question, `deadline_s` at most.

    Boards that are tested with one model at one time ask the same: the process starts once for all of them. Safe from
    any thread.
    """

    def __init__(self, command: Sequence[str], deadline_s: float = 60.0) -> None:
        self._command = tuple(command)
        self._deadline_s = deadline_s
        self._guard = threading.Lock()  # several lanes check their boards at one time
        self._answers: dict[bytes, Future[tuple[bytes, ...]]] = {}

    def run(self, model: bytes, inputs: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Output bytes for each input; empty where LiteRT is missing, crashes, or is not done in time."""
        request = _request(model, inputs)
        key = hashlib.sha256(request).digest()
        with self._guard:
            known = self._answers.get(key)
            answer = known or self._answers.setdefault(key, Future())
            for oldest in list(self._answers)[:-_KEPT]:
                del self._answers[oldest]
        if known is None:
            self._ask(key, request, answer, len(inputs))
        return answer.result()

    def _ask(self, key: bytes, request: bytes, answer: Future[tuple[bytes, ...]], wanted: int) -> None:
        outputs: tuple[bytes, ...] = ()
        try:
            outputs = self._computed(request, wanted)
        finally:
            if not outputs:
                with self._guard:
                    self._answers.pop(key, None)  # what failed once may be mended by then
            answer.set_result(outputs)

    def _computed(self, request: bytes, wanted: int) -> tuple[bytes, ...]:
        try:
            with subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=_LOW_PRIORITY,
            ) as process:
                try:
                    set_back(process.pid)
                    said, _ = process.communicate(request, self._deadline_s)
                finally:
                    process.kill()
        except (OSError, subprocess.TimeoutExpired):
            return ()
        return _answer(said, wanted) if process.returncode == 0 else ()


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
