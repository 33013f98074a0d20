"""Virtual power meters for tests, each a process of its own on a pseudo-terminal."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from benchwright.drivers.power import ina_bridge
from benchwright.drivers.power.ina_bridge import InaBridge
from benchwright.drivers.power.ina_chips import CHIPS, InaChip
from benchwright.drivers.power.lpm01a import BAUD, FAST, INTEGRATED, Acquisition, Lpm01a
from benchwright.drivers.power.meter_kinds import KINDS
from benchwright.drivers.power.ppk2 import Ppk2
from benchwright.drivers.power.scpi_profiles import PROFILES, ScpiProfile
from benchwright.drivers.serial_transport import open_serial
from benchwright.drivers.virtual.meter.faults import MeterFaults
from benchwright.drivers.virtual.meter.load import Load
from benchwright.drivers.virtual.meter.readiness import address_in
from benchwright.drivers.virtual.port import PtyPort, open_port
from benchwright.model.meter import MarkLine
from benchwright.protocols.power_meter import PowerMeter
from tests.contract.bench_parts import in_background
from tests.contract.meter_rig import FAULTLESS, STEADY, MeterRig, Opener

ORDERS = frozenset(field.name for field in fields(MeterFaults)) - {"seed"}
OF_OTII = frozenset(["is_logged_out", "lies_about_count"])
OF_LPM01A = frozenset(["refuses_control", "warms_c", "has_no_events", "overcurrent_after_s"])


@dataclass(frozen=True)
class MeterKind:
    """A meter: the module of its virtual one, and how its driver opens an address."""

    name: str
    module: str
    open: Callable[[str], PowerMeter]
    arguments: tuple[str, ...] = ()

    @contextlib.contextmanager
    def begin(self, folder: Path, *, load: Load = STEADY, faults: MeterFaults = FAULTLESS) -> Iterator[Opener]:
        """A running virtual one; see `meter_rig.Begin`."""
        with virtual_meter(self, folder, load=asdict(load), faults=asdict(faults)) as url:
            yield lambda: self.open(url)

    @contextlib.contextmanager
    def foreign(self, folder: Path) -> Iterator[Opener]:
        """A device of another protocol at the port: it answers whatever it is told, as an MLPerf Tiny one does."""
        port = open_port(folder / "other.port")
        assert isinstance(port, PtyPort)
        try:
            with in_background(lambda: _answer(port, b"e-[Unknown command]\r\nm-ready\r\nEND\n")):
                yield lambda: self.open(port.url)
        finally:
            port.close()


PPK2 = MeterKind(
    "PPK2", "benchwright.drivers.virtual.meter.ppk2", lambda url: Ppk2(open_serial(url, 115_200, url), url)
)
PPK2_RIG = MeterRig(
    name="ppk2",
    kind=PPK2.name,
    begin=PPK2.begin,
    foreign=PPK2.foreign,
    orders=ORDERS - OF_LPM01A - OF_OTII,
    refused_mv=(0, 799, 5_001, 12_000),
    calibration_words="lacks GI0, GI1, GI2, GI3, GI4",
)


def _lpm01a(name: str, acquisition: Acquisition) -> tuple[MeterKind, MeterRig]:
    kind = MeterKind(
        "X-NUCLEO-LPM01A",
        "benchwright.drivers.virtual.meter.lpm01a",
        lambda url: Lpm01a(open_serial(url, BAUD, url), url, acquisition=acquisition),
    )
    rig = MeterRig(
        name=name,
        kind=kind.name,
        begin=kind.begin,
        foreign=kind.foreign,
        orders=ORDERS - OF_OTII - {"stray_every"},
        refused_mv=(0, 1_799, 3_301, 12_000),
        mark_line=MarkLine.FALLING_EDGES,
        supply_mv=3_000,
        calibration_words="Its thermometer gives no number",
    )
    return kind, rig


LPM01A, LPM01A_RIG = _lpm01a("lpm01a", INTEGRATED)
LPM01A_FAST, LPM01A_FAST_RIG = _lpm01a("lpm01a-fast", FAST)


def ina_kind(chip: InaChip) -> MeterKind:
    """An INA chip behind a bridge."""
    return MeterKind(
        chip.kind,
        "benchwright.drivers.virtual.meter.ina_bridge",
        lambda url: InaBridge(open_serial(url, ina_bridge.BAUD, url), url, chip),
        ("--chip", chip.word),
    )


def _ina_rig(chip: InaChip) -> MeterRig:
    kind = ina_kind(chip)
    return MeterRig(
        name=chip.word,
        kind=kind.name,
        begin=kind.begin,
        foreign=kind.foreign,
        orders=frozenset(["lose_ratio", "nan_gains", "unplug_after_s", "restart_after_s", "is_silent"]),
        refused_mv=(0, chip.most_mv + 1),
        mark_line=MarkLine.NONE,
        is_source=False,
        calibration_words="Its shunt is no number",
    )


@dataclass(frozen=True)
class NetworkMeterKind(MeterKind):
    """A meter at a socket."""

    @contextlib.contextmanager
    def foreign(self, folder: Path) -> Iterator[Opener]:
        """A server of another protocol: it answers whatever it is told."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = int(listener.getsockname()[1])
            with in_background(lambda: _answer_client(listener, b"HTTP/1.1 400 Bad Request\r\n\r\n")):
                yield lambda: self.open(f"127.0.0.1:{port}")


def opened_as(word: str, address: str) -> PowerMeter:
    """The meter of that kind at an address."""
    (kind,) = (kind for kind in KINDS if kind.word == word)
    return kind.open(address, "", "")


def scpi_kind(profile: ScpiProfile) -> MeterKind:
    """An instrument of that family."""
    return NetworkMeterKind(
        profile.kind,
        "benchwright.drivers.virtual.meter.scpi",
        lambda address: opened_as(profile.word, address),
        ("--profile", profile.word),
    )


def _scpi_rig(profile: ScpiProfile) -> MeterRig:
    kind = scpi_kind(profile)
    return MeterRig(
        name=profile.word,
        kind=kind.name,
        begin=kind.begin,
        foreign=kind.foreign,
        orders=frozenset(["lose_ratio", "unplug_after_s", "restart_after_s", "is_silent"]),
        refused_mv=(0, 6_001, 12_000) if profile.is_source else (0, 60_001),
        mark_line=MarkLine.NONE,
        is_source=profile.is_source,
    )


def joulescope_kind(model: str) -> MeterKind:
    """A Joulescope of that model, behind what stands for the maker's library."""
    return MeterKind(
        f"Joulescope {model}",
        "benchwright.drivers.virtual.meter.joulescope",
        lambda address: opened_as("joulescope", address),
        ("--model", model.lower()),
    )


def _joulescope_rig(model: str) -> MeterRig:
    kind = joulescope_kind(model)
    return MeterRig(
        name=model.lower(),
        kind=kind.name,
        begin=kind.begin,
        foreign=None,
        orders=frozenset(
            ["lose_ratio", "bounce_samples", "has_no_edges", "unplug_after_s", "restart_after_s", "is_silent"]
        ),
        refused_mv=(0, 15_001),
        is_source=False,
        cuts_supply=True,
    )


JOULESCOPE_RIGS = tuple(_joulescope_rig(model) for model in ("JS220", "JS110"))
OTII = NetworkMeterKind("Otii", "benchwright.drivers.virtual.meter.otii", lambda address: opened_as("otii", address))
OTII_RIG = MeterRig(
    name="otii",
    kind=OTII.name,
    begin=OTII.begin,
    foreign=OTII.foreign,
    orders=frozenset(["has_no_edges", "bounce_samples", "unplug_after_s", "restart_after_s", "is_silent"]),
    refused_mv=(0, 499, 5_001, 12_000),
)
DMM6500 = NetworkMeterKind(
    "Keithley DMM6500",
    "benchwright.drivers.virtual.meter.dmm6500",
    lambda address: opened_as("dmm6500", address),
)
DMM6500_RIG = MeterRig(
    name="dmm6500",
    kind=DMM6500.name,
    begin=DMM6500.begin,
    foreign=DMM6500.foreign,
    orders=frozenset(["lose_ratio", "unplug_after_s", "restart_after_s", "is_silent"]),
    refused_mv=(0, 60_001),
    mark_line=MarkLine.NONE,
    is_source=False,
)
SCPI_RIGS = (*(_scpi_rig(profile) for profile in PROFILES.values()), DMM6500_RIG)
INA_RIGS = tuple(_ina_rig(chip) for chip in CHIPS.values())


@contextlib.contextmanager
def virtual_meter(
    kind: MeterKind, folder: Path, *, load: object = None, faults: object = None, marks: Path | None = None
) -> Iterator[str]:
    """The address of a running one; `load` and `faults` are dictionaries of what differs from the defaults.

    It sees a virtual board with `marks`, the file of its mark line, else a pattern.
    """
    link = folder / f"{kind.name}.port"
    command = [sys.executable, "-m", kind.module, *kind.arguments, "--link", str(link)]
    command += ["--load", json.dumps(load or {}), "--faults", json.dumps(faults or {})]
    command += ["--marks", str(marks)] if marks is not None else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            address = address_in(process.stdout.readline())
            assert address
            yield address
        finally:
            process.stdin.close()
            process.wait(10)


def _answer(port: PtyPort, words: bytes) -> None:
    """Answers the first thing it hears, and then what still comes for a quarter of a second."""
    end, heard = time.monotonic() + 5, False
    while time.monotonic() < end:
        port.look()
        if port.read():
            port.write(words)
            end = end if heard else time.monotonic() + 0.25
            heard = True
        time.sleep(0.01)


def _answer_client(listener: socket.socket, words: bytes) -> None:
    """Answers one client whatever it says, until it goes or for five seconds."""
    listener.settimeout(5)
    with contextlib.suppress(OSError):
        client, _ = listener.accept()
        client.settimeout(5)
        with client:
            while client.recv(1 << 12):
                client.sendall(words)
