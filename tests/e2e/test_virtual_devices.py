"""Virtual devices as processes: they outlive their starter, vanish when unplugged, and never leak."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.precedence import NICENESS
from benchwright.drivers.transports import Transports
from benchwright.drivers.virtual.control import Order, connect, encode
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.drivers.virtual.launch import default_launcher
from benchwright.drivers.virtual.state import VirtualState, read_state
from benchwright.model.board import Origin
from benchwright.model.device import Device, DeviceState, Hello
from benchwright.model.errors import (
    BoardUnknown,
    DeviceNotFound,
    DeviceVanished,
    DutTimeout,
    FlashFailed,
    PortBusy,
    ToolMissing,
    VirtualDeviceFailed,
)
from benchwright.wire.client import DutClient
from tests.contract.bench_parts import (
    NeverCancelled,
    built,
    catalog,
    eventually,
    in_background,
    open_terminals,
    processes_of,
)

NATIVE = "native"
QEMU = "b-l475e-iot01a"
UNICORN = "esp32-c3"
on_posix = pytest.mark.skipif(os.name != "posix", reason="signals and pseudo-terminals")
all_kinds = pytest.mark.parametrize("board", [NATIVE, UNICORN, pytest.param(QEMU, marks=pytest.mark.qemu)])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "virtual"


@pytest.fixture
def lab(home: Path) -> Iterator[ProcessVirtualLab]:
    terminals = open_terminals()
    lab = ProcessVirtualLab(catalog(), home)
    yield lab
    for folder in home.glob("*"):
        lab.stop(folder.name)
    assert eventually(lambda: not processes_of(home)), processes_of(home)
    assert open_terminals() == terminals


def flash(device: Device) -> None:
    board = catalog().board(device.board or "")
    VirtualImageFlasher().write(device, board, 0, built(board.name).image, lambda _d, _t: None, NeverCancelled())


def ask(device: Device) -> Hello:
    with Transports().open(device, 115_200) as line:
        client = DutClient(line, device.device_id)
        hello = client.open()
        client.leave()
        return hello


def state_of(home: Path, name: str) -> VirtualState:
    state = read_state(home / name / "state.json")
    assert state is not None
    return state


@all_kinds
def test_a_new_board_is_blank_until_it_is_flashed(lab: ProcessVirtualLab, home: Path, board: str) -> None:
    device = lab.start(board)
    assert "erased" in device.evidence
    assert state_of(home, board).emulator_pid == 0
    with Transports().open(device, 115_200) as line, pytest.raises(DutTimeout):
        DutClient(line, board).open(deadline_s=0.3)
    flash(device)
    hello = ask(device)
    assert (hello.board, hello.firmware_sha256) == (board, built(board).sha256)
    assert hello.origin is device.origin is (Origin.NATIVE if board == NATIVE else Origin.EMULATED)


@all_kinds
def test_flash_survives_stop_and_start(lab: ProcessVirtualLab, board: str) -> None:
    flash(lab.start(board))
    lab.stop(board)
    assert lab.devices() == ()
    assert ask(lab.start(board)).firmware_sha256 == built(board).sha256


@all_kinds
def test_a_client_sees_an_unplugged_board_vanish_and_finds_it_again(lab: ProcessVirtualLab, board: str) -> None:
    device = lab.start(board)
    flash(device)
    with Transports().open(device, 115_200) as line:
        client = DutClient(line, board)
        client.open()
        with in_background(lambda: (time.sleep(0.2), lab.unplug(board))):
            started = time.monotonic()
            with pytest.raises(DeviceVanished):
                talk_for_ever(client)
            assert time.monotonic() - started < 2
    assert lab.devices() == ()
    with pytest.raises(DeviceVanished):
        Transports().open(device, 115_200)
    again = lab.plug(board)
    assert again.device_id == device.device_id
    assert ask(again).board == board
    assert lab.start(board) == again


def talk_for_ever(client: DutClient) -> None:
    while True:
        client.echo(bytes(100))


@all_kinds
def test_two_boards_of_one_kind_are_two_devices(lab: ProcessVirtualLab, board: str) -> None:
    first, second = lab.start(board), lab.start(board, instance="2")
    assert (first.device_id, second.device_id) == (f"virtual:{board}", f"virtual:{board}#2")
    flash(second)
    assert ask(second).board == board
    assert "erased" in next(device for device in lab.devices() if device == first).evidence
    lab.stop(f"{board}#2")
    assert [device.device_id for device in lab.devices()] == [first.device_id]


@all_kinds
def test_an_emulator_that_dies_is_noticed_and_shown(lab: ProcessVirtualLab, home: Path, board: str) -> None:
    device = lab.start(board)
    flash(device)
    with Transports().open(device, 115_200) as line:
        client = DutClient(line, board)
        client.open()
        psutil.Process(state_of(home, board).emulator_pid).kill()
        with pytest.raises(DeviceVanished):
            talk_for_ever(client)
    (seen,) = lab.devices()
    assert seen.state is DeviceState.GONE
    assert "ended with code -9" in seen.evidence
    assert ask(lab.start(board)).board == board


@on_posix
@pytest.mark.parametrize("has_window", [True, False])
def test_a_board_and_its_firmware_leave_the_processor_to_a_window(
    lab: ProcessVirtualLab, home: Path, has_window: bool
) -> None:
    behind = ProcessVirtualLab(catalog(), home, has_window=has_window)
    flash(behind.start(NATIVE))
    state = state_of(home, NATIVE)
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    for pid in (state.pid, state.emulator_pid):
        assert os.getpriority(os.PRIO_PROCESS, pid) == (max(mine, NICENESS) if has_window else mine)
        autogroup = Path(f"/proc/{pid}/autogroup")
        if has_window and autogroup.exists():
            assert autogroup.read_text().rstrip().endswith(f"nice {NICENESS}")
    lab.stop(NATIVE)


@pytest.mark.parametrize("board", [UNICORN, pytest.param(QEMU, marks=pytest.mark.qemu)])
def test_an_idle_emulated_board_uses_next_to_no_processor(lab: ProcessVirtualLab, home: Path, board: str) -> None:
    device = lab.start(board)
    flash(device)
    ask(device)
    state = state_of(home, board)
    processes = [psutil.Process(state.pid), psutil.Process(state.emulator_pid)]

    def seconds() -> float:
        return sum(sum(process.cpu_times()[:2]) for process in processes)

    before = seconds()
    time.sleep(2)
    assert seconds() - before < 0.1


def test_starting_twice_gives_the_same_device(lab: ProcessVirtualLab, home: Path) -> None:
    first = lab.start(NATIVE)
    pid = state_of(home, NATIVE).pid
    assert lab.start(NATIVE) == first
    assert state_of(home, NATIVE).pid == pid


def test_starting_twice_at_the_same_time_makes_one_process(lab: ProcessVirtualLab, home: Path) -> None:
    threads = [threading.Thread(target=lab.start, args=(NATIVE,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert eventually(lambda: len(processes_of(home)) == 1), processes_of(home)


def test_whoever_borrows_a_board_first_has_launched_it(lab: ProcessVirtualLab) -> None:
    assert lab.running() == ()
    device, is_launched = lab.borrow(f"virtual:{NATIVE}")
    assert is_launched
    assert lab.running() == (NATIVE,)
    assert lab.borrow(NATIVE) == (device, False)


def test_of_several_that_borrow_a_board_at_once_one_has_launched_it(home: Path, lab: ProcessVirtualLab) -> None:
    answers: list[bool] = []
    labs = [ProcessVirtualLab(catalog(), home) for _ in range(4)]
    threads = [threading.Thread(target=lambda one=one: answers.append(one.borrow(NATIVE)[1])) for one in labs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == [False, False, False, True]


def test_a_board_whose_cable_is_pulled_runs_and_is_not_lent(lab: ProcessVirtualLab) -> None:
    lab.start(NATIVE)
    lab.unplug(NATIVE)
    assert (lab.running(), lab.devices()) == ((NATIVE,), ())
    with pytest.raises(DeviceNotFound, match=r"cable is pulled.*benchwright virtual plug native"):
        lab.borrow(NATIVE)
    assert lab.devices() == ()


def test_a_borrowed_board_whose_firmware_does_not_start_can_be_flashed(lab: ProcessVirtualLab, home: Path) -> None:
    lab.start(NATIVE)
    lab.stop(NATIVE)
    with (home / NATIVE / "flash.img").open("r+b") as flash_file:
        flash_file.write(b"no program at all")
    device, is_ours = lab.borrow(NATIVE)
    assert is_ours
    assert "does not run" in device.evidence
    flash(device)
    assert ask(device).board == NATIVE


def test_stopping_what_does_not_run_is_no_error_but_unplugging_it_is(lab: ProcessVirtualLab) -> None:
    lab.stop(NATIVE)
    with pytest.raises(DeviceNotFound):
        lab.unplug(NATIVE)


@pytest.mark.parametrize(("board", "instance"), [("no-such-board", ""), (NATIVE, "../../etc"), (NATIVE, "a b")])
def test_what_cannot_be_virtual_is_refused_with_what_can(lab: ProcessVirtualLab, board: str, instance: str) -> None:
    with pytest.raises(BoardUnknown, match=NATIVE):
        lab.start(board, instance=instance)


@pytest.mark.parametrize("name", ["../../etc", "/etc", "", ".", "no-such-board", f"{NATIVE}#../x", f"{NATIVE}/../x"])
def test_orders_to_what_is_no_virtual_board_are_refused_with_what_is(
    lab: ProcessVirtualLab, home: Path, name: str
) -> None:
    lab.start(NATIVE, instance="2")
    for act in (lab.stop, lab.plug, lab.unplug, lab.checked, lab.borrow):
        with pytest.raises(BoardUnknown, match=rf"{NATIVE}.*{NATIVE}#2" if act != lab.borrow else NATIVE):
            act(name)


def test_a_name_is_checked_with_or_without_its_prefix(lab: ProcessVirtualLab) -> None:
    assert lab.checked(f"virtual:{NATIVE}") == lab.checked(NATIVE) == NATIVE
    assert lab.checked(f"virtual:{NATIVE}#2") == f"{NATIVE}#2"


def test_names_are_the_boards_with_an_emulator(lab: ProcessVirtualLab) -> None:
    assert {NATIVE, QEMU, UNICORN} <= set(lab.names())


@on_posix
def test_a_port_in_use_by_another_program_is_busy_and_says_by_whom(lab: ProcessVirtualLab) -> None:
    device = lab.start(NATIVE)
    words = f"import serial, sys; s = serial.Serial({device.url!r}, exclusive=True); print('open', flush=True)"
    holder = subprocess.Popen(
        [sys.executable, "-c", f"{words}; sys.stdin.read()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(PortBusy, match=rf"pid {holder.pid}"):
            Transports().open(device, 115_200)
    finally:
        holder.communicate(timeout=10)
    Transports().open(device, 115_200).close()


@on_posix
def test_a_device_outlives_the_program_that_started_it(lab: ProcessVirtualLab, home: Path) -> None:
    words = (
        "from pathlib import Path; from tests.contract.bench_parts import catalog;"
        "from benchwright.drivers.virtual.lab import ProcessVirtualLab;"
        f"ProcessVirtualLab(catalog(), Path({str(home)!r})).start({NATIVE!r})"
    )
    subprocess.run([sys.executable, "-c", words], check=True, timeout=30, cwd=Path(__file__).parents[2])
    (device,) = lab.devices()
    state = state_of(home, NATIVE)
    assert os.getsid(state.pid) != os.getsid(0)
    flash(device)
    assert ask(device).board == NATIVE


@on_posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_device_takes_its_emulator_along(lab: ProcessVirtualLab, home: Path, number: signal.Signals) -> None:
    device = lab.start(NATIVE)
    flash(device)
    os.kill(state_of(home, NATIVE).pid, number)
    assert eventually(lambda: not processes_of(home)), processes_of(home)
    assert lab.devices() == ()
    assert not (home / NATIVE / "state.json").exists()
    assert not (home / NATIVE / "port").is_symlink()
    assert ask(lab.start(NATIVE)).board == NATIVE


@on_posix
def test_a_device_ends_when_its_folder_is_removed(lab: ProcessVirtualLab, home: Path) -> None:
    flash(lab.start(NATIVE))
    shutil.rmtree(home / NATIVE)
    assert eventually(lambda: not processes_of(home)), processes_of(home)
    assert lab.devices() == ()


@on_posix
@pytest.mark.parametrize("firmware", [b"no program at all", b"#!/bin/sh\necho it burns >&2; exit 3\n"])
def test_firmware_that_does_not_start_is_a_failure_with_the_reason(lab: ProcessVirtualLab, firmware: bytes) -> None:
    device = lab.start(NATIVE)
    flasher = VirtualImageFlasher()
    board = catalog().board(NATIVE)
    with pytest.raises(FlashFailed, match="does not start from its flash"):
        flasher.write(device, board, 0, firmware, lambda _d, _t: None, NeverCancelled())
    (seen,) = lab.devices()
    assert seen.state is DeviceState.READY
    assert "it burns" in seen.evidence or "cannot be started" in seen.evidence
    lab.unplug(NATIVE)
    assert "does not run" in lab.plug(NATIVE).evidence
    flash(device)
    assert ask(device).board == NATIVE


@on_posix
@pytest.mark.parametrize("found", ["8.2.1", "none"])
@pytest.mark.parametrize(
    ("board", "program", "package"),
    [
        (QEMU, "qemu-system-arm", "qemu-system-arm"),
        ("hifive1-revb", "qemu-system-riscv32", "qemu-system-riscv"),
    ],
)
def test_a_missing_or_old_qemu_is_named_with_how_to_get_it(
    tmp_path: Path, home: Path, board: str, program: str, package: str, found: str
) -> None:
    asked: list[str] = []
    old = tmp_path / program
    old.write_text(f"#!/bin/sh\necho QEMU emulator version {found}\n")
    old.chmod(old.stat().st_mode | stat.S_IXUSR)

    def which(name: str) -> str | None:
        asked.append(name)
        return None if found == "none" else str(old)

    with pytest.raises(ToolMissing, match=r"9\.1 or newer") as caught:
        ProcessVirtualLab(catalog(), home, which=which).start(board)
    assert caught.value.remedy.startswith("Install it:")
    assert sys.platform != "linux" or f"apt install {package} " in caught.value.remedy
    assert asked == [program]


@pytest.mark.parametrize("place", ["a file", "a file/below", "/proc/nohome"])
def test_a_home_that_cannot_be_made_is_a_failure_with_the_way_out(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("not a folder")
    lab = ProcessVirtualLab(catalog(), tmp_path / place)
    with pytest.raises(VirtualDeviceFailed, match=r"cannot be made or written.*BENCHWRIGHT_HOME"):
        lab.start(NATIVE)
    assert lab.devices() == lab.running() == ()


@on_posix
def test_a_spec_that_cannot_be_written_is_a_failure_with_the_way_out(lab: ProcessVirtualLab, home: Path) -> None:
    (home / NATIVE / "spec.json").mkdir(parents=True)
    with pytest.raises(VirtualDeviceFailed, match=r"cannot be made or written.*BENCHWRIGHT_HOME"):
        lab.start(NATIVE)


@on_posix
def test_a_device_that_dies_at_once_is_noticed_at_once_with_its_last_words(home: Path) -> None:
    cramped = 'ulimit -f 200; exec "$0" "$@"'
    launcher = ("/bin/sh", "-c", cramped, sys.executable, "-m", "benchwright.drivers.virtual.device")
    lab = ProcessVirtualLab(catalog(), home, launcher=launcher)
    started = time.monotonic()
    with pytest.raises(VirtualDeviceFailed, match=r"ended at once.*File too large.*Free some space") as caught:
        lab.start(NATIVE)
    assert time.monotonic() - started < 5
    assert "Traceback" not in str(caught.value)
    assert eventually(lambda: not processes_of(home))
    assert lab.running() == ()


@on_posix
def test_a_device_whose_starter_was_killed_before_it_was_up_does_not_stay(home: Path) -> None:
    import fcntl  # not on Windows

    launcher = ("/bin/sh", "-c", '"$0" "$@" & sleep 0.5; kill -9 $!; exit 1', *default_launcher())
    (home / NATIVE).mkdir(parents=True)
    with (home / NATIVE / "lock").open("wb") as lock:
        # Until it is free the device is not up.
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(VirtualDeviceFailed):
            ProcessVirtualLab(catalog(), home, launcher=launcher).start(NATIVE)
    assert eventually(lambda: not processes_of(home)), processes_of(home)


def test_a_device_starts_while_the_one_before_it_is_still_ending(lab: ProcessVirtualLab, home: Path) -> None:
    for _ in range(5):
        lab.start(NATIVE)
        with connect(state_of(home, NATIVE)) as control:
            control.ask("stop")
        while lab.running():
            # Never there without its cable: nobody has pulled it.
            assert lab.devices() or not lab.running()
        assert lab.borrow(NATIVE)[1]
        lab.stop(NATIVE)


@pytest.mark.qemu
@on_posix
def test_an_emulator_that_exits_at_once_gives_its_last_words_and_a_remedy_that_fits(
    lab: ProcessVirtualLab, home: Path, tmp_path: Path
) -> None:
    flash(lab.start(QEMU))
    lab.stop(QEMU)
    sour = tmp_path / "qemu-system-arm"
    sour.write_text("#!/bin/sh\n[ $1 = --version ] && exec echo QEMU emulator version 10.0\necho no milk >&2; exit 1\n")
    sour.chmod(0o700)
    with pytest.raises(VirtualDeviceFailed, match=r"ended with code 1. no milk") as caught:
        ProcessVirtualLab(catalog(), home, which=lambda _name: str(sour)).start(QEMU)
    assert "benchwright doctor" in caught.value.remedy
    assert "Flash again" not in caught.value.remedy


def test_orders_without_the_token_are_ignored(lab: ProcessVirtualLab, home: Path) -> None:
    lab.start(NATIVE)
    state = state_of(home, NATIVE)
    for words in (encode(Order("stop", token="guess")), b"{}\n", b"no json\n", b"x" * 10_000):
        with socket.create_connection(("127.0.0.1", state.control_port), timeout=5) as stranger:
            stranger.sendall(words)
            with contextlib.suppress(ConnectionError):
                assert stranger.recv(100) == b""
    with connect(state) as control:
        assert control.ask("status")[0].phase == "blank"


def test_a_flash_job_that_is_cut_off_leaves_the_board_with_what_it_had(lab: ProcessVirtualLab, home: Path) -> None:
    device = lab.start(NATIVE)
    flash(device)
    with connect(state_of(home, NATIVE)) as control:
        control.ask("flash_begin")
        assert control.ask("status")[0].phase == "flashing"
    assert eventually(lambda: state_of(home, NATIVE).phase == "running")
    assert ask(device).board == NATIVE


def test_a_board_without_a_rom_bootloader_says_so_and_takes_a_plain_reset(lab: ProcessVirtualLab) -> None:
    flash(lab.start(NATIVE))
    with pytest.raises(VirtualDeviceFailed, match="has no ROM bootloader"):
        lab.reset(NATIVE, boot0=True)
    assert ask(lab.reset(NATIVE)).board == NATIVE


@pytest.mark.qemu
def test_boot0_held_high_starts_the_bootloader_in_every_reset_until_it_is_low(
    lab: ProcessVirtualLab, home: Path
) -> None:
    device = lab.start(QEMU)
    flash(device)
    with connect(state_of(home, QEMU)) as control:
        control.ask("boot0_high")
        for _turn in range(2):
            assert control.ask("reset")[0].phase == "bootloader"
    lab.unplug(QEMU)
    assert "bootloader" in lab.plug(QEMU).evidence
    with Transports().open(device, 115_200) as line:
        line.write(b"\x7f")
        assert line.read(1, 2.0) == b"\x79"
    assert ask(lab.reset(QEMU)).board == QEMU
