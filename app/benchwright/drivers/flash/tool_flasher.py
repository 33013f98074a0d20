"""A flasher made of a flash tool: runs it for a job, watches it, and says in words what became of the device."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchwright.drivers.flash.flash_tool import FlashJob, FlashTool, Step, Which
from benchwright.drivers.flash.image_cache import ImageCache
from benchwright.drivers.flash.port_check import require_port
from benchwright.drivers.flash.tool_failures import cancelled, missing, raise_trouble
from benchwright.drivers.flash.tool_process import said_by
from benchwright.drivers.flash.tool_progress import ToolProgress
from benchwright.drivers.flash.tool_run import ToolRun
from benchwright.drivers.flash.touch import BootloaderEntry
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, FlashFailed
from benchwright.protocols.cancel import CancelToken, NeverCancelled
from benchwright.protocols.flasher import FlashReceipt, Progress

_VERSION_S = 20.0


class ToolFlasher:
    """Writes and reads flash with one tool; see `protocols.flasher`. Safe from any thread: it keeps nothing.

    `cache` holds what was last written to each device, for tools that write only what differs.
    """

    def __init__(
        self,
        tool: FlashTool,
        *,
        cache: ImageCache | None = None,
        entry: BootloaderEntry | None = None,
        which: Which = shutil.which,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._tool = tool
        self._cache = cache
        self._entry = entry or BootloaderEntry()
        self._which = which
        self._environ = environ

    @property
    def name(self) -> str:
        """The tool's name."""
        return self._tool.facts.name

    @property
    def install(self) -> str:
        """How to get the tool."""
        return self._tool.facts.install

    def program(self) -> tuple[str, ...] | None:
        """How the tool is called on this computer; None where it is not installed."""
        return self._tool.program(self._which)

    def is_there(self) -> bool:
        """Whether the tool can be called on this computer."""
        return self.program() is not None

    def version(self) -> str | None:
        """What the tool says of its version; None where it is missing or does not run."""
        program = self.program()
        if program is None:
            return None
        facts = self._tool.facts
        try:
            said = said_by((*program, *facts.version_arguments), deadline_s=_VERSION_S, environ=self._environ)
        except OSError:
            return None
        found = facts.version_pattern.search(said)
        return found[1] if found else None

    def write(
        self,
        device: Device,
        board: Board,
        offset: int,
        data: bytes,
        progress: Progress,
        cancel: CancelToken,
        *,
        force: bool = False,
    ) -> FlashReceipt:
        """Writes one region and proves it; afterwards the board has restarted."""
        started = time.monotonic()
        _require_room(device, board, offset, len(data))
        program = self._ready(device)
        if cancel.is_set:
            raise cancelled(self._tool.facts, was_started=False, has_begun=False)
        device = self._entered(device, board, cancel)
        meter = ToolProgress(self._tool.facts.phases, len(data), progress)
        with _folder(device) as folder, self._known(device, offset, meter) as previous:
            job = FlashJob(
                device, board, offset, len(data), folder, folder / "image.bin", previous=previous, force=force
            )
            _put(job, data)
            skipped = self._tried(lambda job: self._tool.write(program, job), job, meter, cancel)
        meter.finish()
        if self._cache is not None:
            self._cache.keep(device.device_id, offset, data)
        digest = hashlib.sha256(data).hexdigest()
        return FlashReceipt(len(data), time.monotonic() - started, digest, self.name, skipped)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads flash back with the tool."""
        program = self._ready(device)
        device = self._entered(device, board, NeverCancelled())
        meter = ToolProgress({"read": 1}, length, _nobody)
        with _folder(device) as folder:
            job = FlashJob(device, board, offset, length, folder, folder / "flash.bin")
            self._tried(lambda job: self._tool.read(program, job), job, meter, NeverCancelled())
            data = job.file.read_bytes()[:length] if job.file.is_file() else b""
        if len(data) != length:
            raise FlashFailed(device.device_id, f"{self.name} read {len(data):,} of {length:,} bytes.", "Read again.")
        return data

    def _ready(self, device: Device) -> tuple[str, ...]:
        """How the tool is called, once tool and port are known to be there."""
        program = self.program()
        if program is None:
            raise missing(self._tool.facts)
        if self._tool.facts.opens_port:
            require_port(device)
        return program

    def _entered(self, device: Device, board: Board, cancel: CancelToken) -> Device:
        """The device in its bootloader, where a touch at 1200 baud leads there."""
        facts = self._tool.facts
        if not facts.enters_by_touch:
            return device
        return self._entry.enter(device, board, cancel, needs_port=facts.opens_port)

    def _tried(
        self, steps: Callable[[FlashJob], Sequence[Step]], job: FlashJob, meter: ToolProgress, cancel: CancelToken
    ) -> bool:
        """Tries from the fastest rate to the slowest; whether the tool found everything there already."""
        run = ToolRun(self._tool, self._environ)
        rates = self._tool.facts.bauds or (0,)
        for baud in rates:
            job = replace(job, baud=baud, previous=None if meter.has_begun else job.previous)
            outcome = run.run(steps(job), job, meter, cancel)
            if outcome.trouble is None:
                return outcome.already
            if self._tool.facts.opens_port:
                require_port(job.device)  # a cable that was pulled explains everything else
            if not outcome.trouble.retry_slower or baud == rates[-1]:
                raise_trouble(outcome.trouble, job.device, self._tool.facts, has_begun=meter.has_begun)
        raise AssertionError("there is at least one rate")

    @contextlib.contextmanager
    def _known(self, device: Device, offset: int, meter: ToolProgress) -> Iterator[Path | None]:
        """The file of what was last written there; forgotten when writing fails after it has begun."""
        if self._cache is None:
            yield None
            return
        try:
            yield self._cache.find(device.device_id, offset)
        except BaseException:
            if meter.has_begun:
                self._cache.forget(device.device_id, offset)
            raise


@contextlib.contextmanager
def _folder(device: Device) -> Iterator[Path]:
    """A folder for one job, gone afterwards."""
    try:
        folder = tempfile.mkdtemp(prefix="benchwright-flash-")
    except OSError as error:
        raise _no_room(device, error) from error
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(job: FlashJob, data: bytes) -> None:
    try:
        job.file.write_bytes(data)
    except OSError as error:
        raise _no_room(job.device, error) from error


def _require_room(device: Device, board: Board, offset: int, length: int) -> None:
    """Some tools cut what runs over the end of flash, and call it a success."""
    if offset + length > board.memory.flash_bytes:
        why = f"{length:,} bytes at {offset:#x} do not fit its flash of {board.memory.flash_bytes:,} bytes."
        raise FlashFailed(device.device_id, why, "Use a smaller model, or a board with more flash.")


def _no_room(device: Device, error: OSError) -> FlashFailed:
    why = f"The image cannot be put into {tempfile.gettempdir()}: {error.strerror or error}. {Cancelled.UNCHANGED}"
    return FlashFailed(device.device_id, why, "Make room there and flash again.")


def _nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""
