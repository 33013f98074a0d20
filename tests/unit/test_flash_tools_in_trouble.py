"""A tool in trouble: real small programs in the place of the tool, and the error that the user reads."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.drivers.flash.flash_tool import FlashJob, Mark, Rule, Step, ToolFacts, Which
from benchwright.drivers.flash.image_cache import ImageCache
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.model.board import Origin
from benchwright.model.errors import (
    BenchError,
    Cancelled,
    DeviceVanished,
    FlashFailed,
    PortBusy,
    PortDenied,
    ToolMissing,
)
from benchwright.protocols.flasher import FlashReceipt, Progress
from tests.builders import a_board
from tests.unit.flash_jobs import a_real_device

DATA = bytes(range(200)) * 50
FACTS = ToolFacts(
    name="faketool",
    programs=("faketool",),
    version_arguments=("--version",),
    install="Install it: apt install faketool",
    phases={"write": 9, "verify": 1},
    rules=(
        Rule("out of sync", "The line is too noisy.", "Use a shorter cable.", retry_slower=True),
        Rule("chip locked", "The chip is locked.", "Unlock it."),
    ),
    start_s=20,
    silence_s=20,
)
PROOF = "print('compared')\n"


class ProgramTool:
    """Python code in the place of a tool; BAUD, FILE and PREVIOUS in it are those of the job."""

    def __init__(self, code: str, facts: ToolFacts = FACTS) -> None:
        self.facts = facts
        self._code = code

    def program(self, _which: Which) -> tuple[str, ...] | None:
        return (sys.executable, "-c")

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        facts = f"BAUD, FILE, PREVIOUS = {job.baud}, {job.file.name!r}, {str(job.previous or '')!r}\n"
        code = "import os, sys, time\n" + facts + self._code
        return (Step((*program, code), proof="compared", already="already there"),)

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        return (Step((*program, f"open({job.file.name!r}, 'wb').write(b'123')"), reads_to=job.file),)

    def parse(self, line: str) -> Mark | None:
        return Mark("write", int(line[:-1]) / 100) if line.endswith("%") else None


class Switch:
    is_set = False


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def flash(
    code: str,
    *,
    facts: ToolFacts = FACTS,
    progress: Progress = nobody,
    token: Switch | None = None,
    cache: ImageCache | None = None,
    data: bytes = DATA,
) -> FlashReceipt:
    flasher = ToolFlasher(ProgramTool(code, facts), cache=cache)
    return flasher.write(a_real_device(), a_board(), 0, data, progress, token or Switch())


def failure(code: str, kind: type[BenchError] = FlashFailed, **options: ToolFacts) -> BenchError:
    with pytest.raises(kind) as caught:
        flash(code, **options)
    return caught.value


def test_a_job_that_ends_well_is_proven() -> None:
    receipt = flash("print('50%'); print('100%');" + PROOF)
    assert (receipt.written_bytes, receipt.tool, receipt.skipped) == (len(DATA), "faketool", False)


def test_the_image_lies_in_a_folder_that_is_gone_afterwards() -> None:
    where: list[Path] = []
    code = "assert open(FILE, 'rb').read() == bytes(range(200)) * 50; print(os.getcwd() + '|%');" + PROOF

    class Watching(ProgramTool):
        def parse(self, line: str) -> Mark | None:
            if line.endswith("|%"):
                where.append(Path(line[:-2]))
            return None

    ToolFlasher(Watching(code)).write(a_real_device(), a_board(), 0, DATA, nobody, Switch())
    assert where
    assert not where[0].exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [("print('chip 2')", "It is another chip."), ("print('welcome')", "did not say which chip it found")],
)
def test_a_tool_that_told_no_chip_is_not_said_to_have_found_another(code: str, words: str) -> None:
    class Asking(ProgramTool):
        def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
            (step,) = super().write(program, job)
            return (replace(step, proof="chip 1", doubt="It is another chip.", subject="chip "),)

    with pytest.raises(FlashFailed, match=words):
        ToolFlasher(Asking(code)).write(a_real_device(), a_board(), 0, DATA, nobody, Switch())


def test_a_tool_that_ends_well_without_comparing_is_not_believed() -> None:
    error = failure("print('100%')")
    assert "did not say that it compared" in error.why


def test_what_was_there_already_is_a_skip() -> None:
    assert flash("print('already there')").skipped


def test_a_crash_before_the_flash_leaves_the_device_as_it_was() -> None:
    error = failure("print('Connecting'); sys.exit('bad chip id')")
    assert "exit code 1" in error.why
    assert "The device is as it was." in error.why
    assert "faketool said:\n  Connecting\n  bad chip id" in error.why


def test_the_tools_last_four_lines_are_shown_without_addresses() -> None:
    error = failure("print('\\n'.join('abcdef')); print('For more visit https://docs.example/x'); sys.exit(2)")
    assert error.why.endswith("faketool said:\n  c\n  d\n  e\n  f")


def test_a_virtual_board_has_no_buttons_to_press() -> None:
    virtual = a_real_device(device_id="virtual:esp32-c3#2", origin=Origin.EMULATED)
    with pytest.raises(FlashFailed) as caught:
        ToolFlasher(ProgramTool("sys.exit(2)")).write(virtual, a_board(), 0, DATA, nobody, Switch())
    assert "virtual plug esp32-c3#2" in caught.value.remedy
    assert "press" not in caught.value.remedy.lower()
    assert "Press reset" in failure("sys.exit(2)").remedy


def test_a_crash_half_way_leaves_the_device_unprogrammed() -> None:
    error = failure("print('10%', flush=True); os.kill(os.getpid(), 9)")
    assert "was ended by signal 9" in error.why
    assert "Device left unprogrammed" in error.why
    assert error.remedy


def test_a_tool_that_speaks_late_leaves_a_doubt_when_it_does_not_end_by_itself() -> None:
    late = replace(FACTS, speaks_late=True, silence_s=0.5)
    assert "may be left unprogrammed" in failure("os.kill(os.getpid(), 9)", facts=late).why
    assert "may be left unprogrammed" in failure("time.sleep(60)", facts=late).why
    assert "The device is as it was." in failure("sys.exit('bad chip id')", facts=late).why


def test_a_cancel_of_a_tool_that_speaks_late_leaves_a_doubt() -> None:
    class Later:
        def __init__(self) -> None:
            self._asked_count = 0

        @property
        def is_set(self) -> bool:
            self._asked_count += 1
            return self._asked_count > 2

    flasher = ToolFlasher(ProgramTool("time.sleep(60)", replace(FACTS, speaks_late=True)))
    with pytest.raises(Cancelled, match="may be left unprogrammed"):
        flasher.write(a_real_device(), a_board(), 0, DATA, nobody, Later())


def test_known_words_give_their_own_way_out() -> None:
    error = failure("print('chip locked'); sys.exit(3)")
    assert error.why.startswith("The chip is locked.")
    assert error.remedy == "Unlock it."


def test_a_hang_is_ended_and_told_with_what_came_before() -> None:
    error = failure("print('50%', flush=True); time.sleep(60)", facts=replace(FACTS, silence_s=0.5))
    assert "said nothing for 0.5 s" in error.why
    assert "50%" in error.why


def test_a_tool_that_never_ends_is_ended() -> None:
    code = "while True: print('1%', flush=True); time.sleep(0.05)"
    error = failure(code, facts=replace(FACTS, start_s=0.5, bytes_per_s=1e9))
    assert "did not end within" in error.why


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("open /dev/ttyACM0: Permission denied", PortDenied),
        ("could not open port: [Errno 16] Device or resource busy", PortBusy),
        ("could not open port: [Errno 2] No such file or directory", DeviceVanished),
        ("LIBUSB_ERROR_NO_DEVICE", DeviceVanished),
        ("No module named faketool; chip locked", FlashFailed),
    ],
)
def test_the_systems_own_words_become_the_error_they_are(words: str, kind: type[BenchError]) -> None:
    failure(f"sys.exit({words!r})", kind)


def test_a_denied_probe_comes_with_the_udev_rule_to_copy() -> None:
    error = failure("sys.exit('LIBUSB_ERROR_ACCESS')", PortDenied)
    assert ('ATTRS{idVendor}=="0483"' in error.remedy) == sys.platform.startswith("linux")


def test_a_full_disk_is_told_as_such() -> None:
    assert "disk of this computer is full" in failure("sys.exit('write: No space left on device')").why


def test_a_tool_that_is_not_there_is_told_before_anything_is_touched() -> None:
    class Absent(ProgramTool):
        def program(self, _which: Which) -> tuple[str, ...] | None:
            return None

    flasher = ToolFlasher(Absent(PROOF))
    assert not flasher.is_there()
    assert flasher.version() is None
    with pytest.raises(ToolMissing, match="apt install faketool"):
        flasher.write(a_real_device(), a_board(), 0, DATA, nobody, Switch())


def test_a_tool_that_may_not_be_executed_is_missing_too(tmp_path: Path) -> None:
    file = tmp_path / "faketool"
    file.write_text("no program")
    file.chmod(0o600)

    class Unusable(ProgramTool):
        def program(self, _which: Which) -> tuple[str, ...] | None:
            return (str(file),)

    with pytest.raises(ToolMissing, match="cannot be started"):
        ToolFlasher(Unusable("")).write(a_real_device(), a_board(), 0, DATA, nobody, Switch())


def test_a_port_that_is_not_there_is_found_before_the_tool_is_started(tmp_path: Path) -> None:
    tool = ProgramTool(f"open({str(tmp_path / 'started')!r}, 'w')", replace(FACTS, opens_port=True))
    device = a_real_device(url="/dev/ttyNotPlugged7")
    with pytest.raises(DeviceVanished):
        ToolFlasher(tool).write(device, a_board(), 0, DATA, nobody, Switch())
    assert not (tmp_path / "started").exists()


def test_noise_is_tried_again_at_the_next_lower_rate() -> None:
    seen: list[tuple[int, int]] = []
    code = "print('30%')\nif BAUD > 115200: sys.exit('out of sync')\nprint('100%')\n" + PROOF
    flash(code, facts=replace(FACTS, bauds=(921_600, 460_800, 115_200)), progress=lambda *step: seen.append(step))
    assert seen == sorted(set(seen))
    assert seen[-1] == (len(DATA), len(DATA))


def test_noise_at_the_lowest_rate_is_the_end() -> None:
    error = failure("sys.exit('out of sync')", facts=replace(FACTS, bauds=(2, 1)))
    assert error.remedy == "Use a shorter cable."


def test_other_failures_are_not_tried_again(tmp_path: Path) -> None:
    tries = tmp_path / "tries"
    code = f"open({str(tries)!r}, 'a').write('x'); sys.exit('chip locked')"
    failure(code, facts=replace(FACTS, bauds=(2, 1)))
    assert tries.read_text() == "x"


def test_a_cancel_while_connecting_leaves_the_device_as_it_was() -> None:
    token = Switch()
    timer = threading.Timer(0.3, lambda: setattr(token, "is_set", True))
    timer.start()
    with pytest.raises(Cancelled, match="The device is as it was"):
        flash("print('Connecting', flush=True); time.sleep(60)", token=token)
    timer.join()


def test_a_cancel_while_writing_says_so() -> None:
    token = Switch()

    def cancel(_done: int, _total: int) -> None:
        token.is_set = True

    started = time.monotonic()
    with pytest.raises(Cancelled, match="Device left unprogrammed"):
        flash("print('10%', flush=True); time.sleep(60)", token=token, progress=cancel)
    assert time.monotonic() - started < 10


def test_an_error_of_whoever_watches_ends_the_tool() -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyError("window closed")

    started = time.monotonic()
    with pytest.raises(KeyError):
        flash("print('10%', flush=True); time.sleep(60)", progress=stop)
    assert time.monotonic() - started < 10


def test_a_tool_that_reads_too_little_is_not_believed() -> None:
    with pytest.raises(FlashFailed, match="read 3 of 10 bytes"):
        ToolFlasher(ProgramTool("")).read(a_real_device(), a_board(), 0, 10)


def test_what_was_written_last_is_given_to_the_next_job(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path / "cache")
    flash("assert not PREVIOUS\n" + PROOF, cache=cache)
    flash("assert open(PREVIOUS, 'rb').read() == bytes(range(200)) * 50\n" + PROOF, cache=cache, data=b"new")


def test_a_failure_after_erasing_forgets_what_was_there(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path / "cache")
    flash(PROOF, cache=cache)
    with pytest.raises(FlashFailed):
        flash("print('10%'); sys.exit(1)", cache=cache)
    flash("assert not PREVIOUS\n" + PROOF, cache=cache)


def test_a_cancelled_job_forgets_what_was_there(tmp_path: Path) -> None:
    cache, token = ImageCache(tmp_path / "cache"), Switch()
    flash(PROOF, cache=cache)

    def cancel(_done: int, _total: int) -> None:
        token.is_set = True

    with pytest.raises(Cancelled):
        flash("print('10%', flush=True); time.sleep(60)", cache=cache, token=token, progress=cancel)
    flash("assert not PREVIOUS\n" + PROOF, cache=cache)


def test_the_cache_holds_no_more_than_its_newest_files(tmp_path: Path) -> None:
    cache = ImageCache(tmp_path)
    for offset in range(70):
        cache.keep("usb:1", offset, b"image")
    assert len(list(tmp_path.iterdir())) == 64


def test_a_cache_that_cannot_be_written_does_not_fail_the_flashing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert not flash(PROOF, cache=ImageCache(blocked / "cache")).skipped


def test_many_tools_at_once_do_not_mix_their_progress() -> None:
    def job(number: int, steps: list[int]) -> Callable[[], None]:
        code = f"for step in range(1, 11): print(f'{{10 * step}}%', flush=True); time.sleep(0.01 * ({number} % 3))\n"

        def work() -> None:
            flash(code + PROOF, data=bytes(1000 + number), progress=lambda done, total: steps.append(total))

        return work

    totals: list[list[int]] = [[] for _ in range(6)]
    workers = [threading.Thread(target=job(number, steps)) for number, steps in enumerate(totals)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert [set(steps) for steps in totals] == [{1000 + number} for number in range(6)]
    assert all(len(steps) >= 10 for steps in totals)


def test_the_users_language_does_not_hide_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert flash("assert os.environ['LC_ALL'] == 'C'\n" + PROOF).tool == "faketool"
    assert os.environ["LC_ALL"] == "de_DE.UTF-8"


def test_a_full_disk_before_the_tool_is_started_leaves_the_device_as_it_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    error = failure(PROOF)
    assert "cannot be put into" in error.why
    assert "The device is as it was." in error.why
