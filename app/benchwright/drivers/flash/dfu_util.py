"""dfu-util: bootloaders that speak USB DFU with ST's extensions (DfuSe), as in Arduino's H7 boards and STM32 ROMs.

Words as of dfu-util 0.11. Proven by uploading the region again, which also leaves the bootloader.
"""

from __future__ import annotations

import re

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Rule, Step, ToolFacts, Which, on_path
from benchwright.drivers.flash.usb_target import dfu_place
from benchwright.drivers.usb_bus import UsbBus, usb_things
from benchwright.model.board import FlashMethod, ResetPolicy
from benchwright.model.errors import FlashFailed

_ENTER = "Press reset twice quickly (on STM32 boards: hold BOOT0 and press reset), then flash again."

FACTS = ToolFacts(
    name="dfu-util",
    programs=("dfu-util",),
    version_arguments=("--version",),
    install="Install it: apt install dfu-util",
    enters_by_touch=True,
    silence_s=30.0,
    phases={"erase": 3, "write": 6, "read": 1},
    rules=(
        Rule(r"No DFU capable USB device available|Waiting for device", "No board waits in its bootloader.", _ENTER),
        Rule(r"More than one DFU capable", "Several boards wait in their bootloader.",
             "Leave only this one plugged in, then flash again."),
        Rule(r"is not writeable|can not be erased|not readable|Invalid dfuse address",
             "The bootloader gives no access to this address.",
             "Correct dfu_address or slot_offset in the board's board.toml, then flash again."),
        Rule(r"does not match device|No such Alternate|alternate setting", "Another board waits in its bootloader.",
             "Choose the right board for this device, then flash again."),
        Rule(r"Lost device|LIBUSB_ERROR_(?:NO_DEVICE|IO|PIPE)|[Ee]rror during (?:download|upload|special)|"
             r"not correctly executed|USB communication error|Failed to write whole chunk",
             "The bootloader broke off.", _ENTER),
    ),
)  # fmt: skip

_BAR = re.compile(r"^(Erase|Download|Upload)\s*\t?\s*\[[= ]*\]\s+(\d+)%")
_PHASES = {"Erase": "erase", "Download": "write", "Upload": "read"}


class DfuUtil:
    """Two runs: download, and upload for comparing."""

    facts = FACTS

    def __init__(self, bus: UsbBus = usb_things) -> None:
        self._bus = bus

    def program(self, which: Which) -> tuple[str, ...] | None:
        """The one on the PATH."""
        return on_path(FACTS, which)

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """Downloads, uploads and starts the firmware."""
        back = job.folder / "back.bin"
        download = (*_device(program, job, self._bus), "-s", hex(_address(job)), "-D", job.file.name)
        upload = _upload(program, job, back.name, self._bus)
        return (Step(download, proof=r"File downloaded successfully"), Step(upload, reads_to=back))

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """One run; the board must wait in its bootloader."""
        return (Step(_upload(program, job, job.file.name, self._bus), reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        """The percent of a bar, which has its phase before it."""
        found = _BAR.match(line)
        return Mark(_PHASES[found[1]], int(found[2]) / 100) if found else None


def _upload(program: tuple[str, ...], job: FlashJob, name: str, bus: UsbBus) -> tuple[str, ...]:
    return (*_device(program, job, bus), "-s", f"{_address(job):#x}:{job.length}:leave", "-U", name)


def _device(program: tuple[str, ...], job: FlashJob, bus: UsbBus) -> tuple[str, ...]:
    """The device by its bootloader's identity and its place on the bus: both outlive the change into the bootloader."""
    ids = job.board.usb.bootloader
    place = dfu_place(job, FlashMethod.DFU_UTIL, bus)
    waits = job.board.reset is ResetPolicy.TOUCH_1200
    return (
        *program,
        *(("-w",) if waits else ()),
        *(("-d", f",{ids[0]}") if ids else ()),
        "-p", place,
        "-a", job.board.flash_options.dfu_alt or "0",
    )  # fmt: skip


def _address(job: FlashJob) -> int:
    """Firmware goes behind the bootloader, which lies at the start of flash; all else where its offset says."""
    text = job.board.flash_options.dfu_address
    first = int(text, 16) if text else job.board.memory.flash_base
    if job.offset == 0:
        return first
    if job.address < first:
        raise FlashFailed(
            job.device.device_id,
            f"{job.address:#x} belongs to the bootloader, which ends at {first:#x}.",
            "Correct slot_offset in the board's board.toml, then flash again.",
        )
    return job.address
