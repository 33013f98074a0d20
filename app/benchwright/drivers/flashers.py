"""Choosing the flasher for a device and a region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from benchwright.drivers.flash.through_rom import ThroughRom
from benchwright.model.board import Board, FlashMethod
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, FlashFailed, TargetUnknown, ToolMissing
from benchwright.model.port_url import is_port_url
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import Flasher, FlashReceipt, Progress


class FlashProgram(Flasher, Protocol):
    """A flasher that stands on a tool which may not be installed."""

    @property
    def name(self) -> str:
        """The tool's name."""
        ...

    @property
    def install(self) -> str:
        """How to get the tool."""
        ...

    def is_there(self) -> bool:
        """Whether the tool can be called on this computer; quick enough to be asked before every job."""
        ...

    def version(self) -> str | None:
        """What the tool says of its version; None where it is missing or does not run."""
        ...


# Tools that open a port at another computer, with its control lines, as they open a local one.
_THROUGH_RFC2217 = frozenset({FlashMethod.ESPTOOL})


@dataclass(frozen=True, slots=True)
class FlashChoice:
    """A flasher and why it is this one; `missing` are those the board names before it that are not installed."""

    flasher: Flasher
    why: str
    missing: tuple[FlashProgram, ...] = ()


class Flashers:
    """A flasher that hands each job to the right one.

    The slot of a board with the method `agent` is written by the board's own agent (`agent`); everything else of a
    virtual device goes into its flash image (`virtual_image`), firmware of the native board included. A board on a
    cable, and a virtual one that has a bootloader as the real one has (`Device.modem_url`), is flashed by the first of
    its methods whose tool is there. Of a board at another computer only the console is here: unless a tool works
    through it, the agent writes the slot and nobody the firmware. What the user asked for (`Device.flash_with`) comes
    before all of this.
    """

    def __init__(
        self, *, virtual_image: Flasher, agent: Flasher, programs: Mapping[FlashMethod, FlashProgram] | None = None
    ) -> None:
        self._virtual_image = virtual_image
        self._agent = agent
        self._programs = programs or {}

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
        """Writes `data` with the flasher for this region; see `protocols.flasher`."""
        choice = self.choose(device, board, offset)
        try:
            receipt = choice.flasher.write(device, board, offset, data, progress, cancel, force=force)
        except FlashFailed as error:
            if not choice.missing or isinstance(error, TargetUnknown):
                raise
            raise FlashFailed(device.device_id, error.why, f"{error.remedy} Or {_ways(choice.missing)}") from error
        return replace(receipt, choice=choice.why)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads with whichever flasher can: the flash image of a virtual device."""
        chosen = self._virtual_image if device.is_virtual else self.choose(device, board, offset).flasher
        return chosen.read(device, board, offset, length)

    def choose(self, device: Device, board: Board, offset: int) -> FlashChoice:
        """The flasher for a region of this device, with the reason.

        What is built in (`an3155`) stands behind the tools in the boards' files: it is taken where none of them is
        installed, so that a missing tool is an error only where nothing else can flash.

        Raises:
            ToolMissing: none of the board's tools is installed; all are named, each with the way to get it.
            FlashFailed: there is none.
        """
        if device.flash_with:
            return FlashChoice(self._asked_for(device, board), "as you asked")
        is_slot = offset == board.memory.slot_offset
        if board.flash_method is FlashMethod.AGENT and is_slot:
            return FlashChoice(self._agent, "the board's own agent writes its slot")
        if device.is_virtual and not device.modem_url:
            return FlashChoice(self._virtual_image, "a virtual board takes its flash image")
        is_remote = is_port_url(device.url) and not device.is_virtual
        usable = [method for method in board.flash_methods if not is_remote or _reaches(method, device)]
        if is_remote and not usable:
            if is_slot:
                return FlashChoice(self._agent, "only the board's console is here")
            raise _out_of_reach(device, board)
        known = [self._programs[method] for method in usable if method in self._programs]
        for at, program in enumerate(known):
            if program.is_there():
                return FlashChoice(program, _why_this(program, known[:at]), tuple(known[:at]))
        if known:
            raise _none_is_there(board, known)
        raise FlashFailed(
            device.device_id,
            f"There is no flash tool yet for {board.title}.",
            f"Flash the image in build/firmware/{board.name} with the maker's tool, then retry.",
        )

    def _asked_for(self, device: Device, board: Board) -> Flasher:
        """The flasher that the user named for this device."""
        methods = {method.value: method for method in board.flash_methods}
        if device.is_virtual:
            methods[FlashMethod.VIRTUAL_IMAGE.value] = FlashMethod.VIRTUAL_IMAGE
        method = methods.get(device.flash_with)
        if method is FlashMethod.VIRTUAL_IMAGE:
            return self._virtual_image
        if method is FlashMethod.AGENT:
            return self._agent
        program = self._programs.get(method) if method is not None else None
        if method is None or program is None:
            why = f"{board.title} is not flashed with '{device.flash_with}'. {Cancelled.UNCHANGED}"
            raise FlashFailed(device.device_id, why, f"Choose one of: {', '.join(methods)}.")
        if not program.is_there():
            raise _none_is_there(board, [program])
        needs_rom = device.is_virtual and method is FlashMethod.STM32FLASH
        return ThroughRom(program) if needs_rom else program


def _why_this(program: FlashProgram, missing: Sequence[FlashProgram]) -> str:
    if not missing:
        return "the board's first method"
    names = ", ".join(one.name for one in missing)
    return f"not installed: {names}"


def _ways(programs: Sequence[FlashProgram]) -> str:
    """How to get tools, as the end of a sentence."""
    return "use a tool that is not here yet. " + " ".join(f"{one.name}: {one.install}." for one in programs)


def _reaches(method: FlashMethod, device: Device) -> bool:
    return method in _THROUGH_RFC2217 and device.url.startswith("rfc2217:")


def _out_of_reach(device: Device, board: Board) -> FlashFailed:
    methods = " or ".join(method.value for method in board.flash_methods if method is not FlashMethod.AGENT)
    by_tool = f"{methods} must be where its cable is" if methods else "its agent cannot replace itself"
    return FlashFailed(
        device.device_id,
        f"Its firmware has to be written, but {device.url} carries its console only: {by_tool}. {Cancelled.UNCHANGED}",
        "Flash the firmware at the computer it is plugged into, "
        f"from build/firmware/{board.name} if it is this project's own, then retry here.",
    )


def _none_is_there(board: Board, programs: Sequence[FlashProgram]) -> ToolMissing:
    names = " or ".join(program.name for program in programs)
    ways = " ".join(f"{program.name}: {program.install}." for program in programs)
    return ToolMissing(names, f"It is needed to flash {board.title}, and is not on the PATH.", ways)
