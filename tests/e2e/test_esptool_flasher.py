"""The real esptool as the program drives it, on the virtual ESP32-C3: what works, and every way of failing."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchwright.drivers.flash.esptool import Esptool
from benchwright.drivers.flash.image_cache import ImageCache
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.virtual.control import connect
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.drivers.virtual.state import read_state
from benchwright.model.board import Board, FlashOptions, ResetPolicy
from benchwright.model.device import Device
from benchwright.model.errors import BenchError, Cancelled, DeviceVanished, FlashFailed
from benchwright.protocols.flasher import FlashReceipt, Progress
from tests.contract.bench_parts import NeverCancelled, Switch, catalog

NAME = "esp32-c3"
OFFSET = 0x10_0000
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def some_bytes(length: int, seed: int = 1) -> bytes:
    return bytes(random.Random(seed).choices(range(24), k=length))


DATA = some_bytes(100_001)


@dataclass
class Bench:
    device: Device
    flasher: ToolFlasher
    board: Board

    def write(
        self, data: bytes, progress: Progress = nobody, token: Switch | None = None, *, offset: int = OFFSET
    ) -> FlashReceipt:
        return self.flasher.write(self.device, self.board, offset, data, progress, token or Switch())

    def holds(self, data: bytes) -> bool:
        return VirtualImageFlasher().read(self.device, self.board, OFFSET, len(data)) == data

    def fault(self, words: str, number: int = 0) -> None:
        state = read_state(Path(self.device.control_url.removeprefix("virtual:")))
        assert state is not None
        with connect(state) as control:
            control.ask("fault", words=words, length=number)

    def failure(self, kind: type[BenchError], words: str, number: int = 0) -> BenchError:
        self.fault(words, number)
        with pytest.raises(kind) as caught:
            self.write(DATA)
        return caught.value


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    lab = ProcessVirtualLab(catalog(), tmp_path / "virtual")
    device = lab.start(NAME)
    yield Bench(device, ToolFlasher(Esptool(), cache=ImageCache(tmp_path / "cache")), catalog().board(NAME))
    lab.stop(NAME)


def test_what_is_written_lies_in_flash_and_is_read_back(bench: Bench) -> None:
    steps: list[tuple[int, int]] = []
    receipt = bench.write(DATA, lambda *step: steps.append(step))
    assert (receipt.tool, receipt.written_bytes, receipt.skipped) == ("esptool", len(DATA), False)
    assert bench.holds(DATA)
    assert len(steps) > 3
    assert steps == sorted(steps)
    assert steps[-1] == (len(DATA), len(DATA))
    assert bench.flasher.read(bench.device, bench.board, OFFSET + 4_096, 5_000) == DATA[4_096:9_096]


def test_what_is_there_already_is_skipped_with_and_without_memory_of_it(bench: Bench) -> None:
    bench.write(DATA)
    assert bench.write(DATA).skipped
    forgetful = ToolFlasher(Esptool())
    again = forgetful.write(bench.device, bench.board, OFFSET, DATA, nobody, NeverCancelled())
    assert again.skipped


def test_forced_is_written_though_it_is_there_already(bench: Bench) -> None:
    bench.write(DATA)
    again = bench.flasher.write(bench.device, bench.board, OFFSET, DATA, nobody, NeverCancelled(), force=True)
    assert not again.skipped
    assert bench.holds(DATA)


def test_a_changed_image_is_written_where_it_differs(bench: Bench) -> None:
    bench.write(DATA)
    changed = DATA[:5_000] + b"\xaa" + DATA[5_001:]
    assert not bench.write(changed).skipped
    assert bench.holds(changed)


def test_a_wrong_memory_of_what_was_there_does_no_harm(bench: Bench) -> None:
    bench.write(DATA)
    other = some_bytes(len(DATA), seed=2)
    VirtualImageFlasher().write(bench.device, bench.board, OFFSET, other, nobody, NeverCancelled())
    assert not bench.write(DATA).skipped
    assert bench.holds(DATA)


@pytest.mark.slow
def test_the_same_tool_works_over_rfc_2217_with_its_modem_lines(bench: Bench) -> None:
    bench.device = replace(bench.device, url=bench.device.modem_url)
    bench.board = replace(bench.board, reset=ResetPolicy.DTR_RTS)
    bench.write(DATA[:8_000])
    assert bench.holds(DATA[:8_000])


def test_a_chip_that_does_not_answer_is_left_as_it_was(bench: Bench) -> None:
    error = bench.failure(FlashFailed, "no-sync")
    assert "The chip does not answer. The device is as it was." in error.why
    assert "benchwright virtual unplug" in error.remedy


def test_power_lost_for_a_moment_is_made_good_by_the_next_try(bench: Bench) -> None:
    bench.fault("power-loss", 20_000)
    steps: list[tuple[int, int]] = []
    bench.write(DATA, lambda *step: steps.append(step))
    assert bench.holds(DATA)
    assert steps == sorted(steps)


def test_the_wrong_chip_is_told_before_anything_is_touched(bench: Bench) -> None:
    bench.board = replace(bench.board, flash_options=FlashOptions(chip="esp32s3"))
    error = bench.failure(FlashFailed, "none")
    assert "The chip is another one than the board's. The device is as it was." in error.why


def test_an_image_too_large_for_the_flash_chip_is_told_before_anything_is_touched(bench: Bench) -> None:
    larger = replace(bench.board, memory=replace(bench.board.memory, flash_bytes=8 * 1024 * 1024))
    with pytest.raises(FlashFailed, match="smaller than the board file says") as caught:
        replace(bench, board=larger).write(some_bytes(200), offset=4 * 1024 * 1024 - 100)
    assert "The device is as it was." in caught.value.why


def test_a_pulled_cable_is_a_device_that_vanished(bench: Bench) -> None:
    bench.failure(DeviceVanished, "cable-pulled", 20_000)


def test_a_digest_that_differs_is_tried_slower_and_then_told(bench: Bench) -> None:
    error = bench.failure(FlashFailed, "bad-md5")
    assert "digest of its flash differs" in error.why
    bench.fault("none")
    bench.write(DATA)
    assert bench.holds(DATA)


def test_a_cancel_ends_the_tool_and_the_next_try_works(bench: Bench) -> None:
    token = Switch()

    def cancel(_done: int, _total: int) -> None:
        token.is_set = True

    large = some_bytes(1_500_000)
    with pytest.raises(Cancelled, match="Device left unprogrammed"):
        bench.write(large, cancel, token)
    assert not bench.holds(large)
    bench.write(DATA)
    assert bench.holds(DATA)


def test_two_boards_are_flashed_at_once_each_with_its_own_progress(tmp_path: Path) -> None:
    lab = ProcessVirtualLab(catalog(), tmp_path / "virtual")
    benches = [
        Bench(lab.start(NAME, instance=str(number)), ToolFlasher(Esptool()), catalog().board(NAME))
        for number in range(2)
    ]
    images = [some_bytes(60_000 + number, seed=number) for number in range(2)]
    totals: list[set[int]] = [set(), set()]
    try:
        with ThreadPoolExecutor(2) as pool:
            jobs = [
                pool.submit(bench.write, image, lambda _done, total, seen=seen: seen.add(total))
                for bench, image, seen in zip(benches, images, totals, strict=True)
            ]
            assert [job.result(60).written_bytes for job in jobs] == [len(image) for image in images]
        assert totals == [{60_000}, {60_001}]
        assert all(bench.holds(image) for bench, image in zip(benches, images, strict=True))
    finally:
        for name in lab.running():
            lab.stop(name)
