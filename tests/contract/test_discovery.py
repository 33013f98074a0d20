"""Which devices are seen, and which boards are named with certainty only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from benchwright.catalog.device_memory import DeviceMemoryFile
from benchwright.drivers.discovery import CombinedDiscovery, PortDiscovery, VirtualDiscovery
from benchwright.drivers.named_ports import NamedPorts
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.board import Board, Origin, UsbIds
from benchwright.model.device import DeviceState
from tests.contract.bench_parts import catalog


@dataclass
class FakePort:
    device: str
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    location: str | None = None
    description: str = ""
    interface: str | None = None


class FakeCatalog:
    def __init__(self, *boards: Board) -> None:
        self._boards = boards

    def boards(self) -> tuple[Board, ...]:
        return self._boards

    def board(self, name: str) -> Board:
        return next(board for board in self._boards if board.name == name)

    def file_sha256(self, _name: str) -> str:
        return ""


def a_board(
    name: str, *, run: tuple[str, ...] = (), probe: tuple[str, ...] = (), mbed_ids: tuple[str, ...] = ()
) -> Board:
    board = catalog().board("native")
    return replace(board, name=name, title=name.upper(), usb=UsbIds(run=run, probe=probe, mbed_ids=mbed_ids))


def scan(*ports: FakePort, boards: tuple[Board, ...] = (), environ: dict[str, str] | None = None) -> PortDiscovery:
    return PortDiscovery(FakeCatalog(*boards), NamedPorts(Path("none"), environ or {}).entries, ports=lambda: ports)


def test_a_board_is_named_when_its_usb_identity_is_unique() -> None:
    port = FakePort("/dev/ttyACM0", 0x2341, 0x805A, "ABC", "1-4")
    (device,) = scan(port, boards=(a_board("nano", run=("2341:805a",)), a_board("other"))).scan()
    assert (device.board, device.url, device.origin) == ("nano", "/dev/ttyACM0", Origin.HARDWARE)
    assert device.device_id == "usb:2341:805a:ABC"
    assert "2341:805a" in device.evidence


def test_a_probe_or_a_shared_identity_names_no_board_but_keeps_the_evidence() -> None:
    port = FakePort("/dev/ttyACM0", 0x0483, 0x374B, "066BFF")
    disco = a_board("disco", run=("0483:374b",), probe=("0483:374b",))
    nucleo = a_board("nucleo", run=("0483:374b",))
    for boards in ((disco,), (disco, nucleo)):
        (device,) = scan(port, boards=boards).scan()
        assert device.board is None
        assert "may be DISCO" in device.evidence


def test_a_daplink_serial_number_begins_with_the_mbed_id() -> None:
    port = FakePort("/dev/ttyACM0", 0x0D28, 0x0204, "9904360258824e45004b9013000000")
    microbit = a_board("microbit", probe=("0d28:0204",), mbed_ids=("9904",))
    (device,) = scan(port, boards=(microbit, a_board("k64f", probe=("0d28:0204",), mbed_ids=("0240",)))).scan()
    assert (device.board, device.evidence) == ("microbit", "mbed id 9904")


def test_several_ports_of_one_probe_are_one_device_on_its_first_port() -> None:
    ports = (
        FakePort("/dev/ttyACM1", 0x1366, 0x1051, "683", "1-2:1.2"),
        FakePort("/dev/ttyACM0", 0x1366, 0x1051, "683", "1-2:1.0"),
        FakePort("/dev/ttyS0"),
    )
    (device,) = scan(*ports).scan()
    assert device.url == "/dev/ttyACM0"


def test_two_boards_without_serial_numbers_stay_two() -> None:
    ports = (FakePort("/dev/ttyUSB0", 0x10C4, 0xEA60), FakePort("/dev/ttyUSB1", 0x10C4, 0xEA60))
    assert len({device.device_id for device in scan(*ports).scan()}) == 2


def test_ports_named_by_the_user_are_seen_with_their_board() -> None:
    words = "/dev/pts/5=nano, rfc2217://lab:4000?timeout=3 ,socket://h:1=unknown"
    devices = scan(boards=(a_board("nano"),), environ={"BENCHWRIGHT_EXTRA_PORTS": words}).scan()
    assert [(device.url, device.board) for device in devices] == [
        ("/dev/pts/5", "nano"),
        ("rfc2217://lab:4000?timeout=3", None),
        ("socket://h:1", None),
    ]
    assert "there is no board 'unknown'" in devices[2].evidence
    assert not devices[2].is_askable


def test_a_named_port_at_another_computer_may_be_asked_and_a_wrong_address_says_what_is_wrong() -> None:
    words = "rfc2217://lab:4000,socket://h:1=nano,gopher://h:1,/dev/pts/5"
    far, known, wrong, local = scan(boards=(a_board("nano"),), environ={"BENCHWRIGHT_EXTRA_PORTS": words}).scan()
    assert (far.state, far.is_askable) == (DeviceState.UNKNOWN, True)
    assert (known.board, known.is_askable) == ("nano", False)
    assert (wrong.state, wrong.is_askable) == (DeviceState.GONE, False)
    assert "'gopher' is no way to reach a port" in wrong.evidence
    assert not local.is_askable


def test_virtual_devices_are_seen_and_nothing_twice(lab: ProcessVirtualLab) -> None:
    started = lab.start("native")
    named = scan(environ={"BENCHWRIGHT_EXTRA_PORTS": started.url})
    assert CombinedDiscovery(VirtualDiscovery(lab), named, VirtualDiscovery(lab)).scan() == (started,)


def test_scanning_the_real_system_works() -> None:
    assert isinstance(PortDiscovery(catalog()).scan(), tuple)


def test_an_unnamed_board_is_unknown_and_lists_what_it_may_be() -> None:
    port = FakePort("/dev/ttyUSB0", 0x10C4, 0xEA60, "0001", "1-4:1.0")
    (device,) = scan(port, boards=(a_board("eye", probe=("10c4:ea60",)), a_board("kit", probe=("10c4:ea60",)))).scan()
    assert (device.state, device.candidates) == (DeviceState.UNKNOWN, ("eye", "kit"))


def test_bridges_that_all_carry_the_same_serial_number_stay_two_and_are_named_by_their_socket() -> None:
    ports = (
        FakePort("/dev/ttyUSB0", 0x10C4, 0xEA60, "0001", "1-4:1.0"),
        FakePort("/dev/ttyUSB1", 0x10C4, 0xEA60, "0001", "1-5:1.0"),
    )
    ids = [device.device_id for device in scan(*ports).scan()]
    assert ids == ["usb:10c4:ea60@1-4", "usb:10c4:ea60@1-5"]


def test_two_boards_with_one_real_serial_number_stay_two() -> None:
    ports = (
        FakePort("/dev/ttyACM0", 0x2341, 0x805A, "ABC", "1-4:1.0"),
        FakePort("/dev/ttyACM1", 0x2341, 0x805A, "ABC", "1-5:1.0"),
    )
    assert len({device.device_id for device in scan(*ports).scan()}) == 2


def test_a_device_keeps_its_id_when_its_port_is_renamed() -> None:
    before = FakePort("/dev/ttyACM0", 0x2341, 0x805A, "ABC", "1-4:1.0")
    after = FakePort("/dev/ttyACM7", 0x2341, 0x805A, "ABC", "1-2:1.0")
    assert scan(before).scan()[0].device_id == scan(after).scan()[0].device_id


def test_what_the_user_said_of_a_device_names_it(tmp_path: Path) -> None:
    memory = DeviceMemoryFile(tmp_path / "devices.json")
    memory.remember("usb:10c4:ea60@1-4", "eye")
    port = FakePort("/dev/ttyUSB0", 0x10C4, 0xEA60, "0001", "1-4:1.0")
    discovery = PortDiscovery(FakeCatalog(a_board("eye"), a_board("kit")), memory=memory, ports=lambda: (port,))
    (device,) = discovery.scan()
    assert (device.board, device.evidence, device.state) == ("eye", "you said so", DeviceState.READY)


def test_an_identity_of_the_users_own_names_every_device_that_has_it(tmp_path: Path) -> None:
    memory = DeviceMemoryFile(tmp_path / "devices.json")
    memory.remember("usb:dead:beef", "eye")
    ports = (FakePort("/dev/ttyACM0", 0xDEAD, 0xBEEF, "A1"), FakePort("/dev/ttyACM1", 0xDEAD, 0xBEEF, "A2"))
    discovery = PortDiscovery(FakeCatalog(a_board("eye")), memory=memory, ports=lambda: ports)
    assert [device.board for device in discovery.scan()] == ["eye", "eye"]


def test_the_volume_of_a_probe_names_the_board_on_the_same_socket_only() -> None:
    ports = (
        FakePort("/dev/ttyACM0", 0x0483, 0x374B, "066BFF1", "1-4.2:1.2"),
        FakePort("/dev/ttyACM1", 0x0483, 0x374B, "066BFF2", "1-5:1.2"),
    )
    disco = a_board("disco", probe=("0483:374b",), mbed_ids=("0764",))
    discovery = PortDiscovery(FakeCatalog(disco), ports=lambda: ports, mbed_ids=lambda: {"1-4.2": "0764"})
    assert [device.board for device in discovery.scan()] == ["disco", None]
