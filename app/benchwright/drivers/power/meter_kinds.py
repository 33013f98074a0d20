"""The kinds of meters: how one is found, opened, and simulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchwright.drivers.power import (
    dmm6500,
    ina_bridge,
    ina_chips,
    joulescope,
    joulescope_library,
    lpm01a,
    otii,
    otii_talk,
    ppk2,
    scpi,
    scpi_line,
    scpi_profiles,
)
from benchwright.drivers.serial_transport import open_serial
from benchwright.drivers.virtual.meter.joulescope_driver import SCHEME, VirtualDriver
from benchwright.model.meter import FoundMeter
from benchwright.protocols.power_meter import PowerMeter
from benchwright.protocols.transport import Transport

OpenMeter = Callable[[str, str, str], PowerMeter]
"""Opens a meter: its address (a port, or whatever its kind is reached by), options (`shunt_ohm=0.1`), and how the meter
is to be called ("" for what it tells)."""
MakeMeter = Callable[[Transport, str, str, str], PowerMeter]
"""Makes the meter behind an open serial line: the line, and what `OpenMeter` takes."""


@dataclass(frozen=True, slots=True)
class MeterKind:
    """One kind; `word` is how it is written for `--meter`, before an address or after `virtual:`.

    `usb` is vendor and product where that tells something; `is_certain` where nothing else has the same.
    `module` is that of its virtual one, `arguments` what that needs to be this kind. `title` is the same in every
    language. `takes_options`: what stands behind a `?` in its name is no part of the address. `plugged_in` tells
    addresses, and what they are, of those that are at no port: of such a kind `word` alone is the only one there is.
    """

    word: str
    title: str
    kind: str
    least_mv: int
    most_mv: int
    open: OpenMeter
    module: str
    arguments: tuple[str, ...] = ()
    usb: tuple[int, int] | None = None
    is_certain: bool = True
    takes_options: bool = False
    plugged_in: Callable[[], Sequence[tuple[str, str]]] | None = None

    def found(self, name: str, place: str = "") -> FoundMeter:
        """It under that name, at a place in words; a simulated one without."""
        doubt = "" if self.is_certain or not place else " (?)"
        title = f"{self.title}{doubt} {place}".strip()
        return FoundMeter(name, title, self.kind, self.least_mv, self.most_mv, not place)


_VIRTUAL = "benchwright.drivers.virtual.meter"


def at_serial(baud: int, make: MakeMeter) -> OpenMeter:
    """Opens a meter at a serial port; the line is closed where there is none."""

    def open_meter(address: str, options: str, name: str) -> PowerMeter:
        line = open_serial(address, baud, name or address)
        try:
            return make(line, address, options, name)
        except BaseException:
            line.close()
            raise

    return open_meter


def _lpm01a(word: str, title: str, acquisition: lpm01a.Acquisition) -> MeterKind:
    return MeterKind(
        word=word,
        title=f"{lpm01a.KIND}, {title}",
        kind=lpm01a.KIND,
        least_mv=lpm01a.LEAST_MV,
        most_mv=lpm01a.MOST_MV,
        open=at_serial(
            lpm01a.BAUD,
            lambda line, url, _options, name: lpm01a.Lpm01a(line, url, acquisition=acquisition, meter_id=name),
        ),
        module=f"{_VIRTUAL}.lpm01a",
        # What every virtual serial port of an STM32 is; only asking it tells.
        usb=(0x0483, 0x5740),
        is_certain=False,
    )


def _ina(chip: ina_chips.InaChip) -> MeterKind:
    return MeterKind(
        word=chip.word,
        title=chip.kind,
        kind=chip.kind,
        least_mv=1,
        most_mv=chip.most_mv,
        open=at_serial(
            ina_bridge.BAUD,
            lambda line, url, options, name: ina_bridge.InaBridge(line, url, chip, options=options, meter_id=name),
        ),
        module=f"{_VIRTUAL}.ina_bridge",
        arguments=("--chip", chip.word),
        takes_options=True,
    )


def _scpi(profile: scpi_profiles.ScpiProfile) -> MeterKind:
    def open_meter(address: str, options: str, name: str) -> PowerMeter:
        line = scpi_line.open_line(address, options, name, profile.kind)
        try:
            return scpi.ScpiMeter(line, address, profile, meter_id=name)
        except BaseException:
            line.close()
            raise

    return MeterKind(
        word=profile.word,
        title=profile.kind,
        kind=profile.kind,
        least_mv=1,
        most_mv=profile.most_mv,
        open=open_meter,
        module=f"{_VIRTUAL}.scpi",
        arguments=("--profile", profile.word),
        takes_options=True,
    )


def _open_joulescope(address: str, _options: str, name: str) -> PowerMeter:
    is_virtual = address.startswith(SCHEME)
    shared = (
        joulescope_library.SharedDriver(lambda: VirtualDriver(address)) if is_virtual else joulescope_library.LIBRARY
    )
    return joulescope.open_joulescope("" if is_virtual else address, shared, name)


def _plugged_in_joulescopes() -> tuple[tuple[str, str], ...]:
    paths = joulescope_library.plugged_in()
    return tuple(
        (
            joulescope_library.serial_of(path),
            f"{joulescope_library.model_of(path)} {joulescope_library.serial_of(path)}",
        )
        for path in paths
    )


PPK2 = MeterKind(
    word="ppk2",
    title=ppk2.KIND,
    kind=ppk2.KIND,
    least_mv=ppk2.LEAST_MV,
    most_mv=ppk2.MOST_MV,
    open=at_serial(115_200, lambda line, url, _options, name: ppk2.Ppk2(line, url, meter_id=name)),
    module=f"{_VIRTUAL}.ppk2",
    usb=(0x1915, 0xC00A),
)
LPM01A = _lpm01a("lpm01a", "5 kHz", lpm01a.INTEGRATED)
LPM01A_FAST = _lpm01a("lpm01a-fast", "100 kHz", lpm01a.FAST)
INA_KINDS = tuple(_ina(chip) for chip in ina_chips.CHIPS.values())
OTII = MeterKind(
    word="otii",
    title=f"Qoitech {otii_talk.KIND}",
    kind=otii_talk.KIND,
    least_mv=otii.LEAST_MV,
    most_mv=otii.MOST_MV,
    open=lambda address, options, name: otii.Otii(address, options=options, meter_id=name),
    module=f"{_VIRTUAL}.otii",
    takes_options=True,
)


def _open_dmm6500(address: str, options: str, name: str) -> PowerMeter:
    line = scpi_line.open_line(address, options, name, dmm6500.KIND, known=dmm6500.OPTIONS)
    try:
        return dmm6500.Dmm6500(line, address, options=options, meter_id=name)
    except BaseException:
        line.close()
        raise


DMM6500 = MeterKind(
    word="dmm6500",
    title=dmm6500.KIND,
    kind=dmm6500.KIND,
    least_mv=1,
    most_mv=dmm6500.MOST_MV,
    open=_open_dmm6500,
    module=f"{_VIRTUAL}.dmm6500",
    takes_options=True,
)
SCPI_KINDS = tuple(_scpi(profile) for profile in scpi_profiles.PROFILES.values())
JOULESCOPE = MeterKind(
    word="joulescope",
    title=joulescope_library.KIND,
    kind=joulescope_library.KIND,
    least_mv=1,
    most_mv=joulescope.MOST_MV,
    open=_open_joulescope,
    module=f"{_VIRTUAL}.joulescope",
    plugged_in=_plugged_in_joulescopes,
)
KINDS: tuple[MeterKind, ...] = (PPK2, LPM01A, LPM01A_FAST, JOULESCOPE, *INA_KINDS, OTII, *SCPI_KINDS, DMM6500)
