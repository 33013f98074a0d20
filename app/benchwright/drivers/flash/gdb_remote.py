"""Flashing through a GDB server: Black Magic Probe, J-Link GDB Server, OpenOCD."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchwright.drivers.flash.gdb_client import FlashRegion, GdbClient, GdbRefused, GdbSilent
from benchwright.drivers.flash.gdb_servers import GdbServers
from benchwright.drivers.flash.tool_failures import UNPROGRAMMED
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed, RemoteUnreachable
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import FlashReceipt, Progress
from benchwright.protocols.transport import TransportFactory

_BAUD = 115_200
_SCAN_S = 15.0
_REMEDY = "Check supply and debug cable, start the server anew and flash again."


@dataclass(frozen=True, slots=True)
class _Block:
    """One erase block of the region with what belongs into it; `address` is where `data` begins."""

    start: int
    length: int
    address: int
    data: bytes


class GdbRemoteFlasher:
    """Writes the blocks whose checksum differs, and compares all of them afterwards."""

    name = "gdb-remote"

    def __init__(self, transports: TransportFactory, servers: GdbServers) -> None:
        self._transports = transports
        self._servers = servers
        self.install = servers.advice

    def is_there(self) -> bool:
        """Whether a server is named or a Black Magic Probe is plugged in."""
        return bool(self._servers.all())

    def version(self) -> str | None:
        """The servers that are known."""
        return ", ".join(self._servers.all()) or None

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
        """Writes one region, compares it and restarts the board."""
        started = time.monotonic()
        if cancel.is_set:
            raise Cancelled("flashing")
        address = board.memory.flash_base + offset
        with self._session(device, board) as client:
            blocks = _blocks(device, client.flash_regions(), address, data)
            stale = [block for block in blocks if force or not client.holds(block.address, block.data)]
            _program(client, stale, len(data), progress, cancel)
            for block in stale:
                if not client.holds(block.address, block.data):
                    why = f"The flash at {block.address:#x} holds other bytes than were written. {UNPROGRAMMED}"
                    raise FlashFailed(device.device_id, why, _REMEDY)
            _restart(client)
        progress(len(data), len(data))
        digest = hashlib.sha256(data).hexdigest()
        return FlashReceipt(len(data), time.monotonic() - started, digest, self.name, skipped=not stale)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads flash; the board restarts afterwards."""
        with self._session(device, board) as client:
            data = client.read(board.memory.flash_base + offset, length)
            _restart(client)
        return data

    @contextlib.contextmanager
    def _session(self, device: Device, board: Board) -> Iterator[GdbClient]:
        """A client of a server that has stopped the board."""
        url = self._servers.server(device, board)
        if not url:
            why = f"No GDB server is known for {board.title}. {Cancelled.UNCHANGED}"
            raise FlashFailed(device.device_id, why, self._servers.advice)
        try:
            line = self._transports.open(replace(device, url=url), _BAUD)
        except (DeviceVanished, RemoteUnreachable) as error:
            why = f"No GDB server answers at {url}. {Cancelled.UNCHANGED}"
            raise FlashFailed(device.device_id, why, "Start it, or plug in its probe, then flash again.") from error
        with line:
            client = GdbClient(line)
            try:
                client.open()
                _attach(client)
                yield client
            except (GdbRefused, GdbSilent) as error:
                state = UNPROGRAMMED if client.has_begun else Cancelled.UNCHANGED
                why = f"The GDB server at {url} failed: {error}. {state}"
                raise FlashFailed(device.device_id, why, _REMEDY) from error


def _attach(client: GdbClient) -> None:
    """Stops the board: a Black Magic Probe must look for it first, the others have it and are told to reset it."""
    client.ask(b"!")
    if client.ask(b"?")[:1] in b"WX":
        client.monitor("swdp_scan", _SCAN_S)
        if client.ask(b"vAttach;1", _SCAN_S)[:1] not in {b"T", b"S"}:
            raise GdbRefused("the probe finds no chip on its cable")
    else:
        _try(lambda: client.monitor("reset halt", _SCAN_S))


def _restart(client: GdbClient) -> None:
    """Lets the board run from its reset, each server in its own words, and lets go of it."""
    _try(lambda: client.monitor("reset run", _SCAN_S))
    client.send(b"R00")
    _try(lambda: client.ask(b"D"))


def _try(request: Callable[[], object]) -> None:
    """Asks for what not every server knows."""
    with contextlib.suppress(GdbRefused, GdbSilent, ValueError):
        request()


def _blocks(device: Device, regions: Sequence[FlashRegion], address: int, data: bytes) -> Sequence[_Block]:
    end = address + len(data)
    for region in regions:
        if region.start <= address and end <= region.start + region.length:
            size = region.block_bytes
            first = address - (address - region.start) % size
            return [
                _Block(at, size, max(at, address), data[max(at, address) - address : at + size - address])
                for at in range(first, end, size)
            ]
    known = ", ".join(f"{region.start:#x} to {region.start + region.length - 1:#x}" for region in regions)
    why = f"The GDB server knows no flash from {address:#x} to {end - 1:#x} (it has {known or 'none'})."
    raise FlashFailed(
        device.device_id, f"{why} {Cancelled.UNCHANGED}", "Choose the right board for this device, then flash again."
    )


def _program(client: GdbClient, stale: Sequence[_Block], total: int, progress: Progress, cancel: CancelToken) -> None:
    done = total - sum(len(block.data) for block in stale)
    for number, block in enumerate(stale):
        if cancel.is_set:
            _stop(client, has_begun=number > 0)
        client.erase(block.start, block.length)
        for at in range(0, len(block.data), client.chunk_bytes):
            chunk = block.data[at : at + client.chunk_bytes]
            client.write(block.address + at, chunk)
            done += len(chunk)
            progress(done, total)
            if cancel.is_set:
                _stop(client, has_begun=True)
    if stale:
        client.finish()


def _stop(client: GdbClient, *, has_begun: bool) -> None:
    if has_begun:
        _try(client.finish)
    raise Cancelled("flashing", UNPROGRAMMED if has_begun else Cancelled.UNCHANGED)
