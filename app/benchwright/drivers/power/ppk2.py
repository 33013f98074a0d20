"""Nordic's Power Profiler Kit II over its serial port (1915:C00A). Tried on a simulated one only."""

from __future__ import annotations

import time
from types import TracebackType

from benchwright.drivers.power.ppk2_calibration import Calibration, is_whole, read_calibration
from benchwright.drivers.power.ppk2_stream import SAMPLE_HZ, Ppk2Stream
from benchwright.model.errors import DeviceVanished, MeterLost, MeterSilent, MeterStopped, SupplyOutOfRange
from benchwright.model.meter import Meter, Supply
from benchwright.protocols.power_meter import Samples
from benchwright.protocols.transport import Transport

KIND = "PPK2"
LEAST_MV, MOST_MV = 800, 5_000
SIMULATED_HARDWARE = "simulated"
"""What our virtual one says it is, so that whatever comes of it is marked."""

_GET_METADATA = b"\x19"
_AMPERE_METER, _SOURCE_METER = b"\x11\x01", b"\x11\x02"
_SET_SUPPLY = b"\x0d"
_SWITCH_ON, _SWITCH_OFF = b"\x0c\x01", b"\x0c\x00"
_START, _STOP = b"\x06", b"\x07"
_ANSWER_S = 2.0
_QUIET_S = 0.05
_LONGEST_STREAM_S = 1.0
_SILENCE_S = 2.0
_CHUNK_BYTES = 1 << 16
# An assumption: no figure of the maker's was at hand, and none was measured. Whatever comes of it says "assumed".
_GAIN_ERROR_RATIO = 0.03
# An assumption too: without its own coefficients the nominal resistances stand, whose parts and tracks differ.
_UNCALIBRATED_RATIO = 0.10
_AWAY_S = 0.5


class Ppk2:
    """An open PPK2; see `protocols.power_meter`. Owned by one thread."""

    def __init__(self, transport: Transport, url: str, *, meter_id: str = "") -> None:
        self._transport = transport
        self._url = url
        self._name = meter_id or url
        self._calibration = self._ask()
        self._stream = Ppk2Stream(self._calibration)
        self._heard_at = 0.0

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        made = self._calibration
        is_calibrated = made.is_calibrated and not made.missing
        return Meter(
            meter_id=self._name,
            kind=KIND,
            url=self._url,
            sample_hz=SAMPLE_HZ,
            gain_error_ratio=_GAIN_ERROR_RATIO if is_calibrated else _UNCALIBRATED_RATIO,
            is_simulated=made.hardware == SIMULATED_HARDWARE,
            is_calibrated=is_calibrated,
            doubts=_doubts(made),
        )

    def set_supply(self, supply: Supply) -> None:
        """Sets the voltage, and who gives it."""
        if not LEAST_MV <= supply.voltage_mv <= MOST_MV:
            raise SupplyOutOfRange(KIND, supply.voltage_mv, LEAST_MV, MOST_MV)
        self._tell(_SOURCE_METER if supply.is_source else _AMPERE_METER, "its mode was set")
        self._tell(_SET_SUPPLY + supply.voltage_mv.to_bytes(2, "big"), "its voltage was set")

    def switch_supply(self, *, on: bool) -> None:
        """Puts the device on the supply, or takes it off."""
        self._tell(_SWITCH_ON if on else _SWITCH_OFF, "the supply was switched")

    def start(self) -> None:
        """Begins to sample."""
        self._stream = Ppk2Stream(self._calibration)
        self._tell(_START, "it was started")
        self._heard_at = time.monotonic()

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        data = self._receive(timeout_s, "it was sampling")
        now = time.monotonic()
        if data:
            self._heard_at = now
        elif now - self._heard_at > _SILENCE_S:
            raise MeterStopped(self._name, f"It sent nothing for {_SILENCE_S:g} s while it was sampling.")
        return self._stream.take(data)

    def stop(self) -> Samples:
        """Ends sampling; what is still on the line belongs to it.

        Raises:
            MeterStopped: it had fallen silent before.
        """
        silent_s = time.monotonic() - self._heard_at
        self._tell(_STOP, "it was stopped")
        data = self._drained()
        if not data and silent_s > _AWAY_S:
            why = f"It sent nothing in the last {silent_s:.1f} s of a recording: it ended by itself, or started anew."
            raise MeterStopped(self._name, why)
        return self._stream.take(data, is_last=True)

    def close(self) -> None:
        """Releases the line."""
        self._transport.close()

    def __enter__(self) -> Ppk2:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self) -> Calibration:
        # A program that died may have left it sampling.
        self._tell(_STOP, "it was opened")
        self._drained()
        self._tell(_GET_METADATA, "it was asked for its calibration")
        text, deadline = b"", time.monotonic() + _ANSWER_S
        while not is_whole(text):
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                break
            text += self._receive(left_s, "it told its calibration")
        if not text:
            raise MeterSilent(self._url, KIND, f"It said nothing within {_ANSWER_S:g} s.")
        try:
            return read_calibration(text)
        except ValueError as error:
            raise MeterSilent(self._url, KIND, f"Something else does: {error}.") from error

    def _drained(self) -> bytes:
        parts, deadline = [], time.monotonic() + _LONGEST_STREAM_S
        while time.monotonic() < deadline and (data := self._receive(_QUIET_S, "it was stopped")):
            parts.append(data)
        return b"".join(parts)

    def _receive(self, timeout_s: float, stage: str) -> bytes:
        try:
            return self._transport.read(_CHUNK_BYTES, timeout_s)
        except DeviceVanished as error:
            raise MeterLost(self._name, stage) from error

    def _tell(self, order: bytes, stage: str) -> None:
        try:
            self._transport.write(order)
        except DeviceVanished as error:
            raise MeterLost(self._name, stage) from error


def _doubts(made: Calibration) -> tuple[str, ...]:
    doubts = []
    if not made.is_calibrated:
        doubts.append("It says that it is not calibrated.")
    if made.missing:
        doubts.append(f"Its calibration lacks {', '.join(made.missing)}; the maker's defaults stand for them.")
    if doubts:
        doubts.append(
            f"A gain error of {_UNCALIBRATED_RATIO:.0%} is assumed of it, and not {_GAIN_ERROR_RATIO:.0%} as of a "
            "calibrated one."
        )
    return tuple(doubts)
