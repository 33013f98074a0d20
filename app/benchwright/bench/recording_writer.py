"""Writing a recording: block by block to the disk, on a thread of its own so that a slow disk loses no samples."""

from __future__ import annotations

import contextlib
import queue
import threading
from pathlib import Path
from typing import BinaryIO

import numpy as np

from benchwright.bench.recording_layout import BLOCK, BLOCK_SAMPLES, HEAD_BYTES, head_bytes, new_block, seal
from benchwright.model.errors import FileUnwritable
from benchwright.model.recording import RecordingHead, RecordingState
from benchwright.protocols.power_meter import Samples

_UA = np.float32(1e6)
_MOST_WAITING = 400
"""Stretches that wait for the disk: about 20 s of a meter that is read every 50 ms."""
_END_S = 30.0
_TOO_SLOW = "The disk is too slow for the meter: the recording ends here."


class RecordingWriter:
    """Writes samples to `file`, which it makes anew. Holds one block; owned by one thread; close it."""

    def __init__(self, file: Path, head: RecordingHead) -> None:
        """Opens the file.

        Raises:
            FileUnwritable: it cannot be made.
        """
        self._file = file
        self._head = head
        self._block = new_block()
        self._filled = 0
        self._whole = 0
        try:
            self._stream: BinaryIO = file.open("wb", buffering=0)
        except OSError as error:
            raise _unwritable(file, error) from error
        try:
            self._put(0, head_bytes(head, 0))
        except (OSError, ValueError) as error:
            self._stream.close()
            raise _unwritable(file, error) from error

    @property
    def samples(self) -> int:
        """How many there are."""
        return self._whole * BLOCK_SAMPLES + self._filled

    @property
    def size_bytes(self) -> int:
        """Bytes on the disk."""
        return HEAD_BYTES + BLOCK.itemsize * (self._whole + (self._filled > 0))

    def append(self, samples: Samples) -> None:
        """Writes a stretch; when this returns, the end of this process cannot take it away.

        Raises:
            FileUnwritable: the disk does not take it.
        """
        current, lines = samples.current_a * _UA, samples.digital
        self._block["clipped"] += np.uint32(samples.clipped)
        try:
            while len(current):
                end = min(BLOCK_SAMPLES, self._filled + len(current))
                part = end - self._filled
                self._block[0]["current_ua"][self._filled : end] = current[:part]
                self._block[0]["lines"][self._filled : end] = lines[:part]
                current, lines, self._filled = current[part:], lines[part:], end
                if end == BLOCK_SAMPLES:
                    self._put_block()
                    self._block, self._filled, self._whole = new_block(), 0, self._whole + 1
            if self._filled:
                self._put_block()
        except OSError as error:
            raise _unwritable(self._file, error) from error

    def close(self) -> None:
        """Says in the head that it is whole.

        Raises:
            FileUnwritable: the disk does not take it; what was appended can be opened all the same.
        """
        if self._stream.closed:
            return
        try:
            with self._stream:
                self._put(0, head_bytes(self._head, self.samples))
        except OSError as error:
            raise _unwritable(self._file, error) from error

    def _put_block(self) -> None:
        self._block["count"] = self._filled
        self._put(HEAD_BYTES + self._whole * BLOCK.itemsize, seal(self._block))

    def _put(self, place: int, data: bytes) -> None:
        self._stream.seek(place)
        view = memoryview(data)
        while view:
            view = view[self._stream.write(view) :]


class Recorder:
    """Takes stretches from the meter's thread, and writes them on its own. Ends by itself where the disk fails."""

    def __init__(self, file: Path, head: RecordingHead) -> None:
        """Opens the file and begins.

        Raises:
            FileUnwritable: it cannot be made.
        """
        self._file = file
        self._sample_hz = head.meter.sample_hz
        self._writer = RecordingWriter(file, head)
        self._waiting: queue.Queue[Samples | None] = queue.Queue(_MOST_WAITING)
        self._error: FileUnwritable | None = None
        self._is_open = True
        self._thread = threading.Thread(target=self._write, name="recording")
        self._thread.start()

    @property
    def state(self) -> RecordingState:
        """How far it has come."""
        why = f"{self._error.what} {self._error.why}" if self._error is not None else ""
        writer = self._writer
        return RecordingState(str(self._file), writer.samples, writer.size_bytes, self._is_open, self._sample_hz, why)

    def take(self, samples: Samples) -> None:
        """The next stretch; never waits."""
        if not self._is_open:
            return
        try:
            self._waiting.put_nowait(samples)
        except queue.Full:
            self._is_open = False
            self._error = FileUnwritable(
                str(self._file), "The disk is too slow for the meter; the recording ends here."
            )

    def stop(self) -> RecordingState:
        """Writes what waits and closes the file."""
        if self._thread.is_alive():
            with contextlib.suppress(queue.Full):
                self._waiting.put(None, timeout=_END_S)
            self._is_open = False
            self._thread.join(_END_S)
        return self.state

    def _write(self) -> None:
        try:
            while True:
                try:
                    samples = self._waiting.get(timeout=1.0)
                except queue.Empty:
                    if not self._is_open:
                        break
                    continue
                if samples is None:
                    break
                self._writer.append(samples)
            self._writer.close()
        except FileUnwritable as error:
            self._error = error
        finally:
            self._is_open = False
            with contextlib.suppress(FileUnwritable):
                self._writer.close()


def _unwritable(file: Path, error: Exception) -> FileUnwritable:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return FileUnwritable(str(file), f"{words}.")
