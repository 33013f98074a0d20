"""An INA219, INA226 or INA228 behind a small computer that passes its registers on, a line each (docs/ina-bridge.md).

It measures what somebody else feeds, and sees no mark line. Tried on a simulated one only.
"""

from __future__ import annotations

import contextlib
import math
import time
from dataclasses import dataclass
from types import TracebackType

import numpy as np

from benchwright.drivers.power.ina_chips import (
    CHARGE_BYTES,
    CHARGE_REGISTER,
    ENERGY_BYTES,
    ENERGY_REGISTER,
    ENERGY_STEPS,
    SAMPLE_HZ,
    InaChip,
)
from benchwright.drivers.power.ina_stream import HELLO, PERIOD_US, InaStream
from benchwright.drivers.power.joining import join_samples
from benchwright.drivers.power.meter_options import positive_option, read_options
from benchwright.model.errors import (
    DeviceVanished,
    MeterLost,
    MeterSilent,
    MeterStopped,
    SupplyOutOfRange,
    SupplyRefused,
)
from benchwright.model.meter import MarkLine, Meter, Supply
from benchwright.protocols.power_meter import Samples
from benchwright.protocols.transport import Transport

BAUD = 921_600
SIMULATED = "simulated"
"""What our virtual one adds to its introduction, so that whatever comes of it is marked."""

_ANSWER_S = 2.0
_SILENCE_S = 2.0
_QUIET_S = 0.05
_LONGEST_STREAM_S = 1.0
_CHUNK_BYTES = 1 << 16
_VOLTAGE_RATIO = 0.03
_ACCUMULATED_RATIO = 0.02
_LEAST_ACCUMULATED_S = 0.2
# An assumption: a shunt of 1 %, beside which the errors of the chips are small.
_GAIN_ERROR_RATIO = 0.01
_USUAL_SHUNT_OHM = 0.1
_USUAL_MOST_A = 0.4
_SHUNT, _MOST = "shunt_ohm", "most_ma"
_OPTIONS = (_SHUNT, _MOST)


@dataclass(frozen=True, slots=True)
class Accumulated:
    """What an INA228 counted by itself from start to stop."""

    charge_c: float
    energy_j: float


class InaBridge:
    """An open bridge; see `protocols.power_meter`. Owned by one thread.

    `options` as in an address, `shunt_ohm=0.1&most_ma=400`, stand above what the bridge says of its shunt.

    Raises:
        MeterOptionInvalid: an option that it does not know, or whose value is no number above zero.
    """

    def __init__(self, transport: Transport, url: str, chip: InaChip, *, options: str = "", meter_id: str = "") -> None:
        self._transport = transport
        self._url = url
        self._chip = chip
        self._rest = b""
        self._heard_at = 0.0
        self._sum_c, self._count = 0.0, 0
        self._name = meter_id or url
        wished = read_options(self._name, options, _OPTIONS)
        wished_ohm = positive_option(self._name, wished, _SHUNT, _OPTIONS)
        wished_ma = positive_option(self._name, wished, _MOST, _OPTIONS)
        told = self._introduction()
        self._is_simulated = SIMULATED in told
        self._meter_id = meter_id or told.get("id", url)
        self._doubts: tuple[str, ...] = ()
        shunt_ohm = wished_ohm or _positive(told.get("shunt_uohm"), 1e-6)
        if shunt_ohm is None:
            shunt_ohm = _USUAL_SHUNT_OHM
            self._doubt(f"Its shunt is no number; {shunt_ohm:g} ohm stand for it.")
        most_ma = wished_ma or _positive(told.get("most_ma"), 1.0)
        most_a = most_ma / 1_000 if most_ma is not None else _USUAL_MOST_A
        try:
            self._setup = chip.plan(shunt_ohm, most_a)
        except ValueError as error:
            raise MeterSilent(url, chip.kind, f"Its shunt and range do not go together: {error}.") from error
        self._stream = InaStream(chip, self._setup)
        self.accumulated: Accumulated | None = None
        """What the chip counted by itself during the last recording; None where it counts nothing."""
        self._set_up("it was opened")

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        return Meter(
            meter_id=self._meter_id,
            kind=self._chip.kind,
            url=self._url,
            sample_hz=SAMPLE_HZ,
            gain_error_ratio=_GAIN_ERROR_RATIO,
            is_simulated=self._is_simulated,
            is_calibrated=not self._doubts,
            doubts=self._doubts,
            mark_line=MarkLine.NONE,
            mark_input="",
        )

    def set_supply(self, supply: Supply) -> None:
        """Compares the voltage that the device is said to have with the one that it has."""
        if supply.is_source:
            raise SupplyRefused(self._chip.kind, "It only measures: somebody else feeds the device through it.")
        if not 0 < supply.voltage_mv <= self._chip.most_mv:
            raise SupplyOutOfRange(self._chip.kind, supply.voltage_mv, 0, self._chip.most_mv)
        bus_mv = 1_000 * self._chip.bus_v(self._read(self._chip.bus_register, "its voltage was read"))
        if abs(bus_mv - supply.voltage_mv) > _VOLTAGE_RATIO * supply.voltage_mv:
            volts = bus_mv / 1_000, supply.voltage_mv / 1_000
            self._doubt(f"It measures a supply of {volts[0]:.2f} V where {volts[1]:.2f} V were said.")

    def switch_supply(self, *, on: bool) -> None:
        """The supply is somebody else's; it is never off as far as this one can tell."""
        if not on:
            raise SupplyRefused(self._chip.kind, "It only measures, and cannot switch off what somebody else feeds.")

    def start(self) -> None:
        """Begins to sample."""
        stage = "it was started"
        self._set_up(stage)
        self._stream = InaStream(self._chip, self._setup)
        self.accumulated = None
        self._ask(f"start {PERIOD_US} {self._chip.current_register:02x} {self._chip.number_bytes}", stage)
        self._heard_at = time.monotonic()
        self._sum_c, self._count = 0.0, 0

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        rest, self._rest = self._rest, b""
        data = rest or self._receive(timeout_s, "it was sampling")
        now = time.monotonic()
        if data:
            self._heard_at = now
        elif now - self._heard_at > _SILENCE_S:
            raise MeterStopped(self._name, f"It sent nothing for {_SILENCE_S:g} s while it was sampling.")
        return self._taken(data)

    def stop(self) -> Samples:
        """Ends sampling; the last stretch. An INA228's own count of the charge is held against the samples'."""
        stage = "it was stopped"
        self._tell("stop", stage)
        parts, deadline = [self._taken(self._rest)], time.monotonic() + _ANSWER_S
        self._rest = b""
        while not self._stream.is_over and (left_s := deadline - time.monotonic()) > 0:
            parts.append(self._taken(self._receive(left_s, stage)))
        if self._read(self._chip.calibration_register, stage, 2) != self._setup.calibration:
            self._doubt("Its calibration register lost its value while it was sampling.")
        if self._chip.has_accumulators:
            self._compare_accumulated(stage)
        return join_samples(parts)

    def close(self) -> None:
        """Releases the line."""
        self._transport.close()

    def __enter__(self) -> InaBridge:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _taken(self, data: bytes) -> Samples:
        samples = self._stream.take(data)
        if self._stream.greeted:
            raise MeterStopped(self._name, "It started anew while it was sampling.")
        known = samples.current_a[~np.isnan(samples.current_a)]
        self._sum_c += float(known.sum(dtype=np.float64)) / SAMPLE_HZ
        self._count += len(known)
        return samples

    def _introduction(self) -> dict[str, str]:
        """What it says of itself, word by word."""
        stage = "it was opened"
        # A program that died may have left it sampling.
        self._tell("stop", stage)
        deadline = time.monotonic() + _LONGEST_STREAM_S
        while time.monotonic() < deadline and self._receive(_QUIET_S, stage):
            pass
        self._tell("hello", stage)
        heard, deadline = "", time.monotonic() + _ANSWER_S
        while (line := self._line(deadline, stage)) is not None:
            heard += line
            if line.startswith(HELLO):
                told = dict(word.partition("=")[::2] for word in line.split())
                if told.get("chip") == self._chip.word:
                    return told
                raise MeterSilent(self._url, self._chip.kind, f"Something else does: a bridge to {told.get('chip')}.")
        if not heard:
            raise MeterSilent(self._url, self._chip.kind, f"It said nothing within {_ANSWER_S:g} s.")
        raise MeterSilent(self._url, self._chip.kind, "Something else does: it told nothing that a bridge tells.")

    def _set_up(self, stage: str) -> None:
        for register, value in self._setup.writes:
            self._ask(f"write {register:02x} {value:04x}", stage)
        if self._read(self._chip.calibration_register, stage, 2) != self._setup.calibration:
            self._doubt("Its calibration register does not keep what is written to it.")

    def _compare_accumulated(self, stage: str) -> None:
        step_a = self._setup.current_step_a
        charge = self._read(CHARGE_REGISTER, stage, CHARGE_BYTES)
        charge -= 1 << 8 * CHARGE_BYTES if charge >> (8 * CHARGE_BYTES - 1) else 0
        energy_j = self._read(ENERGY_REGISTER, stage, ENERGY_BYTES) * ENERGY_STEPS * step_a
        self.accumulated = Accumulated(charge * step_a, energy_j)
        if self._count < _LEAST_ACCUMULATED_S * SAMPLE_HZ:
            return
        # Of lost samples the chip has the charge too.
        sum_c = self._sum_c / self._count * self._stream.count
        if abs(self.accumulated.charge_c - sum_c) > _ACCUMULATED_RATIO * abs(sum_c) + step_a:
            apart = self.accumulated.charge_c / sum_c - 1 if sum_c else math.inf
            self._doubt(f"The charge that it counted itself differs from that of its samples by {apart:+.1%}.")

    def _doubt(self, words: str) -> None:
        if words not in self._doubts:
            self._doubts += (words,)

    def _read(self, register: int, stage: str, count: int = 0) -> int:
        count = count or self._chip.number_bytes
        answer = self._ask(f"read {register:02x} {count}", stage)
        try:
            return int(answer, 16)
        except ValueError as error:
            raise MeterStopped(self._name, f'It answered "{answer}" where a register was asked for.') from error

    def _ask(self, order: str, stage: str) -> str:
        self._tell(order, stage)
        deadline = time.monotonic() + _ANSWER_S
        while (line := self._line(deadline, stage)) is not None:
            verdict, _, told = line.partition(" ")
            if verdict == "ok":
                return told
            if verdict == "no":
                raise MeterStopped(self._name, f'It refuses "{order}": "{told}".')
        raise MeterStopped(self._name, f'It did not answer "{order}" within {_ANSWER_S:g} s.')

    def _line(self, deadline: float, stage: str) -> str | None:
        while b"\n" not in self._rest:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                return None
            self._rest += self._receive(left_s, stage)
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode("ascii", "replace").strip()

    def _receive(self, timeout_s: float, stage: str) -> bytes:
        try:
            return self._transport.read(_CHUNK_BYTES, timeout_s)
        except DeviceVanished as error:
            raise MeterLost(self._name, stage) from error

    def _tell(self, order: str, stage: str) -> None:
        try:
            self._transport.write(f"{order}\n".encode("ascii"))
        except DeviceVanished as error:
            raise MeterLost(self._name, stage) from error


def _positive(text: str | None, unit: float) -> float | None:
    """A number above zero; None for everything else, such as `-nan`."""
    with contextlib.suppress(TypeError, ValueError):
        value = float(text or "") * unit
        return value if math.isfinite(value) and value > 0 else None
    return None
