"""A virtual STM32 whose bootloader goes wrong on order: what our flasher and the real stm32flash make of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchwright.drivers.flash.an3155 import An3155Flasher
from benchwright.drivers.flash.stm32flash import Stm32flash
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.virtual.control import ControlRefused, connect
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.drivers.virtual.line_pace import read_line_use
from benchwright.drivers.virtual.state import VirtualState, read_state
from benchwright.model.board import Origin, ResetPolicy
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished, FlashFailed
from benchwright.protocols.flasher import Flasher, FlashReceipt
from tests.contract.bench_parts import NeverCancelled, built, catalog, eventually, processes_of

BOARD = "b-l475e-iot01a"
SLOT = 0x8_0000
DATA = bytes(index * 31 % 251 for index in range(20_000))
pytestmark = pytest.mark.qemu
over_a_network = pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")  # pyserial's own
needs_stm32flash = pytest.mark.skipif(shutil.which("stm32flash") is None, reason="no stm32flash here")


@dataclass
class Bench:
    """A virtual board in its bootloader."""

    lab: ProcessVirtualLab
    device: Device
    home: Path

    def state(self) -> VirtualState:
        state = read_state(self.home / BOARD / "state.json")
        assert state is not None
        return state

    def order(self, words: str, number: int = 0) -> None:
        with connect(self.state()) as control:
            control.ask("fault", words=words, length=number)

    def flash(self, flasher: Flasher) -> FlashReceipt:
        board = catalog().board(BOARD)
        return flasher.write(self.device, board, SLOT, DATA, lambda _done, _total: None, NeverCancelled())

    def slot(self) -> bytes:
        return VirtualImageFlasher().read(self.device, catalog().board(BOARD), SLOT, len(DATA))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    home = tmp_path / "virtual"
    lab = ProcessVirtualLab(catalog(), home)
    lab.start(BOARD)
    try:
        yield Bench(lab, lab.reset(BOARD, boot0=True), home)
    finally:
        lab.stop(BOARD)
    assert eventually(lambda: not processes_of(home))


def test_a_line_that_carries_only_lower_rates_is_flashed_at_one(bench: Bench) -> None:
    bench.order("deaf-above", 57_600)
    bench.flash(An3155Flasher())
    assert bench.slot() == DATA


def test_a_paced_line_takes_what_the_rate_of_the_bootloader_asks_for(bench: Bench) -> None:
    with connect(bench.state()) as control:
        control.ask("pace_line", length=1)
        bench.flash(An3155Flasher())
        use = read_line_use(control.ask("line_use")[1])
    assert bench.slot() == DATA
    assert use.from_host_bytes > len(DATA)
    assert use.bound_s == pytest.approx((use.from_host_bytes + use.to_host_bytes) / 11_520)
    assert use.seconds > use.bound_s


@pytest.mark.parametrize("number", [3, 7, 20])
def test_a_refused_command_is_given_again(bench: Bench, number: int) -> None:
    bench.order("nack", number)
    bench.flash(An3155Flasher())
    assert bench.slot() == DATA


def test_a_bootloader_that_falls_silent_is_reset_and_flashed_at_a_lower_rate(bench: Bench) -> None:
    bench.order("silence", 30)
    bench.flash(An3155Flasher())
    assert bench.slot() == DATA


def test_power_that_fails_for_a_moment_costs_time_and_nothing_else(bench: Bench) -> None:
    bench.order("power-loss", 5_000)
    bench.flash(An3155Flasher())
    assert bench.slot() == DATA


def test_a_pulled_cable_leaves_what_was_programmed_before(bench: Bench) -> None:
    bench.order("cable-pulled", 5_000)
    with pytest.raises(DeviceVanished):
        bench.flash(An3155Flasher())
    assert bench.lab.devices() == ()
    bench.lab.plug(BOARD)
    assert bench.slot() == DATA[:5_000] + b"\xff" * (len(DATA) - 5_000)
    bench.flash(An3155Flasher())
    assert bench.slot() == DATA


def test_a_bit_that_reads_wrong_is_named_with_its_address(bench: Bench) -> None:
    bench.order("bad-read", SLOT + 0x1234)
    with pytest.raises(FlashFailed, match="0x08081234 holds"):
        bench.flash(An3155Flasher())


def test_a_bootloader_that_never_answers_is_told_with_the_rates_tried(bench: Bench) -> None:
    bench.order("no-sync")
    with pytest.raises(FlashFailed, match="could not be talked to at 115,200 or 57,600 or 19,200 baud"):
        bench.flash(An3155Flasher())


@over_a_network
def test_over_a_network_the_modem_lines_lead_into_the_bootloader_and_out_again(bench: Bench) -> None:
    image = VirtualImageFlasher()
    board = catalog().board(BOARD)
    image.write(bench.device, board, 0, built(BOARD).image, lambda _done, _total: None, NeverCancelled())
    remote = Device("remote", BOARD, bench.state().modem_url, Origin.HARDWARE)
    wired = replace(board, reset=ResetPolicy.DTR_RTS)
    assert remote.url.startswith("rfc2217://")
    An3155Flasher().write(remote, wired, SLOT, DATA[:2_000], lambda _done, _total: None, NeverCancelled())
    assert bench.slot().startswith(DATA[:2_000])
    assert eventually(lambda: bench.state().phase == "running")


@over_a_network
def test_over_a_network_a_bootloader_that_does_not_answer_is_left_again(bench: Bench) -> None:
    remote = Device("remote", BOARD, bench.state().modem_url, Origin.HARDWARE)
    wired = replace(catalog().board(BOARD), reset=ResetPolicy.DTR_RTS)
    bench.order("no-sync")
    with pytest.raises(FlashFailed, match="See that cable and pins are sound"):
        An3155Flasher().read(remote, wired, SLOT, 16)
    assert eventually(lambda: bench.state().phase == "blank")


def test_an_unknown_fault_is_refused(bench: Bench) -> None:
    with pytest.raises(ControlRefused, match="no fault smoke"):
        bench.order("smoke")


@needs_stm32flash
def test_stm32flash_that_finds_no_bootloader_tells_how_to_start_it(bench: Bench) -> None:
    bench.order("deaf-above", 57_600)
    with pytest.raises(FlashFailed, match="ROM bootloader does not run") as failure:
        bench.flash(ToolFlasher(Stm32flash()))
    assert "virtual bootloader" in failure.value.remedy
    bench.order("none")
    bench.lab.reset(BOARD, boot0=True)
    bench.flash(ToolFlasher(Stm32flash()))
    assert bench.slot() == DATA


@needs_stm32flash
@pytest.mark.parametrize(("fault", "number"), [("bad-read", SLOT + 0x1234), ("silence", 30), ("power-loss", 5_000)])
def test_stm32flash_fails_in_words_with_what_it_said(bench: Bench, fault: str, number: int) -> None:
    bench.order(fault, number)
    with pytest.raises(FlashFailed) as failure:
        bench.flash(ToolFlasher(Stm32flash()))
    assert "Device left unprogrammed" in failure.value.why
    assert "stm32flash said:" in failure.value.why
